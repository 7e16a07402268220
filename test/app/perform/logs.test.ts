import { describe, expect, test } from 'vitest';
import { openApp } from '../driver.ts';

const names = (count: number) => Array.from({ length: count }, (_, at) => ({ name: `c${String(at).padStart(2, '0')}` }));

describe('the log of the selection', () => {
  test('opens with its last 1,000 lines, timestamps and following', async () => {
    const app = await openApp(names(1));
    expect(app.engine.stream('c00').request).toEqual({ tty: false, follow: true, tail: 1000 });
  });

  test('a TTY container is asked for as one', async () => {
    const app = await openApp([{ name: 'top', tty: true }]);
    expect(app.engine.stream('top').request.tty).toBe(true);
  });

  test('moving fast opens no storm of streams: what is passed over is not opened', async () => {
    const app = await openApp(names(40));
    await app.pass(1000);
    const before = app.engine.calls.filter((call) => call.startsWith('logs')).length;
    for (let at = 0; at < 30; at++) {
      await app.press('j');
      await app.pass(30);
    }
    await app.pass(500);
    const opened = app.engine.calls.filter((call) => call.startsWith('logs')).length - before;
    expect(opened).toBeLessThanOrEqual(2);
    expect(app.engine.streams.map(({ id }) => id.slice(0, 3))).toEqual(['c30']);
  });

  test('a log that was left is parked, and joined when it comes back', async () => {
    const app = await openApp(names(2));
    app.engine.stream('c00').say('first');
    await app.pass(400);
    await app.press('j');
    await app.pass(400);
    await app.press('k');
    await app.pass(400);
    expect(app.engine.stream('c00').request.since).toMatch(/^\d+\.\d{9}$/);
    app.pane('logs').shows('first');
  });

  test('what a withdrawn stream still says is not heard', async () => {
    const app = await openApp(names(2));
    const old = app.engine.stream('c00');
    await app.press('j');
    await app.pass(400);
    old.say('from beyond');
    await app.pass(100);
    app.pane('logs').lacks('from beyond');
  });

  test('fault 13: the run ends: its last lines and how it ended', async () => {
    const app = await openApp([{ name: 'job' }]);
    app.engine.stream('job').say('last words');
    app.engine.set({ name: 'job', state: 'exited', exitCode: 137, finishedAt: '2026-11-23T11:59:58Z' });
    app.engine.stream('job').end();
    await app.pass(200);
    app.pane('logs').shows(/last words[^]*── job exited 137 at 11:59:58 ──/);
  });

  test('fault 14: the next run goes on below a separator, and the end is told once', async () => {
    const app = await openApp([{ name: 'job' }]);
    app.engine.stream('job').say('first run');
    app.engine.set({ name: 'job', state: 'exited', exitCode: 1, finishedAt: '2026-11-23T11:59:58Z' });
    app.engine.stream('job').end();
    await app.pass(3000);
    app.engine.set({ name: 'job', startedAt: '2026-11-23T12:00:04Z', finishedAt: '2026-11-23T11:59:58Z', exitCode: 0 });
    await app.pass(3000);
    app.engine.stream('job').say('second run');
    await app.pass(100);
    app.pane('logs').shows(/first run[^]*exited 1 at 11:59:58[^]*started again at 12:00:04[^]*second run/);
    expect(app.screen().match(/exited 1 at/g)).toHaveLength(1);
  });

  test('fault 14: a restart while it is followed is one mark', async () => {
    const app = await openApp([{ name: 'job' }]);
    app.engine.stream('job').say('first run');
    app.engine.set({ name: 'job', startedAt: '2026-11-23T12:00:01Z', finishedAt: '2026-11-23T12:00:00Z' });
    app.engine.stream('job').end();
    await app.pass(1000);
    app.engine.stream('job').say('second run');
    await app.pass(100);
    app.pane('logs').shows(/first run[^]*exited at 12:00:00 · started again 12:00:01[^]*second run/);
  });

  test('fault 15: removed while followed: the lines stay, and no storm of errors', async () => {
    const app = await openApp(names(2));
    app.engine.stream('c00').say('kept');
    app.engine.set({ name: 'c01' });
    app.engine.stream('c00').end();
    await app.pass(5000);
    app.pane('logs').shows(/kept[^]*has been removed/);
    expect(app.engine.calls.filter((call) => call === 'logs gone').length).toBeLessThanOrEqual(1);
  });

  test('fault 16: a cut is joined where it was', async () => {
    const app = await openApp(names(1));
    app.engine.stream('c00').say('one');
    app.engine.stream('c00').end(false);
    await app.pass(600);
    const again = app.engine.stream('c00');
    expect(again.request.since).toBeDefined();
    again.say('two');
    await app.pass(100);
    app.pane('logs').shows('two');
  });

  test('a burst is a few messages, and its last screenful is what is shown', async () => {
    const app = await openApp(names(1));
    const { length } = app.painted;
    app.engine.stream('c00').say(...Array.from({ length: 10_000 }, (_, at) => `line ${at}`));
    await app.pass(100);
    expect(app.painted.length - length).toBeLessThanOrEqual(4);
    app.pane('logs').shows('line 9999');
  });
});
