/** A socket in front of an engine's that a test makes faulty: what is asked can be answered, held up or broken off, what comes back be cut. */
import { connect, createServer, type Socket } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Answers one request; `pass` hands it to the engine after all. */
export type Talk = (near: Socket, pass: () => void) => void;

export interface Wire {
  readonly socketPath: string;
  /** What was asked so far, without the version: `GET /containers/json?all=1`. */
  readonly asked: string[];
  /** From now on requests whose path matches are answered so; null: all of them are passed on again. */
  fault(path: RegExp, talk: Talk | null): void;
  /** From now on what the engine says goes through here; null: as it is. */
  change(how: ((near: Socket, bytes: Buffer) => void) | null): void;
  /** Breaks off all connections. */
  breakOff(): void;
  /** Connections that are open. */
  open(): number;
}

/** Opens a wire to the engine at a socket. */
export async function openWire(enginePath: string): Promise<Wire> {
  const folder = mkdtempSync(join(tmpdir(), 'ww-wire-'));
  const socketPath = join(folder, 'wire.sock');
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const faults: { path: RegExp; talk: Talk }[] = [];
  let changed: ((near: Socket, bytes: Buffer) => void) | null = null;

  const server = createServer((near) => {
    sockets.add(near);
    let far: Socket | null = null;
    let head = '';
    const pass = (request: string) => {
      if (!far) {
        far = connect(enginePath);
        far.on('data', (bytes: Buffer) => (changed ? changed(near, bytes) : near.write(bytes)));
        far.on('error', () => near.destroy()).on('end', () => near.end()).on('close', () => near.destroy());
      }
      far.write(request, 'latin1');
    };
    near.on('error', () => undefined).on('close', () => {
      sockets.delete(near);
      far?.destroy();
    });
    /** Bytes pass both ways from now on. */
    let upgraded = false;
    near.on('data', (bytes: Buffer) => {
      if (upgraded) {
        far?.write(bytes);
        return;
      }
      head += bytes.toString('latin1');
      for (let end = head.indexOf('\r\n\r\n'); end >= 0; end = head.indexOf('\r\n\r\n')) {
        const length = end + 4 + Number(/^content-length: *(\d+)/im.exec(head.slice(0, end))?.[1] ?? 0);
        if (head.length < length) return;
        const request = head.slice(0, length);
        head = head.slice(length);
        upgraded = /^upgrade: /im.test(request.slice(0, end + 2));
        const [, method = '', path = ''] = /^(\w+) (?:\/v\d+\.\d+)?(\S+)/.exec(request) ?? [];
        asked.push(`${method} ${path}`);
        const talk = faults.find((fault) => fault.path.test(path))?.talk;
        if (talk) talk(near, () => pass(request));
        else pass(request);
      }
    });
  });
  const breakOff = () => {
    for (const socket of sockets) socket.destroy();
  };
  onTestFinished(() => new Promise<void>((done) => {
    server.close(() => {
      rmSync(folder, { recursive: true, force: true });
      done();
    });
    breakOff();
  }));
  await new Promise<void>((done) => server.listen(socketPath, () => done()));
  return {
    socketPath, asked, breakOff,
    fault: (path, talk) => {
      faults.splice(0, faults.length, ...(talk ? [{ path, talk }] : []));
    },
    change: (how) => {
      changed = how;
    },
    open: () => sockets.size,
  };
}

/** An answer with a body and its length. */
export const answered = (status: string, body: string, headers = 'Content-Type: application/json') => (near: Socket): void => {
  near.write(`HTTP/1.1 ${status}\r\n${headers}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
};
