import { getEventListeners } from 'node:events';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { failure, get, open } from './calls.ts';
import { serveHttp, signalled } from './socket-server.ts';

/** Only the time-outs of src: what Node's sockets need goes on. */
const holdTime = () => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('an engine that does not answer in time', () => {
  test('nothing within ten seconds is a time-out, and the connection is freed', async () => {
    holdTime();
    const asked = signalled();
    const server = await serveHttp(() => asked.done());
    let ended = false;
    const call = failure(open(server.socketPath).call(get(server.socketPath))).finally(() => {
      ended = true;
    });
    await asked.promise;
    await vi.advanceTimersByTimeAsync(9_999);
    expect(ended).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await call).toEqual({
      kind: 'timeout', what: 'list containers', where: `unix://${server.socketPath}`, why: 'the engine accepts connections but does not answer: nothing came within 10 s', hint: 'The engine is busy or hung; it is asked again.', status: null,
    });
    await server.freed();
  });

  test('a body must end within thirty seconds, however many bytes drip', async () => {
    holdTime();
    const begun = signalled<() => void>();
    const server = await serveHttp((_, response) => {
      response.write('[');
      begun.done(() => response.write('.'));
    });
    const started = vi.spyOn(globalThis, 'setTimeout');
    let ended = false;
    const call = failure(open(server.socketPath).call(get(server.socketPath))).finally(() => {
      ended = true;
    });
    const drip = await begun.promise;
    // the headers are there when the second deadline has begun
    while (started.mock.calls.length < 2) await new Promise((resolve) => setImmediate(resolve));
    for (let second = 0; second < 29; second += 1) {
      drip();
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(ended).toBe(false);
    await vi.advanceTimersByTimeAsync(1000);
    expect(await call).toMatchObject({ kind: 'timeout', why: 'the answer began but did not end within 30 s' });
    await server.freed();
  });

  test('a call that ended leaves no timer', async () => {
    holdTime();
    const { socketPath } = await serveHttp((_, response) => response.end('ok'));
    await open(socketPath).call(get(socketPath));
    expect(vi.getTimerCount()).toBe(0);
    expect((await failure(open('/nowhere').call(get('/nowhere')))).kind).toBe('unreachable');
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a call that is aborted', () => {
  test('rejects with the signal\'s reason and frees the connection', async () => {
    const asked = signalled();
    const server = await serveHttp(() => asked.done());
    const aborting = new AbortController();
    const call = open(server.socketPath).call(get(server.socketPath, { signal: aborting.signal }));
    await asked.promise;
    const reason = new Error('selection moved');
    aborting.abort(reason);
    await expect(call).rejects.toBe(reason);
    await server.freed();
  });

  test('before it began sends nothing', async () => {
    const server = await serveHttp((_, response) => response.end());
    const transport = open(server.socketPath);
    const reason = new Error('never mind');
    await expect(transport.call(get(server.socketPath, { signal: AbortSignal.abort(reason) }))).rejects.toBe(reason);
    await expect(transport.stream(get(server.socketPath, { signal: AbortSignal.abort(reason) }), () => undefined)).rejects.toBe(reason);
    expect(server.made()).toBe(0);
  });

  test('after it ended changes nothing, and the connection serves the next', async () => {
    const server = await serveHttp((_, response) => response.end('ok'));
    const transport = open(server.socketPath);
    const aborting = new AbortController();
    await transport.call(get(server.socketPath, { signal: aborting.signal }));
    expect(getEventListeners(aborting.signal, 'abort')).toEqual([]);
    aborting.abort();
    await transport.call(get(server.socketPath));
    expect(server.made()).toBe(1);
  });
});
