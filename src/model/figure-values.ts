/** What a container uses by the latest reading, and as numbers to sort by. */
import { type Figure, figureKey, type Gauge } from './figure-state.ts';
import { memoryShare } from './figures.ts';
import { type Row, targetOf } from './row.ts';
import type { State } from './state.ts';

export type FigureId = 'cpu' | 'mem' | 'memp' | 'net' | 'block' | 'pids' | 'spark';

/** A figure that is older than this is none any more, and one that is older than the other is shown as old. Milliseconds. */
export const tooOld = 120_000;
const old = 20_000;

/** Whether a container uses anything that could be measured. */
export const isMeasured = ({ state }: Row) => state === 'running' || state === 'paused';

/** What is known of a container; undefined when nothing is. */
export function gaugeOf({ figures }: State, row: Row): Gauge | undefined {
  return figures.gauges.get(figureKey(targetOf(row)));
}

/** What a container uses by the latest reading; null when that is not known, or no longer so. */
export function figureOf(state: State, row: Row): Figure | null {
  const figure = gaugeOf(state, row)?.figure ?? null;
  return figure && isMeasured(row) && state.now - figure.at < tooOld ? figure : null;
}

/** Whether a figure is from a while ago. */
export const isOldFigure = (state: State, figure: Figure) => state.now - figure.at > old;

/** The sum of two parts of which one is known at least. */
const sum = (a: number | null, b: number | null) => (a === null && b === null ? null : (a ?? 0) + (b ?? 0));

const values: Readonly<Record<FigureId, (figure: Figure) => number | null>> = {
  cpu: ({ cpu }) => cpu, mem: ({ memory }) => memory, memp: memoryShare, net: ({ received, sent }) => sum(received, sent), block: ({ read, written }) => sum(read, written),
  pids: ({ pids }) => pids, spark: ({ cpu }) => cpu,
};

/** Whether a column shows what containers use. */
export const isFigure = (id: string): id is FigureId => id in values;

/** A container's latest figure; null where it is not known. */
export function figureValue(state: State, row: Row, id: FigureId): number | null {
  const figure = figureOf(state, row);
  return figure && values[id](figure);
}

/** What a container adds to the sum of a group; null while it has not told, undefined when it has nothing of the kind (no network, no disk of its own). */
export function partOf(state: State, row: Row, part: 'cpu' | 'memory' | 'received' | 'sent' | 'read' | 'written' | 'pids'): number | null | undefined {
  const figure = figureOf(state, row);
  if (!figure) return null;
  // it takes two readings to tell a rate
  const mayCome = figure.from === null && figure.cpu === null && part !== 'memory' && part !== 'pids';
  return figure[part] ?? (mayCome ? null : undefined);
}
