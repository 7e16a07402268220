/** Which lines of a log are shown: those that pass its filters, with the lines around them, records whole, runs of one line folded. */
import { type Chunk, entriesOf, isMark, isSealed, textOf } from './chunk.ts';
import { costOf, type Flags, flagsOf, repeatsIn } from './log-matches.ts';
import { chunkAt, endOf, type LogStore, nextLine, previousLine } from './log-store.ts';
import type { Condition } from './query.ts';
import { continues } from './record.ts';
import { plainText } from '../text/sanitise.ts';

export interface Sieve {
  /** All of them have to hold. */
  readonly conditions: readonly Condition[];
  /** Lines shown before and after each that passes. */
  readonly context: number;
  /** The one source whose lines are shown; null for all. */
  readonly only: number | null;
  /** Records of several lines pass together. */
  readonly records: boolean;
  /** Runs of one line are folded into their first. */
  readonly folded: boolean;
}

/** The numbers of the lines that have been looked through: `from` up to before `to`. */
export interface Scanned {
  readonly from: number;
  readonly to: number;
}

/** What one step of looking through costs, in the units of `costOf`. */
const stepCost = 128;

const keyOf = ({ conditions, context, only, records, folded }: Sieve) => JSON.stringify([conditions.map(({ text }) => text), context, only, records, folded]);
const filters = ({ conditions, only }: Sieve) => conditions.length > 0 || only !== null;

const sources = new WeakMap<Chunk, { only: number; flags: Flags }>();

/** The lines of a chunk that come from a source, and the marks that tell of it. */
function fromSource(chunk: Chunk, only: number): Flags {
  const known = sources.get(chunk);
  if (known?.only === only) return known.flags;
  const { lines } = chunk;
  const flags = isSealed(chunk) && 'kinds' in lines ? Uint8Array.from(lines.kinds, (kind) => (kind >> 10 === only ? 1 : 0))
    : Uint8Array.from(entriesOf(chunk), ({ source = 0 }) => (source === only ? 1 : 0));
  sources.set(chunk, { only, flags });
  return flags;
}

const marks = new WeakMap<Chunk, Flags>();

function marksIn(chunk: Chunk): Flags {
  const known = marks.get(chunk);
  if (known) return known;
  const { lines } = chunk;
  const flags = isSealed(chunk) && 'kinds' in lines ? Uint8Array.from(lines.kinds, (kind) => ((kind & 7) >= 3 ? 1 : 0)) : Uint8Array.from(entriesOf(chunk), (entry) => (isMark(entry) ? 1 : 0));
  marks.set(chunk, flags);
  return flags;
}

const continued = new WeakMap<Chunk, Flags>();

/** The lines of a chunk that go on with the record of the line before. */
function continuedIn(chunk: Chunk): Flags {
  const known = continued.get(chunk);
  if (known) return known;
  const flags = Uint8Array.from(entriesOf(chunk), (entry) => (!isMark(entry) && continues(plainText(textOf(entry))) ? 1 : 0));
  continued.set(chunk, flags);
  return flags;
}

/** The lines of a chunk that pass by themselves. */
function passing(chunk: Chunk, { conditions, only }: Sieve): Flags {
  const flags = only === null ? new Uint8Array(chunk.count).fill(1) : fromSource(chunk, only).slice();
  for (const condition of conditions) {
    const found = flagsOf(chunk, condition);
    for (let at = 0; at < flags.length; at++) if (found[at] === (condition.negated ? 1 : 0)) flags[at] = 0;
  }
  return flags;
}

/** A record passes when one of its lines does; turned round, when none of them fails. */
function wholeRecords(flags: Flags, goesOn: Flags, { conditions }: Sieve): void {
  const every = conditions.length > 0 && conditions.every(({ negated }) => negated);
  for (let at = 0; at < flags.length;) {
    let end = at + 1;
    while (end < flags.length && goesOn[end] === 1) end++;
    if (end > at + 1) {
      const record = flags.subarray(at, end);
      record.fill(record.includes(every ? 0 : 1) === every ? 0 : 1);
    }
    at = end;
  }
}

function widened(flags: Flags, context: number): Flags {
  const out = flags.slice();
  for (let at = flags.indexOf(1); at >= 0; at = flags.indexOf(1, at + 1)) out.fill(1, Math.max(0, at - context), at + context + 1);
  return out;
}

interface Shown {
  readonly key: string;
  readonly before: Chunk | undefined;
  readonly after: Chunk | undefined;
  readonly flags: Flags;
  readonly count: number;
}

const shown = new WeakMap<Chunk, Shown>();

/** The lines of chunk number `at` that are shown. What a record or the context takes from its neighbours is looked up in them. */
function shownIn(store: LogStore, at: number, sieve: Sieve, key = keyOf(sieve)): Shown | null {
  const chunk = store.chunks[at];
  if (!chunk) return null;
  const joined = (one: Chunk | undefined, follows: boolean | undefined) => (one && follows && filters(sieve) ? one : undefined);
  const before = joined(store.chunks[at - 1], chunk.follows);
  const after = joined(store.chunks[at + 1], store.chunks[at + 1]?.follows);
  const known = shown.get(chunk);
  if (known?.key === key && known.before === before && known.after === after) return known;
  const flags = new Uint8Array(chunk.count).fill(1);
  if (filters(sieve)) {
    const parts = [before, chunk, after].filter((one) => one !== undefined);
    const join = (of: (one: Chunk) => Flags) => Uint8Array.from(parts.flatMap((one) => [...of(one)]));
    let all: Flags = join((one) => passing(one, sieve));
    if (sieve.records && sieve.conditions.length > 0) wholeRecords(all, join(continuedIn), sieve);
    if (sieve.context > 0 && sieve.conditions.length > 0) all = widened(all, sieve.context);
    flags.set(all.subarray(before?.count ?? 0, (before?.count ?? 0) + chunk.count));
    for (const [line, isOne] of marksIn(chunk).entries()) if (isOne === 1) flags[line] = 1;
  }
  if (sieve.folded) for (const [line, same] of repeatsIn(chunk).entries()) if (same === 1) flags[line] = 0;
  const made = { key, before, after, flags, count: flags.reduce((sum, one) => sum + one, 0) };
  shown.set(chunk, made);
  return made;
}

/** The first line after `line` (or the last before it, with step -1) that is shown; null when there is none. */
export function stepShown(store: LogStore, sieve: Sieve | null, line: number, step: 1 | -1): number | null {
  const walk = step === 1 ? nextLine : previousLine;
  if (!sieve) return walk(store, line);
  const key = keyOf(sieve);
  for (let next = walk(store, line); next !== null;) {
    const at = chunkAt(store, next);
    const chunk = store.chunks[at];
    if (!chunk || next >= endOf(chunk)) return next;
    const found = shownIn(store, at, sieve, key);
    const place = !found || found.count === 0 ? -1 : step === 1 ? found.flags.indexOf(1, next - chunk.first) : found.flags.lastIndexOf(1, next - chunk.first);
    if (place >= 0) return chunk.first + place;
    next = walk(store, step === 1 ? endOf(chunk) - 1 : chunk.first);
  }
  return null;
}

/** How often the line `line` says the same again right after itself, in its chunk. */
export function repeatsAfter(store: LogStore, line: number): number {
  const at = chunkAt(store, line);
  const chunk = store.chunks[at];
  if (!chunk || line >= endOf(chunk)) return 0;
  const flags = repeatsIn(chunk);
  let end = line - chunk.first + 1;
  while (flags[end] === 1) end++;
  return end - (line - chunk.first) - 1;
}

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
