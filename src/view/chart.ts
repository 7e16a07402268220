/** Charts as text, each row with what a terminal that can may draw in its place; their scales and the times beneath. */
import type { Stretch } from '../model/figure-history.ts';
import { clockTime } from '../model/time.ts';
import { type Chart, type Row, scaleColumns, type Span, type Tone } from '../text/spans.ts';

/** A number for people: its factor and what it counts then. */
export interface Scale {
  readonly top: number;
  readonly factor: number;
  readonly unit: string;
}

/** Round numbers for the top of a scale, times a power of ten, and into how many steps each falls that are whole numbers, or parts of one. */
const rounds: readonly (readonly [top: number, steps: number])[] = [[1, 5], [2, 4], [4, 4], [6, 3], [8, 4], [10, 5]];

const powerOf = (value: number) => 10 ** Math.floor(Math.log10(value));

/** The least round number that leaves some air above `peak`. */
function roundTop(peak: number): number {
  const wanted = peak * 1.1;
  const power = powerOf(wanted);
  return power * (rounds.find(([top]) => top * power >= wanted)?.[0] ?? 10);
}

/** A scale for percents: never finer than ten of them, or nothing would look like much. */
export const percentScale = (peak: number): Scale => ({ top: roundTop(Math.max(peak, 9)), factor: 1, unit: '%' });

/** A scale for bytes, in the unit that takes three digits at most. */
export function bytesScale(peak: number, unit: string): Scale {
  const names = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi'];
  const most = Math.max(peak, 900);
  const at = names.findIndex((_, index) => (most * 1.1) / 1024 ** index < 1000);
  const power = at < 0 ? names.length - 1 : Math.max(at, 1);
  return { top: roundTop(most / 1024 ** power), factor: 1024 ** power, unit: `${names[power]}${unit}` };
}

/** Rows of a chart from which on its scale has more than two steps. */
const tallRows = 11;

/** A chart of lines whose values are already of its scale. */
export function chartOf(columns: number, rows: number, top: number, series: Chart['series']): Chart {
  return { columns, rows, top, steps: rows >= tallRows ? (rounds.find(([round]) => round === Math.round(top / powerOf(top)))?.[1] ?? 2) : 2, series };
}

/** Signs of a chart's lines where it is text. */
export const lineSigns = (ascii: boolean) => (ascii ? ['*', 'o'] : ['─', '╌']);

/** The mean of what is known of two neighbours: a column of text is two dots. */
function ofPair(values: readonly (number | null)[], column: number): number | null {
  const known = [values[column * 2] ?? null, values[column * 2 + 1] ?? null].filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** The label of a step of the scale, as the drawn chart has it. */
const stepText = (value: number, step: number) => (step < 1 && value !== 0 ? value.toFixed(2) : value.toFixed(0));

/** The rows of a chart, of text alone in ASCII. */
export function chartRows(chart: Chart, ascii: boolean): readonly Row[] {
  const { columns, rows, top, steps, series } = chart;
  const height = rows - 1;
  const width = Math.max(0, columns - scaleColumns - 1);
  const rowFor = (value: number) => Math.min(height - 1, Math.max(0, Math.floor((1 - value / top) * height)));
  const cells = Array.from({ length: height }, () => Array.from({ length: width }, (): { text: string; tone: Tone } => ({ text: ' ', tone: 'dim' })));
  // the first line lies above the others
  for (const [at, { values, tone }] of [...series.entries()].reverse()) {
    for (let column = 0; column < width; column++) {
      const value = ofPair(values, column);
      const cell = value === null ? undefined : cells[rowFor(value)]?.[column];
      if (cell) Object.assign(cell, { text: lineSigns(ascii)[at] ?? '─', tone });
    }
  }
  const labels = new Map(Array.from({ length: steps }, (_, at) => [rowFor((at * top) / steps), stepText((at * top) / steps, top / steps)]));
  const drawn = (text: readonly Span[], row: number): Row => {
    const whole: Span = { text: text.map((span) => span.text).join(''), tone: 'dim', drawn: { chart, row } };
    return ascii ? { spans: text } : { spans: [whole] };
  };
  const plotted = cells.map((line, row) => drawn([{ text: `${(labels.get(row) ?? '').slice(0, scaleColumns).padEnd(scaleColumns - 1)} │`.slice(-scaleColumns - 1), tone: 'dim' }, ...line], row));
  return [...plotted, drawn([{ text: `${' '.repeat(scaleColumns)}└${'─'.repeat(width)}`, tone: 'dim' }], height)];
}

const minute = 60_000;
const labelColumns = 'hh:mm'.length;

/** The row beneath a chart: the unit of its scale, and the times of day at the full minutes, as many as have room. */
export function timeRow(columns: number, unit: string, { from, to }: Stretch, zone: number): Row {
  const width = columns - scaleColumns - 1;
  const every = [1, 2, 5].find((minutes) => ((minutes * minute) / (to - from)) * width > labelColumns) ?? 5;
  const step = every * minute;
  let text = unit.slice(0, scaleColumns).padEnd(scaleColumns + 1);
  for (let at = Math.ceil(from / step) * step; at < to; at += step) {
    const column = scaleColumns + 1 + Math.floor(((at - from) / (to - from)) * width);
    if (column + labelColumns > columns || (text.length > column && text.length > scaleColumns + 1)) continue;
    text = text.padEnd(column) + clockTime(at, zone, at).slice(0, labelColumns);
  }
  return { spans: [{ text: text.padEnd(columns).slice(0, columns), tone: 'dim' }] };
}
