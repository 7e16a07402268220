/** Styled text: what view hands to the terminal, row by row. Types and their one constant. */

/** Meanings that have a look; the terminal holds the one table of colours. */
export type Tone =
  | 'normal' | 'dim' | 'strong' | 'accent' | 'good' | 'warn' | 'bad' | 'info'
  | 'stream-err' | 'match' | 'match-now' | 'alert' | 'key' | 'accent-strong'
  | 'source-1' | 'source-2' | 'source-3' | 'source-4' | 'source-5' | 'source-6' | 'source-7' | 'source-8';

/**
 * A colour and flags asked for by a container's own output, packed: `flags << 18 | foreground << 9 | background`, colours 0-255 of the
 * xterm palette or 511 for the default; flags 1 bold, 2 underline, 8 inverse, 32 dim, 64 italic, 128 strike.
 */
export type Sgr = number;

/** No colour, no flags. */
export const plainSgr: Sgr = (0x1ff << 9) | 0x1ff;

/** A piece of clean text (no control characters) in one style; `sgr` goes over the tone. A `border` stays as it is when its row is selected. */
export interface Span {
  readonly text: string;
  readonly tone: Tone;
  readonly sgr?: Sgr;
  readonly border?: true;
}

/** One screen row of a pane. `selected` draws it on the selection's background. */
export interface Row {
  readonly spans: readonly Span[];
  readonly selected?: boolean;
}
