import { expect, test } from 'vitest';
import { type Chart, chartDots } from '../../src/text/spans.ts';
import { drawChart } from '../../src/terminal/chart-widget.ts';

const chart = (columns: number, rows: number, change: Partial<Chart> = {}): Chart => ({
  columns, rows, top: 100, steps: 5, series: [
    { tone: 'accent', values: Array.from({ length: chartDots(columns) }, (_, at) => 50 + 45 * Math.sin(at / 9)) },
    { tone: 'warn', values: Array.from({ length: chartDots(columns) }, (_, at) => (at > 30 && at < 50 ? null : at)) },
  ], ...change,
});
const text = (rows: ReturnType<typeof drawChart>) => rows.map((spans) => spans.map((span) => span.text).join('')).join('\n');

test('look', () => {
  console.log(text(drawChart(chart(60, 12))));
  console.log(text(drawChart(chart(34, 5, { steps: 2 }))));
  console.log(text(drawChart(chart(34, 5, { top: 2, steps: 4, series: [{tone: 'accent', values: [...Array.from({length: 20}, () => null), 1, null, null]}] }))));
  expect(1).toBe(1);
});
