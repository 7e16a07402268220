/** Which lines of a log are shown: those that pass its filters, with the lines around them, records whole, runs of one line folded. */
import { type Chunk, entriesOf, isMark, isSealed, textOf } from './chunk.ts';
import { type Flags, flagsOf, goesOn, repeatsIn } from './log-matches.ts';
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

/** With the lines around those that pass; only `own` ones count. */
function widened(flags: Flags, context: number, own: Flags | null): Flags {
  const out = flags.slice();
  const walk = (step: 1 | -1) => {
    let left = 0;
    for (let at = step === 1 ? 0 : flags.length - 1; at >= 0 && at < flags.length; at += step) {
      if (flags[at] === 1) left = context;
      else if (left > 0 && own?.[at] !== 0) {
        out[at] = 1;
        left--;
      }
    }
  };
  walk(1);
  walk(-1);
  return out;
}

/** Chunks that are looked at for lines around, to each side: of one container among many they may be far apart. */
const farthest = 32;

/** The chunks next to number `at` in direction `step` from which records and the lines around may come: at least one, and as many as hold `context` lines of `only`. */
function neighbours({ chunks }: LogStore, at: number, step: 1 | -1, { context, conditions, only }: Sieve): readonly Chunk[] {
  const out: Chunk[] = [];
  let left = conditions.length > 0 ? context : 0;
  for (let place = at; ; place += step) {
    const next = chunks[place + step];
    if (!next || !(step === 1 ? next : chunks[place])?.follows) return out;
    if (step === 1) out.push(next);
    else out.unshift(next);
    left -= only === null ? next.count : countOf(fromSource(next, only));
    if (left <= 0 || out.length >= farthest) return out;
  }
}

/** The lines of a chunk that are shown, and how many they are. */
export interface Shown {
  readonly key: string;
  readonly before: readonly Chunk[];
  readonly after: readonly Chunk[];
  readonly above: Chunk | undefined;
  readonly flags: Flags;
  readonly count: number;
}

const shown = new WeakMap<Chunk, Shown>();
const none: readonly Chunk[] = [];
const same = (one: readonly Chunk[], other: readonly Chunk[]) => one.length === other.length && one.every((chunk, at) => chunk === other[at]);
const countOf = (flags: Flags) => flags.reduce((sum, one) => sum + one, 0);

/** The lines of chunk number `at` that are shown. What a record or the context takes from its neighbours is looked up in them. */
export function shownIn(store: LogStore, at: number, sieve: Sieve, key = keyOf(sieve)): Shown | null {
  const chunk = store.chunks[at];
  if (!chunk) return null;
  const before = filters(sieve) ? neighbours(store, at, -1, sieve) : none;
  const after = filters(sieve) ? neighbours(store, at, 1, sieve) : none;
  const above = sieve.folded && chunk.follows ? store.chunks[at - 1] : undefined;
  const known = shown.get(chunk);
  if (known?.key === key && same(known.before, before) && same(known.after, after) && known.above === above) return known;
  const flags = new Uint8Array(chunk.count).fill(1);
  if (filters(sieve)) {
    const parts = [...before, chunk, ...after];
    const first = before.reduce((sum, { count }) => sum + count, 0);
    const join = (of: (one: Chunk) => Flags) => Uint8Array.from(parts.flatMap((one) => [...of(one)]));
    let all: Flags = join((one) => passing(one, sieve));
    if (sieve.records && sieve.conditions.length > 0) wholeRecords(all, join(continuedIn), sieve);
    if (sieve.context > 0 && sieve.conditions.length > 0) all = widened(all, sieve.context, sieve.only === null ? null : join((one) => fromSource(one, sieve.only as number)));
    flags.set(all.subarray(first, first + chunk.count));
    const own = sieve.only === null ? null : fromSource(chunk, sieve.only);
    for (const [line, isOne] of marksIn(chunk).entries()) if (isOne === 1 && own?.[line] !== 0) flags[line] = 1;
  }
  if (sieve.folded) for (const [line, same] of repeatsIn(chunk).entries()) if (same === 1) flags[line] = 0;
  if (above && goesOn(above, chunk)) flags[0] = 0;
  const made = { key, before, after, above, flags, count: countOf(flags) };
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

/** How often the line `line` says the same again right after itself. */
export function repeatsAfter(store: LogStore, line: number): number {
  const start = chunkAt(store, line);
  const first = store.chunks[start];
  if (!first || line >= endOf(first)) return 0;
  let again = 0;
  for (let at = start, from = line - first.first + 1; ; at++, from = 1) {
    const chunk = store.chunks[at];
    const before = store.chunks[at - 1];
    if (!chunk) return again;
    if (at > start) {
      if (!before || !chunk.follows || !goesOn(before, chunk)) return again;
      again++;
    }
    const end = repeatsIn(chunk).indexOf(0, from);
    if (end >= 0) return again + end - from;
    again += chunk.count - from;
  }
}
