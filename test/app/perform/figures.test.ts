import { describe, expect, test } from 'vitest';
import { engineError } from '../../../src/engine/errors.ts';
import type { Sample } from '../../../src/engine/figure-types.ts';
import { figureValue } from '../../../src/model/figure-values.ts';
import { figureWishes } from '../../../src/model/slices/figures.ts';
import { type App, openApp } from '../driver.ts';
import { fakeEngine, type FakeEngine, idOf } from '../fake-engine.ts';
import { sampleAt } from '../fake-figures.ts';
import { testClock } from '../manual-clock.ts';

const names = (count: number) => Array.from({ length: count }, (_, at) => `c${String(at).padStart(2, '0')}`);

/** An engine that answers each reading as `answer` says, and counts those that wait for it. */
function measured(count: number, answer: (name: string) => Promise<Sample | null> = () => Promise.resolve(sampleAt(1, { pids: 1 }))) {
  const fleet = names(count).map((name) => ({ name }));
  const fake = fakeEngine(...fleet);
  const asked: { name: string; at: number }[] = [];
  const open = { now: 0, most: 0 };
  const clock = testClock();
  const engine: FakeEngine = {
    ...fake,
    sample: async (id, signal) => {
      const name = fleet.find((one) => idOf(one.name) === id)!.name;
      asked.push({ name, at: clock.now() });
      open.now++;
      open.most = Math.max(open.most, open.now);
      try {
        return await Promise.race([answer(name), new Promise<never>((_, fail) => signal.addEventListener('abort', () => fail(signal.reason as Error), { once: true }))]);
      } finally {
        open.now--;
      }
    },
  };
  return {
    engine, asked, open,
    times: (name: string) => asked.filter((one) => one.name === name).map(({ at }) => at),
    start: (options: Parameters<typeof openApp>[1] = {}) => openApp([], { engine, clock, ...options }),
    /** An answer that takes so long. */
    after: (milliseconds: number, value: Sample | null = sampleAt(1, { pids: 1 })) => new Promise<Sample | null>((done) => clock.after(milliseconds, () => done(value))),
  };
}

const gaps = (times: readonly number[]) => times.slice(1).map((at, index) => at - times[index]!);

