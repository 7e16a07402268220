import { describe, expect, test } from 'vitest';
import { bytesScale, chartOf, chartRows, percentScale, timeRow } from '../../src/view/chart.ts';
import { chartDots } from '../../src/text/spans.ts';

const text = (rows: readonly { readonly spans: readonly { readonly text: string }[] }[]) => rows.map(({ spans }) => spans.map((span) => span.text).join(''));
const rising = (columns: number) => Array.from({ length: chartDots(columns) }, (_, at) => (at / (chartDots(columns) - 1)) * 90);

describe('the scale', () => {
  test.each([[0, 10], [3, 10], [9, 10], [9.5, 20], [55, 80], [99, 200], [180, 200], [190, 400], [6400, 8000]])('of a peak of %s percent ends at %s', (peak, top) => {
    expect(percentScale(peak)).toEqual({ top, factor: 1, unit: '%' });
  });

  test.each([[0, 1, 'KiB'], [900, 1, 'KiB'], [5000, 6, 'KiB'], [868 * 1024, 1000, 'KiB'], [1000 * 1024, 2, 'MiB'], [3 * 1024 ** 4, 4, 'TiB'], [1e18, 1000, 'PiB']])('of a peak of %s bytes ends at %s %s', (peak, top, unit) => {
    const scale = bytesScale(peak, 'B');
    expect([scale.top, scale.unit]).toEqual([top, unit]);
    expect(scale.top * scale.factor).toBeGreaterThan(peak);
  });

  test('always falls into steps that are whole numbers, or parts of one', () => {
    for (let peak = 0.1; peak < 1e6; peak *= 1.1) {
      const { top } = bytesScale(peak * 1024, 'B');
      for (const rows of [4, 12]) {
        const { steps } = chartOf(40, rows, top, []);
        const step = top / steps;
        expect(step < 1 || Number.isInteger(step), `${top} in ${steps}`).toBe(true);
      }
    }
  });
});

describe('a chart as text', () => {
  const chart = chartOf(20, 6, 100, [{ tone: 'accent', values: rising(20) }, { tone: 'warn', values: rising(20).map((value, at) => (at < 10 ? null : 90 - value)) }]);

  test('in ASCII', () => {
    expect(text(chartRows(chart, true))).toEqual([
      '     │            **',
      '     │         ***  ',
      '50   │     o***     ',
      '     │   ***  ooo   ',
      '0    │***        ooo',
      '     └──────────────',
    ]);
    expect(chartRows(chart, true).flatMap(({ spans }) => spans).some(({ drawn }) => drawn)).toBe(false);
  });

  test('is what stands in place of one that is drawn, row by row and as wide', () => {
    const rows = chartRows(chart, false);
    expect(rows.map(({ spans }) => spans.map((span) => span.drawn))).toEqual(Array.from({ length: 6 }, (_, row) => [{ chart, row }]));
    expect(new Set(text(rows).map((row) => row.length))).toEqual(new Set([20]));
  });

  test.each([[6, 2], [7, 1], [20, 1], [5, 3]])('of %i columns and %i rows throws nothing', (columns, rows) => {
    expect(chartRows(chartOf(columns, rows, 10, [{ tone: 'accent', values: [1, 2, 3] }]), true).length).toBe(Math.max(1, rows));
  });
});

describe('the times beneath', () => {
  const noon = Date.parse('2026-11-23T12:00:00Z');

  test('stand at the full minutes of the user\'s clock', () => {
    expect(text([timeRow(66, 'MiB/s', { from: noon - 270_000, to: noon + 30_000 }, 60)])).toEqual(['MiB/s       12:56       12:57       12:58       12:59       13:00 ']);
  });

  test('are fewer where there is less room', () => {
    expect(text([timeRow(30, '%', { from: noon - 300_000, to: noon }, 0)])).toEqual(['%         11:56     11:58     ']);
    for (let columns = 0; columns < 80; columns++) expect(text([timeRow(columns, '%', { from: noon - 300_000, to: noon }, 0)])[0]).toHaveLength(columns);
  });
});
