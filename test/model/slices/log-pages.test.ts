import { describe, expect, test } from 'vitest';
import { textOf } from '../../../src/model/chunk.ts';
import { lineAt } from '../../../src/model/log-store.ts';
import { stepShown } from '../../../src/model/sieve.ts';
import { type App, openApp } from '../../app/driver.ts';
import { fakeEngine } from '../../app/fake-engine.ts';

const count = 12_000;

/** A program just opened on a container that wrote 12,000 lines before, ten milliseconds apart from 11:00:00 on. */
async function open(settings: { logBudget?: number } = {}, lines = count, tail = ''): Promise<App> {
  const engine = fakeEngine({ name: 'web' });
  const first = await openApp([], { engine });
  engine.stream('web').say(...Array.from({ length: lines }, (_, at) => `line ${at}${tail}`));
  await first.pass(100);
  first.loop.stop();
  const app = await openApp([], { engine, settings: { logBudget: 4 * 1024 * 1024, ...settings } });
  await app.pass(100);
  await app.press('3');
  return app;
}

const texts = (app: App) => {
  const { store } = app.state().logs;
  const out: string[] = [];
  for (let at = stepShown(store, null, -Infinity, 1); at !== null; at = stepShown(store, null, at, 1)) {
    const entry = lineAt(store, at)!;
    out.push(entry.stream === 'gap' ? '···' : textOf(entry));
  }
  return out;
};
const numbered = (from: number, to = count) => Array.from({ length: to - from }, (_, at) => `line ${from + at}`);
const rows = (app: App) => app.painted.at(-1)?.panes.find(({ id }) => id === 'logs')?.rows.slice(1, -1).map(({ spans }) => spans.map(({ text }) => text).join('').trim());

describe('lines older than those in memory', () => {
  test('come when one scrolls up to the first, and what is in sight does not move', async () => {
    const app = await open();
    expect(texts(app)).toEqual(numbered(11_000));
    await app.press('g');
    await app.pass(50);
    expect(texts(app)).toEqual(numbered(10_000));
    expect(rows(app)?.[0]).toContain('line 11000');
    await app.press('k');
    expect(rows(app)?.[0]).toContain('line 10999');
  });

  test('come until the log begins, each once, and that is told', async () => {
    const app = await open();
    for (let at = 0; at < 14; at++) {
      await app.press('g');
      await app.pass(50);
    }
    expect(texts(app)).toEqual(numbered(0));
    app.pane('logs').shows('this is where the log begins');
    const calls = app.engine.count('logs web');
    await app.press('k', 'g');
    await app.pass(50);
    expect(app.engine.count('logs web')).toBe(calls);
  });

  test('come while lines come in, and every line is there once', async () => {
    const app = await open();
    await app.press('g');
    app.engine.stream('web').say('new 1', 'new 2');
    await app.pass(100);
    await app.press('g');
    app.engine.stream('web').say('new 3');
    await app.pass(100);
    expect(texts(app)).toEqual([...numbered(9000), 'new 1', 'new 2', 'new 3']);
  });

  test('are not asked for while the view was cleared', async () => {
    const app = await open();
    await app.press('C');
    app.engine.stream('web').say('fresh');
    await app.pass(100);
    const calls = app.engine.count('logs web');
    await app.press('g', 'k');
    expect(app.engine.count('logs web')).toBe(calls);
  });

  test('that cannot be read are told, and nothing is lost', async () => {
    const app = await open();
    app.engine.set();
    await app.press('g');
    await app.pass(50);
    expect(texts(app)).toEqual(numbered(11_000));
    app.pane('footer').shows(/could not be read: no such container/);
  });

  test('beyond the memory there is for lines make room further on, and that is told', async () => {
    const app = await open({ logBudget: 150_000 });
    const seen = rows(app);
    expect(seen?.length).toBeGreaterThan(10);
    for (let at = 0; at < 30; at++) {
      await app.press('g');
      await app.pass(50);
      expect(app.state().logs.store.bytes).toBeLessThanOrEqual(150_000);
    }
    expect(rows(app)?.[1]).toContain('line 0');
    expect(texts(app)).toContain('···');
    expect(texts(app).at(-1)).toBe('line 11999');
    app.pane('logs').shows(/dropped · 1 gap/);
    // down again, through the gap, to the last line: what is in sight has no hole that was passed
    const passed = new Set<string>();
    for (let at = 0; at < 1000 && !app.state().logs.follow; at++) {
      for (const row of rows(app) ?? []) passed.add(/line \d+/.exec(row)?.[0] ?? '');
      await app.press('ctrl-f');
      await app.pass(30);
    }
    for (const row of rows(app) ?? []) passed.add(/line \d+/.exec(row)?.[0] ?? '');
    expect(numbered(0).filter((line) => !passed.has(line))).toEqual([]);
  });
});

