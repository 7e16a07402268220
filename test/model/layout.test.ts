import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentSize, layoutOf } from '../../src/model/layout.ts';

const view = { focus: 'containers' as const, lower: 'logs' as const, zoomed: false, listed: 8 };

/** The layout drawn small: one letter per 8 columns and 3 rows. */
function drawing(columns: number, rows: number, change: Partial<Parameters<typeof layoutOf>[1]> = {}): string[] {
  const layout = layoutOf({ columns, rows }, { ...view, ...change });
  return Array.from({ length: Math.floor(rows / 3) }, (_, line) => Array.from({ length: Math.floor(columns / 8) }, (_cell, column) => {
    const [x, y] = [column * 8 + 4, line * 3 + 1];
    const pane = layout.panes.find(({ rectangle: at }) => x >= at.x && x < at.x + at.width && y >= at.y && y < at.y + at.height);
    return pane?.id.charAt(0) ?? '.';
  }).join(''));
}

describe('where the panes stand', () => {
  test('160x45: list left, inspect right, logs below over the full width', () => {
    expect(drawing(160, 45)).toEqual([...Array.from({ length: 6 }, () => 'cccccccccciiiiiiiiii'), ...Array.from({ length: 9 }, () => 'llllllllllllllllllll')]);
  });

  test('80x24: list above, logs below; inspect in their place', () => {
    expect(drawing(80, 24)).toEqual([...Array.from({ length: 4 }, () => 'cccccccccc'), ...Array.from({ length: 4 }, () => 'llllllllll')]);
    expect(drawing(80, 24, { lower: 'inspect' }).at(-1)).toBe('iiiiiiiiii');
  });

  test('the list takes no more rows than it has', () => {
    expect(drawing(80, 24, { listed: 1 }).filter((line) => line.startsWith('c'))).toHaveLength(2);
    expect(drawing(80, 24, { listed: 1000 }).filter((line) => line.startsWith('c'))).toHaveLength(4);
  });

  test('40x10: the pane that has the keyboard, alone', () => {
    expect(drawing(40, 10)).toEqual(['ccccc', 'ccccc', 'ccccc']);
    expect(drawing(40, 10, { focus: 'logs' })).toEqual(['lllll', 'lllll', 'lllll']);
  });

  test('a zoomed pane has the whole screen at any size', () => {
    for (const [columns, rows] of [[160, 45], [80, 24]] as const) expect(new Set(drawing(columns, rows, { zoomed: true, focus: 'inspect' }).join(''))).toEqual(new Set('i'));
  });

  test.each([[39, 10], [40, 9], [1, 1], [0, 0]])('%dx%d is too small for any', (columns, rows) => {
    expect(layoutOf({ columns, rows }, view)).toEqual({ kind: 'tiny', panes: [] });
  });

  test('panes never overlap, leave the screen or leave a hole, at any size', () => {
    const sizes = fc.record({ columns: fc.integer({ min: 0, max: 400 }), rows: fc.integer({ min: 0, max: 150 }) });
    const views = fc.record({ focus: fc.constantFrom('containers' as const, 'inspect' as const, 'logs' as const), lower: fc.constantFrom('inspect' as const, 'logs' as const), zoomed: fc.boolean(), listed: fc.integer({ min: 0, max: 2000 }) });
    fc.assert(fc.property(sizes, views, (size, seen) => {
      const layout = layoutOf(size, seen);
      if (layout.kind === 'tiny') return;
      const covered = layout.panes.reduce((sum, { rectangle: { width, height } }) => sum + width * height, 0);
      expect(covered).toBe(size.columns * (size.rows - 2));
      for (const { id, rectangle: at } of layout.panes) {
        expect(Math.min(at.x, at.y - 1, at.width - 3, at.height - 3)).toBeGreaterThanOrEqual(0);
        expect(at.x + at.width).toBeLessThanOrEqual(size.columns);
        expect(at.y + at.height).toBeLessThanOrEqual(size.rows - 1);
        expect(contentSize(layout, id).rows).toBeGreaterThanOrEqual(0);
      }
    }));
  });
});
