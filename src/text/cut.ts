/** Cutting, padding and slicing of clean text and spans by columns; a wide character is never halved. */
import type { Span, Tone } from './spans.ts';
import { codePointWidth, indexAtColumn, textWidth } from './width.ts';

const ascii = /^[\x20-\x7e]*$/;

/** The text in at most `width` columns, its end replaced by `…` when it does not fit. */
export function cutEnd(text: string, width: number): string {
  if (width <= 0) return '';
  if (ascii.test(text)) return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
  if (textWidth(text) <= width) return text;
  return `${takeColumns(text, width - 1)}…`;
}

/** As `cutEnd`, with the cut in the middle: for names whose tail tells more than their belly. */
export function cutMiddle(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  if (width < 5) return cutEnd(text, width);
  const tail = Math.min(Math.floor((width - 1) / 2), 12);
  const head = takeColumns(text, width - 1 - tail);
  const from = indexAtColumn(text, textWidth(text) - tail).index;
  return `${head}…${text.slice(from)}`;
}

/** The longest beginning of `text` that takes at most `width` columns. */
function takeColumns(text: string, width: number): string {
  let at = 0;
  let i = 0;
  while (i < text.length) {
    const codePoint = text.codePointAt(i) ?? 0;
    at += codePointWidth(codePoint);
    if (at > width) break;
    i += codePoint > 0xffff ? 2 : 1;
  }
  return text.slice(0, i);
}

/** The text cut or filled with blanks to exactly `width` columns. */
export function fit(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const cut = cutEnd(text, width);
  const blanks = ' '.repeat(Math.max(0, width - textWidth(cut)));
  return align === 'left' ? cut + blanks : blanks + cut;
}

/** Columns a row of spans takes; counted no further than beyond `most`. */
export function spansWidth(spans: readonly Span[], most = Infinity): number {
  let width = 0;
  for (const span of spans) {
    if (width > most) break;
    width += textWidth(span.text, most - width);
  }
  return width;
}

/** Columns `from` up to `from + width` of a row of spans; half of a wide character becomes a blank. */
export function sliceSpans(spans: readonly Span[], from: number, width: number): Span[] {
  const out: Span[] = [];
  const end = from + width;
  let at = 0;
  for (const span of spans) {
    if (at >= end) break;
    const length = textWidth(span.text, end - at);
    if (at + length > from) {
      const text = at >= from && at + length <= end ? span.text : sliceText(span.text, from - at, end - at);
      if (text !== '') out.push({ ...span, text });
    }
    at += length;
  }
  return out;
}

/** Columns `from` up to `to` of a text. */
function sliceText(text: string, from: number, to: number): string {
  if (ascii.test(text)) return text.slice(Math.max(0, from), Math.max(0, to));
  const start = from <= 0 ? { index: 0, column: 0 } : indexAtColumn(text, from);
  const lead = ' '.repeat(Math.max(0, Math.min(start.column, to) - Math.max(0, from)));
  const kept = takeColumns(text.slice(start.index), to - Math.max(from, 0) - lead.length);
  const wanted = Math.min(to, textWidth(text, to)) - Math.max(0, from);
  return lead + kept + ' '.repeat(Math.max(0, wanted - lead.length - textWidth(kept)));
}

/** `width` columns of the spans from column `from` on; where they go on to the right, the last column is a `…`. */
export function windowOf(spans: readonly Span[], from: number, width: number): Span[] {
  if (spansWidth(spans, from + width) - from <= width || width < 2) return sliceSpans(spans, from, width);
  return [...sliceSpans(spans, from, width - 1), { text: '…', tone: 'dim' }];
}

/** The spans cut or filled to exactly `width` columns; a cut row ends in `…`. */
export function fitSpans(spans: readonly Span[], width: number, fill: Tone = 'normal'): Span[] {
  const total = spansWidth(spans);
  if (total === width) return [...spans];
  if (total < width) return [...spans, { text: ' '.repeat(width - total), tone: fill }];
  if (width <= 0) return [];
  return [...sliceSpans(spans, 0, width - 1), { text: '…', tone: 'dim' }];
}

/** The columns at which the rows of a text begin when it is wrapped at `width`, the rows after the first `hang` columns narrower; always at least one. */
export function wrapStarts(text: string, width: number, hang = 0): readonly number[] {
  if (width <= 0 || text.length <= width && textWidth(text) <= width) return [0];
  const starts = [0];
  let room = width;
  let row = 0;
  let at = 0;
  for (const character of text) {
    const columns = codePointWidth(character.codePointAt(0) ?? 0);
    if (at + columns - row > room) {
      starts.push(row = at);
      room = Math.max(1, width - hang);
    }
    at += columns;
  }
  return starts;
}

/** The rows of a text of at most `width` columns, broken at blanks where there are any, as ranges of it; the blank at a break is in neither row. */
export function wordRows(text: string, width: number): readonly { readonly from: number; readonly to: number }[] {
  const rows: { from: number; to: number }[] = [];
  let from = 0;
  let column = 0;
  let blank = -1;
  let afterBlank = 0;
  const end = (to: number, next: number, left: number) => {
    rows.push({ from, to });
    from = next;
    column = left;
    blank = -1;
  };
  for (let at = 0; at < text.length;) {
    const codePoint = text.codePointAt(at) ?? 0;
    const after = at + (codePoint > 0xffff ? 2 : 1);
    const columns = codePointWidth(codePoint);
    if (codePoint === 0x20) {
      if (column >= width) end(at, after, 0);
      else {
        blank = at;
        afterBlank = column += 1;
      }
    } else {
      if (column + columns > width && blank >= 0) end(blank, blank + 1, column - afterBlank);
      if (column + columns > width && at > from) end(at, at, 0);
      column += columns;
    }
    at = after;
  }
  rows.push({ from, to: text.length });
  return rows;
}
