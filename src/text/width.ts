/** The one rule for how many columns a character takes; all layout and all drawing follow it. */
import { eastAsianWidth } from 'get-east-asian-width';

const zeroWidth = /^[\p{Mn}\p{Me}\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]$/u;
const known = new Map<number, 0 | 1 | 2>();

/**
 * Joiners, variation selectors, skin tones and tags: terminals disagree on how wide a cluster with them is, so they are not drawn
 * and take no column.
 */
export function isUnstable(codePoint: number): boolean {
  return codePoint === 0x200d || (codePoint >= 0xfe00 && codePoint <= 0xfe0f)
    || (codePoint >= 0x1f3fb && codePoint <= 0x1f3ff) || (codePoint >= 0xe0000 && codePoint <= 0xe0fff);
}

/** Columns a code point takes: 0, 1 or 2. Ambiguous characters count 1. */
export function codePointWidth(codePoint: number): 0 | 1 | 2 {
  if (codePoint < 0x300) return codePoint === 0xad ? 0 : 1;
  const cached = known.get(codePoint);
  if (cached !== undefined) return cached;
  const medialJamo = codePoint >= 0x1160 && codePoint <= 0x11ff;
  const nothing = medialJamo || isUnstable(codePoint) || zeroWidth.test(String.fromCodePoint(codePoint));
  const width = nothing ? 0 : eastAsianWidth(codePoint);
  known.set(codePoint, width);
  return width;
}

/** Columns a clean text takes; counted no further than beyond `most`. */
export function textWidth(text: string, most = Infinity): number {
  let width = 0;
  for (let i = 0; i < text.length && width <= most; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x300) width += code === 0xad ? 0 : 1;
    else {
      const codePoint = text.codePointAt(i) ?? code;
      if (codePoint > 0xffff) i++;
      width += codePointWidth(codePoint);
    }
  }
  return width;
}

/** The index in `text` of the first character that begins at or after column `column`, and the column it really begins at. */
export function indexAtColumn(text: string, column: number): { index: number; column: number } {
  let at = 0;
  let i = 0;
  while (i < text.length) {
    const codePoint = text.codePointAt(i) ?? 0;
    const width = codePointWidth(codePoint);
    if (at >= column && width > 0) break;
    at += width;
    i += codePoint > 0xffff ? 2 : 1;
  }
  return { index: i, column: at };
}
