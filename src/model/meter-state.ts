/** How much the engines are asked: counted while the title shows it. Types, and how it begins. */

/** Requests an engine was sent, as counted last, and how many a second that is since the count before. */
export interface Meter {
  readonly requests: number;
  readonly at: number;
  readonly perSecond: number | null;
}

export interface MeterState {
  readonly shown: boolean;
  /** By the address of the engine. */
  readonly meters: ReadonlyMap<string, Meter>;
}

export const freshMeter: MeterState = { shown: false, meters: new Map() };
