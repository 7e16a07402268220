/**
 * The lines of one log in memory: a capped list of immutable chunks, counted in bytes. Lines are numbered in their order and keep their
 * number; where lines are missing the numbers leave a hole, and the last number of a hole is the line that tells of it.
 */
import type { LogLine } from '../engine/types.ts';
import { type Chunk, chunkBytes, chunkLines, entriesOf, entryAt, isMark, isSealed, type LogEntry, type Mark, openChunk, openSize, seal, sizeOf, stampOf } from './chunk.ts';

export interface LogStore {
  readonly chunks: readonly Chunk[];
  /** The number of the first line still here, and the number after the last. */
  readonly first: number;
  readonly end: number;
  /** Lines here. */
  readonly count: number;
  /** Lines that were added at the end since the beginning. */
  readonly received: number;
  /** Lines that went to stay within the budget, less those loaded again. */
  readonly dropped: number;
  /** Memory the lines take, with book-keeping. */
  readonly bytes: number;
}

/** Lines that must stay whatever the budget says: those in sight, `from` up to before `to`; with them the chunk above, where one goes next. */
export interface Kept {
  readonly from: number;
  readonly to: number;
}

export const emptyLog: LogStore = { chunks: [], first: 0, end: 0, count: 0, received: 0, dropped: 0, bytes: 0 };

/** Numbers left free where lines are missing: more than anybody loads, and exact as a number a million times over. */
const hole = 2 ** 32;
const gap: Mark = { stream: 'gap', raw: '', body: 0, broken: false };

/** A separator of our own. */
export function mark(text: string): Mark {
  return { stream: 'mark', raw: text, body: 0, broken: false };
}

/** Lines as chunks, those of an open chunk first; the last one is open when it is not full and `open` says so. */
export function chunked(first: number, follows: boolean, entries: readonly LogEntry[], open: boolean, begun: Chunk | null = null): Chunk[] {
  const chunks: Chunk[] = [];
  let lines: LogEntry[] = begun ? [...entriesOf(begun)] : [];
  let size = begun ? openSize(begun) : 0;
  const next = () => chunks.length === 0 ? { at: first, joined: follows } : { at: endOf(chunks.at(-1) as Chunk), joined: true };
  const close = () => {
    const { at, joined } = next();
    chunks.push(seal(at, joined, lines));
    lines = [];
    size = 0;
  };
  for (const entry of entries) {
    lines.push(entry);
    size += sizeOf(entry.raw);
    if (lines.length >= chunkLines || size >= chunkBytes) close();
  }
  if (lines.length > 0) {
    const { at, joined } = next();
    if (open) chunks.push(openChunk(at, joined, lines, size));
    else close();
  }
  return chunks;
}

/** The number after the last line of a chunk. */
export function endOf({ first, count }: Chunk): number {
  return first + count;
}

/** Adds lines at the end, behind a gap when they do not follow what is there, and keeps to `budget` bytes. */
export function append(store: LogStore, entries: readonly LogEntry[], budget: number, kept: Kept | null = null, follows = true): LogStore {
  if (entries.length === 0) return store;
  const last = store.chunks.at(-1);
  const open = last && follows && !isSealed(last) ? last : null;
  const before = open ? store.chunks.slice(0, -1) : store.chunks;
  const first = open?.first ?? (follows || !last ? store.end : store.end + hole);
  const added = chunked(first, open?.follows ?? (follows || !last), entries, true, open);
  return within({ ...store, received: store.received + entries.length }, [...before, ...added], budget, kept, 'old');
}

/**
 * Puts lines in where some were missing: before the chunk that begins at `before`. `joined`: nothing is missing any more between them and
 * it (`after`), or between them and what stands above (`above`).
 */
export function insert(store: LogStore, entries: readonly LogEntry[], before: number, joined: { above: boolean; after: boolean }, budget: number, kept: Kept | null): LogStore {
  const at = store.chunks.findIndex(({ first }) => first === before);
  const next = store.chunks[at];
  if (!next) return store;
  const older = store.chunks.slice(0, at);
  const above = older.at(-1);
  const added = chunked(roomFor(entries.length, above ?? null, before, joined), joined.above && above !== undefined, entries, false);
  const rest = [{ ...next, follows: joined.after }, ...store.chunks.slice(at + 1)];
  return within({ ...store, dropped: Math.max(0, store.dropped - entries.length) }, [...older, ...added, ...rest], budget, kept, 'new');
}

/** The number of the first of `count` lines put in before number `before`, below the chunk `above`. */
function roomFor(count: number, above: Chunk | null, before: number, joined: { above: boolean; after: boolean }): number {
  if (joined.above && above) return endOf(above);
  if (joined.after) return before - count;
  return above ? endOf(above) + Math.ceil((before - endOf(above) - count) / 2) : before - hole - count;
}

