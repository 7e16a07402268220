/** Time for the demo engine, in one place, so that tests own it. */

export interface DemoClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs `act` once after `milliseconds`; the returned function calls it off. */
  after(milliseconds: number, act: () => void): () => void;
}

/** The machine's clock; its timers keep no process alive. */
export const machineClock: DemoClock = {
  now: () => Date.now(),
  after: (milliseconds, act) => {
    const timer = setTimeout(act, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/**
 * Log and event times: nanoseconds since `second`, the whole second the fleet came up in.
 * Counted from there, a plain number holds every nanosecond of a hundred days.
 */
export interface Epoch {
  readonly second: number;
}

/** The clock's time in nanoseconds of the epoch. */
export function nanosOf(epoch: Epoch, milliseconds: number): number {
  return Math.round((milliseconds - epoch.second * 1000) * 1e6);
}

/** Seconds since 1970 and the nine digits below, as `1795401379.439734908`. */
export function unixText(epoch: Epoch, nanos: number): string {
  const seconds = Math.floor(nanos / 1e9);
  return `${epoch.second + seconds}.${nineDigits(nanos - seconds * 1e9)}`;
}

/** RFC 3339 with nine digits of fraction, as a log's timestamps have it. */
export function stampText(epoch: Epoch, nanos: number): string {
  const seconds = Math.floor(nanos / 1e9);
  return `${secondText(epoch.second + seconds)}.${nineDigits(nanos - seconds * 1e9)}Z`;
}

/** RFC 3339 without trailing zeros, as inspect has it; null is the engine's zero time. */
export function timeText(epoch: Epoch, nanos: number | null): string {
  if (nanos === null) return '0001-01-01T00:00:00Z';
  return stampText(epoch, nanos).replace(/\.?0+Z$/, 'Z');
}

/** A non-negative number below 1e9 as nine digits. */
export function nineDigits(value: number): string {
  return String(Math.floor(value)).padStart(9, '0');
}

/** `2026-11-23T10:05:47`, from seconds since 1970. */
export function secondText(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 19);
}
