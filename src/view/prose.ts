/** Sentences broken at blanks. */
import { indexAtColumn, textWidth } from '../text/width.ts';
import type { Span, Tone } from '../text/spans.ts';

/** A clean text in rows of at most `width` columns, broken at blanks where there are any. */
export function wrappedText(text: string, width: number, tone: Tone): Span[][] {
  const rows: string[] = [];
  let row = '';
  for (const word of text.split(' ')) {
    let rest = word;
    if (row !== '' && textWidth(row) + 1 + textWidth(rest) <= width) {
      row += ` ${rest}`;
      continue;
    }
    if (row !== '') rows.push(row);
    while (textWidth(rest) > width && width > 1) {
      const { index } = indexAtColumn(rest, width - 1);
      rows.push(rest.slice(0, index));
      rest = rest.slice(index);
    }
    row = rest;
  }
  rows.push(row);
  return rows.map((line) => [{ text: line, tone }]);
}
