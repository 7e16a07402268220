import { expect, onTestFinished, test } from 'vitest';
import type { ActionRequest } from '../../src/engine/action-types.ts';
import { openEngine } from '../../src/engine/client.ts';
import { openAsker } from '../../src/engine/asking.ts';
import { changesNothing } from '../../src/engine/read-only.ts';
import type { Engine } from '../../src/engine/types.ts';
import { failure, get } from './calls.ts';
import { serveHttp } from './socket-server.ts';

test.each([
  ['GET', '/v1.44/containers/json'], ['HEAD', '/_ping'], ['POST', '/v1.44/containers/a/wait?condition=next-exit'], ['POST', '/containers/a/wait'],
  ['POST', '/v1.44/containers/a/attach?stream=1&stdout=1&stderr=1&logs=0'],
] as const)('%s %s changes nothing', (method, path) => {
  expect(changesNothing({ method, path })).toBe(true);
});

test.each([
  ['POST', '/v1.44/containers/a/start'], ['DELETE', '/v1.44/containers/a'], ['POST', '/v1.44/containers/a/attach?stream=1&stdin=1'], ['POST', '/v1.44/containers/a/attach?stdin=0&stdin=1'],
  ['POST', '/v1.44/containers/a/exec'], ['POST', '/v1.44/exec/a/start'], ['POST', '/v1.44/containers/prune'], ['DELETE', '/v1.44/containers/a/wait'], ['POST', '/v1.44/containers/a/kill?x=/containers/a/wait'],
  ['POST', '/v1.44/containers/a/b/wait'], ['POST', '/v1.44/volumes/wait'], ['POST', '/wait'], ['POST', '/v1.44/containers/a/waiter'], ['POST', '/v1.44/containers/a/attach?stream=1&std%69n=1'],
] as const)('%s %s may change something', (method, path) => {
  expect(changesNothing({ method, path })).toBe(false);
});

const actions: readonly ActionRequest[] = [
  { verb: 'start' }, { verb: 'stop', timeout: null }, { verb: 'restart', timeout: 1 }, { verb: 'pause' }, { verb: 'unpause' }, { verb: 'kill', signal: 'TERM' }, { verb: 'rename', name: 'b' },
  { verb: 'update', cpus: 1 }, { verb: 'remove', force: true, volumes: true },
];

/** Every call of an engine, but what asks it for nothing; what may change something last. */
const calls: Readonly<Record<Exclude<keyof Engine, 'address' | 'close' | 'requests'>, readonly [changes: boolean, ...((engine: Engine, signal: AbortSignal) => Promise<unknown>)[]]>> = {
  connect: [false, (engine, signal) => engine.connect(signal)],
  list: [false, (engine, signal) => engine.list(signal)],
  inspect: [false, (engine, signal) => engine.inspect('a', signal)],
  logs: [false, (engine, signal) => engine.logs('a', { tty: false, follow: true }, () => undefined, signal)],
  attach: [false, (engine, signal) => engine.attach('a', { tty: false }, () => undefined, signal)],
  events: [false, (engine, signal) => engine.events(() => undefined, signal)],
  sample: [false, (engine, signal) => engine.sample('a', signal)],
  processes: [false, (engine, signal) => engine.processes('a', signal)],
  changes: [false, (engine, signal) => engine.changes('a', signal)],
  sizes: [false, (engine, signal) => engine.sizes(signal)],
  act: [true, ...actions.map((request) => (engine: Engine, signal: AbortSignal) => engine.act('a', request, signal))],
  prune: [true, (engine, signal) => engine.prune(signal)],
  attachWithInput: [true, (engine, signal) => engine.attachWithInput('a', { tty: true, size: null }, () => undefined, signal)],
  exec: [true, (engine, signal) => engine.exec('a', { command: ['sh'], tty: true, input: true, user: null, workingDir: null, size: null }, () => undefined, signal)],
};

/** An engine that answers everything, and what it was asked for. */
async function answering(readOnly: boolean) {
  const asked: string[] = [];
  const { socketPath } = await serveHttp((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.setHeader('Api-Version', '1.44').setHeader('Server', 'Docker/26.1.5 (linux)').end('{}');
  });
  const route = { address: `unix://${socketPath}`, socketPath };
  const engine = openEngine(route, { readOnly });
  onTestFinished(() => engine.close());
  return { route, asked, engine, signal: new AbortController().signal };
}

test('fault 61: read-only, every call that may change something is refused before a byte is sent', async () => {
  const { asked, engine, signal } = await answering(true);
  for (const [name, [changes, ...ways]] of Object.entries(calls)) {
    for (const call of ways) {
      const before = asked.length;
      const why = await call(engine, signal).then(() => '', (error: { failure: { kind: string; why: string } }) => `${error.failure.kind}: ${error.failure.why}`);
      if (!changes) expect(why, name).not.toContain('read-only');
      else expect(why, name).toBe('denied: this is read-only: nothing can be changed from here');
      if (changes) expect(asked.slice(before), name).toEqual([]);
    }
  }
  expect(asked.filter((one) => !/^(GET|HEAD) /.test(one))).toEqual(['POST /v1.44/containers/a/attach?stream=1&stdout=1&stderr=1&logs=0']);
  expect(engine.requests()).toBe(asked.length);
});

test('without it they are sent: the test above can fail', async () => {
  const { asked, engine, signal } = await answering(false);
  for (const [changes, ...ways] of Object.values(calls)) if (changes) for (const call of ways) await call(engine, signal).catch(() => undefined);
  expect(asked.filter((one) => !/^(GET|HEAD) /.test(one)).length).toBeGreaterThanOrEqual(actions.length + 1);
});

test('what asks past the client\'s calls meets the same gate', async () => {
  const { route, asked } = await answering(true);
  const asker = openAsker(route, { readOnly: true });
  onTestFinished(() => asker.transport.close());
  const call = { ...get(route.socketPath), method: 'POST', path: '/v1.44/containers/a/start' } as const;
  expect(await failure(asker.transport.call(call))).toMatchObject({ kind: 'denied' });
  expect(await failure(asker.transport.stream(call, () => undefined))).toMatchObject({ kind: 'denied' });
  expect(asked).toEqual([]);
});
