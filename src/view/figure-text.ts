/** Figures as text: short, of at most so many columns that they stand under each other, `--` where they are not known. */
import { shortBytes } from '../model/time.ts';

const unknown = '--';

/** Percent of a core, at most six columns: `0.4%`, `12.1%`, `250%`, `12800%`. */
export function percentText(value: number | null): string {
  if (value === null) return unknown;
  return `${value < 99.95 ? value.toFixed(1) : Math.min(99_999, Math.round(value))}%`;
}

/** Bytes, at most five columns: `418Mi`. */
export const bytesText = (value: number | null) => (value === null ? unknown : shortBytes(value));

/** Bytes per second, at most seven columns: `418Mi/s`. */
export const rateText = (value: number | null) => (value === null ? unknown : `${shortBytes(value)}/s`);

/** A sum of some of those it should be of, in no more columns than one of all of them has: `~12.1%`, `~418M`, `~12k%`. */
export function aboutText(text: string, columns: number): string {
  return `~${text.length < columns ? text : text.replace(/\d{3}(%?)$/, 'k$1').replace(/i$/, '')}`;
}

const levels = '▁▂▃▅▇';

/** Values as a line of small columns, `top` the highest; a blank where nothing was measured. */
export function sparkText(values: readonly (number | null)[], top: number): string {
  return values.map((value) => (value === null ? ' ' : levels[Math.min(levels.length - 1, Math.floor((Math.max(0, value) / top) * levels.length))] ?? ' ')).join('');
}
