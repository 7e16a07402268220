/**
 * Places in a JSON text, found without parsing it: numbers keep their digits and doubled keys stay two. Offsets are in UTF-16 units, a range is
 * `from` inclusive to `to` exclusive. Every function ends in time linear in the text, whatever the text is, and none recurses.
 */

const quote = 0x22;
const backslash = 0x5c;

/** Where the string literal that begins at `at` ends, after its closing quote; -1 when it has none. */
export function stringEnd(text: string, at: number): number {
  for (let close = text.indexOf('"', at + 1); close >= 0; close = text.indexOf('"', close + 1)) {
    let before = close - 1;
    while (text.charCodeAt(before) === backslash) before--;
    if ((close - before) % 2 === 1) return close + 1;
  }
  return -1;
}

/** The first place from `at` on that is no blank. */
export function blankEnd(text: string, at: number): number {
  let end = at;
  while (text.charCodeAt(end) <= 0x20) end++;
  return end;
}

/** Where the value that begins at `from` ends; -1 when it does not end in this text. */
export function valueEnd(text: string, from: number): number {
  const first = text.charCodeAt(from);
  if (first === quote) return stringEnd(text, from);
  const nested = first === 0x7b || first === 0x5b;
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      at = stringEnd(text, at) - 1;
      if (at < 0) return -1;
    } else if (code === 0x7b || code === 0x5b) depth++;
    else if (code === 0x7d || code === 0x5d) {
      if (depth === 0) return at;
      if (--depth === 0) return at + 1;
    } else if (!nested && (code === 0x2c || code <= 0x20)) return at;
  }
  return nested ? -1 : text.length;
}

/** One member of an object; true when no further one is wanted. `key` and `keyEnd` go round the key's literal, with its quotes. */
export type Visit = (key: number, keyEnd: number, from: number, to: number) => boolean;

/** Goes through the members of the object that begins at `at`, in their order, until one is enough or the text is no longer JSON. */
export function eachMember(text: string, at: number, visit: Visit): void {
  let key = blankEnd(text, at + 1);
  while (text.charCodeAt(key) === quote) {
    const keyEnd = stringEnd(text, key);
    const colon = keyEnd < 0 ? -1 : blankEnd(text, keyEnd);
    if (colon < 0 || text.charCodeAt(colon) !== 0x3a) return;
    const from = blankEnd(text, colon + 1);
    const to = valueEnd(text, from);
    if (to <= from || visit(key, keyEnd, from, to)) return;
    const comma = blankEnd(text, to);
    if (text.charCodeAt(comma) !== 0x2c) return;
    key = blankEnd(text, comma + 1);
  }
}

/** Whether the text from `at` on is one whole JSON value and nothing else. */
export function isJson(text: string, at: number): boolean {
  try {
    JSON.parse(text.slice(at));
    return true;
  } catch {
    return false;
  }
}

/** The JSON text of a range without blanks between its tokens. */
export function compact(text: string, from: number, to: number): string {
  const pieces: string[] = [];
  let start = from;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) at = stringEnd(text, at) - 1;
    else if (code <= 0x20) {
      if (at > start) pieces.push(text.slice(start, at));
      start = at + 1;
    }
    if (at < start - 1) break;
  }
  pieces.push(text.slice(start, to));
  return pieces.join('');
}

/** The text a quoted literal stands for, of JSON or logfmt; escapes that JSON does not know stay as they are. */
export function unquoted(literal: string): string {
  const inner = literal.slice(1, -1);
  if (!inner.includes('\\')) return inner;
  try {
    const value: unknown = JSON.parse(literal);
    return typeof value === 'string' ? value : inner;
  } catch {
    return inner.replace(/\\(["\\])/g, '$1');
  }
}
