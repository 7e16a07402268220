import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { ActionRequest } from '../../src/engine/action-types.ts';
import { openEngine } from '../../src/engine/client.ts';
import { failure } from './calls.ts';
import { type Nature, stage } from './engine-server.ts';
import { signalled } from './socket-server.ts';

afterEach(() => {
  vi.useRealTimers();
});

const podman = { Server: 'Libpod/5.4.2 (linux)', 'Libpod-Api-Version': '5.4.2' };

/** An engine that answers actions; `done` has each with what was sent along. */
async function acting(answer: (response: ServerResponse, request: IncomingMessage) => void, nature: Nature = { api: '1.44' }) {
  const done: string[] = [];
  const set = await stage(nature, (path, response, request) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part)).on('end', () => {
      if (request.method !== 'GET') done.push(`${request.method} ${path}${body === '' ? '' : ` ${body}`}`);
      answer(response, request);
    });
  });
  return { ...set, done, act: (request: ActionRequest, id = 'a') => set.engine.act(id, request, set.signal), prune: () => set.engine.prune(set.signal) };
}

const answers = (status: number, body = '') => (response: ServerResponse) => void response.writeHead(status, { 'Content-Type': 'application/json' }).end(body);
const start = { verb: 'start' } as const;
const gone = '{"message":"No such container: a"}';

