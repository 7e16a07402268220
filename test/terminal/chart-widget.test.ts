import { describe, expect, test } from 'vitest';
import { type Chart, chartDots, type Span } from '../../src/text/spans.ts';
import { textWidth } from '../../src/text/width.ts';
import { drawChart as draw } from '../../src/terminal/chart-widget.ts';
import Screen from 'blessed/lib/widgets/screen.js';

const drawChart = (of: Chart, colours = true) => draw(of, colours);
const waves = (columns: number) => Array.from({ length: chartDots(columns) }, (_, at) => 50 + 40 * Math.sin(at / 9));
const chart = (columns: number, rows: number, change: Partial<Chart> = {}): Chart => ({ columns, rows, top: 100, steps: 5, series: [{ tone: 'accent', values: waves(columns) }], ...change });
const text = (rows: ReturnType<typeof drawChart>) => rows.map((spans) => spans.map((span) => span.text).join(''));
const dots = (rows: ReturnType<typeof drawChart>, tone: Span['tone']) => rows.flatMap((spans) => spans.filter((span) => span.tone === tone)).map((span) => span.text.replaceAll(' ', '')).join('');

describe('a chart', () => {
  test.each([[60, 12], [34, 5], [20, 4], [160, 40]])('of %ix%i has that many rows, each that wide, with a scale and a base line', (columns, rows) => {
    const drawn = drawChart(chart(columns, rows, { steps: rows < 8 ? 2 : 5 }));
    expect(drawn).toHaveLength(rows);
    for (const row of text(drawn)) expect(textWidth(row)).toBe(columns);
    expect(text(drawn).at(-1)).toMatch(/^ {5}⠓⠒+$/);
    expect(text(drawn)[rows - 2]).toMatch(/^ {2}0 {2}⡇|^ 0 {3}⡇/);
  });

  test('keeps holes', () => {
    const values = waves(60).map((value, at) => (at >= 40 && at < 60 ? null : value));
    const rows = text(drawChart(chart(60, 12, { series: [{ tone: 'accent', values }] }))).slice(0, -1);
    const column = (at: number) => rows.map((row) => row[at]).join('').trim();
    for (let at = 26; at < 36; at++) expect(column(at)).toBe('');
    expect([column(25), column(36)]).not.toContain('');
  });

  test('shows a value that stands alone', () => {
    const values = waves(60).map((_, at) => (at === 31 ? 50 : null));
    expect(dots(drawChart(chart(60, 12, { series: [{ tone: 'accent', values }] })), 'accent')).toMatch(/^[⠀-⣿]$/);
  });

  test('has each line in its own tone', () => {
    const drawn = drawChart(chart(60, 12, { series: [{ tone: 'accent', values: waves(60) }, { tone: 'warn', values: waves(60).map((value) => 100 - value) }] }));
    expect(dots(drawn, 'accent').length).toBeGreaterThan(30);
    expect(dots(drawn, 'warn').length).toBeGreaterThan(30);
  });

  test('has dashes without colours, but for the first line', () => {
    const flat = (value: number) => waves(60).map(() => value);
    const series: Chart['series'] = [{ tone: 'accent', values: flat(80) }, { tone: 'warn', values: flat(20) }];
    const all = dots(drawChart(chart(60, 12, { series }), true), 'warn').length;
    const some = drawChart(chart(60, 12, { series }), false);
    expect(dots(some, 'accent').length).toBe(all);
    expect(dots(some, 'warn').length).toBe(Math.ceil(all / 2));
  });

  test('without a single value is a scale, and of any size none throws', () => {
    expect(dots(drawChart(chart(40, 8, { series: [{ tone: 'accent', values: [] }] })), 'accent')).toBe('');
    for (const [columns, rows] of [[6, 1], [8, 2], [5, 3]] as const) expect(drawChart(chart(columns, rows))).toHaveLength(rows);
  });

  test('leaves no screen of blessed behind', () => {
    const before = Screen.instances.length;
    for (let at = 0; at < 20; at++) drawChart(chart(40, 8));
    expect(Screen.instances.length).toBe(before);
  });
});
