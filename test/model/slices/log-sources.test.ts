import { describe, expect, test } from 'vitest';
import type { State } from '../../../src/model/state.ts';
import { stepShown } from '../../../src/model/sieve.ts';
import { textOf } from '../../../src/model/chunk.ts';
import { lineAt } from '../../../src/model/log-store.ts';
import { resumeTail } from '../../../src/model/slices/log-sources.ts';
import { line, stampAt } from '../lines.ts';
import { jobs } from '../../../src/model/jobs.ts';
import { after, container, key, listed, opened, start, target } from '../state.ts';

const said = (name: string, ...texts: string[]) => ({ type: 'logs/received' as const, target: target(name), lines: texts.map((text, at) => line(text, stampAt(at))), at: start });
const texts = ({ logs: { store } }: State) => {
  const out: string[] = [];
  for (let at = stepShown(store, null, -Infinity, 1); at !== null; at = stepShown(store, null, at, 1)) out.push(textOf(lineAt(store, at)!));
  return out;
};
const web = (id: string, name = 'web', change = {}) => container(id, { name, ...change });
const idOf = (state: State) => state.logs.sources.map((source) => source.target.container);

describe('a container that is recreated under its name', () => {
  const before = after(opened(), listed([web('a'.repeat(64))]), said('a'.repeat(64), 'one', 'two'));

  test('is followed on, below a separator that names both', () => {
    const now = after(before, listed([web('b'.repeat(64))]), said('b'.repeat(64), 'three'));
    expect(texts(now)).toEqual(['one', 'two', 'web was recreated: aaaaaaaaaaaa → bbbbbbbbbbbb', 'three']);
    expect([idOf(now), now.containers.selected?.container, now.containers.gone]).toEqual([['b'.repeat(64)], 'b'.repeat(64), false]);
    expect(resumeTail(now.logs, target('b'.repeat(64))).map(textOf)).toEqual(['three']);
  });

  test('after a while without it, too; what was said and where one stood stays', () => {
    const gone = after(before, key('3'), key('g'), listed([]));
    expect([gone.containers.gone, texts(gone)]).toEqual([true, ['one', 'two']]);
    const now = after(gone, listed([web('b'.repeat(64))]));
    expect(texts(now)).toEqual(['one', 'two', 'web was recreated: aaaaaaaaaaaa → bbbbbbbbbbbb']);
    expect(now.logs.follow).toBe(false);
  });

  test('as compose does it: the old one is renamed, the new one comes, the old one goes', () => {
    const renamed = after(before, listed([web('a'.repeat(64), `${'a'.repeat(12)}_web`)]), listed([web('a'.repeat(64), `${'a'.repeat(12)}_web`), web('b'.repeat(64), 'web', { state: 'created' })]));
    expect(idOf(renamed)).toEqual(['a'.repeat(64)]);
    expect(idOf(after(renamed, listed([web('b'.repeat(64))])))).toEqual(['b'.repeat(64)]);
  });

  test('one of another name is another container', () => {
    const now = after(before, listed([web('b'.repeat(64), 'other')]));
    expect([idOf(now), texts(now)]).toEqual([['a'.repeat(64)], ['one', 'two']]);
  });
});

