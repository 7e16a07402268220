/** Where in a log its times are. */
import { stampOf } from './chunk.ts';
import { lineAt, type LogStore, nextLine, previousLine } from './log-store.ts';
import { stampKey } from './time.ts';

/** Lines to look through for one with a timestamp: our own marks have none. */
const nearby = 1000;

/** The timestamp of the nearest line from `line` on in one direction; null when there is none. */
export function stampNear(store: LogStore, line: number, step: 1 | -1): string | null {
  let at: number | null = line;
  for (let left = nearby; at !== null && left > 0; left--) {
    const entry = lineAt(store, at);
    if (entry && entry.body > 0) return stampOf(entry);
    at = step === 1 ? nextLine(store, at) : previousLine(store, at);
  }
  return null;
}

/** The time of the first line from `line` on, as a text that sorts by time; empty when none near has one. */
export function keyAt(store: LogStore, line: number): string {
  const stamp = stampNear(store, line, 1);
  return stamp === null ? '' : stampKey(stamp);
}

/** The first line in memory of a moment or later; the number after the last when there is none. */
export function lineOfTime(store: LogStore, key: string): number {
  let chunk = store.chunks.findLastIndex(({ first }) => keyAt(store, first) < key);
  chunk = Math.max(0, chunk);
  for (let line: number | null = store.chunks[chunk]?.first ?? null; line !== null; line = nextLine(store, line)) {
    const entry = lineAt(store, line);
    if (entry && entry.body > 0 && stampKey(stampOf(entry)) >= key) return line;
  }
  return store.end;
}
