import { expect, test } from 'vitest';
import { createRunner } from '../../src/app/runner.ts';
import type { Job } from '../../src/model/jobs.ts';
import type { Message } from '../../src/model/message.ts';
import type { State } from '../../src/model/state.ts';
import { fakeEngine, idOf } from './fake-engine.ts';
import { testClock } from './manual-clock.ts';

const settled = () => new Promise((done) => setImmediate(done));

function running() {
  const clock = testClock();
  const engine = fakeEngine({ name: 'web' });
  const said: Message[] = [];
  const bugs: unknown[] = [];
  let broken = false;
  const runner = createRunner({
    clock, state: () => ({ settings: { interval: 2000 } }) as State, post: (message) => said.push(message),
    engine: () => {
      if (broken) throw new TypeError('a bug');
      return engine;
    },
    startDemo: () => Promise.resolve('unix:///demo'),
  }, (error) => bugs.push(error));
  return { clock, engine, said, bugs, runner, breakIt: () => (broken = true) };
}

const inspect = (key: string): Job => ({ kind: 'inspect', key, target: { engine: 'unix:///fake.sock', container: idOf('web') }, delay: 0 });

test('a wanted key is started once, and left alone while it is wanted', async () => {
  const { runner, engine } = running();
  runner.want([inspect('a')]);
  runner.want([inspect('a')]);
  await settled();
  expect(engine.count('inspect web')).toBe(1);
});

test('what is no longer wanted is aborted, and can say nothing more', async () => {
  const { runner, engine, said } = running();
  engine.hang();
  runner.want([inspect('a')]);
  await settled();
  runner.want([]);
  engine.wake();
  await settled();
  expect(said).toEqual([]);
});

test('another key for the same work starts it anew', async () => {
  const { runner, engine } = running();
  runner.want([inspect('a')]);
  await settled();
  runner.want([inspect('b')]);
  await settled();
  expect(engine.count('inspect web')).toBe(2);
});

test('the clock ticks at its period until it is not wanted', async () => {
  const { runner, clock, said } = running();
  runner.want([{ kind: 'clock', key: 'clock', period: 1000 }]);
  for (let second = 0; second < 3; second++) {
    clock.pass(1000);
    await settled();
  }
  runner.want([]);
  clock.pass(5000);
  await settled();
  expect(said.map(({ type }) => type)).toEqual(['clock/ticked', 'clock/ticked', 'clock/ticked']);
});

test('a bug in a job is told; an abort is none', async () => {
  const { runner, bugs, breakIt } = running();
  runner.want([inspect('a')]);
  await settled();
  runner.want([]);
  await settled();
  expect(bugs).toEqual([]);
  breakIt();
  runner.want([inspect('b')]);
  await settled();
  expect(bugs).toEqual([expect.any(TypeError)]);
});
