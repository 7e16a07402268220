/** Sentences: of failures, and broken at blanks. */
import type { Failure } from '../engine/types.ts';
import { oneLine } from '../text/sanitise.ts';
import { wordRows } from '../text/cut.ts';
import type { Span, Tone } from '../text/spans.ts';

/** What failed, where (unless it is plain from the place it stands in), why, and what to do, as clean text. */
export function failureText({ what, where, why, hint }: Failure, withPlace: boolean): string {
  const reason = oneLine(why).replace(/\.$/, '');
  return `cannot ${oneLine(what)}${withPlace ? ` at ${oneLine(where)}` : ''}: ${reason}.${hint === '' ? '' : ` ${oneLine(hint)}`}`;
}

export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** A clean text in rows of at most `width` columns, broken at blanks where there are any. */
export function wrappedText(text: string, width: number, tone: Tone): Span[][] {
  return wordRows(text, width).map(({ from, to }) => [{ text: text.slice(from, to), tone }]);
}
