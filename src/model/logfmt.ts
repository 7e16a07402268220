/** Places of `key=value` pairs in a line of logfmt. Offsets are in UTF-16 units; the work is linear in the line. */
import { stringEnd } from './json-text.ts';

/** A pair: its key before `equals`, its value from behind it to `to`, quotes included. Loose words between pairs have `equals` -1. */
export type VisitPair = (from: number, equals: number, to: number) => boolean;

const keySigns = new Set([...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.@$:/-'].map((sign) => sign.charCodeAt(0)));

/** The place of the `=` when a key and its `=` begin at `from`; -1 otherwise. */
export function equalsAt(text: string, from: number): number {
  let at = from;
  for (let code = text.charCodeAt(at); keySigns.has(code) || code > 0x7f; code = text.charCodeAt(at)) at++;
  return at > from && text.charCodeAt(at) === 0x3d ? at : -1;
}

/** Where the word that begins at `from` ends. */
function wordEnd(text: string, from: number): number {
  const blank = text.indexOf(' ', from);
  return blank < 0 ? text.length : blank;
}

/** Where the value behind an `=` ends: after its closing quote and what sticks to it, or at the next blank; an open quote takes the rest. */
function pairEnd(text: string, value: number): number {
  if (text.charCodeAt(value) !== 0x22) return wordEnd(text, value);
  const close = stringEnd(text, value);
  return close < 0 ? text.length : wordEnd(text, close);
}

/** Goes through the pairs and loose words of the text from `at` on, until one is enough. */
export function eachPair(text: string, at: number, visit: VisitPair): void {
  for (let from = at; from < text.length; from++) {
    if (text.charCodeAt(from) === 0x20) continue;
    const equals = equalsAt(text, from);
    const to = equals < 0 ? wordEnd(text, from) : pairEnd(text, equals + 1);
    if (visit(from, equals, to)) return;
    from = to;
  }
}

/** Whether the text from `at` on is a line of logfmt: two pairs or more, and more of it in pairs than outside. */
export function isLogfmt(text: string, at: number): boolean {
  let pairs = 0;
  let inPairs = 0;
  eachPair(text, at, (from, equals, to) => {
    if (equals < 0) return false;
    pairs++;
    inPairs += to - from + 1;
    return false;
  });
  return pairs >= 2 && inPairs * 2 > text.length - at;
}
