import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { failure } from './calls.ts';
import { capture } from './captures.ts';
import { stage } from './engine-server.ts';

const id = 'a'.repeat(64);
const podman = { api: '1.41', headers: { Server: 'Libpod/4.3.1 (linux)', 'Libpod-API-Version': '4.3.1' } };
const docker = { api: '1.51' };
const inspected = (running: boolean) => JSON.stringify({ Id: id, State: { Running: running, Status: running ? 'running' : 'exited' } });
const reading = (memory: object, more: object = {}) => JSON.stringify({ read: '2026-11-23T02:13:56Z', memory_stats: memory, ...more });

/** Answers by the end of the path: a body, or a status and a body. */
const answering = (answers: Readonly<Record<string, string | readonly [number, string]>>) => (path: string, response: ServerResponse) => {
  const key = Object.keys(answers).find((end) => path.includes(end));
  const answer = key === undefined ? [404, '{"message":"page not found"}'] as const : answers[key];
  const [status, body] = typeof answer === 'string' ? [200, answer] as const : answer!;
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(body);
};

describe('a reading', () => {
  test('is asked for in one shot', async () => {
    const { engine, asked, signal } = await stage(docker, answering({ stats: capture('docker-28', 'stats-mux-one-shot').toString() }));
    expect(await engine.sample(id, signal)).toMatchObject({ cpu: { used: 36697091, system: 2273360000000, cores: 2 }, memory: { used: 344064, limit: null }, pids: 1 });
    expect(asked.at(-1)).toBe(`GET /v1.51/containers/${id}/stats?stream=false&one-shot=true`);
  });

  test('a limit as large as the machine is none; the machine is asked about once', async () => {
    const { engine, asked, signal } = await stage(docker, answering({ 'b/stats': reading({ usage: 5, limit: 4096 }), stats: reading({ usage: 5, limit: 8192 }), info: '{"MemTotal":8192}' }));
    expect(await engine.sample(id, signal)).toMatchObject({ memory: { used: 5, limit: null } });
    expect(await engine.sample('b', signal)).toMatchObject({ memory: { used: 5, limit: 4096 } });
    expect(asked.filter((call) => call.endsWith('/info'))).toHaveLength(1);
  });

  test('where the machine may not be asked about, a limit is as the engine says', async () => {
    const { engine, asked, signal } = await stage(docker, answering({ stats: reading({ usage: 5, limit: 8192 }), info: [403, '{"message":"no"}'] }));
    expect(await engine.sample(id, signal)).toMatchObject({ memory: { used: 5, limit: 8192 } });
    expect(await engine.sample(id, signal)).toMatchObject({ memory: { used: 5, limit: 8192 } });
    expect(asked.filter((call) => call.endsWith('/info'))).toHaveLength(1);
  });

  test('fault 53: of a container that does not run, in the ways of each engine', async () => {
    const zeros = await stage(docker, answering({ stats: '{"read":"0001-01-01T00:00:00Z","cpu_stats":{"cpu_usage":{"total_usage":0}},"memory_stats":{}}' }));
    expect(await zeros.engine.sample(id, zeros.signal)).toBeNull();
    for (const body of ['', '{"cause":"container is stopped","message":"container is stopped","response":500}\n']) {
      const { engine, signal } = await stage(podman, answering({ stats: body, json: inspected(false) }));
      expect(await engine.sample(id, signal)).toBeNull();
    }
  });

  test('fault 53: the same of one that runs is a failure, as is nonsense', async () => {
    const inside = await stage(podman, answering({ stats: '{"cause":"x","message":"no cgroup","response":500}', json: inspected(true) }));
    expect(await failure(inside.engine.sample(id, inside.signal))).toMatchObject({ kind: 'status', status: 500, why: 'no cgroup', what: 'read the figures' });
    const empty = await stage(podman, answering({ stats: '', json: inspected(true) }));
    expect(await failure(empty.engine.sample(id, empty.signal))).toMatchObject({ kind: 'protocol', why: 'bad answer: it is empty' });
    for (const body of ['[]', '{}', '{"read":7}', 'null', '{"read":"soon"}']) {
      const { engine, signal } = await stage(docker, answering({ stats: body }));
      expect(await failure(engine.sample(id, signal))).toMatchObject({ kind: 'protocol', why: expect.stringContaining('a reading was expected') as string });
    }
  });

  test('of nobody: status 404', async () => {
    const { engine, signal } = await stage(docker, answering({ stats: [404, '{"message":"No such container: a"}'] }));
    expect(await failure(engine.sample(id, signal))).toMatchObject({ kind: 'status', status: 404, why: 'No such container: a' });
  });

  test('slow ones hold no list up', async () => {
    const waiting: ServerResponse[] = [];
    const { engine, signal } = await stage(docker, (path, response) => {
      if (path.includes('stats')) waiting.push(response);
      else response.end('[]');
    });
    await engine.connect(signal);
    const samples = Array.from({ length: 6 }, () => engine.sample(id, signal));
    expect((await engine.list(signal)).containers).toEqual([]);
    const rest = Promise.all(samples);
    while (await Promise.race([rest.then(() => false), new Promise<boolean>((go) => setImmediate(() => go(true)))])) for (const response of waiting.splice(0)) response.end(reading({ usage: 5 }));
    expect(await rest).toHaveLength(6);
  });
});