describe('the logs of all that are marked as one', () => {
  const shop = (name: string) => container(name, { project: 'shop' });
  const list = (...names: string[]) => listed(names.map(shop));
  const marked = after(opened(), list('a', 'b', 'c'), key('space'), key('space'), key('enter'));
  const merged = (...lines: (readonly [string, number, string])[]) => ({ type: 'logs/merged' as const, lines: lines.map(([name, second, text]) => ({ target: target(name), line: line(text, stampAt(second)) })), at: start });

  test('are those of the marked ones; who is marked joins, who is unmarked leaves and its lines stay', () => {
    expect([idOf(marked), marked.logs.merged, marked.screen.focus]).toEqual([['a', 'b'], true, 'logs']);
    const joined = after(marked, merged(['a', 1, 'from a']), key('1'), key('space'));
    expect(idOf(joined)).toEqual(['a', 'b', 'c']);
    const left = after(joined, key('g'), key('space'));
    expect([idOf(left), left.containers.marked.map((one) => one.container), texts(left)]).toEqual([['a', 'b', 'c'], ['b', 'c'], ['from a']]);
  });

  test('stand in the order of their time, those that come late too', () => {
    const now = after(marked, merged(['a', 1, 'a1'], ['b', 2, 'b2'], ['a', 5, 'a5']), merged(['b', 3, 'b3'], ['b', 6, 'b6']));
    expect(texts(now)).toEqual(['a1', 'b2', 'b3', 'a5', 'b6']);
  });

  test('a project marked as a whole takes in who joins it, and who takes the place of one that is gone', () => {
    const whole = after(opened(), list('a', 'b'), key('*'), key('enter'));
    expect(idOf(whole)).toEqual(['a', 'b']);
    expect(idOf(after(whole, list('a', 'b', 'c')))).toEqual(['a', 'b', 'c']);
    const recreated = after(whole, listed([shop('a'), container('b2', { name: 'b', project: 'shop' })]));
    expect([idOf(recreated), texts(recreated)]).toEqual([['a', 'b2'], ['b was recreated: b → b2']]);
    expect(after(whole, key('1'), key('*')).containers.marked).toEqual([]);
  });

  test('esc takes the marks away, and the log of the selected one comes back as it was', () => {
    const one = after(opened(), list('a', 'b'), said('a', 'alone'), key('space'), key('k'), key('enter'), key('1'));
    expect(one.logs.merged).toBe(true);
    const back = after(one, key('esc'));
    expect([back.logs.merged, idOf(back), texts(back), back.containers.marked]).toEqual([false, ['a'], ['alone'], []]);
  });

  test('the last mark taken away ends it: the log of the selected one is read again', () => {
    const one = after(opened(), list('a', 'b'), key('space'), key('enter'), merged(['a', 1, 'a1']), key('1'), key('k'), key('space'));
    expect([one.containers.marked, one.containers.merged, one.logs.merged]).toEqual([[], false, false]);
    const { selected } = one.containers;
    expect(jobs(one).filter(({ kind }) => kind === 'logs')).toMatchObject([{ target: selected, merged: false }]);
    // and a new mark alone opens nothing
    expect(after(one, key('space')).logs.merged).toBe(false);
  });

  test('lines that come late leave every line in hand, marked, chosen, found and cleared to as it was', () => {
    const at = (state: State, number: number | null | undefined) => textOf(lineAt(state.logs.store, number!)!);
    const before = after(marked, merged(['a', 1, 'a1'], ['a', 3, 'a3'], ['a', 5, 'a5'], ['a', 7, 'a7'], ['a', 9, 'a9']), key('v'), key('k'), key('m'), key('k'), key('v'), key('k'), ...[...'/a7'].map((one) => key(one)), key('enter'));
    const texts = (state: State) => ({ marks: state.logs.bookmarks.map((one) => at(state, one)), hand: at(state, state.logs.cursor?.line), from: at(state, state.logs.cursor?.from), found: at(state, state.logs.search?.at), top: at(state, state.logs.anchor.line) });
    const now = after(before, merged(['b', 2, 'b2'], ['b', 4, 'b4'], ['b', 8, 'b8'], ['b', 10, 'b10']));
    expect(now.logs.store.count).toBe(9);
    expect(texts(now)).toEqual(texts(before));
    expect(texts(before)).toMatchObject({ marks: ['a7'], from: 'a5', found: 'a7' });
  });

  test('a container that is started again is named', () => {
    const again = (name: string, startedAt: string) => ({ type: 'logs/started' as const, target: target(name), startedAt, at: start });
    const now = after(marked, merged(['a', 1, 'a1']), again('b', stampAt(2)), again('a', stampAt(3)));
    expect(texts(now).map((text) => text.replace(/ at .*/, ''))).toEqual(['a1', 'b started again', 'a started again']);
  });

  test('o shows one of them alone, with its own marks', () => {
    const now = after(marked, merged(['a', 1, 'a1'], ['b', 2, 'b2']), { type: 'logs/removed', target: target('b'), at: start }, key('v'), key('k'), key('o'));
    expect(now.logs.only).toBe(1);
    expect(after(now, key('o')).logs.only).toBeNull();
  });
});
