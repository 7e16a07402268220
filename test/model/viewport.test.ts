import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bottomAnchor, clampAnchor, isAfter, type Lines, moveAnchor, reveal, visibleRows } from '../../src/model/viewport.ts';

/** Lines 10, 11, … that take the given numbers of rows. */
function linesOf(rows: readonly number[]): Lines & { readonly first: number; readonly end: number } {
  const end = 10 + rows.length;
  const inside = (line: number) => (rows.length === 0 || line >= end || line < 10 ? null : line);
  return {
    first: 10, end, next: (line) => inside(Math.max(10, line + 1)), previous: (line) => inside(Math.min(end - 1, line - 1)),
    starts: (line) => Array.from({ length: rows[line - 10] ?? 1 }, (_, row) => row * 20),
  };
}
const some = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 30 });

describe('scrolling', () => {
  const lines = linesOf([1, 3, 1]);

  test('goes row by row through lines that take several', () => {
    expect(moveAnchor(lines, { line: 10, row: 0 }, 2)).toEqual({ line: 11, row: 1 });
    expect(moveAnchor(lines, { line: 11, row: 1 }, -2)).toEqual({ line: 10, row: 0 });
    expect(moveAnchor(lines, { line: 11, row: 2 }, 1)).toEqual({ line: 12, row: 0 });
  });

  test('shows rows with the columns they begin and end at', () => {
    expect(visibleRows(lines, { line: 11, row: 1 }, 3)).toEqual([{ line: 11, row: 1, from: 20, to: 40 }, { line: 11, row: 2, from: 40, to: Infinity }, { line: 12, row: 0, from: 0, to: Infinity }]);
  });

  test('of nothing stays where it is', () => {
    const none = linesOf([]);
    expect([moveAnchor(none, { line: 3, row: 2 }, 5), bottomAnchor(none, 5), clampAnchor(none, { line: 99, row: 0 }, 5)]).toEqual([{ line: 0, row: 0 }, { line: 0, row: 0 }, { line: 0, row: 0 }]);
    expect(visibleRows(none, { line: 10, row: 0 }, 5)).toEqual([]);
  });

  test('there and back is where it was, unless an end was met', () => {
    fc.assert(fc.property(some, fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }), (rows, from, by) => {
      const all = linesOf(rows);
      const total = rows.reduce((sum, count) => sum + count, 0);
      const start = moveAnchor(all, { line: 10, row: 0 }, Math.min(from, total - 1));
      const there = moveAnchor(all, start, by);
      if (Math.min(from, total - 1) + by < total) expect(moveAnchor(all, there, -by)).toEqual(start);
    }));
  });

  test('the bottom shows the last row in the last place, and never leaves blanks when there is more above', () => {
    fc.assert(fc.property(some, fc.integer({ min: 1, max: 20 }), (rows, height) => {
      const all = linesOf(rows);
      const shown = visibleRows(all, bottomAnchor(all, height), height);
      expect(shown.at(-1)).toMatchObject({ line: all.end - 1, to: Infinity });
      expect(shown.length).toBe(Math.min(height, rows.reduce((sum, count) => sum + count, 0)));
    }));
  });

  test('an anchor anywhere is brought within the lines', () => {
    fc.assert(fc.property(some, fc.integer({ min: 1, max: 20 }), fc.integer({ min: -5, max: 60 }), fc.integer({ min: 0, max: 9 }), (rows, height, line, row) => {
      const all = linesOf(rows);
      const at = clampAnchor(all, { line, row }, height);
      expect(isAfter(at, bottomAnchor(all, height))).toBe(false);
      expect(at.line).toBeGreaterThanOrEqual(all.first);
      expect(at.row).toBeLessThan(all.starts(at.line).length);
    }));
  });

  test('a line that is looked for is brought into sight, and nothing moves when it is', () => {
    fc.assert(fc.property(some, fc.integer({ min: 1, max: 20 }), fc.nat(29), fc.nat(29), (rows, height, from, to) => {
      const all = linesOf(rows);
      const anchor = clampAnchor(all, { line: 10 + (from % rows.length), row: 0 }, height);
      const wanted = 10 + (to % rows.length);
      const shown = reveal(all, anchor, height, wanted);
      expect(visibleRows(all, shown, height).some(({ line }) => line === wanted)).toBe(true);
      if (visibleRows(all, anchor, height).some(({ line }) => line === wanted)) expect(shown).toEqual(anchor);
    }));
  });
});