describe('under a flood, with little memory', () => {
  test.each([['short', 3000, ''], ['long', 300, ` ${'x'.repeat(3000)}`]])('g goes on upwards to where the log begins: %s lines', async (_, lines, tail) => {
    const app = await open({ logBudget: 150_000 }, lines, tail);
    let flood = 0;
    const say = () => app.engine.stream('web').say(...Array.from({ length: lines / 10 }, () => `flood ${flood++}${tail}`));
    for (let at = 0; at < 60; at++) {
      say();
      await app.press('g');
      await app.pass(50);
      if (rows(app)?.some((row) => /line 0\b/.test(row))) break;
    }
    expect(rows(app)?.slice(0, 3).join()).toMatch(/line 0\b/);
    await app.press('G');
    app.pane('logs').shows(`flood ${flood - 1}`);
  });
});

describe('a time that is asked for', () => {
  const ask = async (app: App, key: string, text: string) => {
    await app.press(key);
    if (key === 'T') await app.type(text);
    else for (const letter of text) await app.press(letter);
    await app.press('enter');
    await app.pass(500);
  };

  test('T shows it and all that came since', async () => {
    const app = await open();
    await ask(app, 'T', '11:00:10');
    expect(texts(app)).toEqual(numbered(999));
    expect(rows(app)?.[0]).toContain('line 999');
    expect(app.state().logs.follow).toBe(false);
  });

  test('T start shows the very first line', async () => {
    const app = await open();
    await ask(app, 'T', 'start');
    expect(texts(app)).toEqual(numbered(0));
    app.pane('logs').shows(/this is where the log begins[^]*line 0 /);
  });

  test('T offers times: tab goes through them, and round', async () => {
    const app = await open();
    await app.press('T');
    app.pane('footer').shows('tab: 1m 5m 15m 1h 6h 1d start');
    for (const wanted of ['1m', '5m', '15m', '1h', '6h', '1d', 'start', '1m']) {
      await app.press('tab');
      app.pane('footer').shows(new RegExp(`since: ${wanted} `));
    }
    await app.press('shift-tab');
    app.pane('footer').shows('since: start ');
    await app.press('enter');
    await app.pass(500);
    expect(texts(app)).toEqual(numbered(0));
    await app.press('@', 'tab');
    app.pane('footer').shows(/go to: 1m .*enter goes there/);
  });

  test('@ goes there and leaves out what is between; moving on loads it until nothing is missing', async () => {
    const app = await open();
    await ask(app, '@', '11:00:10');
    expect(texts(app)).toEqual([...numbered(999, 5999), '···', ...numbered(11_000)]);
    expect(rows(app)?.[0]).toContain('line 999');
    for (let at = 0; at < 700 && texts(app).includes('···'); at++) {
      await app.press('ctrl-f');
      await app.pass(50);
    }
    expect(texts(app)).toEqual(numbered(999));
  });

  test('from below, a gap is filled from its end', async () => {
    const app = await open();
    await ask(app, '@', '11:00:10');
    await app.press('G');
    for (let at = 0; at < 60 && texts(app).length < 6500; at++) {
      await app.press('ctrl-b');
      await app.pass(50);
    }
    expect(texts(app)).toEqual([...numbered(999, 5999), '···', ...numbered(10_000)]);
  });

  test('a gap smaller than a page is filled from below with what is missing, and nothing twice', async () => {
    const app = await open();
    await ask(app, '@', '11:01:00');
    expect(texts(app)).toEqual([...numbered(5999, 10_999), '···', ...numbered(11_000)]);
    await app.press('G');
    for (let at = 0; at < 60 && texts(app).includes('···'); at++) {
      await app.press('ctrl-b');
      await app.pass(50);
    }
    expect(texts(app)).toEqual(numbered(5999));
  });

  test('the same time asked for twice, before the answer has come, is gone to once', async () => {
    const app = await open();
    app.engine.hang();
    await ask(app, '@', '11:00:10');
    await ask(app, '@', '11:00:10');
    app.pane('footer').shows('Loading');
    app.engine.wake();
    await app.pass(500);
    expect(rows(app)?.[0]).toContain('line 999');
    app.pane('footer').lacks('Loading');
    expect(app.state().logs.page).toBeNull();
  });

  test('asked for as a place and then with all that came since, before the answer has come, it is all', async () => {
    const app = await open();
    app.engine.hang();
    await ask(app, '@', '11:00:10');
    await ask(app, 'T', '11:00:10');
    app.engine.wake();
    await app.pass(500);
    expect(texts(app)).toEqual(numbered(999));
    expect(app.state().logs.page).toBeNull();
  });

  test('in memory is gone to at once; none is told', async () => {
    const app = await open();
    const calls = app.engine.count('logs web');
    await ask(app, '@', '11:01:55');
    expect(rows(app)?.[0]).toContain('line 11499');
    expect(app.engine.count('logs web')).toBe(calls);
    app.pane('footer').lacks('Since');
    await ask(app, '@', '11:01:50');
    await ask(app, 'T', '11:01:55');
    expect(rows(app)?.[0]).toContain('line 11499');
    app.pane('footer').shows('Since 11:01:55: all is shown from here on. f follows the newest line again.');
    await ask(app, 'T', 'start');
    await ask(app, '@', '1s ago');
    app.pane('footer').shows('Nothing has come since then.');
    await ask(app, '@', '1s');
    app.pane('footer').shows('Nothing has come since then.');
    await ask(app, 'T', 'soon');
    app.pane('footer').shows('“soon” is no time');
  });
});
