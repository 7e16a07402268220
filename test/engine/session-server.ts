/** An engine whose attach and exec a test answers byte by byte, with a client connected to it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { expect, onTestFinished } from 'vitest';
import { type EngineOptions, openEngine } from '../../src/engine/client.ts';
import type { ExecRequest, Session } from '../../src/engine/session-types.ts';
import type { Engine } from '../../src/engine/types.ts';
import { serveUpgrades } from './socket-server.ts';

export const upgraded = 'HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.raw-stream\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n';

/** The connection of one session, seen from the engine; it has been answered with a 101 unless a test does that. */
export interface Wire {
  readonly socket: Socket;
  /** All input so far. */
  readonly input: string;
  readonly inputEnded: boolean;
}

export interface Answers {
  readonly api?: string;
  readonly server?: string;
  /** Answers what asks for a connection; a 101 and nothing else when absent. */
  readonly connect?: (socket: Socket, path: string) => void;
  /** Answers a short call, its path without the version; gives false for what it does not answer. */
  readonly answer?: (path: string, response: ServerResponse, body: string) => boolean;
  readonly options?: EngineOptions;
}

export interface SessionStage {
  readonly engine: Engine;
  /** `POST /v1.45/containers/a/attach?…` of every request so far, with its body behind it. */
  readonly asked: string[];
  readonly headers: IncomingMessage['headers'][];
  /** The connections of sessions, in order. */
  readonly wires: Wire[];
  /** `stdout:text` of all output so far. */
  readonly said: string[];
  readonly leaving: AbortController;
  /** Resolves when the client has no connection any more. */
  gone(): Promise<void>;
  attach(request?: { tty?: boolean; size?: { columns: number; rows: number } | null }): Promise<Session>;
  exec(request?: Partial<ExecRequest>): Promise<Session>;
}

/** A refusal with its length. */
export const refusal = (status: number, body: string) => `HTTP/1.1 ${status} No\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
export const execId = 'e'.repeat(64);
export const running = JSON.stringify({ Id: 'a', State: { Status: 'running', Running: true } });
export const exited = JSON.stringify({ Id: 'a', State: { Status: 'exited', Running: false } });

/** Answers as Docker does: a running container, an exec that ended with 0. */
export async function sessionStage({ api = '1.45', server: name = 'Docker/28.5.2 (linux)', connect = (socket) => socket.write(upgraded), answer = () => false, options }: Answers = {}): Promise<SessionStage> {
  const asked: string[] = [];
  const headers: IncomingMessage['headers'][] = [];
  const wires: Wire[] = [];
  const said: string[] = [];
  const usual = (path: string, response: ServerResponse) => {
    if (path.endsWith('/exec')) response.writeHead(201).end(JSON.stringify({ Id: execId }));
    else if (path.startsWith('/exec/') && path.endsWith('/json')) response.end('{"Running":false,"ExitCode":0}');
    else if (path.includes('/resize?')) response.end();
    else response.end(running);
  };
  const server = await serveUpgrades((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part)).on('end', () => {
      asked.push(`${request.method} ${request.url}${body === '' ? '' : ` ${body}`}`);
      response.setHeader('Server', name);
      response.setHeader('Api-Version', api);
      if (request.url === '/_ping') response.end('OK');
      else {
        const path = request.url!.replace(/^\/v[\d.]+/, '');
        if (!answer(path, response, body)) usual(path, response);
      }
    });
  }, (request, body, socket, early) => {
    asked.push(`${request.method} ${request.url}${body === '' ? '' : ` ${body}`}`);
    headers.push(request.headers);
    const got = [early];
    let inputEnded = false;
    socket.on('data', (bytes: Buffer) => got.push(bytes)).on('end', () => {
      inputEnded = true;
    });
    wires.push({
      socket,
      get input() {
        return Buffer.concat(got).toString('utf8');
      },
      get inputEnded() {
        return inputEnded;
      },
    });
    connect(socket, request.url!);
  });
  const engine = openEngine({ address: 'unix:///the/engine', socketPath: server.socketPath }, options);
  onTestFinished(() => engine.close());
  const leaving = new AbortController();
  const output = (bytes: Buffer, stream: string) => void said.push(`${stream}:${bytes.toString('utf8')}`);
  return {
    engine, asked, headers, wires, said, leaving,
    gone: async () => {
      engine.close();
      await expect.poll(() => wires.every(({ inputEnded, socket }) => inputEnded || socket.closed)).toBe(true);
      for (const { socket } of wires) socket.destroy();
      await server.freed();
    },
    attach: ({ tty = false, size = null } = {}) => engine.attachWithInput('a', { tty, size }, output, leaving.signal),
    exec: (request = {}) => engine.exec('a', { command: ['sh'], tty: false, input: false, user: null, workingDir: null, size: null, ...request }, output, leaving.signal),
  };
}
