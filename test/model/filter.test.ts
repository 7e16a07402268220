import { describe, expect, test } from 'vitest';
import { filterRanges, type Fuzzy, letterRanges, wantsFuzzy } from '../../src/model/filter.ts';
import { jobs } from '../../src/model/jobs.ts';
import type { State } from '../../src/model/state.ts';
import { after, container, key, listed, opened } from './state.ts';

/** Letters in their order, the first that come. */
const fuzzy: Fuzzy = {
  find: (texts, word) => new Map(texts.flatMap((text, at) => {
    const places: number[] = [];
    for (const letter of word) {
      const place = text.indexOf(letter, (places.at(-1) ?? -1) + 1);
      if (place < 0) return [];
      places.push(place);
    }
    return [[at, places] as const];
  })),
};
const names = ['shop-api-1', 'shop-db-1', 'registry-edge-dispatcher-images', 'redis'];
const plain = after(opened(), listed(names.map((name) => container(name))));
const type = (state: State, text: string) => after(state, key('/'), ...[...text].map((letter) => key(letter)));
const loaded = after(plain, { type: 'fuzzy/loaded', fuzzy });
const shown = ({ containers }: State) => containers.shown.map(({ name }) => name);

describe('names that have the letters of a word', () => {
  test('are kept once that is loaded; until then those that have the word', () => {
    const typed = type(plain, 'shpapi');
    expect(shown(typed)).toEqual([]);
    expect(shown(after(typed, { type: 'fuzzy/loaded', fuzzy }))).toEqual(['shop-api-1']);
  });

  test('it is loaded when a filter is typed or there, and not before', () => {
    const wanted = (state: State) => jobs(state).some(({ kind }) => kind === 'fuzzy');
    expect([wanted(plain), wanted(type(plain, '')), wanted(after(type(plain, 'sho'), key('enter'))), wanted(after(type(plain, 'status:run'), key('enter'))), wanted(type(loaded, 'sh'))]).toEqual([false, true, true, false, false]);
  });

  test('letters scattered over a long name do not count, beginnings of words do', () => {
    expect(shown(type(loaded, 'redis'))).toEqual(['redis']);
    expect(shown(type(loaded, 'sa1'))).toEqual(['shop-api-1']);
  });

  test('only where it is asked for: not for quoted words, not for those turned round', () => {
    expect(shown(type(loaded, '"shpapi"'))).toEqual([]);
    expect(shown(type(loaded, '!shpapi'))).toHaveLength(4);
    expect([wantsFuzzy('a'), wantsFuzzy('abc'), wantsFuzzy('!abc'), wantsFuzzy('"abc"'), wantsFuzzy('image:abc')]).toEqual([false, true, false, false, false]);
  });

  test('the order of the list stays', () => {
    expect(shown(after(type(loaded, 'sh1'), key('enter'), key('N')))).toEqual(['shop-db-1', 'shop-api-1']);
  });
});

describe('while it is typed', () => {
  test('what is no filter leaves the last good one, says why, and is not taken', () => {
    const good = type(loaded, 'status:run');
    const bad = after(good, ...[...'x'].map((letter) => key(letter)));
    expect([bad.containers.filter, shown(bad).length, bad.screen.prompt?.text]).toEqual(['status:run', 4, 'status:runx']);
    expect(after(bad, key('enter')).screen.prompt?.text).toBe('status:runx');
    expect(after(bad, key('esc')).containers.filter).toBe('');
  });

  test('it works with keys and groups together', () => {
    const state = after(type(loaded, 'name:shop !name:db'), key('enter'), key('o'));
    expect(shown(state)).toEqual(['shop-api-1']);
  });
});

describe('places to mark', () => {
  const rowOf = (state: State, name: string) => state.containers.listed!.find((row) => row.name === name)!;
  test('are those of words and of values in the columns they are about, and of letters', () => {
    const state = type(loaded, 'shop');
    expect([filterRanges(state, 'name', 'shop-api-1'), filterRanges(state, 'ports', 'shop'), letterRanges(state, rowOf(state, 'shop-api-1'))]).toEqual([[[0, 4]], [], []]);
    const image = type(loaded, 'image:app');
    expect([filterRanges(image, 'image', 'shop/app:1'), filterRanges(image, 'name', 'app')]).toEqual([[[5, 8]], []]);
    const letters = type(loaded, 'sapi');
    expect(letterRanges(letters, rowOf(letters, 'shop-api-1'))).toEqual([[0, 1], [5, 6], [6, 7], [7, 8]]);
  });
});