/** The store without the lines before number `line`. */
export function from(store: LogStore, line: number): LogStore {
  const at = chunkAt(store, line);
  const chunk = store.chunks[at];
  if (!chunk || line <= store.first) return store;
  const left = entriesOf(chunk).slice(line - chunk.first);
  const rest = store.chunks.slice(at + 1);
  const cut = left.length > 0 ? chunked(line, false, left, rest.length === 0 && !isSealed(chunk)) : [];
  return within(store, [...cut, ...rest], Infinity, null, 'old');
}

/**
 * The store with these chunks, and as many of them dropped as it takes to fit `budget` bytes: the oldest first, or (`new`) first those
 * that follow the lines in sight. The newest chunk and the lines in sight always stay; what is missing after them can be loaded again.
 */
export function within(store: LogStore, chunks: readonly Chunk[], budget: number, kept: Kept | null, first: 'old' | 'new'): LogStore {
  let bytes = 0;
  let count = 0;
  for (const chunk of chunks) {
    bytes += chunk.bytes;
    count += chunk.count;
  }
  let { dropped } = store;
  let here = chunks;
  if (bytes > budget) {
    const next = kept === null ? -1 : chunks.findLastIndex((chunk) => endOf(chunk) <= kept.from);
    const inSight = (chunk: Chunk) => kept !== null && chunk.first < kept.to && endOf(chunk) > kept.from;
    const spare = chunks.slice(0, -1).filter((chunk, at) => at !== next && !inSight(chunk));
    const above = spare.filter((chunk) => kept === null || endOf(chunk) <= kept.from);
    const below = spare.slice(above.length);
    const gone = new Set<Chunk>();
    for (const chunk of first === 'old' ? [...above, ...below] : [...below, ...above]) {
      if (bytes <= budget) break;
      gone.add(chunk);
      bytes -= chunk.bytes;
      count -= chunk.count;
      dropped += chunk.count;
    }
    here = chunks.flatMap((chunk, at) => (gone.has(chunk) ? [] : [at > 0 && chunk.follows && gone.has(chunks[at - 1] as Chunk) ? { ...chunk, follows: false } : chunk]));
  }
  return { chunks: here, first: here[0]?.first ?? 0, end: here.length > 0 ? endOf(here.at(-1) as Chunk) : 0, count, bytes, dropped, received: store.received };
}

/** The index of the last chunk that begins at or before line `line`; -1 when there is none. */
export function chunkAt({ chunks }: LogStore, line: number): number {
  let low = -1;
  let high = chunks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((chunks[middle]?.first ?? Infinity) <= line) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Line number `line`; a `gap` where a hole ends; undefined when it is not in memory. */
export function lineAt(store: LogStore, line: number): LogEntry | undefined {
  const at = chunkAt(store, line);
  const chunk = store.chunks[at];
  if (!chunk) return undefined;
  if (line < endOf(chunk)) return entryAt(chunk, line - chunk.first);
  const next = store.chunks[at + 1];
  return next && !next.follows && line === next.first - 1 ? gap : undefined;
}

/** The number of the line after `line`, gaps among them; null at the end. */
export function nextLine(store: LogStore, line: number): number | null {
  if (line < store.first) return store.chunks.length > 0 ? store.first : null;
  const at = chunkAt(store, line);
  const chunk = store.chunks[at];
  if (chunk && line + 1 < endOf(chunk)) return line + 1;
  const next = store.chunks[at + 1];
  if (!next) return null;
  return next.follows || line === next.first - 1 ? next.first : next.first - 1;
}

/** The number of the line before `line`, gaps among them; null at the start. */
export function previousLine(store: LogStore, line: number): number | null {
  const at = chunkAt(store, line - 1);
  const chunk = store.chunks[at];
  if (!chunk) return null;
  const last = endOf(chunk) - 1;
  if (line - 1 <= last) return line - 1;
  const next = store.chunks[at + 1];
  return next && !next.follows && line >= next.first ? next.first - 1 : last;
}

/** The newest lines of the engine's from one source, from number `from` on, whose timestamps are not older than `seconds` before the newest one, at most `limit`, oldest first. */
export function recent(store: LogStore, seconds: number, limit: number, of: { source: number; from: number } = { source: 0, from: -Infinity }): LogLine[] {
  const out: LogLine[] = [];
  let floor = '';
  for (let line = previousLine(store, store.end); line !== null && line >= of.from && out.length < limit; line = previousLine(store, line)) {
    const entry = lineAt(store, line);
    if (!entry || isMark(entry) || entry.body === 0 || (entry.source ?? 0) !== of.source) continue;
    const stamp = stampOf(entry);
    if (floor === '') floor = secondsBefore(stamp, seconds);
    if (stamp < floor) break;
    out.push(entry);
  }
  return out.reverse();
}

/** An RFC 3339 UTC timestamp `seconds` earlier, to whole seconds. */
function secondsBefore(stamp: string, seconds: number): string {
  const time = Date.parse(`${stamp.slice(0, 19)}Z`);
  return Number.isNaN(time) ? stamp : new Date(time - seconds * 1000).toISOString().slice(0, 19);
}
