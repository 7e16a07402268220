/** Which lines of a chunk have what is looked for. Looked for once, and remembered with the chunk. */
import { isPlain, plainText } from '../text/sanitise.ts';
import { type Chunk, chunkBytes, entriesOf, entryAt, isMark, isSealed, type LogEntry, type Sealed, startIn, textOf } from './chunk.ts';
import type { Condition } from './query.ts';

/** One for each line of a chunk: 1 where it holds. */
export type Flags = Uint8Array;

const kept = new WeakMap<Chunk, Map<string, Flags>>();
/** What was looked for before in a chunk and is remembered. */
const memory = 8;
const plainness = new WeakMap<Chunk, boolean>();

/** Whether a chunk's text is clean as it is. */
function isPlainChunk(chunk: Chunk & { readonly lines: Sealed }): boolean {
  const known = plainness.get(chunk) ?? isPlain(chunk.lines.text);
  plainness.set(chunk, known);
  return known;
}

/** The line of a sealed chunk in which a place of its text lies. */
function lineOf({ ends }: Sealed, place: number): number {
  let low = 0;
  let high = ends.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Looks through a whole chunk at once; null when a match reaches over the end of a line. */
function inOneGo(chunk: Chunk & { readonly lines: Sealed }, { pattern, lower }: NonNullable<Condition['whole']>): Flags | null {
  const { lines } = chunk;
  const text = lower ? lines.text.toLowerCase() : lines.text;
  if (text.length !== lines.text.length) return null;
  const flags = new Uint8Array(chunk.count);
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const line = lineOf(lines, match.index);
    const end = lines.ends[line] ?? 0;
    if (match.index + match[0].length > end) return null;
    if (((lines.kinds[line] ?? 0) & 7) < 3) flags[line] = 1;
    if (end >= text.length) break;
    pattern.lastIndex = end + 1;
  }
  return flags;
}

function oneByOne(chunk: Chunk, condition: Condition): Flags {
  const has = condition.stream === null ? (entry: LogEntry) => condition.test(plainText(textOf(entry))) : (entry: LogEntry) => entry.stream === condition.stream;
  return Uint8Array.from(entriesOf(chunk), (entry) => (!isMark(entry) && has(entry) ? 1 : 0));
}

/** The lines of a chunk that have a condition before it is turned round; marks of our own never do. */
export function flagsOf(chunk: Chunk, condition: Condition): Flags {
  const known = kept.get(chunk) ?? new Map<string, Flags>();
  const key = condition.negated ? condition.text.slice(1) : condition.text;
  const before = known.get(key);
  if (before) return before;
  const flags = (condition.whole && isSealed(chunk) && isPlainChunk(chunk) ? inOneGo(chunk, condition.whole) : null) ?? oneByOne(chunk, condition);
  if (known.size >= memory) known.clear();
  known.set(key, flags);
  kept.set(chunk, known);
  return flags;
}

/** What looking through a chunk costs, in units of looking through clean text for a text. */
export function costOf(chunk: Chunk, conditions: readonly Condition[]): number {
  const plain = isSealed(chunk) && isPlainChunk(chunk);
  // a chunk is full with a line that is too long for it
  const size = Math.max(1, Math.ceil(chunk.bytes / chunkBytes));
  return conditions.reduce((sum, { whole }) => sum + (whole && plain ? 1 : 24) * size, 1);
}

const repeats = new WeakMap<Chunk, Flags>();

/** The lines of a chunk that say the same as the one before them in it, from the same source and stream. */
export function repeatsIn(chunk: Chunk): Flags {
  const known = repeats.get(chunk);
  if (known) return known;
  const flags = new Uint8Array(chunk.count);
  if (isSealed(chunk)) {
    const { lines } = chunk;
    let before = '';
    for (let at = 0; at < chunk.count; at++) {
      const start = startIn(lines, at);
      const end = lines.ends[at] ?? 0;
      const again = at > 0 && end > start && end - start === before.length && sameKind(lines, at) && lines.text.startsWith(before, start);
      if (again) flags[at] = 1;
      else before = lines.text.slice(start, end);
    }
  } else {
    const entries = entriesOf(chunk);
    for (let at = 1; at < entries.length; at++) if (same(entries[at - 1], entries[at])) flags[at] = 1;
  }
  repeats.set(chunk, flags);
  return flags;
}

/** Whether two lines say the same, from the same source and stream, and neither is empty or a mark of ours. */
function same(one: LogEntry | undefined, other: LogEntry | undefined): boolean {
  return one !== undefined && other !== undefined && !isMark(other) && one.stream === other.stream && one.source === other.source && textOf(other) !== '' && textOf(one) === textOf(other);
}

/** Whether a chunk's first line says the same as the last one of the chunk before. */
export function goesOn(before: Chunk, chunk: Chunk): boolean {
  return same(entryAt(before, before.count - 1), entryAt(chunk, 0));
}

/** Whether a line of a sealed chunk is the container's own, and from the same source and stream as the one before. */
function sameKind({ kinds }: Sealed, at: number): boolean {
  const [one = 0, other = 0] = [kinds[at - 1], kinds[at]];
  return (other & 7) < 3 && (one & 7) === (other & 7) && one >> 10 === other >> 10;
}
