import { describe, expect, test } from 'vitest';
import type { State } from '../../../src/model/state.ts';
import { line } from '../lines.ts';
import { after, key, listed, opened, start, target } from '../state.ts';

const ids = Array.from({ length: 30 }, (_, at) => `c${String(at).padStart(2, '0')}`);
/** 30 containers in 8 rows; the log of the first has 100 lines in 9 rows. */
const open = (...keys: string[]) => after(
  opened(80, 24), listed(ids), { type: 'logs/received', target: target('c00'), lines: Array.from({ length: 100 }, (_, at) => line(`line ${at} ${'x'.repeat(100)}`)), at: start }, ...keys.map((name) => key(name)),
);
const at = (state: State) => ids.indexOf(state.containers.selected?.container ?? '');

describe('moving in the list', () => {
  test.each<[string, string[], number]>([
    ['down', ['j'], 1], ['down by arrow', ['down', 'down'], 2], ['up at the first stays', ['k'], 0], ['up', ['j', 'j', 'k'], 1], ['to the last', ['G'], 29], ['to the last and on', ['end', 'j'], 29], ['to the first', ['G', 'g'], 0],
    ['half a page', ['ctrl-d'], 4], ['half a page and back', ['ctrl-d', 'ctrl-d', 'ctrl-u'], 4], ['a page, with a row of overlap', ['ctrl-f'], 7], ['a page and back', ['pagedown', 'pageup'], 0], ['a page beyond the last', ['G', 'ctrl-f'], 29],
  ])('%s', (_, keys, wanted) => expect(at(open(...keys))).toBe(wanted));

  test('scrolls no further than the selection needs', () => {
    expect(open(...Array<string>(7).fill('j')).containers.top).toBe(0);
    expect(open(...Array<string>(8).fill('j')).containers.top).toBe(1);
    expect(open('G').containers.top).toBe(22);
    expect(open('G', ...Array<string>(7).fill('k')).containers.top).toBe(22);
    expect(open('G', ...Array<string>(8).fill('k')).containers.top).toBe(21);
  });

  test('stays scrolled while the pane is not on screen', () => {
    const there = open(...Array<string>(12).fill('j'), ...Array<string>(4).fill('k'));
    expect(there.containers.top).toBe(5);
    expect(after(there, key('3'), key('z'), listed(ids), key('z'), key('1')).containers.top).toBe(5);
  });

  test('h needs groups, and says so', () => {
    expect(open('h').screen.notice?.text).toBe('The list is not grouped: o groups it.');
  });

  test('of nothing stays calm', () => {
    const empty = after(opened(), listed([]), ...['j', 'k', 'g', 'G', 'ctrl-d', 'ctrl-b'].map((name) => key(name)));
    expect(empty.containers).toMatchObject({ selected: null, top: 0 });
  });
});

describe('moving in the log', () => {
  const top = (...keys: string[]) => {
    const { logs } = open('3', ...keys);
    return logs.follow ? 'follows' : logs.anchor.line;
  };

  test.each<[string, string[], number | 'follows']>([
    ['it follows at first', [], 'follows'], ['up a line', ['k'], 90], ['up and down again', ['k', 'j'], 'follows'], ['to the first', ['g'], 0], ['to the first and up', ['g', 'k'], 0], ['to the first and down', ['g', 'j'], 1],
    ['half a page', ['ctrl-u'], 86], ['a page', ['ctrl-b'], 83], ['a page from the first', ['g', 'ctrl-f'], 8], ['to the last', ['g', 'G'], 'follows'], ['far beyond the last', ['g', ...Array<string>(20).fill('ctrl-f')], 'follows'],
  ])('%s', (_, keys, wanted) => expect(top(...keys)).toBe(wanted));

  test('of wrapped lines goes by rows', () => {
    const { logs } = open('3', 'w', 'g', 'j');
    expect(logs.anchor).toEqual({ line: 0, row: 1 });
    expect(open('3', 'w', 'g', 'j', 'j').logs.anchor).toEqual({ line: 1, row: 0 });
  });

  test('what is in sight already is said to be', () => {
    const few = after(opened(80, 24), listed(['a']), { type: 'logs/received', target: target('a'), lines: [line('only')], at: start }, key('3'), key('k'));
    expect(few.logs.follow).toBe(true);
    expect(few.screen.notice?.text).toBe('All lines are in sight.');
  });

  test('n before any search says how to begin one', () => {
    expect(open('3', 'n').screen.notice?.text).toBe('No search yet: / starts one.');
    expect(open('2', 'N').screen.notice?.text).toBe('No search yet: / starts one.');
  });

  test('/ opens the prompt of its own pane', () => {
    expect([open('/'), open('2', '/'), open('3', '/')].map((state) => state.screen.prompt?.kind)).toEqual(['filter', 'search-inspect', 'search-logs']);
  });
});
