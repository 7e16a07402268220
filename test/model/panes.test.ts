import { describe, expect, test } from 'vitest';
import { logPaneLines, logPrefixWidth } from '../../src/model/log-lines.ts';
import { firstLogLine } from '../../src/model/log-state.ts';
import { everyLine } from '../../src/model/viewport.ts';
import { beyondRight, currentLayout, paneSize } from '../../src/model/panes.ts';
import { line } from './lines.ts';
import { after, key, listed, opened, start, target } from './state.ts';

const said = (...texts: string[]) => ({ type: 'logs/received' as const, target: target('a'), lines: texts.map((text) => line(text)), at: start });
const open = (...messages: Parameters<typeof after>[1][]) => after(opened(80, 24), listed(['a']), ...messages);

describe('where the panes stand now', () => {
  test('a list of few leaves its rows to the log, and before there is a list why there is none has room', () => {
    expect(paneSize(open(), 'containers')).toEqual({ columns: 78, rows: 3 });
    expect(paneSize(after(opened(80, 24), listed(Array.from({ length: 50 }, (_, index) => `c${index}`))), 'containers').rows).toBe(8);
    expect(paneSize(opened(80, 24), 'containers').rows).toBe(5);
  });

  test('what is not on screen has no room', () => {
    expect(paneSize(open(), 'inspect')).toEqual({ columns: 0, rows: 0 });
    expect(currentLayout(open(key('i'))).panes.map(({ id }) => id)).toEqual(['containers', 'inspect']);
  });
});

describe('the log as lines', () => {
  test('begins where it was cleared, or where the memory begins', () => {
    const state = open(said('one', 'two'), key('3'), key('C'), said('three'));
    expect([logPaneLines(state).next(-Infinity), logPaneLines(state).previous(Infinity)]).toEqual([2, 2]);
    expect(firstLogLine({ ...state.logs, store: { ...state.logs.store, first: 3 } })).toBe(3);
  });

  test('the timestamp and the bar of stderr stand before the text', () => {
    expect(logPrefixWidth(open())).toBe(1);
    expect(logPrefixWidth(open(key('3'), key('t')))).toBe(14);
  });

  test('wrapped, a line takes the rows it needs, by what is shown of it', () => {
    expect(logPaneLines(open(said(`\u001b[31m${'x'.repeat(75)}\u001b[0m`), key('3'), key('w'))).starts(0)).toEqual([0]);
    const text = 'x'.repeat(100);
    expect(logPaneLines(open(said(text))).starts(0)).toEqual([0]);
    expect(logPaneLines(open(said(text), key('3'), key('w'))).starts(0)).toEqual([0, 77]);
    expect(logPaneLines(open(said(text), key('3'), key('w'), key('t'))).starts(0)).toEqual([0, 64]);
    expect(logPaneLines(open(said('日'.repeat(40)), key('3'), key('w'))).starts(0)).toEqual([0, 76]);
  });
});

test('how far lines go on to the right is told by those in sight', () => {
  const lines = everyLine(5, () => [0]);
  const width = (index: number) => [10, 50, 20, 90, 0][index] ?? 0;
  expect(beyondRight(lines, { line: 0, row: 0 }, 3, 30, width)).toBe(20);
  expect(beyondRight(lines, { line: 2, row: 0 }, 3, 30, width)).toBe(60);
  expect(beyondRight(lines, { line: 0, row: 0 }, 1, 30, width)).toBe(0);
});