describe('processes', () => {
  const columns = 'GET /v1.51/containers/a/top?ps_args=-eo%20pid%2Cppid%2Cuser%2Cpcpu%2Cpmem%2Crss%2Cetime%2Cargs';

  test('with the columns that are worth a look', async () => {
    const { engine, asked, signal } = await stage(docker, answering({ top: '{"Titles":["PID","COMMAND"],"Processes":[["7","sleep 3600"]]}' }));
    expect(await engine.processes('a', signal)).toEqual({ titles: ['PID', 'COMMAND'], rows: [['7', 'sleep 3600']] });
    expect(asked.at(-1)).toBe(columns);
  });

  test('a ps that knows none of them is asked plainly, from then on at once', async () => {
    const { engine, asked, signal } = await stage(docker, answering({ 'top?': [500, '{"message":"ps: error: unknown user-defined format specifier \\"pcpu\\""}'], top: capture('docker-28', 'top-mux').toString() }));
    expect(await engine.processes('a', signal)).toMatchObject({ titles: ['UID', 'PID', 'PPID', 'C', 'STIME', 'TTY', 'TIME', 'CMD'] });
    await engine.processes('a', signal);
    expect(asked.slice(-3)).toEqual([columns, 'GET /v1.51/containers/a/top', 'GET /v1.51/containers/a/top']);
  });

  test('no ps at all, or not running: what the engine says, and the columns are tried again', async () => {
    const { engine, asked, signal } = await stage(docker, answering({ top: [500, '{"message":"ps: exec: \\"ps\\": executable file not found in $PATH"}'] }));
    expect(await failure(engine.processes('a', signal))).toMatchObject({ kind: 'status', status: 500, why: 'ps: exec: "ps": executable file not found in $PATH', what: 'list its processes' });
    await failure(engine.processes('a', signal));
    expect(asked.filter((call) => call === columns)).toHaveLength(2);
    const stopped = await stage(docker, answering({ top: [409, '{"message":"container a is not running"}'] }));
    expect(await failure(stopped.engine.processes('a', stopped.signal))).toMatchObject({ status: 409, why: 'container a is not running' });
    expect(stopped.asked.filter((call) => call.includes('top'))).toHaveLength(1);
  });

  test('podman is asked in its own words; rows and titles in one piece are cut', async () => {
    const { engine, asked, signal } = await stage(podman, answering({ top: '{"Titles":["PID   USER     COMMAND"],"Processes":[["1 0        sleep  3600 x"],["2 0"]]}' }));
    await engine.connect(signal);
    expect(await engine.processes('a', signal)).toEqual({ titles: ['PID', 'USER', 'COMMAND'], rows: [['1', '0', 'sleep 3600 x'], ['2', '0']] });
    expect(asked.at(-1)).toBe('GET /v1.41/containers/a/top?ps_args=pid%2Cppid%2Cuser%2Cpcpu%2Crss%2Cetime%2Cargs');
  });

  test('nothing at all, which podman sends for a paused one, is a failure, as is another shape', async () => {
    const { engine, signal } = await stage(podman, answering({ top: '' }));
    expect(await failure(engine.processes('a', signal))).toMatchObject({ kind: 'protocol', why: 'the engine sent nothing' });
    const other = await stage(docker, answering({ top: '{"Titles":null}' }));
    expect(await failure(other.engine.processes('a', other.signal))).toMatchObject({ kind: 'protocol', why: 'bad answer: a list of processes was expected, not this object' });
  });
});

