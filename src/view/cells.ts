/** Pictures: what should be on screen, as rows of styled spans, and the one rule for how wide a character is. */
import { eastAsianWidth } from 'get-east-asian-width';

/** Meanings that have a look; the terminal holds the one table of colours. */
export type Tone =
  | 'normal' | 'dim' | 'strong' | 'accent' | 'good' | 'warn' | 'bad' | 'info'
  | 'stream-err' | 'match' | 'match-now' | 'alert' | 'key' | 'accent-strong';

/**
 * A colour and flags asked for by a container's own output, packed: `flags << 18 | foreground << 9 | background`, colours 0-255 of the
 * xterm palette or 511 for the default; flags 1 bold, 2 underline, 8 inverse, 32 dim, 64 italic, 128 strike.
 */
export type Sgr = number;

/** No colour, no flags. */
export const plainSgr: Sgr = (0x1ff << 9) | 0x1ff;

/** A piece of clean text (no control characters) in one style; `sgr` goes over the tone. */
export interface Span {
  readonly text: string;
  readonly tone: Tone;
  readonly sgr?: Sgr;
}

/** One screen row of a pane. `selected` draws it on the selection's background. */
export interface Row {
  readonly spans: readonly Span[];
  readonly selected?: boolean;
}

/** A rectangle of the screen with a row for each of its lines; later panes lie over earlier ones. */
export interface PanePicture {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly rows: readonly Row[];
}

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** The whole screen; `cursor` is where the text cursor stands, or null to hide it. */
export interface Picture {
  readonly size: Size;
  readonly panes: readonly PanePicture[];
  readonly cursor: { readonly x: number; readonly y: number } | null;
}

const zeroWidth = /^[\p{Mn}\p{Me}\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]$/u;
const widths = new Map<number, 0 | 1 | 2>();

/** Columns a code point takes: 0, 1 or 2. Ambiguous characters count 1. */
export function codePointWidth(codePoint: number): 0 | 1 | 2 {
  if (codePoint < 0x300) return codePoint === 0xad ? 0 : 1;
  const known = widths.get(codePoint);
  if (known !== undefined) return known;
  const medialJamo = codePoint >= 0x1160 && codePoint <= 0x11ff;
  const width = medialJamo || zeroWidth.test(String.fromCodePoint(codePoint)) ? 0 : eastAsianWidth(codePoint);
  widths.set(codePoint, width);
  return width;
}

/** Columns a clean text takes. */
export function textWidth(text: string): number {
  let width = 0;
  for (let i = 0; i < text.length; i++) {
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
