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

/** A line of a chart, a value for each dot from left to right; null where nothing was measured. */
export interface ChartSeries {
  readonly tone: Tone;
  readonly values: readonly (number | null)[];
}

/** A chart of lines over time, with the scale on its left edge. */
export interface Chart {
  /** Columns and rows it takes, scale and base line included. */
  readonly columns: number;
  readonly rows: number;
  /** The value at the upper edge; 0 is the lower one. */
  readonly top: number;
  /** Steps of the scale. */
  readonly steps: number;
  readonly series: readonly ChartSeries[];
}

/** Columns of the scale. */
export const scaleColumns = 5;

/** Values a line of a chart of so many columns has: two a column, but for the edge. */
export const chartDots = (columns: number) => Math.max(0, (columns - scaleColumns) * 2 - 2);

/** A piece of clean text (no control characters) in one style; `sgr` goes over the tone. A `border` stays as it is when its row is selected. `drawn` is what a terminal that can may show in place of the text: a row of a chart. */
export interface Span {
  readonly text: string;
  readonly tone: Tone;
  readonly sgr?: Sgr;
  readonly border?: true;
  readonly drawn?: { readonly chart: Chart; readonly row: number };
}

/** One screen row of a pane. `selected` draws it on the selection's background. */
export interface Row {
  readonly spans: readonly Span[];
  readonly selected?: boolean;
}
