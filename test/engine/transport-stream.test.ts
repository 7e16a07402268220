import { getEventListeners } from 'node:events';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { failure, get, open } from './calls.ts';
import { serveBytes, serveHttp, signalled } from './socket-server.ts';

afterEach(() => {
  vi.useRealTimers();
});
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Collects what a stream hands out. */
function collector() {
  const runs: string[] = [];
  return { runs, receive: (bytes: Buffer) => void runs.push(bytes.toString()), text: () => runs.join('') };
}

describe('a stream', () => {
  test('hands out the bytes in order and says that it came to its end', async () => {
    const { socketPath } = await serveHttp((_, response) => {
      response.write('one ');
      response.write('two ');
      setImmediate(() => response.end('three'));
    });
    const { receive, text } = collector();
    const { signal } = new AbortController();
    expect(await open(socketPath).stream(get(socketPath, { signal }), receive)).toBe(true);
    expect(text()).toBe('one two three');
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  test('what arrives together is handed out together, a flood at once', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const begun = signalled<(text: string) => void>();
    const { socketPath } = await serveHttp((_, response) => {
      response.writeHead(200);
      response.flushHeaders();
      begun.done((text) => response.write(text));
    });
    const { runs, receive, text } = collector();
    const first = signalled();
    const aborting = new AbortController();
    const stream = open(socketPath).stream(get(socketPath, { signal: aborting.signal }), (bytes) => {
      receive(bytes);
      first.done();
    });
    const write = await begun.promise;
    for (let line = 0; line < 50; line += 1) write(`line ${line}\n`);
    while (vi.getTimerCount() === 0) await turn();
    for (let turns = 0; turns < 20; turns += 1) await turn();
    expect(runs).toEqual([]);
    await vi.advanceTimersByTimeAsync(8);
    expect(runs.length).toBeGreaterThan(0);
    expect(runs.length).toBeLessThan(10);
    const before = text().length;
    write('x'.repeat(64 * 1024));
    while (text().length === before) await turn();
    aborting.abort(new Error('enough'));
    await expect(stream).rejects.toThrow('enough');
  });

  test('may stay silent for ever: before its headers, and after them', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const asked = signalled<() => void>();
    const { socketPath } = await serveHttp((_, response) => asked.done(() => response.end('late')));
    const { receive, text } = collector();
    const stream = open(socketPath).stream(get(socketPath), receive);
    const answer = await asked.promise;
    await vi.advanceTimersByTimeAsync(24 * 3600 * 1000);
    answer();
    expect(await stream).toBe(true);
    expect(text()).toBe('late');
  });

  test.each([
    ['with a length', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf of '],
    ['in chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\nhalf of \r\n'],
    ['inside a chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n63\r\nhalf of '],
  ])('broken off %s: what came is handed out, and it is not complete', async (_, bytes) => {
    const { socketPath } = await serveBytes((socket) => socket.end(bytes));
    const { receive, text } = collector();
    expect(await open(socketPath).stream(get(socketPath), receive)).toBe(false);
    expect(text()).toBe('half of ');
  });

  test('nonsense between two chunks is a failure, after what came before it', async () => {
    const { socketPath } = await serveBytes((socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\nhalf of \r\nzz\r\n'));
    const { receive, text } = collector();
    expect(await failure(open(socketPath).stream(get(socketPath), receive))).toMatchObject({ kind: 'protocol', why: expect.stringContaining('HPE_INVALID_CHUNK_SIZE') });
    expect(text()).toBe('half of ');
  });

  test('each has a connection of its own, so that none waits for another', async () => {
    const server = await serveHttp((_, response) => {
      response.write('on ');
    });
    const transport = open(server.socketPath);
    const heard = Array.from({ length: 12 }, () => ({ ...signalled(), aborting: new AbortController() }));
    const streams = heard.map(({ done, aborting }) => transport.stream(get(server.socketPath, { signal: aborting.signal }), () => done()));
    await Promise.all(heard.map(({ promise }) => promise));
    expect(server.open()).toBe(12);
    for (const { aborting } of heard) aborting.abort(new Error('over'));
    await Promise.allSettled(streams);
    await server.freed();
  });
});

describe('a stream that is refused', () => {
  test.each([
    [404, '{"message":"No such container: nope"}', 'No such container: nope'],
    [500, '', 'HTTP 500 (no message)'],
    [403, '<html><body><h1>403 Forbidden</h1></body></html>', '403 Forbidden'],
    [409, 'container is paused\r\n', 'container is paused'],
    [204, '', 'HTTP 204 (no message)'],
  ])('%d: %s', async (status, body, why) => {
    const { socketPath } = await serveHttp((_, response) => response.writeHead(status).end(body));
    const { runs, receive } = collector();
    expect(await failure(open(socketPath).stream(get(socketPath), receive))).toMatchObject({ kind: 'status', status, why, what: 'list containers' });
    expect(runs).toEqual([]);
  });

  test('a redirect is not followed', async () => {
    const server = await serveHttp((_, response) => response.writeHead(301, { Location: '/info' }).end());
    expect((await failure(open(server.socketPath).stream(get(server.socketPath), () => undefined))).why).toBe('redirected to /info (HTTP 301), which is not followed');
    expect(server.made()).toBe(1);
  });

  test('a refusal that never ends is told after thirty seconds with what it said', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const server = await serveHttp((_, response) => {
      response.writeHead(500).write('out of order\n');
    });
    const stream = failure(open(server.socketPath).stream(get(server.socketPath), () => undefined));
    while (vi.getTimerCount() === 0) await turn();
    for (let turns = 0; turns < 20; turns += 1) await turn();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await stream).toMatchObject({ kind: 'status', status: 500, why: 'out of order' });
    await server.freed();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('a refusal without measure is told after a mebibyte', async () => {
    const server = await serveHttp((_, response) => {
      response.writeHead(500).write(`too much\n${'x'.repeat(2 << 20)}`);
    });
    expect(await failure(open(server.socketPath).stream(get(server.socketPath), () => undefined))).toMatchObject({ status: 500, why: 'too much' });
    await server.freed();
  });

  test.each([
    ['broken off before any answer', '', 'unreachable'],
    ['answered with no HTTP', 'garbage\r\n\r\n', 'protocol'],
  ])('%s', async (_, bytes, kind) => {
    const { socketPath } = await serveBytes((socket) => socket.end(bytes));
    expect((await failure(open(socketPath).stream(get(socketPath), () => undefined))).kind).toBe(kind);
  });
});

describe('a stream that is aborted', () => {
  test('hands out nothing more, not even what has come, and frees its connection', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const server = await serveHttp((_, response) => {
      response.write('never seen');
    });
    const aborting = new AbortController();
    const { runs, receive } = collector();
    const stream = open(server.socketPath).stream(get(server.socketPath, { signal: aborting.signal }), receive);
    while (vi.getTimerCount() === 0) await turn();
    const reason = new Error('selection moved');
    aborting.abort(reason);
    await expect(stream).rejects.toBe(reason);
    await server.freed();
    await vi.advanceTimersByTimeAsync(1000);
    expect(runs).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('by its own receiver, in the middle of a flood, gets nothing after that', async () => {
    const server = await serveHttp((_, response) => {
      for (let part = 0; part < 64; part += 1) response.write('x'.repeat(1 << 16));
    });
    const aborting = new AbortController();
    let runs = 0;
    const stream = open(server.socketPath).stream(get(server.socketPath, { signal: aborting.signal }), () => {
      runs += 1;
      if (runs === 3) aborting.abort(new Error('enough'));
    });
    await expect(stream).rejects.toThrow('enough');
    await server.freed();
    expect(runs).toBe(3);
  });

  test('while it waits for its headers', async () => {
    const asked = signalled();
    const server = await serveHttp(() => asked.done());
    const aborting = new AbortController();
    const stream = open(server.socketPath).stream(get(server.socketPath, { signal: aborting.signal }), () => undefined);
    await asked.promise;
    aborting.abort(new Error('gone'));
    await expect(stream).rejects.toThrow('gone');
    await server.freed();
  });
});

test('what the receiver throws ends the stream and frees its connection', async () => {
  const server = await serveHttp((_, response) => {
    response.write('bytes');
  });
  let calls = 0;
  const bug = new TypeError('a bug');
  await expect(open(server.socketPath).stream(get(server.socketPath), () => {
    calls += 1;
    throw bug;
  })).rejects.toBe(bug);
  await server.freed();
  expect(calls).toBe(1);
});
