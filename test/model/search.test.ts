import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { append, emptyLog, type LogStore } from '../../src/model/log-store.ts';
import { countMatches, findInLog, findLine, matcherOf } from '../../src/model/search.ts';
import { line, storeOf } from './lines.ts';

const matcher = (text: string) => matcherOf(text) ?? expect.fail('no matcher');
const ranges = (text: string, inLine: string) => matcher(text).ranges(inLine).map(([from, to]) => inLine.slice(from, to));

describe('what a search text means', () => {
  test('small letters find both cases, a capital makes it exact', () => {
    expect(ranges('error', 'Error: error ERROR')).toEqual(['Error', 'error', 'ERROR']);
    expect(ranges('Error', 'Error: error ERROR')).toEqual(['Error']);
    expect(ranges('größe', 'GRÖSSE GRÖßE')).toEqual(['GRÖßE']);
  });

  test('it is text, never a pattern', () => {
    expect(ranges('a.b', 'axb a.b')).toEqual(['a.b']);
    expect(ranges('shop-api', 'GET shop-api 200')).toEqual(['shop-api']);
    expect(ranges('[1](2){3}$4^5|6/7\\8*9+?', 'x[1](2){3}$4^5|6/7\\8*9+?y')).toEqual(['[1](2){3}$4^5|6/7\\8*9+?']);
  });

  test('any text finds itself', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string(), fc.string(), (text, before, after) => {
      expect(matcher(text).test(before + text + after)).toBe(true);
    }));
  });

  test('an empty text matches nothing', () => {
    expect(matcherOf('')).toBeNull();
  });

  test('matches do not overlap and are told in characters of the line', () => {
    expect(matcher('aa').ranges('aaaaa')).toEqual([[0, 2], [2, 4]]);
    expect(matcher('b').ranges('🐳b日b')).toEqual([[2, 3], [4, 5]]);
  });
});

describe('the next line that matches', () => {
  const among = (matching: readonly number[], first = 0, end = 10) => ({ first, end, test: (at: number) => matching.includes(at) });

  test('is ahead, or round the end, once', () => {
    expect(findLine(among([2, 5]), 3, 1)).toBe(5);
    expect(findLine(among([2, 5]), 6, 1)).toBe(2);
    expect(findLine(among([2, 5]), 4, -1)).toBe(2);
    expect(findLine(among([2, 5]), 1, -1)).toBe(5);
    expect(findLine(among([4]), 4, 1)).toBe(4);
    expect(findLine(among([]), 4, 1)).toBeNull();
    expect(findLine(among([]), 4, -1)).toBeNull();
  });

  test('is found from just beyond either end', () => {
    expect(findLine(among([2]), 10, 1)).toBe(2);
    expect(findLine(among([2]), -1, -1)).toBe(2);
  });

  test('whatever the lines: the nearest in that direction, else the farthest behind', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.nat(19)), fc.nat(19), fc.constantFrom<1 | -1>(1, -1), (matching, from, step) => {
      const sorted = matching.toSorted((a, b) => (a - b) * step);
      expect(findLine(among(matching, 0, 20), from, step)).toBe(sorted.find((at) => (at - from) * step >= 0) ?? sorted[0] ?? null);
    }));
  });
});

describe('matches in a log', () => {
  const thousand = Array.from({ length: 2000 }, (_, at) => (at % 100 === 0 ? `hit ${at}` : `line ${at}`));

  test('are counted over every chunk, up to the current one', () => {
    const store = storeOf(thousand);
    expect(countMatches(store, matcher('hit'), 0, null)).toEqual({ total: 20, position: 0 });
    expect(countMatches(store, matcher('hit'), 0, 500)).toEqual({ total: 20, position: 6 });
    expect(countMatches(store, matcher('HIT'), 0, null)).toEqual({ total: 0, position: 0 });
  });

  test('before the view was cleared do not count', () => {
    const store = storeOf(thousand);
    expect(countMatches(store, matcher('hit'), 450, 500)).toEqual({ total: 15, position: 1 });
    expect(countMatches(store, matcher('hit'), store.end, null)).toEqual({ total: 0, position: 0 });
    expect(findInLog(store, matcher('hit'), 450, 10, -1)).toBe(1900);
  });

  test('are found ahead, and round the end', () => {
    const store = storeOf(thousand);
    expect(findInLog(store, matcher('hit'), 0, 501, 1)).toBe(600);
    expect(findInLog(store, matcher('hit'), 0, 499, -1)).toBe(400);
    expect(findInLog(store, matcher('hit'), 0, 1901, 1)).toBe(0);
    expect(findInLog(store, matcher('hit'), 0, -1, -1)).toBe(1900);
    expect(findInLog(store, matcher('nowhere'), 0, 0, 1)).toBeNull();
  });

  test('that were dropped are gone from the count, and from the way', () => {
    let store: LogStore = emptyLog;
    for (let at = 0; at < 5000; at++) store = append(store, [line(at % 100 === 0 ? `hit ${at}` : `line ${at}`)], 40_000);
    expect(store.first).toBeGreaterThan(0);
    const here = Math.floor((store.end - 1) / 100) - Math.ceil(store.first / 100) + 1;
    expect(countMatches(store, matcher('hit'), 0, store.first - 1)).toEqual({ total: here, position: 0 });
    expect(findInLog(store, matcher('hit'), 0, 0, 1)).toBe(Math.ceil(store.first / 100) * 100);
  });

  test('are sought in what is shown: not in colours, not in timestamps', () => {
    const store = storeOf([line('\x1b[31mred\x1b[0m', '2026-11-23T10:00:00.000000000Z')]);
    expect(countMatches(store, matcher('31m'), 0, null).total).toBe(0);
    expect(countMatches(store, matcher('2026'), 0, null).total).toBe(0);
    expect(countMatches(store, matcher('red'), 0, null).total).toBe(1);
  });

  test('of a chunk that grew and of another search are counted anew', () => {
    const before = storeOf(['one', 'two']);
    expect(countMatches(before, matcher('o'), 0, null).total).toBe(2);
    expect(countMatches(before, matcher('one'), 0, null).total).toBe(1);
    expect(countMatches(append(before, [line('one')], 1e9), matcher('one'), 0, null).total).toBe(2);
  });
});
