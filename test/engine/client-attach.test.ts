import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { LogEnd, LogLine } from '../../src/engine/types.ts';
import { frame, said } from './bytes.ts';
import { failure } from './calls.ts';
import { synthetic } from './captures.ts';
import { type Nature, stage } from './engine-server.ts';
import { signalled } from './socket-server.ts';

const stamp = '2026-11-23T02:13:03.112722575Z ';
const upgraded = (type = 'multiplexed') => `HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.${type}-stream\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n`;
const plain = 'HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\n';
const running = JSON.stringify({ Id: 'a', State: { Status: 'running', Running: true } });
const exited = JSON.stringify({ Id: 'a', State: { Status: 'exited', Running: false } });

interface Served {
  /** What inspect answers. */
  inspected?: string | number;
  api?: Nature['api'];
}

/** An engine whose attach is answered over the bare connection. */
async function attaching(answer: (socket: Socket, response: ServerResponse) => void, { inspected = running, api = '1.44' }: Served = {}) {
  const headers: IncomingHttpHeaders[] = [];
  const set = await stage({ api }, (path, response, request) => {
    if (path.includes('/attach')) {
      headers.push(request.headers);
      answer(request.socket, response);
    } else if (typeof inspected === 'number') response.writeHead(inspected).end('{"message":"no"}');
    else response.end(inspected);
  });
  const lines: LogLine[] = [];
  const leaving = new AbortController();
  const attach = (tty = false): Promise<LogEnd> => set.engine.attach('a', { tty }, (run) => lines.push(...run), leaving.signal);
  return { ...set, headers, lines, attach, leave: (reason: Error) => leaving.abort(reason), attaches: () => set.asked.filter((line) => line.includes('/attach')) };
}

