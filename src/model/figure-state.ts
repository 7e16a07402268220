/** What containers use: the latest reading of each, what it says beside the one before, and a history. Types, and how it begins. */
import type { Failure } from '../engine/types.ts';
import type { Sample } from '../engine/figure-types.ts';
import type { Target } from './row.ts';

/** What a container used between two readings. A part that is not known is null, never 0. */
export interface Figure {
  /** When the readings came in by our clock, milliseconds: the rates are means over this time. `from` is null when there was no reading before. */
  readonly from: number | null;
  readonly at: number;
  /** Percent of one core: 250 is two cores and a half. */
  readonly cpu: number | null;
  /** Bytes in use, and the most there may be. */
  readonly memory: number | null;
  readonly limit: number | null;
  /** Bytes per second. */
  readonly received: number | null;
  readonly sent: number | null;
  readonly read: number | null;
  readonly written: number | null;
  readonly pids: number | null;
}

/** What is known of one container. */
export interface Gauge {
  readonly target: Target;
  /** What the next reading is compared with; null after one that cannot be. */
  readonly sample: Sample | null;
  readonly figure: Figure | null;
  /** Oldest first; a time without a figure is a time when nothing was measured. */
  readonly history: readonly Figure[];
  /** Why the latest reading was not to be had; null when it was. */
  readonly failure: Failure | null;
}

export interface FiguresState {
  /** False when the user turned them off. */
  readonly on: boolean;
  /** The terminal has said that another window has the keyboard: nobody looks. */
  readonly away: boolean;
  /** By `figureKey`, least recently read first. */
  readonly gauges: ReadonlyMap<string, Gauge>;
  /** When rows were last sorted by figures, milliseconds. */
  readonly sortedAt: number;
}

export const freshFigures: FiguresState = { on: true, away: false, gauges: new Map(), sortedAt: -Infinity };

/** How a container's gauge is known. */
export const figureKey = ({ engine, container }: Target) => `${engine} ${container}`;

/** One answer of an engine: a reading (null: the container does not run), or why there is none. */
export type Reading = { readonly container: string } & ({ readonly sample: Sample | null } | { readonly failure: Failure });
