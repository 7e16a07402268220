import { createMerger } from '../../src/app/merge.ts';
import { describe, expect, test } from 'vitest';
import type { Context } from '../../src/app/perform/context.ts';
import { createRunner } from '../../src/app/runner.ts';
import type { Job } from '../../src/model/jobs.ts';
import type { Message } from '../../src/model/message.ts';
import { usualList } from '../../src/model/list-state.ts';
import { usualDetachKeys } from '../../src/model/detach-keys.ts';
import { initialState } from '../../src/model/state.ts';
import { fakeEngine, idOf } from './fake-engine.ts';
import { testClock } from './manual-clock.ts';

const inspect = (name: string, key = `inspect ${name}`): Job => ({ kind: 'inspect', key, target: { engine: 'unix:///fake.sock', container: idOf(name) }, delay: 0 });
const clockJob = (period: number): Job => ({ kind: 'clock', key: `clock ${period}`, period });
const turns = () => new Promise((done) => setImmediate(done));

function open(change: Partial<Context> = {}) {
  const clock = testClock();
  const engine = fakeEngine({ name: 'web' }, { name: 'db' });
  const messages: Message[] = [];
  const bugs: unknown[] = [];
  const state = initialState({
    settings: { interval: 2000, logBudget: 1e6, readOnly: false, protect: [], self: null, showSecrets: false, alert: 'off', detachKeys: usualDetachKeys, pager: 'less -R', ascii: 'no', list: usualList }, size: { columns: 80, rows: 24 }, now: clock.now(), zone: 0,
    engines: [{ address: engine.address, context: null, why: '--host', demo: false, insecure: null }],
  });
  const runner = createRunner({ clock, inputs: new Map(), merger: createMerger(clock, (message) => messages.push(message)), state: () => state, post: (message) => messages.push(message), engine: () => engine, open: () => Promise.reject(new Error('not asked for')), adopt: () => undefined, offers: () => Promise.resolve([]), create: () => Promise.reject(new Error('no files here')), copy: () => Promise.reject(new Error('not asked for')), pipe: () => Promise.reject(new Error('not asked for')), remember: () => Promise.reject(new Error('not asked for')), lend: () => Promise.reject(new Error('not asked for')), ...change }, (error) => bugs.push(error));
  return { clock, engine, messages, bugs, runner, heard: () => messages.map(({ type }) => type) };
}

describe('the runner of jobs', () => {
  test('starts what is new, and leaves alone what runs', async () => {
    const { runner, engine } = open();
    runner.want([inspect('web')]);
    await turns();
    runner.want([inspect('web'), inspect('db')]);
    runner.want([inspect('db'), inspect('web')]);
    await turns();
    expect(engine.calls).toEqual(['inspect web', 'inspect db']);
  });

  test('a job that was withdrawn says nothing more, even if its answer comes', async () => {
    const { runner, engine, messages, bugs, clock } = open();
    engine.hang();
    runner.want([inspect('web')]);
    await turns();
    runner.want([]);
    engine.wake();
    await turns();
    clock.pass(60_000);
    await turns();
    expect([messages, bugs, engine.calls]).toEqual([[], [], ['inspect web']]);
  });

  test('nor does one whose engine does not heed that', async () => {
    const deaf = fakeEngine({ name: 'web' });
    const { runner, messages, bugs } = open({ engine: () => ({ ...deaf, inspect: (id) => deaf.inspect(id, new AbortController().signal) }) });
    deaf.hang();
    runner.want([inspect('web')]);
    await turns();
    runner.want([]);
    deaf.wake();
    await turns();
    expect([messages, bugs]).toEqual([[], []]);
  });

  test('one that ended by itself is not started again while it is wanted, and is when it was not meanwhile', async () => {
    const { runner, engine, heard } = open();
    engine.set({ name: 'db' });
    runner.want([inspect('web')]);
    await turns();
    expect(heard()).toEqual(['inspect/failed']);
    runner.want([inspect('web')]);
    await turns();
    expect(heard()).toEqual(['inspect/failed']);
    runner.want([]);
    runner.want([inspect('web')]);
    await turns();
    expect(heard()).toEqual(['inspect/failed', 'inspect/failed']);
  });

  test('the same work under another key is started anew', async () => {
    const { runner, engine } = open();
    runner.want([inspect('web', 'first')]);
    await turns();
    runner.want([inspect('web', 'second')]);
    await turns();
    expect(engine.count('inspect web')).toBe(2);
  });

  test('what a job throws besides its own end is a bug', async () => {
    const { runner, bugs } = open({ engine: () => {
      throw new Error('no such engine');
    } });
    runner.want([{ kind: 'watch', key: 'watch', engine: 'unix:///nowhere' }]);
    await turns();
    expect(bugs).toEqual([new Error('no such engine')]);
  });

  test('the clock ticks at its period until it is withdrawn', async () => {
    const { runner, clock, messages, bugs } = open();
    runner.want([clockJob(1000)]);
    for (let second = 0; second < 3; second++) {
      clock.pass(1000);
      await turns();
    }
    expect(messages.map((message) => ('at' in message ? message.at - clock.now() : null))).toEqual([-2000, -1000, 0]);
    runner.want([]);
    clock.pass(5000);
    await turns();
    expect([messages.length, bugs]).toEqual([3, []]);
  });
});
