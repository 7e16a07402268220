import { afterEach, describe, expect, test } from 'vitest';
import { textOf } from '../../src/model/chunk.ts';
import { lineAt } from '../../src/model/log-store.ts';
import { stepShown } from '../../src/model/sieve.ts';
import { type App, openApp } from '../app/driver.ts';
import { fakeEngine } from '../app/fake-engine.ts';

const texts = (app: App) => {
  const { store } = app.state().logs;
  const out: string[] = [];
  for (let at = stepShown(store, null, -Infinity, 1); at !== null; at = stepShown(store, null, at, 1)) out.push(textOf(lineAt(store, at)!));
  return out;
};

let app: App;
afterEach(() => app.loop.stop());

describe('log streams that end, stop or say nothing', () => {
  test('fault 13: a container that stops while it is followed: its last line, then how it ended', async () => {
    app = await openApp([{ name: 'job' }]);
    app.engine.stream('job').say('working', 'last words');
    app.engine.set({ name: 'job', state: 'exited', status: 'Exited (137) 1 second ago', exitCode: 137, finishedAt: '2026-11-23T12:00:00Z' });
    app.engine.stream('job').end();
    await app.pass(3000);
    expect(texts(app)).toEqual(['working', 'last words', expect.stringMatching(/^job exited 137 at /)]);
  });

  test('fault 14: one that is restarted: a separator, and every line of the next run once', async () => {
    app = await openApp([{ name: 'job' }]);
    app.engine.stream('job').say('one', 'two');
    app.engine.set({ name: 'job', startedAt: '2026-11-23T12:00:05Z', finishedAt: '2026-11-23T12:00:04Z' });
    app.engine.stream('job').end();
    await app.pass(1000);
    app.engine.stream('job').say('three');
    await app.pass(100);
    expect(texts(app)).toEqual(['one', 'two', expect.stringMatching(/job exited.*started again/), 'three']);
  });

  test('fault 15: one that is removed: that is told, and the lines stay', async () => {
    app = await openApp([{ name: 'job' }]);
    app.engine.stream('job').say('one', 'two');
    app.engine.set();
    app.engine.stream('job').end();
    await app.pass(3000);
    expect(texts(app)).toEqual(['one', 'two', 'this container has been removed']);
    const calls = app.engine.calls.length;
    await app.pass(10_000);
    expect(app.engine.calls.slice(calls).filter((call) => call.startsWith('logs'))).toEqual([]);
  });

  test('fault 42: no log can be read: the driver is named, nothing is tried again, and a watches what is written', async () => {
    app = await openApp([{ name: 'mute' }]);
    const { target } = app.state().logs.sources[0]!;
    const failure = { kind: 'status' as const, what: 'read the log', where: 'fake', why: 'configured logging driver does not support reading', hint: '', status: 501 };
    app.loop.post({ type: 'logs/failed', target, failure, again: false, at: app.state().now });
    await app.press('3');
    app.pane('logs').shows(/log driver \(json-file\) cannot be read[^]*a watches what it writes/);
    await app.press('a');
    await app.pass(500);
    app.engine.attached('mute').say('live line');
    await app.pass(100);
    app.pane('logs').shows(/attached[^]*live line/);
  });

  test('fault 37: attached, and about to be stopped: let go of at once, and that is told', async () => {
    app = await openApp([{ name: 'mute' }]);
    const { target } = app.state().logs.sources[0]!;
    app.loop.post({ type: 'logs/failed', target, failure: { kind: 'status', what: '', where: '', why: 'no', hint: '', status: 501 }, again: false, at: app.state().now });
    await app.press('3', 'a');
    await app.pass(500);
    app.engine.attached('mute').say('before');
    await app.pass(100);
    app.loop.post({ type: 'terminal/suspended' });
    await app.settled();
    expect(app.engine.streams.filter(({ request }) => request === null)).toEqual([]);
    expect(texts(app)).toEqual(['before', expect.stringMatching(/^detached while whalewatch is suspended/)]);
  });

  test('fault 43: a log that ends again and again while its container runs: told once, and asked for seldom', async () => {
    app = await openApp([{ name: 'torn' }]);
    app.engine.stream('torn').say('before the damage');
    for (let at = 0; at < 4; at++) {
      for (const stream of app.engine.streams.splice(0)) stream.end();
      await app.pass(700);
    }
    expect(texts(app).filter((text) => text.includes('may be incomplete'))).toHaveLength(1);
    const calls = app.engine.count('logs torn');
    await app.pass(25_000);
    expect(app.engine.count('logs torn') - calls).toBeLessThanOrEqual(1);
  });

  test('fault 44: a stream that died without a word is found by what the log has, and joined: every line once', async () => {
    const engine = fakeEngine({ name: 'web' });
    let dead = false;
    const logs: typeof engine.logs = (id, request, receive, signal) => engine.logs(id, request, (lines) => {
      if (!dead || !request.follow) receive(lines);
    }, signal);
    app = await openApp([], { engine: { ...engine, logs } });
    engine.stream('web').say('one', 'two');
    await app.pass(100);
    dead = true;
    const [stream] = engine.streams;
    stream!.say('three', 'four');
    await app.pass(5000);
    expect(texts(app)).toEqual(['one', 'two']);
    dead = false;
    // the one stream stays as dead as it was: what it would bring is lost on the way
    await app.pass(40_000);
    expect(texts(app)).toEqual(['one', 'two', 'three', 'four']);
    expect(engine.streams[0]).not.toBe(stream);
  });

  test('fault 44: one that is only quiet is left alone', async () => {
    app = await openApp([{ name: 'web' }]);
    app.engine.stream('web').say('one');
    const stream = app.engine.stream('web');
    await app.pass(200_000);
    expect(app.engine.stream('web')).toBe(stream);
    // half a minute, a minute, two minutes: not more often
    expect(app.engine.count('logs web')).toBeLessThanOrEqual(4);
  });

  test('fault 45: a flood while one stands still: counted, within the budget, and nothing moves under the eye', async () => {
    app = await openApp([{ name: 'web' }], { settings: { logBudget: 300_000 } });
    app.engine.stream('web').say(...Array.from({ length: 3000 }, (_, at) => `line ${at}`));
    await app.pass(100);
    await app.press('3', 'ctrl-u');
    const rows = () => app.painted.at(-1)?.panes.find(({ id }) => id === 'logs')?.rows.slice(1, -1);
    const before = rows();
    for (let at = 0; at < 20; at++) {
      app.engine.stream('web').say(...Array.from({ length: 2000 }, (_, line) => `flood ${at} ${line}`));
      await app.pass(100);
    }
    expect(rows()).toEqual(before);
    expect(app.state().logs.store.bytes).toBeLessThanOrEqual(300_000);
    app.pane('logs').shows(/paused, \+40,000 new · [\d,]+ dropped · 1 gap/);
  });
});
