/** The last five minutes of what a container used, laid out over time. */
import type { Figure } from './figure-state.ts';
import { historyTime } from './figures.ts';

/** A part of a figure: `({ cpu }) => cpu`. */
export type Part = (figure: Figure) => number | null;

/** A stretch of time, milliseconds by our clock. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A chart stands still for so long before it moves on: what moves is written again, all of it. */
const standing = 30_000;

/** The stretch of time a chart shows now. */
export function stretchAt(now: number): Stretch {
  const to = (Math.floor(now / standing) + 1) * standing;
  return { from: to - historyTime, to };
}

/** A history in so many equal pieces of a stretch of time, each with the most there was in it; null where nothing was measured. */
export function spread(history: readonly Figure[], part: Part, { from, to }: Stretch, count: number): readonly (number | null)[] {
  const size = (to - from) / count;
  const pieces = Array.from({ length: count }, (): number | null => null);
  for (const figure of history) {
    const value = part(figure);
    if (value === null) continue;
    const first = Math.max(0, Math.floor(((figure.from ?? figure.at) - from) / size));
    const last = Math.min(count - 1, Math.max(first, Math.ceil((figure.at - from) / size) - 1));
    for (let at = first; at <= last; at++) pieces[at] = Math.max(pieces[at] ?? 0, value);
  }
  return pieces;
}

/** The mean of a history over the time that was measured, and the most there was. */
export function summary(history: readonly Figure[], part: Part): { readonly mean: number | null; readonly peak: number | null } {
  let sum = 0;
  let time = 0;
  let peak: number | null = null;
  for (const figure of history) {
    const value = part(figure);
    if (value === null) continue;
    const weight = Math.max(1, figure.at - (figure.from ?? figure.at));
    sum += value * weight;
    time += weight;
    peak = Math.max(peak ?? 0, value);
  }
  return { mean: time > 0 ? sum / time : null, peak };
}
