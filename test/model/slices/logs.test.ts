import { describe, expect, test } from 'vitest';
import { openApp } from '../../app/driver.ts';

const open = async (lines = 100) => {
  const app = await openApp([{ name: 'web' }]);
  app.engine.stream('web').say(...Array.from({ length: lines }, (_, at) => `line ${at}`));
  await app.pass(100);
  await app.press('3');
  return app;
};

describe('the log pane', () => {
  test('follows the end; k stands still, and what comes is counted and kept', async () => {
    const app = await open();
    app.pane('logs').shows('line 99');
    await app.press('k');
    app.engine.stream('web').say('new one', 'new two');
    await app.pass(100);
    app.pane('logs').shows('paused, +2 new');
    app.pane('logs').lacks('new one');
    await app.press('f');
    app.pane('logs').shows(/new two[^]*$/);
    app.pane('logs').shows('follow');
  });

  test('scrolling down to the end follows again; G does at once', async () => {
    const app = await open();
    await app.press('k', 'j');
    expect(app.state().logs.follow).toBe(true);
    await app.press('g');
    app.pane('logs').shows('line 0');
    expect(app.state().logs.follow).toBe(false);
    await app.press('G');
    expect(app.state().logs.follow).toBe(true);
  });

  test('nothing in sight moves while it stands still, whatever comes', async () => {
    const app = await open();
    await app.press('ctrl-u');
    const before = app.painted.at(-1)?.panes.find(({ id }) => id === 'logs')?.rows.slice(1, -1);
    app.engine.stream('web').say(...Array.from({ length: 500 }, (_, at) => `later ${at}`));
    await app.pass(100);
    expect(app.painted.at(-1)?.panes.find(({ id }) => id === 'logs')?.rows.slice(1, -1)).toEqual(before);
  });

  test('t shows the timestamps, w wraps, l and h go sideways', async () => {
    const app = await open(1);
    app.engine.stream('web').say(`${'x'.repeat(300)}end`);
    await app.pass(100);
    await app.press('t');
    app.pane('logs').shows(/11:00:00\.\d{3} line 0/);
    app.pane('logs').lacks('xend');
    await app.press('w');
    app.pane('logs').shows('xend');
    await app.press('w', 't');
    for (let step = 0; step < 20; step++) await app.press('l');
    app.pane('logs').shows('xend');
    app.pane('logs').shows('column 147');
    app.pane('footer').shows('No line in sight goes on to the right.');
  });

  test('C clears the view, and lines to come show', async () => {
    const app = await open();
    await app.press('C');
    app.pane('logs').shows('View cleared. New lines show at once.');
    app.engine.stream('web').say('fresh');
    await app.pass(100);
    app.pane('logs').shows('fresh');
    app.pane('logs').lacks('line 99');
  });

  test('beyond the budget the oldest lines go, and that is told', async () => {
    const app = await openApp([{ name: 'web' }], { settings: { logBudget: 100_000 } });
    app.engine.stream('web').say(...Array.from({ length: 5000 }, (_, at) => `line ${at} ${'x'.repeat(60)}`));
    await app.pass(100);
    app.pane('logs').shows(/[\d,]+ dropped/);
    expect(app.state().logs.store.bytes).toBeLessThanOrEqual(100_000);
    await app.press('3', 'g');
    const { first } = app.state().logs.store;
    app.pane('logs').shows(new RegExp(`earlier lines were dropped to stay within the memory budget[^]*? line ${first} x[^]*? line ${first + 1} x`));
  });

  test('the rate counts what comes, not the past', async () => {
    const app = await open(1000);
    await app.pass(1500);
    app.pane('logs').lacks('/s ─');
    for (let at = 0; at < 30; at++) {
      app.engine.stream('web').say('a', 'b');
      await app.pass(100);
    }
    app.pane('logs').shows(/ (19|20|21)\/s/);
  });
});
