/** Columns as records, and how they share a width: wanted ones first, the rest give way. */
import { cutMiddle, fit } from '../text/cut.ts';
import type { Span, Tone } from '../text/spans.ts';
import { textWidth } from '../text/width.ts';

export interface Column<T> {
  readonly id: string;
  readonly title: string;
  /** Columns it needs to be of use, and the most it makes use of. */
  readonly least: number;
  readonly most: number;
  /** Lowest stays longest when there is no room for all. */
  readonly rank: number;
  readonly align?: 'right';
  /** Where a long text is cut. */
  readonly cut?: 'middle';
  readonly text: (item: T) => string;
  readonly tone?: (item: T) => Tone;
}

export interface PlacedColumn<T> {
  readonly column: Column<T>;
  readonly width: number;
}

const gap = 2;

/**
 * The columns that fit `width`, in their given order. `items` are the rows on screen: a column takes no more than its longest text there,
 * in steps of four, so that it does not jitter.
 */
export function placeColumns<T>(columns: readonly Column<T>[], width: number, items: readonly T[]): readonly PlacedColumn<T>[] {
  const byRank = [...columns].sort((a, b) => a.rank - b.rank);
  const kept = new Set<Column<T>>();
  let used = -gap;
  for (const column of byRank) {
    if (kept.size > 0 && used + gap + column.least > width) break;
    kept.add(column);
    used += gap + column.least;
  }
  const widths = new Map<Column<T>, number>();
  let spare = Math.max(0, width - used);
  for (const column of byRank) {
    if (!kept.has(column)) continue;
    let longest = textWidth(column.title);
    for (const item of items) longest = Math.max(longest, textWidth(column.text(item)));
    const wanted = Math.min(Math.max(column.least, Math.ceil(longest / 4) * 4), Math.max(column.most, column.least));
    const more = Math.min(spare, wanted - column.least);
    widths.set(column, Math.min(column.least + more, width));
    spare -= more;
  }
  return columns.filter((column) => kept.has(column)).map((column) => ({ column, width: widths.get(column) ?? column.least }));
}

/** The heading of placed columns; the sorted one carries an arrow. */
export function headingSpans<T>(placed: readonly PlacedColumn<T>[], sort: { by: string; reverse: boolean }): Span[] {
  return placed.map(({ column, width }, at): Span => {
    const sorted = column.id === sort.by;
    const text = sorted ? `${column.title}${sort.reverse ? '▲' : '▼'}` : column.title;
    return { text: fit(text, width, column.align) + (at < placed.length - 1 ? ' '.repeat(gap) : ''), tone: sorted ? 'strong' : 'dim' };
  });
}

/** One item's cells. */
export function rowSpans<T>(placed: readonly PlacedColumn<T>[], item: T, dim: boolean): Span[] {
  return placed.map(({ column, width }, at): Span => {
    const text = column.text(item);
    const cut = column.cut === 'middle' ? cutMiddle(text, width) : text;
    return {
      text: fit(cut, width, column.align) + (at < placed.length - 1 ? ' '.repeat(gap) : ''),
      tone: dim ? 'dim' : (column.tone?.(item) ?? 'normal'),
    };
  });
}
