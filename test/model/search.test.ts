import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findLine } from '../../src/model/search.ts';

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
