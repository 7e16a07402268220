/** Servers on temporary Unix sockets, for one test each: closed and removed when it ends. */
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder of this test's own. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'whalewatch-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface Served {
  readonly socketPath: string;
  /** Connections that were ever made. */
  made(): number;
  /** Connections that are open now. */
  open(): number;
  /** Resolves when no connection is open any more. */
  freed(): Promise<void>;
  /** Breaks every connection off; the server goes on listening. */
  breakOff(): void;
}

async function served(server: net.Server, socketPath: string): Promise<Served> {
  const sockets = new Set<net.Socket>();
  let made = 0;
  let waiting: (() => void)[] = [];
  server.on('connection', (socket) => {
    made += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      sockets.delete(socket);
      if (sockets.size > 0) return;
      for (const resolve of waiting) resolve();
      waiting = [];
    });
  });
  const breakOff = () => {
    for (const socket of sockets) socket.destroy();
  };
  onTestFinished(() => new Promise<void>((resolve) => {
    server.close(() => resolve());
    breakOff();
  }));
  await new Promise<void>((resolve) => {
    server.listen(socketPath, resolve);
  });
  return {
    socketPath,
    made: () => made,
    open: () => sockets.size,
    freed: () => new Promise((resolve) => {
      if (sockets.size === 0) resolve();
      else waiting.push(resolve);
    }),
    breakOff,
  };
}

/** An HTTP server. */
export const serveHttp = (answer: RequestListener, socketPath = join(temporaryFolder(), 'engine.sock')) => served(http.createServer(answer), socketPath);

/** An HTTP server that takes upgrades: `upgrade` gets the request, its body, the connection and what came after the request. */
export function serveUpgrades(answer: RequestListener, upgrade: (request: http.IncomingMessage, body: string, socket: net.Socket, early: Buffer) => void): Promise<Served> {
  const server = http.createServer(answer);
  server.on('upgrade', (request: http.IncomingMessage, socket: net.Socket, head: Buffer) => {
    const length = Number(request.headers['content-length'] ?? '0');
    let got = head;
    const take = () => {
      if (got.length < length) return false;
      socket.off('data', more);
      upgrade(request, got.toString('utf8', 0, length), socket, got.subarray(length));
      return true;
    };
    const more = (bytes: Buffer) => {
      got = Buffer.concat([got, bytes]);
      take();
    };
    if (!take()) socket.on('data', more);
  });
  return served(server, join(temporaryFolder(), 'engine.sock'));
}

/** A server that speaks bytes: `talk` is called with what came of the first request, its headers complete. */
export function serveBytes(talk: (socket: net.Socket, request: string) => void): Promise<Served> {
  const server = net.createServer((socket) => {
    let head = '';
    socket.on('data', (bytes) => {
      head += bytes.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      const request = head;
      head = '';
      talk(socket, request);
    });
  });
  return served(server, join(temporaryFolder(), 'engine.sock'));
}

/** Something to wait for: resolved by calling it. */
export function signalled<T = void>(): { readonly promise: Promise<T>; readonly done: (value: T) => void } {
  let done!: (value: T) => void;
  const promise = new Promise<T>((resolve) => {
    done = resolve;
  });
  return { promise, done };
}
