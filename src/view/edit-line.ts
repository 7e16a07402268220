/** A text that is being edited, scrolled so that its cursor is in sight. */
import { cutEnd } from '../text/cut.ts';
import { oneLine } from '../text/sanitise.ts';
import type { Span } from '../text/spans.ts';
import { textWidth } from '../text/width.ts';

/** The text behind a clean sign in at most `width` columns, and the column its cursor stands in. */
export function editLine(sign: string, { text, cursor }: { readonly text: string; readonly cursor: number }, width: number): { spans: Span[]; used: number; cursor: number } {
  const start = textWidth(sign);
  const room = Math.max(1, width - start - 2);
  const characters = [...text].map((character) => oneLine(character));
  let from = 0;
  const before = () => textWidth(characters.slice(from, cursor).join(''));
  while (before() > room) from++;
  const shown = cutEnd(characters.slice(from).join(''), room + 1);
  return { spans: [{ text: sign, tone: 'accent-strong' }, { text: shown, tone: 'strong' }], used: start + textWidth(shown), cursor: start + before() };
}
