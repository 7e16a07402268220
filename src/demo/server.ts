/** The demo engine: a real HTTP server on a private Unix socket, in front of a made-up fleet. */

import { chmodSync, linkSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createServer, ServerResponse } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machineClock } from './clock.ts';
import type { DemoClock } from './clock.ts';
import { recipes } from './crowd.ts';
import { createFleet } from './fleet.ts';
import type { Fleet } from './fleet.ts';
import type { Recipe } from './recipe.ts';
import { createRoutes } from './routes.ts';
import type { Upgrade } from './routes.ts';

export interface DemoOptions {
  /** How many containers; about twenty of every kind when not given. */
  readonly containers?: number;
  /** Exactly these containers instead; `containers` is not looked at then. */
  readonly fleet?: readonly Recipe[];
  readonly clock?: DemoClock;
  /** Where to listen; a new private folder below the system's temporary one when not given. */
  readonly socketPath?: string;
  readonly seed?: number;
}

export interface Demo {
  /** `unix:///…/docker.sock`. */
  readonly address: string;
  readonly socketPath: string;
  readonly fleet: Fleet;
  /** Drops every connection and stops listening; the socket file stays, as after a SIGKILL of dockerd. */
  killServer(): Promise<void>;
  /** Listens again after `killServer`; the fleet went on meanwhile. */
  revive(): Promise<void>;
  /** Connections are taken, nothing is answered and streams stand still, as after a SIGSTOP of dockerd. */
  hang(): void;
  /** Goes on after `hang`, with what was asked meanwhile. */
  resume(): void;
  close(): Promise<void>;
  /** As `close` without waiting: for the last moments of a process. */
  closeNow(): void;
}

const defaultSeed = 20_260_101;

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ path, backlog: 511 }, () => {
      server.off('error', reject);
      chmodSync(path, 0o600);
      resolve();
    });
  });
}

/** Reads the body of a request for a bare connection: Node leaves it in front of the bytes. */
function upgradeOf(request: IncomingMessage, socket: Socket, head: Buffer): Promise<Upgrade> {
  const length = Number(request.headers['content-length'] ?? '0');
  return new Promise((resolve) => {
    let got = head;
    const take = () => {
      if (got.length < length) return;
      socket.off('data', more).pause();
      resolve({ body: got.toString('utf8', 0, length), early: got.subarray(length) });
    };
    const more = (bytes: Buffer) => {
      got = Buffer.concat([got, bytes]);
      take();
    };
    socket.on('data', more);
    take();
  });
}

/** Starts a demo engine of its own; it answers when the promise resolves. */
export async function startDemo(options: DemoOptions = {}): Promise<Demo> {
  const seed = options.seed ?? defaultSeed;
  const fleet = createFleet(options.clock ?? machineClock, seed);
  for (const recipe of options.fleet ?? recipes(options.containers, seed)) fleet.add(recipe);
  const folder = options.socketPath === undefined ? mkdtempSync(join(tmpdir(), 'whalewatch-demo-')) : null;
  const socketPath = options.socketPath ?? join(folder as string, 'docker.sock');
  const sockets = new Set<Socket>();
  let waiting: (() => void)[] | null = null;
  let server: Server | null = null;

  const gate = async () => {
    while (waiting !== null) await new Promise<void>((resolve) => waiting?.push(resolve));
  };
  const answer = createRoutes(fleet, gate);

  function resume(): void {
    const go = waiting ?? [];
    waiting = null;
    for (const next of go) next();
  }

  function drop(): void {
    server?.close();
    server = null;
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  }

  async function open(): Promise<void> {
    const made = createServer((request, response) => {
      answer(request, response).catch((error: unknown) => response.destroy(error as Error));
    });
    made.on('upgrade', (request, socket, head) => {
      const response = new ServerResponse(request);
      response.assignSocket(socket as Socket);
      response.on('finish', () => socket.resume().end());
      upgradeOf(request, socket as Socket, head).then((upgrade) => answer(request, response, upgrade)).catch((error: unknown) => socket.destroy(error as Error));
    });
    Object.assign(made, { keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0, timeout: 0 });
    made.on('connection', (socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    });
    await listen(made, socketPath);
    server = made;
  }

  function closeNow(): void {
    fleet.close();
    drop();
    resume();
    rmSync(folder ?? socketPath, { recursive: true, force: true });
  }

  await open();
  return {
    address: `unix://${socketPath}`,
    socketPath,
    fleet,
    async killServer() {
      if (server === null) return;
      const kept = `${socketPath}.kept`;
      linkSync(socketPath, kept);
      const closed = new Promise<void>((resolve) => server?.once('close', () => resolve()));
      drop();
      await closed;
      renameSync(kept, socketPath);
    },
    async revive() {
      if (server !== null) return;
      rmSync(socketPath, { force: true });
      await open();
    },
    hang() {
      waiting ??= [];
    },
    resume,
    async close() {
      const closed = server === null ? null : new Promise<void>((resolve) => server?.once('close', () => resolve()));
      closeNow();
      await closed;
    },
    closeNow,
  };
}
