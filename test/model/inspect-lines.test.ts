import { expect, test } from 'vitest';
import { inspectPane, shownLabel, shownValue } from '../../src/model/inspect-lines.ts';
import { inspectDocument } from '../../src/model/inspect-tabs.ts';
import type { State } from '../../src/model/state.ts';
import { detailsOf } from './details.ts';
import { after, key, listed, opened, start, target, tick } from './state.ts';

const received = (env: readonly string[] = []) => ({ type: 'inspect/received' as const, target: target('a'), details: detailsOf({ env, text: '{"Name":"/web","Env":[]}' }), at: start });
const open = (...messages: Parameters<typeof after>[1][]) => after(opened(80, 24), listed(['a']), ...messages);
const linesOf = (state: State) => inspectDocument(state).lines;
const at = (state: State, label: string) => linesOf(state).findIndex((entry) => entry.label.startsWith(label));

test('none before the first answer', () => {
  expect(linesOf(open())).toEqual([]);
  expect(inspectPane(open()).next(-Infinity)).toBeNull();
});

test('ages go on with the clock, by the second', () => {
  const state = open(received());
  expect(linesOf(state)[0]?.value).toBe('running for 2h');
  expect(linesOf(after(state, tick(start + 60_000)))[0]?.value).toBe('running for 2h 1m');
  expect(linesOf(after(state, tick(start + 500)))).toBe(linesOf(after(state, tick(start + 900))));
});

test('raw is laid out once for one answer', () => {
  const state = open(received(), key('2'), key('['));
  expect(linesOf(state)[1]).toMatchObject({ label: '  "Name": ', value: '"/web",' });
  expect(linesOf(after(state, key('j'), tick(start + 9000)))).toBe(linesOf(state));
});

test('a label is a column of its own in the summary, and text in raw JSON', () => {
  const summary = open(received());
  expect(shownLabel(inspectDocument(summary), linesOf(summary)[0]!)).toBe('State       ');
  const raw = open(received(), key('2'), key('['));
  expect(shownLabel(inspectDocument(raw), linesOf(raw)[1]!)).toBe('  "Name": ');
});

test('a value is masked but on the line that is revealed', () => {
  const state = open(received(['TOKEN=hunter2']));
  const secret = at(state, 'Env');
  const entry = linesOf(state)[secret]!;
  expect(shownValue(state, secret, entry)).toBe('TOKEN=••••••••');
  const revealed = { ...state, inspect: { ...state.inspect, revealed: { line: secret, until: start } } };
  expect(shownValue(revealed, secret, entry)).toBe('TOKEN=hunter2');
  expect(shownValue(revealed, secret + 1, entry)).toBe('TOKEN=••••••••');
});

test('wrapped, a value takes the rows it needs beside its label', () => {
  const state = open(received([`LONG=${'x'.repeat(130)}`]), key('2'));
  const long = at(state, 'Env');
  expect(inspectPane(state).starts(long)).toEqual([0]);
  expect(inspectPane(after(state, key('w'))).starts(long)).toEqual([0, 77, 142]);
});
