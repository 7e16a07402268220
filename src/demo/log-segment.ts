/** Stretches of a container's log whose lines are made when somebody looks, or were written by hand. Times are epoch nanoseconds. */

import { chance } from './random.ts';
import type { Utterance } from './voices.ts';

/** One stored record: a line with its end, or a 16 KiB piece of a longer one. */
export interface LogRecord {
  readonly error: boolean;
  readonly text: string | Buffer;
  /** Those who were attached have had it already, letter by letter. */
  readonly live?: boolean;
}

export interface Segment {
  /** The stretch that follows, when there is one. */
  after: Segment | null;
  /** How many records there are by then. */
  size(now: number): number;
  /** Nanoseconds of a record; they never fall within a segment. */
  time(index: number): number;
  record(index: number): LogRecord;
  /** When the next record comes; infinity when none will by itself. */
  next(now: number): number;
  /** No record comes after `now` any more. */
  close(now: number): void;
}

/** A segment that nobody talks in: it grows by `push` only. */
export interface WrittenSegment extends Segment {
  push(time: number, record: LogRecord): void;
}

export interface Speech {
  readonly start: number;
  /** Nanoseconds from line to line; 0 when all `limit` lines are there at once. */
  readonly period: number;
  /** Lines come at uneven times when true. */
  readonly uneven: boolean;
  readonly limit: number;
  readonly seed: number;
  /** What line number `index` says. */
  readonly say: (index: number, time: number) => Utterance;
  /** `\n`, or `\r\n` behind a terminal. */
  readonly newline: string;
}

const burstStep = 1000;

/** A segment whose lines are made on demand: no line costs anything until it is asked for. */
export function spoken(speech: Speech): Segment {
  const { start, period, uneven, seed } = speech;
  let limit = speech.limit;
  const time = (index: number) => {
    if (period === 0) return start + index * burstStep;
    return start + Math.floor((index + (uneven ? chance(seed, index) * 0.8 : 0)) * period);
  };
  const size = (now: number) => {
    if (period === 0) return limit;
    if (now < start) return 0;
    const whole = Math.floor((now - start) / period);
    return Math.min(limit, time(whole) <= now ? whole + 1 : whole);
  };
  return {
    after: null,
    size,
    time,
    record(index) {
      const said = speech.say(index, time(index));
      return { error: said.error, text: said.text + speech.newline };
    },
    next(now) {
      const count = size(now);
      return count < limit ? time(count) : Infinity;
    },
    close(now) {
      limit = size(now);
    },
  };
}

/** An empty segment for records written by hand. */
export function written(): WrittenSegment {
  const times: number[] = [];
  const records: LogRecord[] = [];
  return {
    after: null,
    size: () => times.length,
    time: (index) => times[index] ?? 0,
    record: (index) => records[index] as LogRecord,
    next: () => Infinity,
    close: () => undefined,
    push(time, record) {
      times.push(time);
      records.push(record);
    },
  };
}

/** The first index whose record is not earlier than `since`. */
export function firstAt(segment: Segment, since: number, size: number): number {
  let low = 0;
  let high = size;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (segment.time(middle) < since) low = middle + 1;
    else high = middle;
  }
  return low;
}