describe('changes', () => {
  test('added, changed, deleted; null is none', async () => {
    const { engine, signal } = await stage(docker, answering({ 'b/changes': 'null\n', changes: '[{"Path":"/etc","Kind":0},{"Kind":1,"Path":"/new"},{"Path":"/old","Kind":2},{"Path":7,"Kind":9}]' }));
    expect(await engine.changes('a', signal)).toEqual([{ kind: 'changed', path: '/etc' }, { kind: 'added', path: '/new' }, { kind: 'deleted', path: '/old' }, { kind: 'changed', path: '?' }]);
    expect(await engine.changes('b', signal)).toEqual([]);
  });

  test('tens of thousands are all kept; more than can be shown are refused by number', async () => {
    const entries = (count: number) => JSON.stringify(Array.from({ length: count }, (_, at) => ({ Path: `/f/${at}`, Kind: 1 })));
    const { engine, signal } = await stage(docker, answering({ 'b/changes': entries(100_001), changes: entries(50_000) }));
    const changes = await engine.changes('a', signal);
    expect(changes).toHaveLength(50_000);
    expect(changes.at(-1)).toEqual({ kind: 'added', path: '/f/49999' });
    expect(await failure(engine.changes('b', signal))).toMatchObject({ kind: 'protocol', why: '100,001 files were changed, of which at most 100,000 can be shown' });
  });

  test('of nobody: what the engine says', async () => {
    const { engine, signal } = await stage(docker, answering({ changes: [404, '{"message":"No such container: a"}'] }));
    expect(await failure(engine.changes('a', signal))).toMatchObject({ kind: 'status', status: 404, what: 'list what it changed' });
  });
});

describe('sizes', () => {
  test.each(['docker-20', 'docker-28', 'docker-29', 'podman-4', 'podman-5'])('%s, as recorded', async (engineName) => {
    const body = capture(engineName, 'list-all-size').toString();
    const { engine, asked, signal } = await stage(docker, answering({ json: body }));
    const sent = JSON.parse(body) as { Id: string; SizeRw?: number; SizeRootFs: number }[];
    expect([...await engine.sizes(signal)]).toEqual(sent.map(({ Id, SizeRw, SizeRootFs }) => [Id, { own: SizeRw ?? 0, all: SizeRootFs }]));
    expect(asked.at(-1)).toBe('GET /v1.51/containers/json?all=1&size=1');
  });

  test('what is not told is null; no list is a failure', async () => {
    const { engine, signal } = await stage(docker, answering({ json: '[{"Id":"a"},{"Id":"b","SizeRw":7}]' }));
    expect([...await engine.sizes(signal)]).toEqual([['a', { own: null, all: null }], ['b', { own: 7, all: null }]]);
    const other = await stage(docker, answering({ json: 'null' }));
    expect(await failure(other.engine.sizes(other.signal))).toMatchObject({ kind: 'protocol', why: 'bad answer: a list was expected, not null' });
  });
});
