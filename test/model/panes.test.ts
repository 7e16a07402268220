import { describe, expect, test } from 'vitest';
import { logPaneLines, logPrefixWidth } from '../../src/model/log-lines.ts';
import { firstLogLine } from '../../src/model/log-state.ts';
import { everyLine } from '../../src/model/viewport.ts';
import { beyondRight, currentLayout, inspectLines, inspectPane, paneSize, shownLabel, shownValue } from '../../src/model/panes.ts';
import type { State } from '../../src/model/state.ts';
import { detailsOf } from './details.ts';
import { line } from './lines.ts';
import { after, key, listed, opened, start, target, tick } from './state.ts';

const received = (env: readonly string[] = []) => ({ type: 'inspect/received' as const, target: target('a'), details: detailsOf({ env, text: '{"Name":"/web","Env":[]}' }), at: start });
const said = (...texts: string[]) => ({ type: 'logs/received' as const, target: target('a'), lines: texts.map((text) => line(text)), at: start });
const open = (...messages: Parameters<typeof after>[1][]) => after(opened(80, 24), listed(['a']), ...messages);
const at = (state: State, label: string) => inspectLines(state).findIndex((entry) => entry.label.startsWith(label));

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

describe('the inspect pane as lines', () => {
  test('none before the first answer', () => {
    expect(inspectLines(open())).toEqual([]);
    expect(inspectPane(open()).next(-Infinity)).toBeNull();
  });

  test('ages go on with the clock, by the second', () => {
    const state = open(received());
    expect(inspectLines(state)[0]?.value).toBe('running for 2h');
    expect(inspectLines(after(state, tick(start + 60_000)))[0]?.value).toBe('running for 2h 1m');
    expect(inspectLines(after(state, tick(start + 500)))).toBe(inspectLines(after(state, tick(start + 900))));
  });

  test('raw is laid out once for one answer', () => {
    const state = open(received(), key('2'), key(']'));
    expect(inspectLines(state)[1]).toMatchObject({ label: '  "Name": ', value: '"/web",' });
    expect(inspectLines(after(state, key('j'), tick(start + 9000)))).toBe(inspectLines(state));
  });

  test('a label is a column of its own in the summary, and text in raw JSON', () => {
    const summary = open(received());
    expect(shownLabel(summary, inspectLines(summary)[0]!)).toBe('State       ');
    const raw = open(received(), key('2'), key(']'));
    expect(shownLabel(raw, inspectLines(raw)[1]!)).toBe('  "Name": ');
  });

  test('a value is masked but on the line that is revealed', () => {
    const state = open(received(['TOKEN=hunter2']));
    const secret = at(state, 'Env');
    const entry = inspectLines(state)[secret]!;
    expect(shownValue(state, secret, entry)).toBe('TOKEN=••••••••');
    const revealed = { ...state, inspect: { ...state.inspect, revealed: secret } };
    expect(shownValue(revealed, secret, entry)).toBe('TOKEN=hunter2');
    expect(shownValue(revealed, secret + 1, entry)).toBe('TOKEN=••••••••');
  });

  test('wrapped, a value takes the rows it needs beside its label', () => {
    const state = open(received([`LONG=${'x'.repeat(130)}`]), key('2'));
    const long = at(state, 'Env');
    expect(inspectPane(state).starts(long)).toEqual([0]);
    expect(inspectPane(after(state, key('w'))).starts(long)).toEqual([0, 64, 128]);
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
