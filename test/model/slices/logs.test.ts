import { describe, expect, test } from 'vitest';
import { openApp } from '../../app/driver.ts';
import { line } from '../lines.ts';
import { after, container, key, listed, opened, start, target } from '../state.ts';

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
    await app.press('k');
    app.pane('logs').shows('paused, +2 new');
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

  test('one line is one line', async () => {
    const app = await open(1);
    app.pane('logs').shows(/ 1 line /);
    app.engine.stream('web').say('another');
    await app.pass(100);
    app.pane('logs').shows(/ 2 lines /);
  });

  test('a timestamp stands off from the name in a merged tail', async () => {
    const app = await openApp([{ name: 'web' }, { name: 'db' }]);
    await app.press('space', 'space', 'enter');
    await app.pass(100);
    app.engine.stream('web').say('hello');
    await app.pass(1000);
    await app.press('t');
    app.pane('logs').shows(/\d\d:\d\d:\d\d\.\d{3} web +hello/);
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

  test('a line cut at the limit says at its end that it goes on', async () => {
    const app = await open(1);
    const own = app.state().logs.sources[0]?.target;
    app.loop.post({ type: 'logs/received', target: own!, lines: [{ ...line('half a line'), broken: true }], at: start });
    await app.pass(100);
    app.pane('logs').shows('half a line ⏎ the line goes on');
    app.pane('logs').lacks(/line 0 ⏎/);
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
    const app = await openApp([{ name: 'web' }], { settings: { logBudget: 200_000 } });
    app.engine.stream('web').say(...Array.from({ length: 5000 }, (_, at) => `line ${at} ${'x'.repeat(60)}`));
    await app.pass(100);
    app.pane('logs').shows(/[\d,]+ dropped/);
    expect(app.state().logs.store.bytes).toBeLessThanOrEqual(200_000);
    await app.press('3', 'g');
    app.pane('logs').shows(/ line 3584 x/);
    await app.pass(100);
    await app.press('g');
    app.pane('logs').lacks(/ line 3584 x/);
    expect(app.state().logs.store.bytes).toBeLessThanOrEqual(200_000);
    app.pane('logs').shows(/[\d,]+ dropped/);
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

describe('logs left by moving the selection', () => {
  const said = (name: string, ...texts: string[]) => ({ type: 'logs/received' as const, target: target(name), lines: texts.map((text) => line(text)), at: start });
  const open = after(opened(), listed(['a', 'b', 'c', 'd', 'e', 'f']));
  const parkedOf = (state: typeof open) => state.parked.map((logs) => logs.sources[0]?.target.container);

  test('are parked, newest first, four at most, and those without a line not at all', () => {
    const state = after(open, said('a', 'x'), key('j'), said('b', 'x'), key('j'), key('j'), said('d', 'x'), key('j'), said('e', 'x'), key('j'));
    expect(parkedOf(state)).toEqual(['e', 'd', 'b', 'a']);
    expect(parkedOf(after(state, said('f', 'x'), key('k')))).toEqual(['f', 'd', 'b', 'a']);
    expect(parkedOf(after(state, said('f', 'x'), key('g'), key('j'), key('j'), said('c', 'x'), key('j')))).toEqual(['c', 'b', 'a', 'f']);
  });

  test('come back as they were: lines, place, view; and are asked for anew', () => {
    const left = after(open, said('a', 'one', 'two'), key('3'), key('C'), said('a', 'three'), key('g'), key('1'), key('j'));
    expect(left.logs.sources).toMatchObject([{ target: target('b'), phase: 'opening', run: 0, away: false }]);
    const back = after(left, key('k'));
    expect(back.logs).toMatchObject({ sources: [{ target: target('a'), phase: 'opening', run: 1, away: true }], cleared: 2, follow: false });
    expect(back.logs.store.end).toBe(3);
    expect(parkedOf(back)).toEqual([]);
    expect(after(back, said('a', 'four')).logs.sources[0]?.away).toBe(false);
  });

  test('are given up, oldest first, when they and the present one exceed the budget', () => {
    const big = 'x'.repeat(60_000);
    const many = (name: string, count: number) => said(name, ...Array.from({ length: count }, () => big));
    const state = after(open, many('a', 5), key('j'), many('b', 5), key('j'));
    expect(parkedOf(state)).toEqual(['b', 'a']);
    const fuller = after(state, many('c', 10));
    expect(parkedOf(fuller)).toEqual(['b']);
    expect(fuller.parked.reduce((sum, { store }) => sum + store.bytes, fuller.logs.store.bytes)).toBeLessThanOrEqual(fuller.settings.logBudget);
    expect(parkedOf(after(fuller, many('c', 20)))).toEqual([]);
  });
});

describe('how a log came to its end', () => {
  const open = after(opened(), listed(['a']));
  const end = { exitCode: 137, oomKilled: true, finishedAt: '2026-11-23T11:59:00Z' };
  const ended = { type: 'logs/ended' as const, target: target('a'), end, startedAt: null, at: start };
  const texts = (state: typeof open) => state.logs.store.chunks.flatMap(({ lines }) => ('text' in lines ? [] : lines.map(({ raw }) => raw)));

  test('is told once, with code, reason and time', () => {
    expect(texts(after(open, ended, ended))).toEqual(['a exited 137 (OOM-killed) at 11:59:00']);
    expect(after(open, ended).logs.sources[0]?.phase).toBe('over');
  });

  test('of a container never started is that', () => {
    expect(texts(after(open, { ...ended, end: { exitCode: 0, oomKilled: false, finishedAt: null } }))).toEqual(['a has not been started yet']);
  });

  test('by removal is told once, and lines stay', () => {
    const removed = { type: 'logs/removed' as const, target: target('a'), at: start };
    expect(texts(after(open, removed, removed))).toEqual(['this container has been removed']);
  });

  test('by a failure is cut while it is tried again, and failed for good else', () => {
    const failure = { kind: 'status' as const, what: 'read', where: '', why: 'no', hint: '', status: 501 };
    expect(after(open, { type: 'logs/failed', target: target('a'), failure, again: true, at: start }).logs.sources).toMatchObject([{ phase: 'cut', failure }]);
    expect(after(open, { type: 'logs/failed', target: target('a'), failure, again: false, at: start }).logs.sources[0]?.phase).toBe('failed');
  });

  test('is over until the list says it runs again: then the next run is opened', () => {
    const over = after(open, ended);
    expect(after(over, listed([])).logs.sources[0]?.run).toBe(0);
    expect(after(over, listed([container('a', { state: 'exited' })])).logs.sources).toMatchObject([{ run: 0, phase: 'over' }]);
    expect(after(over, listed(['a'])).logs.sources).toMatchObject([{ run: 1, phase: 'opening' }]);
    expect(after(open, listed(['a'])).logs.sources[0]?.run).toBe(0);
  });
});
