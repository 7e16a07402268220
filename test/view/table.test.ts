import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Column, headingSpans, placeColumns, rowSpans } from '../../src/view/table.ts';
import { spansWidth } from '../../src/text/cut.ts';

type Item = Readonly<Record<string, string>>;
const column = (id: string, rank: number, least: number, more: Partial<Column<Item>> = {}): Column<Item> => ({ id, title: id.toUpperCase(), rank, least, most: 40, text: (item) => item[id] ?? '', ...more });
const name = column('name', 0, 16, { good: 24 });
const image = column('image', 2, 10);
const up = column('up', 1, 10, { most: 10, fixed: true });
const items = [{ name: 'a-name-of-thirty-columns-in-all', image: 'registry.example.com/shop/api:2.4.1', up: '2h' }];
const widths = (width: number, columns = [name, image, up], rows: readonly Item[] = items) => Object.fromEntries(placeColumns(columns, width, rows).map((one) => [one.column.id, one.width]));

describe('columns share a width', () => {
  test('what is important has what it can use before others have any; then the rest is given away in the same order', () => {
    expect(widths(200)).toEqual({ name: 32, image: 36, up: 10 });
    expect(widths(60)).toEqual({ name: 32, image: 14, up: 10 });
    expect(widths(48)).toEqual({ name: 24, image: 10, up: 10 });
    expect(widths(47)).toEqual({ name: 32, up: 10 });
    expect(widths(36)).toEqual({ name: 24, up: 10 });
    expect(widths(28)).toEqual({ name: 16, up: 10 });
    expect(widths(27)).toEqual({ name: 27 });
    expect(widths(9)).toEqual({ name: 9 });
  });

  test('a less important one that fits takes the place of one that does not', () => {
    expect(widths(50, [name, column('image', 2, 30), column('up', 3, 10, { most: 12, text: () => '2 hours ago' })])).toEqual({ name: 32, up: 12 });
  });

  test('one that is empty all the way down has room only when nothing else wants it', () => {
    const health = column('health', 1.5, 9);
    expect(widths(48, [name, health, image, up])).toEqual({ name: 24, image: 10, up: 10 });
    expect(Object.keys(widths(80, [name, health, image, up]))).toContain('health');
    expect(Object.keys(widths(48, [name, health, image, up], [{ ...items[0], health: 'healthy' }]))).toContain('health');
  });

  test('no row is ever wider than it may be, at any width, and the first by rank is always there', () => {
    const texts = fc.record({ name: fc.string(), image: fc.string(), up: fc.string() });
    fc.assert(fc.property(fc.array(texts, { maxLength: 5 }), fc.integer({ min: 1, max: 120 }), (rows, width) => {
      const placed = placeColumns([name, image, up], width, rows);
      expect(placed[0]?.column).toBe(name);
      expect(spansWidth(headingSpans(placed, { by: 'name', reverse: true }))).toBeLessThanOrEqual(width);
      for (const row of rows.filter((one) => Object.values(one).every((text) => /^[ -~]*$/.test(text)))) expect(spansWidth(rowSpans(placed, row, false))).toBeLessThanOrEqual(width);
    }));
  });
});