describe('an attach', () => {
  test('is asked for as a POST that wants another protocol, and sends no input', async () => {
    const { attach, attaches, headers, engine } = await attaching((socket) => socket.end(upgraded()));
    expect(await attach()).toEqual({ complete: true });
    expect(attaches()).toEqual(['POST /v1.44/containers/a/attach?stream=1&stdout=1&stderr=1&logs=0']);
    expect(headers[0]).toMatchObject({ connection: 'Upgrade', upgrade: 'tcp', 'content-length': '0' });
    await engine.attach('../x', { tty: false }, () => undefined, new AbortController().signal);
    expect(attaches()[1]).toContain('/containers/..%2Fx/attach?');
  });

  test('what comes together with the handshake is not lost, nor what follows', async () => {
    const { attach, lines } = await attaching((socket) => {
      socket.write(Buffer.concat([Buffer.from(upgraded()), frame(1, `${stamp}out\n`)]));
      setImmediate(() => socket.end(frame(2, 'err\n')));
    });
    expect(await attach()).toEqual({ complete: true });
    expect(lines).toEqual([{ stream: 'stdout', raw: `${stamp}out`, body: 0, broken: false }, { stream: 'stderr', raw: 'err', body: 0, broken: false }]);
  });

  test.each(['raw', 'multiplexed', 'other'])('the type of its answer says nothing, be it %s', async (type) => {
    const framed = await attaching((socket) => socket.end(Buffer.concat([Buffer.from(upgraded(type)), frame(2, 'err\n')])));
    await framed.attach();
    expect(said(framed.lines)).toEqual(['stderr: err']);
    const raw = await attaching((socket) => socket.end(`${upgraded(type)}hi\r\n`));
    await raw.attach(true);
    expect(said(raw.lines)).toEqual(['stdout: hi']);
  });

  test('a plain 200 does as well: until the connection ends, or in chunks', async () => {
    const bare = await attaching((socket) => socket.end(Buffer.concat([Buffer.from(plain), frame(1, 'one\n'), frame(1, 'two')])));
    expect(await bare.attach()).toEqual({ complete: true });
    expect(said(bare.lines)).toEqual(['stdout: one', 'stdout: two']);
    const chunked = await attaching((_, response) => response.end(frame(1, 'one\n')));
    expect(await chunked.attach()).toEqual({ complete: true });
    expect(said(chunked.lines)).toEqual(['stdout: one']);
  });

  test('a flood is read as fast as it comes', async () => {
    const block = Buffer.concat(Array.from({ length: 1000 }, (_, at) => frame(1 + (at % 2), `${'x'.repeat(99)}\n`)));
    const { attach, lines } = await attaching((socket) => {
      socket.write(upgraded());
      for (let blocks = 0; blocks < 100; blocks += 1) socket.write(block);
      socket.end();
    });
    expect(await attach()).toEqual({ complete: true });
    expect(lines).toHaveLength(100_000);
  });

  test('cut: the lines are there, the open one too as it comes no more, and it is not complete', async () => {
    const { attach, lines, attaches } = await attaching((socket) => socket.end(Buffer.concat([Buffer.from(upgraded()), frame(1, 'whole\n'), frame(1, 'open'), frame(1, 'never').subarray(0, 10)])));
    expect(await attach()).toEqual({ complete: false });
    expect(said(lines)).toEqual(['stdout: whole', 'stdout: open']);
    expect(attaches()).toHaveLength(1);
  });

  test('out of sync: the lines before, then a failure that says so, and the connection is freed', async () => {
    const { attach, lines, server, engine } = await attaching((socket) => socket.write(Buffer.concat([Buffer.from(upgraded()), frame(1, 'good\n'), synthetic('mux-huge-length-4GiB.bin')])));
    expect(await failure(attach())).toMatchObject({ kind: 'protocol', what: 'attach to the container', why: 'the stream is out of sync', hint: '' });
    expect(said(lines)[0]).toBe('stdout: good');
    engine.close();
    await server.freed();
  });

  test.each([
    [409, 'container a is paused, unpause the container before attach\r\n', 'container a is paused, unpause the container before attach'],
    [404, '{"cause":"no such container","message":"no container with name or ID \\"a\\" found","response":404}', 'no container with name or ID "a" found'],
    [500, '', 'HTTP 500 (no message)'],
    [403, '<html><body><h1>403 Forbidden</h1></body></html>', '403 Forbidden'],
  ])('refused with %d it says why, and is not asked for again', async (status, body, why) => {
    const { attach, attaches } = await attaching((_, response) => response.writeHead(status, { 'Content-Type': 'application/vnd.docker.raw-stream' }).end(body));
    expect(await failure(attach())).toMatchObject({ kind: 'status', status, why, what: 'attach to the container', where: 'unix:///the/engine' });
    expect(attaches()).toHaveLength(1);
  });

  test('broken off before an answer it is not asked for again', async () => {
    const { attach, attaches } = await attaching((socket) => socket.destroy());
    expect(await failure(attach())).toMatchObject({ kind: 'unreachable' });
    expect(attaches()).toHaveLength(1);
  });

  test('refused for its version it is asked for in the one the engine now speaks', async () => {
    const { attach, attaches, engine, nature, signal } = await attaching((socket) => socket.end(upgraded()), { api: '1.51' });
    await engine.connect(signal);
    nature.api = '1.41';
    expect(await attach()).toEqual({ complete: true });
    expect(attaches().map((line) => line.split('/')[1])).toEqual(['v1.51', 'v1.41']);
  });

  test('aborted: it rejects with the reason, says nothing more, and the connection is gone at once', async () => {
    const begun = signalled<Socket>();
    const { attach, lines, leave, server, engine } = await attaching((socket) => {
      socket.write(Buffer.concat([Buffer.from(upgraded()), frame(1, 'first\n')]));
      begun.done(socket);
    });
    const attached = attach();
    const socket = await begun.promise;
    await expect.poll(() => lines.length).toBe(1);
    const closed = new Promise((resolve) => socket.on('close', resolve));
    socket.write(frame(1, 'second\n'));
    const reason = new Error('selection moved');
    leave(reason);
    await expect(attached).rejects.toBe(reason);
    await closed;
    engine.close();
    await server.freed();
    expect(said(lines)).toEqual(['stdout: first']);
  });

  test('aborted while it waits for its answer', async () => {
    const asked = signalled<Socket>();
    const { attach, leave } = await attaching((socket) => asked.done(socket));
    const attached = attach();
    const socket = await asked.promise;
    const closed = new Promise((resolve) => socket.on('close', resolve));
    leave(new Error('gone'));
    await expect(attached).rejects.toThrow('gone');
    await closed;
  });
});

describe('an attach to a container that is over', () => {
  test.each([['not running', exited], ['gone', 404]])('%s: what is on the way still comes, then it ends though the engine says nothing', async (_, inspected) => {
    const { attach, lines, server, engine } = await attaching((socket) => {
      socket.write(upgraded());
      setTimeout(() => socket.write(frame(1, 'last words')), 300);
    }, { inspected });
    expect(await attach()).toEqual({ complete: true });
    expect(said(lines)).toEqual(['stdout: last words']);
    engine.close();
    await server.freed();
  });

  test.each([['it runs', running], ['it restarts', JSON.stringify({ Id: 'a', State: { Status: 'restarting', Running: false, Restarting: true } })], ['nobody can say', 500]])('not when %s', async (_, inspected) => {
    const { attach, lines } = await attaching((socket) => {
      socket.write(upgraded());
      setTimeout(() => socket.end(frame(1, 'late\n')), 1300);
    }, { inspected });
    expect(await attach()).toEqual({ complete: true });
    expect(said(lines)).toEqual(['stdout: late']);
  });
});
