/** Looking through what is shown of a log for what has a condition, some chunks at a time. */
import type { Chunk } from './chunk.ts';
import { costOf, type Flags, flagsOf } from './log-matches.ts';
import { chunkAt, endOf, type LogStore } from './log-store.ts';
import type { Condition } from './query.ts';
import { shownIn, type Sieve } from './sieve.ts';

/** The numbers of the lines that have been looked through: `from` up to before `to`. */
export interface Scanned {
  readonly from: number;
  readonly to: number;
}

/** What one step of looking through costs, in the units of `costOf`. */
const stepCost = 512;

const found = new WeakMap<Flags, { seen: Flags | null; flags: Flags }>();

/** The lines of chunk number `at` that are shown and have a condition. */
function foundIn(store: LogStore, at: number, sieve: Sieve | null, condition: Condition): Flags {
  const chunk = store.chunks[at] as Chunk;
  const all = flagsOf(chunk, condition);
  const shownHere = sieve ? shownIn(store, at, sieve) : null;
  const seen = shownHere && shownHere.count < chunk.count ? shownHere.flags : null;
  if (!seen && !condition.negated) return all;
  const known = found.get(all);
  if (known?.seen === seen) return known.flags;
  const flags = all.map((one, line) => (condition.negated ? 1 - one : one) & (seen?.[line] ?? 1));
  found.set(all, { seen, flags });
  return flags;
}

/** The next shown line from `from` on in direction `step` that has a condition, within what has been looked through. */
export function findShown(store: LogStore, sieve: Sieve | null, condition: Condition, scanned: Scanned, from: number, step: 1 | -1): number | null {
  const inside = (line: number) => line >= scanned.from && line < scanned.to;
  const start = chunkAt(store, from);
  for (let at = step === 1 ? Math.max(0, start) : start; at >= 0 && at < store.chunks.length; at += step) {
    const chunk = store.chunks[at] as Chunk;
    if (step === 1 ? chunk.first >= scanned.to : endOf(chunk) <= scanned.from) return null;
    const flags = foundIn(store, at, sieve, condition);
    const place = step === 1 ? flags.indexOf(1, Math.max(0, from - chunk.first)) : flags.lastIndexOf(1, Math.min(from - chunk.first, chunk.count - 1));
    if (place >= 0 && inside(chunk.first + place)) return chunk.first + place;
  }
  return null;
}

const counts = new WeakMap<Flags, number>();

function countOf(flags: Flags): number {
  const known = counts.get(flags);
  if (known !== undefined) return known;
  const count = flags.reduce((sum, one) => sum + one, 0);
  counts.set(flags, count);
  return count;
}

/** How many shown lines have a condition within what has been looked through, and how many of them up to and with line `line`. */
export function countShown(store: LogStore, sieve: Sieve | null, condition: Condition, scanned: Scanned, line: number | null): { total: number; position: number } {
  let total = 0;
  let position = 0;
  for (const [at, chunk] of store.chunks.entries()) {
    if (endOf(chunk) <= scanned.from || chunk.first >= scanned.to) continue;
    const flags = foundIn(store, at, sieve, condition);
    const whole = chunk.first >= scanned.from && endOf(chunk) <= scanned.to ? flags : flags.subarray(Math.max(0, scanned.from - chunk.first), Math.max(0, Math.min(chunk.count, scanned.to - chunk.first)));
    const here = countOf(whole);
    total += here;
    if (line === null || line < chunk.first) continue;
    position += endOf(chunk) <= line + 1 ? here : countOf(flags.subarray(Math.max(0, scanned.from - chunk.first), line - chunk.first + 1));
  }
  return { total, position };
}

/** What of a log has been looked through after one step more, which takes some milliseconds: from the start on in direction `step` first. */
export function scanOn(store: LogStore, sieve: Sieve | null, conditions: readonly Condition[], scanned: Scanned, step: 1 | -1): Scanned {
  const all = [...(sieve?.conditions ?? []), ...conditions];
  let { from, to } = scanned;
  let room = stepCost;
  const look = (at: number) => {
    for (const condition of conditions) foundIn(store, at, sieve, condition);
    if (sieve) shownIn(store, at, sieve);
    room -= costOf(store.chunks[at] as Chunk, all);
  };
  const down = () => {
    for (let at = Math.max(0, chunkAt(store, to)); to < Infinity && room > 0; at++) {
      const chunk = store.chunks[at];
      if (chunk && endOf(chunk) > to) look(at);
      to = chunk ? Math.max(to, endOf(chunk)) : Infinity;
    }
  };
  const up = () => {
    for (let at = chunkAt(store, from - 1); from > -Infinity && room > 0; at--) {
      const chunk = store.chunks[at];
      if (chunk) look(at);
      from = chunk ? Math.min(from, chunk.first) : -Infinity;
    }
  };
  for (const way of step === 1 ? [down, up] : [up, down]) way();
  return { from, to };
}
