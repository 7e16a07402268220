/** An engine whose answers the test decides, with a client connected to it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import { openEngine } from '../../src/engine/client.ts';
import type { TransportOptions } from '../../src/engine/transport.ts';
import type { Engine } from '../../src/engine/types.ts';
import { serveHttp } from './socket-server.ts';
import type { Served } from './socket-server.ts';

/** What a test's engine says of itself; it can be changed in the middle. */
export interface Nature {
  api: string | null;
  /** Asked with another version, it answers 400. */
  oldest?: string;
  headers?: Record<string, string>;
  /** It breaks every request off. */
  gone?: boolean;
}

export interface Stage {
  readonly engine: Engine;
  readonly server: Served;
  /** `GET /v1.41/containers/json` of every request so far. */
  readonly asked: string[];
  readonly nature: Nature;
  readonly signal: AbortSignal;
}

const minor = (version: string) => Number(version.split('.')[1]);

/** Answers pings and refuses versions as Docker does; `answer` gets what is left, its path without the version. */
export async function stage(nature: Nature, answer: (path: string, response: ServerResponse, request: IncomingMessage) => void, options?: TransportOptions): Promise<Stage> {
  const asked: string[] = [];
  const server = await serveHttp((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (nature.gone) {
      request.socket.destroy();
      return;
    }
    if (nature.api !== null) response.setHeader('Api-Version', nature.api);
    for (const [name, value] of Object.entries(nature.headers ?? { Server: 'Docker/28.5.2 (linux)' })) response.setHeader(name, value);
    if (request.url === '/_ping') {
      response.end('OK');
      return;
    }
    const [, version = '', path = ''] = /^\/v(\d+\.\d+)(\/.*)$/.exec(request.url!) ?? [];
    const refusal = version === '' ? 'no version' : nature.api !== null && minor(version) > minor(nature.api) ? `client version ${version} is too new. Maximum supported API version is ${nature.api}`
      : minor(version) < minor(nature.oldest ?? '1.24') ? `client version ${version} is too old. Minimum supported API version is ${nature.oldest}, please upgrade your client to a newer version` : null;
    if (refusal === null) answer(path, response, request);
    else response.writeHead(400, { 'Content-Type': 'application/json' }).end(JSON.stringify({ message: refusal }));
  });
  const engine = openEngine({ address: 'unix:///the/engine', socketPath: server.socketPath }, options);
  onTestFinished(() => engine.close());
  return { engine, server, asked, nature, signal: new AbortController().signal };
}