describe('what containers use', () => {
  test('is asked twice soon, and then every five seconds', async () => {
    const { start, times } = measured(1);
    const app = await start();
    await app.pass(30_000);
    const [first, ...rest] = gaps(times('c00'));
    expect(first).toBeLessThan(2000);
    expect(rest.length).toBeGreaterThanOrEqual(4);
    for (const gap of rest) expect(gap).toBeGreaterThanOrEqual(5000);
    for (const gap of rest) expect(gap).toBeLessThan(6000);
  });

  test('is asked of all in sight in turn, three a second at most however many they are', async () => {
    const { start, asked, open } = measured(15);
    const app = await start();
    await app.pass(10_000);
    const before = asked.length;
    await app.pass(60_000);
    expect(asked.length - before).toBeLessThanOrEqual(182);
    expect(asked.length - before).toBeGreaterThan(150);
    const counts = names(15).map((name) => asked.slice(before).filter((one) => one.name === name).length);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    expect(open.most).toBe(4);
  });

  test('is asked of those in sight only', async () => {
    const { start, asked } = measured(60);
    const app = await start();
    await app.pass(20_000);
    const rows = app.screen().match(/c\d\d /g)!.length;
    expect(new Set(asked.map(({ name }) => name)).size).toBeLessThanOrEqual(rows);
    expect(asked.some(({ name }) => name === 'c59')).toBe(false);
    await app.press('G');
    await app.pass(2000);
    expect(asked.some(({ name }) => name === 'c59')).toBe(true);
  });

  test('is kept current of as many as can be, and not asked of more, in a list of hundreds that is sorted by it', async () => {
    let made = 0;
    const { start, asked } = measured(500, () => Promise.resolve(sampleAt((made += 1000), { cpuPercent: 1 })));
    const app = await start();
    await app.press('C');
    await app.pass(150_000);
    const wishes = figureWishes(app.state(), app.state().engines[0]!.address);
    const current = app.state().containers.shown.filter((row) => figureValue(app.state(), row, 'cpu') !== null);
    expect([wishes.length > 100, current.length >= wishes.length, new Set(asked.map(({ name }) => name)).size < 400]).toEqual([true, true, true]);
  }, 60_000);

  test('is asked of three at once where each takes a second', async () => {
    const stage = measured(12, () => stage.after(950));
    const app = await stage.start();
    await app.pass(4000);
    stage.open.most = 0;
    await app.pass(20_000);
    expect(stage.open.most).toBe(3);
    expect(stage.asked.length).toBeLessThan(25 * 3);
  });

  test('is known of the others while one hangs, and why it is not known of that one', async () => {
    const stage = measured(3, (name) => (name === 'c01' ? new Promise(() => undefined) : Promise.resolve(sampleAt(1, { pids: 3 }))));
    const app = await stage.start();
    await app.pass(60_000);
    expect(stage.times('c00').length).toBeGreaterThan(5);
    expect(stage.times('c01').length).toBeLessThan(6);
    const gauge = [...app.state().figures.gauges.values()].find(({ target }) => target.container === idOf('c01'));
    expect(gauge?.failure?.kind).toBe('timeout');
    expect(gauge?.figure).toBeNull();
  });

  test('fault 57: is asked on when our clock is set back by an hour', async () => {
    const stage = measured(2);
    const clock = testClock();
    let back = 0;
    const app = await stage.start({ clock: { ...clock, now: () => clock.now() - back } });
    await app.pass(10_000);
    back = 3_600_000;
    const before = stage.asked.length;
    await app.pass(10_000);
    expect(stage.asked.length - before).toBeGreaterThanOrEqual(4);
  });

  test('is asked ever less often of an engine that refuses, and as before once it no longer does', async () => {
    let refused = true;
    const { start, asked } = measured(3, () => (refused ? Promise.reject(engineError({ what: 'read what the container uses', where: 'fake', path: 'fake' }, 'status', 'the proxy forbids it')) : Promise.resolve(sampleAt(1, { pids: 1 }))));
    const app = await start();
    await app.pass(120_000);
    expect(asked.length).toBeLessThan(3 * 8);
    expect([...app.state().figures.gauges.values()].map(({ failure }) => failure?.why)).toEqual(Array.from({ length: 3 }, () => 'the proxy forbids it'));
    app.pane('containers').shows('no figures: the proxy forbids it');
    app.pane('containers').shows('--');
    await app.press('2', ']');
    app.pane('inspect').shows(/Cannot read what the container uses: the proxy forbids it/);
    await app.press('[', '1');
    refused = false;
    await app.pass(60_000);
    const before = asked.length;
    await app.pass(30_000);
    expect(asked.length - before).toBeGreaterThanOrEqual(15);
    expect([...app.state().figures.gauges.values()].every(({ failure }) => failure === null)).toBe(true);
    app.pane('containers').lacks('no figures');
  });
});

describe('it is not asked', () => {
  const quiet = async (act: (app: App) => Promise<void>) => {
    const stage = measured(3);
    const app = await stage.start();
    await app.pass(3000);
    await act(app);
    const before = stage.asked.length;
    await app.pass(30_000);
    return { app, stage, asked: () => stage.asked.length - before };
  };

  test('while another window has the keyboard; at once when it comes back', async () => {
    const { app, asked } = await quiet((one) => one.hear({ kind: 'focus', focused: false }));
    expect(asked()).toBe(0);
    await app.hear({ kind: 'focus', focused: true });
    await app.pass(10);
    expect(asked()).toBe(3);
  });

  test('and a key or a paste shows that somebody is there, whatever the terminal said', async () => {
    const { app, asked } = await quiet((one) => one.hear({ kind: 'focus', focused: false }));
    await app.press('j');
    await app.pass(10);
    expect(asked()).toBe(3);
    const again = await quiet((one) => one.hear({ kind: 'focus', focused: false }));
    await again.app.hear({ kind: 'paste', text: 'x' });
    await again.app.pass(10);
    expect(again.asked()).toBe(3);
  });

  test('when it is turned off, and the figures go', async () => {
    const { app, asked } = await quiet((one) => one.press('%'));
    expect(asked()).toBe(0);
    expect(app.state().figures.gauges.size).toBe(0);
    await app.press('%');
    await app.pass(10);
    expect(asked()).toBe(3);
  });

  test('while no figure is on screen', async () => {
    const { app, asked } = await quiet((one) => one.press('3', 'z'));
    expect(asked()).toBe(0);
    await app.press('z');
    await app.pass(10);
    expect(asked()).toBe(3);
  });

  test('of containers that do not run', async () => {
    const app = await openApp([{ name: 'a' }, { name: 'b', state: 'exited' }, { name: 'c', state: 'paused' }]);
    await app.pass(10_000);
    expect([app.engine.count('sample a') > 0, app.engine.count('sample b'), app.engine.count('sample c') > 0]).toEqual([true, 0, true]);
  });
});