describe('an action', () => {
  test.each<[ActionRequest, string]>([
    [{ verb: 'start' }, 'POST /containers/a/start'],
    [{ verb: 'stop', timeout: null }, 'POST /containers/a/stop'],
    [{ verb: 'stop', timeout: 0 }, 'POST /containers/a/stop?t=0'],
    [{ verb: 'restart', timeout: 30 }, 'POST /containers/a/restart?t=30'],
    [{ verb: 'pause' }, 'POST /containers/a/pause'],
    [{ verb: 'unpause' }, 'POST /containers/a/unpause'],
    [{ verb: 'kill', signal: 'USR1' }, 'POST /containers/a/kill?signal=USR1'],
    [{ verb: 'rename', name: 'b&c d' }, 'POST /containers/a/rename?name=b%26c+d'],
    [{ verb: 'remove', force: false, volumes: false }, 'DELETE /containers/a'],
    [{ verb: 'remove', force: true, volumes: true }, 'DELETE /containers/a?force=1&v=1'],
  ])('%j is asked for once', async (request, sent) => {
    const { act, done } = await acting(answers(204));
    expect(await act(request)).toEqual({ outcome: 'done', warnings: [] });
    expect(done).toEqual([sent]);
  });

  test('names its container as one segment, whatever it holds', async () => {
    const { act, done } = await acting(answers(204));
    await act(start, '../prune?x');
    expect(done).toEqual(['POST /containers/..%2Fprune%3Fx/start']);
  });

  test.each<[ActionRequest, number, string]>([
    [{ verb: 'start' }, 304, ''], [{ verb: 'stop', timeout: 1 }, 304, ''], [{ verb: 'remove', force: true, volumes: false }, 404, gone],
  ])('fault 31: %j answered with %i was done already', async (request, status, body) => {
    const { act } = await acting(answers(status, body));
    expect(await act(request)).toEqual({ outcome: 'already', warnings: [] });
  });

  test.each<[string, number, string, string]>([
    ['kill of an exited one', 409, '{"message":"cannot kill container: a: container a is not running"}', 'cannot kill container: a: container a is not running'],
    ['unpause of a running one', 500, '{"message":"Container a is not paused"}', 'Container a is not paused'],
    ['start of one that is gone', 404, gone, 'No such container: a'],
    ['podman', 500, '{"cause":"container state improper","message":"can only kill running containers","response":500}', 'can only kill running containers'],
    ['no words', 500, '', 'HTTP 500 (no message)'],
    ['half a body', 409, '{"message":"Contai', '{"message":"Contai'],
    ['a list', 409, '[1]', 'HTTP 409 (no message)'],
    ['HTML of a proxy', 403, '<html><body><h1>403 Forbidden</h1></body></html>', '403 Forbidden'],
    ['lines', 500, 'first\nsecond', 'first'],
  ])('fault 31: refused (%s) it says why, and is not sent again', async (_, status, body, why) => {
    const { act, done } = await acting(answers(status, body));
    expect(await failure(act(start))).toMatchObject({ kind: 'status', status, why, what: 'start the container', where: 'unix:///the/engine' });
    expect(done).toHaveLength(1);
  });

  test('a call the engine does not know is no container that is gone', async () => {
    const { act } = await acting((response) => response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not Found'));
    expect(await failure(act({ verb: 'remove', force: false, volumes: false }))).toMatchObject({ kind: 'protocol', why: 'this engine cannot do that: it knows no such call (HTTP 404)' });
    expect(await failure(act({ verb: 'update', pids: 5 }))).toMatchObject({ kind: 'protocol' });
  });

  test('a redirect is not followed', async () => {
    const { act, done } = await acting((response) => response.writeHead(307, { Location: '/v1.44/containers/b/start' }).end());
    expect(await failure(act(start))).toMatchObject({ kind: 'status', status: 307 });
    expect(done).toHaveLength(1);
  });

  test('refused for its version it is sent in the one the engine now speaks', async () => {
    const { act, asked, engine, nature, signal } = await acting(answers(204), { api: '1.51' });
    await engine.connect(signal);
    nature.api = '1.41';
    expect((await act(start)).outcome).toBe('done');
    expect(asked.filter((one) => one.startsWith('POST'))).toEqual(['POST /v1.51/containers/a/start', 'POST /v1.41/containers/a/start']);
  });

  test('refused with 400 in the version both speak it is not sent again', async () => {
    const { act, done } = await acting(answers(400, '{"message":"invalid signal: X"}'));
    expect(await failure(act({ verb: 'kill', signal: 'X' }))).toMatchObject({ status: 400, why: 'invalid signal: X' });
    expect(done).toHaveLength(1);
  });

  test('refused with 400 by an engine that then goes away it tells the refusal', async () => {
    const nature: Nature = { api: '1.44' };
    const { act, done } = await acting((response) => {
      nature.gone = true;
      answers(400, '{"message":"invalid signal: X"}')(response);
    }, nature);
    expect(await failure(act({ verb: 'kill', signal: 'X' }))).toMatchObject({ status: 400, why: 'invalid signal: X' });
    expect(done).toHaveLength(1);
  });
});

describe('an action that is cut', () => {
  const unsure = { hint: 'Whether it was done is not known; it is not sent again. The list will tell.' };

  test.each<[string, (response: ServerResponse) => void]>([
    ['before its answer', ({ socket }) => socket?.destroy()],
    ['in the head of its answer', ({ socket }) => socket?.end('HTTP/1.1 20')],
    ['in the body of its answer', ({ socket }) => socket?.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"Wa')],
    ['by nonsense', ({ socket }) => socket?.end('what?\r\n\r\n')],
  ])('fault 40: %s is sent once, and nobody claims to know', async (_, cut) => {
    const { act, prune, done } = await acting(cut);
    expect(await failure(act({ verb: 'stop', timeout: null }))).toMatchObject(unsure);
    expect(await failure(prune())).toMatchObject(unsure);
    expect(await failure(act({ verb: 'remove', force: true, volumes: true }))).toMatchObject(unsure);
    expect(await failure(act({ verb: 'update', pids: 1 }))).toMatchObject(unsure);
    expect(done).toEqual(['POST /containers/a/stop', 'POST /containers/prune', 'DELETE /containers/a?force=1&v=1', 'POST /containers/a/update {"PidsLimit":1}']);
  });

  test('one that found nobody there was surely not done, and does not say it may have been', async () => {
    const engine = openEngine({ address: 'unix:///nowhere', socketPath: '/nowhere' }, { apiVersion: '1.44' });
    expect(await failure(engine.act('a', start, new AbortController().signal))).toMatchObject({ kind: 'unreachable', hint: expect.stringContaining('Is Docker running?') as string });
  });

  test('aborted it rejects with the reason, and the connection is gone', async () => {
    const asked = signalled();
    const { engine, server, done } = await acting(() => asked.done());
    const leaving = new AbortController();
    const stopping = engine.act('a', { verb: 'stop', timeout: 100 }, leaving.signal);
    await asked.promise;
    const reason = new Error('quit');
    leaving.abort(reason);
    await expect(stopping).rejects.toBe(reason);
    engine.close();
    await server.freed();
    expect(done).toHaveLength(1);
  });
});

describe('the time an action has', () => {
  test.each<[ActionRequest | 'prune', number]>([
    [{ verb: 'stop', timeout: 30 }, 90], [{ verb: 'restart', timeout: 0 }, 60], [{ verb: 'stop', timeout: null }, 600], [{ verb: 'stop', timeout: -1 }, 600], [start, 120],
    [{ verb: 'pause' }, 60], [{ verb: 'remove', force: true, volumes: false }, 300], ['prune', 600],
  ])('fault 33: %j has %i s, and then nobody knows', async (request, seconds) => {
    const asked = signalled();
    const { act, prune, engine, signal, done } = await acting(() => asked.done());
    await engine.connect(signal);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let ended = false;
    const ending = failure(request === 'prune' ? prune() : act(request)).finally(() => {
      ended = true;
    });
    await asked.promise;
    await vi.advanceTimersByTimeAsync(seconds * 1000 - 1);
    expect(ended).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await ending).toMatchObject({ kind: 'timeout', why: expect.stringContaining(`within ${seconds} s`) as string, hint: expect.stringContaining('not known') as string });
    expect(done).toHaveLength(1);
  });
});

describe('an update', () => {
  const after = (host: object) => JSON.stringify({ Id: 'a', HostConfig: host });
  const updated = (host: object, body = '{"Warnings":null}') => (response: ServerResponse, request: IncomingMessage) => void response.end(request.method === 'GET' ? after(host) : body);

  test('says what the engine warned of', async () => {
    const { act, done } = await acting(updated({ Memory: 67108864 }, '{"Warnings":["Your kernel does not support swap limit capabilities"]}'));
    expect(await act({ verb: 'update', memory: 67108864 })).toEqual({ outcome: 'done', warnings: ['Your kernel does not support swap limit capabilities'] });
    expect(done).toEqual(['POST /containers/a/update {"Memory":67108864}']);
  });

  test('says what the engine left as it was though it answered 200', async () => {
    const { act } = await acting(updated({ NanoCpus: 500000000 }));
    expect(await act({ verb: 'update', cpus: 0 })).toEqual({ outcome: 'done', warnings: ['the engine left the limit of CPUs at 0.5'] });
  });

  test('is done whatever its answer reads, and whether or not it can be looked at', async () => {
    const { act, done } = await acting((response, request) => (request.method === 'GET' ? answers(500, '{"message":"busy"}')(response) : void response.end('OK')));
    expect(await act({ verb: 'update', pids: 7 })).toEqual({ outcome: 'done', warnings: ['the engine\'s answer cannot be read', 'what holds now could not be read: busy'] });
    expect(done).toHaveLength(1);
  });

  test('tells podman the policy again, which it would take away, and cores as it knows them', async () => {
    const { act, done } = await acting(updated({ RestartPolicy: { Name: 'always', MaximumRetryCount: 0 }, NanoCpus: 500000000 }), { api: '1.41', headers: podman });
    expect((await act({ verb: 'update', cpus: 0.5 })).warnings).toEqual([]);
    expect(done).toEqual(['POST /containers/a/update {"RestartPolicy":{"Name":"always","MaximumRetryCount":0},"CpuPeriod":100000,"CpuQuota":50000}']);
    await act({ verb: 'update', restartPolicy: { name: 'no', maximum: 0 } });
    expect(done[1]).toBe('POST /containers/a/update {"RestartPolicy":{"Name":"no","MaximumRetryCount":0}}');
  });

  test('of podman changes nothing when the policy cannot be read', async () => {
    const { act, done } = await acting(answers(404, gone), { api: '1.41', headers: podman });
    expect(await failure(act({ verb: 'update', cpus: 0.5 }))).toMatchObject({ kind: 'status', status: 404 });
    expect(done).toEqual([]);
  });
});

describe('a prune', () => {
  test.each<[string, readonly string[], number]>([
    ['{"ContainersDeleted":["x","y"],"SpaceReclaimed":4096}', ['x', 'y'], 4096], ['{"ContainersDeleted":null,"SpaceReclaimed":0}', [], 0],
  ])('%s', async (body, removed, reclaimedBytes) => {
    const { prune, done } = await acting(answers(200, body));
    expect(await prune()).toEqual({ removed, reclaimedBytes });
    expect(done).toEqual(['POST /containers/prune']);
  });

  test.each([['{}', 'protocol'], ['', 'protocol'], ['[]', 'protocol'], ['{"cause":"x","message":"cannot remove","response":500}', 'status']])('an answer of %j is a failure, not an empty one', async (body, kind) => {
    const { prune } = await acting(answers(200, body));
    expect(await failure(prune())).toMatchObject({ kind, what: 'remove the stopped containers' });
  });

  test('refused it says why', async () => {
    const { prune } = await acting(answers(409, '{"message":"a prune operation is already running"}'));
    expect(await failure(prune())).toMatchObject({ kind: 'status', status: 409, why: 'a prune operation is already running' });
  });
});
