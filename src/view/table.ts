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
  /** Columns an essential one gets, as far as its texts need them, before others get any. */
  readonly good?: number;
  /** Its width never depends on what it says, not even when it says nothing. */
  readonly fixed?: true;
  /** Lowest stays longest when there is no room for all. */
  readonly rank: number;
  readonly align?: 'right';
  /** Where a long text is cut. */
  readonly cut?: 'middle';
  readonly text: (item: T) => string;
  readonly tone?: (item: T) => Tone;
  /** What it says of several together, in the heading of a group; nothing when absent. */
  readonly group?: (items: readonly T[]) => string;
}

export interface PlacedColumn<T> {
  readonly column: Column<T>;
  readonly width: number;
}

const gap = 2;
/** Columns of at most this rank have their room before any has more than its least. */
const essential = 1;

/** By list and column, the width of the longest text: lists are long, and made anew only when something changed. */
const measured = new WeakMap<readonly unknown[], Map<string, number>>();

function longestText<T>(column: Column<T>, items: readonly T[]): number {
  let known = measured.get(items);
  if (!known) measured.set(items, known = new Map<string, number>());
  const before = known.get(column.id);
  if (before !== undefined) return before;
  let longest = 0;
  for (const item of items) longest = Math.max(longest, textWidth(column.text(item)));
  known.set(column.id, longest);
  return longest;
}

/** Columns a column has a use for: its longest text in steps of four, so that it does not jitter. Null when it would be empty all the way down. */
function wanted<T>(column: Column<T>, items: readonly T[]): number | null {
  if (column.fixed) return column.least;
  const longest = longestText(column, items);
  if (longest === 0 && items.length > 0 && column.rank > essential) return null;
  return Math.min(Math.max(column.least, Math.ceil(Math.max(longest, textWidth(column.title)) / 4) * 4), Math.max(column.most, column.least));
}

/**
 * The columns that fit `width`, in their given order. `items` are all rows there are, so that neither scrolling nor a filter moves a column. What is empty
 * all the way down has room only when nothing else wants it.
 */
export function placeColumns<T>(columns: readonly Column<T>[], width: number, items: readonly T[]): readonly PlacedColumn<T>[] {
  const all = columns.map((column) => ({ column, use: wanted(column, items) }));
  const byRank = all.sort((a, b) => Number(a.use === null) - Number(b.use === null) || a.column.rank - b.column.rank);
  const widths = new Map<Column<T>, number>();
  let spare = width + gap;
  const place = ({ column }: (typeof all)[number]) => {
    if (widths.size > 0 && column.least + gap > spare) return;
    widths.set(column, Math.max(1, Math.min(column.least, spare - gap)));
    spare -= (widths.get(column) ?? 0) + gap;
  };
  const grow = ({ column }: (typeof all)[number], to: number) => {
    const given = widths.get(column);
    if (given === undefined) return;
    const more = Math.max(0, Math.min(spare, to - given));
    widths.set(column, given + more);
    spare -= more;
  };
  const [first, others] = [byRank.filter(({ column }) => column.rank <= essential), byRank.filter(({ column }) => column.rank > essential)];
  first.forEach(place);
  for (const one of first) grow(one, Math.min(one.column.good ?? 0, one.use ?? 0));
  others.forEach(place);
  for (const one of byRank) grow(one, one.use ?? 0);
  return columns.filter((column) => widths.has(column)).map((column) => ({ column, width: widths.get(column) ?? column.least }));
}

/** The heading of placed columns; the sorted one carries an arrow. */
export function headingSpans<T>(placed: readonly PlacedColumn<T>[], sort: { by: string; reverse: boolean }): Span[] {
  return placed.map(({ column, width }, at): Span => {
    const sorted = column.id === sort.by;
    const text = sorted ? `${column.title}${sort.reverse ? '▲' : '▼'}` : column.title;
    return { text: fit(text, width, column.align) + (at < placed.length - 1 ? ' '.repeat(gap) : ''), tone: sorted ? 'strong' : 'dim' };
  });
}

/** A text in a column's width, and the gap behind it unless it is the last. */
export function cellText<T>({ column, width }: PlacedColumn<T>, text: string, last: boolean): string {
  const cut = column.cut === 'middle' ? cutMiddle(text, width) : text;
  return fit(cut, width, column.align) + (last ? '' : ' '.repeat(gap));
}

/** One item's cells. */
export function rowSpans<T>(placed: readonly PlacedColumn<T>[], item: T, dim: boolean): Span[] {
  return placed.map((one, at): Span => ({
    text: cellText(one, one.column.text(item), at === placed.length - 1),
    tone: dim ? 'dim' : (one.column.tone?.(item) ?? 'normal'),
  }));
}
