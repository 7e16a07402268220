/** The lines of one log in memory: a capped list of immutable chunks, counted in bytes. Lines are numbered from 0 and keep their number. */
import type { LogLine } from '../engine/types.ts';

/** A line between lines that whalewatch itself wrote: the end of a run, a gap. */
export interface Mark {
  readonly stream: 'mark';
  readonly raw: string;
  readonly body: 0;
  readonly broken: false;
}

export type LogEntry = LogLine | Mark;

/**
 * Consecutive lines. The newest chunk keeps them as they came; a full one keeps one text and where each line ends in it, which takes a third
 * of the memory and leaves nothing for the garbage collector to walk through.
 */
export interface Chunk {
  readonly first: number;
  readonly count: number;
  readonly bytes: number;
  readonly lines: readonly LogEntry[] | Sealed;
}

interface Sealed {
  readonly text: string;
  readonly ends: Uint32Array;
  /** For each line its stream, whether it is broken (8), and where its text begins after the timestamp (from bit 4). */
  readonly kinds: Uint16Array;
}

export interface LogStore {
  readonly chunks: readonly Chunk[];
  /** The number of the first line still here, and the number after the last. */
  readonly first: number;
  readonly end: number;
  /** Memory the lines take, with book-keeping. */
  readonly bytes: number;
}

export const emptyLog: LogStore = { chunks: [], first: 0, end: 0, bytes: 0 };

const chunkLines = 512;
const chunkBytes = 64 * 1024;
/** What a line costs beside its characters: object, string header, array slot; in a sealed chunk the numbers about it. */
const overhead = 96;
const sealedOverhead = 6;
const twoByte = /[^\x00-\xff]/;
const streams = ['stdout', 'stderr', 'engine', 'mark'] as const;

/** A separator of our own. */
export function mark(text: string): Mark {
  return { stream: 'mark', raw: text, body: 0, broken: false };
}

/** The text of a line without the engine's timestamp, as received. */
export function textOf(entry: LogEntry): string {
  return entry.body === 0 ? entry.raw : entry.raw.slice(entry.body);
}

/** The engine's timestamp of a line (RFC 3339), or empty. */
export function stampOf(entry: LogEntry): string {
  return entry.body === 0 ? '' : entry.raw.slice(0, entry.body - 1);
}

const sizeOf = (raw: string) => (twoByte.test(raw) ? raw.length * 2 : raw.length);

function seal(first: number, entries: readonly LogEntry[]): Chunk {
  const ends = new Uint32Array(entries.length);
  const kinds = new Uint16Array(entries.length);
  let end = 0;
  for (const [at, { raw, stream, broken, body }] of entries.entries()) {
    ends[at] = end += raw.length;
    kinds[at] = streams.indexOf(stream) | (broken ? 8 : 0) | (body << 4);
  }
  const text = entries.map(({ raw }) => raw).join('');
  return { first, count: entries.length, bytes: sizeOf(text) + sealedOverhead * entries.length, lines: { text, ends, kinds } };
}

/** Line `at` of a chunk, counted from 0. */
function entryAt({ lines }: Chunk, at: number): LogEntry | undefined {
  if (!('text' in lines)) return lines[at];
  const end = lines.ends[at];
  const kind = lines.kinds[at];
  if (end === undefined || kind === undefined) return undefined;
  const entry = { raw: lines.text.slice(at === 0 ? 0 : lines.ends[at - 1], end), stream: streams[(kind & 7) as 0], body: kind >> 4, broken: (kind & 8) !== 0 };
  return entry as LogEntry;
}

/** The lines of a chunk, oldest first. */
export function entriesOf(chunk: Chunk): readonly LogEntry[] {
  return 'text' in chunk.lines ? Array.from({ length: chunk.count }, (_, at) => entryAt(chunk, at) as LogEntry) : chunk.lines;
}

/** Adds lines at the end and drops the oldest chunks beyond `budget` bytes; the newest chunk always stays. */
export function append(store: LogStore, entries: readonly LogEntry[], budget: number): LogStore {
  if (entries.length === 0) return store;
  const last = store.chunks.at(-1);
  const open = last && !('text' in last.lines) ? last : null;
  const chunks = open ? store.chunks.slice(0, -1) : [...store.chunks];
  let first = open?.first ?? store.end;
  let lines: LogEntry[] = open ? [...entriesOf(open)] : [];
  let size = open ? open.bytes - overhead * open.count : 0;
  for (const entry of entries) {
    lines.push(entry);
    size += sizeOf(entry.raw);
    if (lines.length < chunkLines && size < chunkBytes) continue;
    chunks.push(seal(first, lines));
    first += lines.length;
    lines = [];
    size = 0;
  }
  if (lines.length > 0) chunks.push({ first, count: lines.length, bytes: size + overhead * lines.length, lines });
  return within({ chunks, first: store.first, end: store.end + entries.length, bytes: 0 }, budget);
}

/** The store with its oldest chunks dropped until it fits `budget` bytes; the newest chunk always stays. */
function within(store: LogStore, budget: number): LogStore {
  const { chunks } = store;
  let bytes = 0;
  for (const chunk of chunks) bytes += chunk.bytes;
  let dropped = 0;
  while (bytes > budget && dropped < chunks.length - 1) bytes -= chunks[dropped++]?.bytes ?? 0;
  const kept = dropped > 0 ? chunks.slice(dropped) : chunks;
  return { chunks: kept, first: kept[0]?.first ?? store.end, end: store.end, bytes };
}

/** The index of the chunk that holds line `line`; -1 when it is not here. */
export function chunkAt(store: LogStore, line: number): number {
  if (line < store.first || line >= store.end) return -1;
  let low = 0;
  let high = store.chunks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((store.chunks[middle]?.first ?? Infinity) <= line) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Line number `line`; undefined when it is not in memory. */
export function lineAt(store: LogStore, line: number): LogEntry | undefined {
  const chunk = store.chunks[chunkAt(store, line)];
  return chunk && entryAt(chunk, line - chunk.first);
}

/** The newest lines of the engine's whose timestamps are not older than `seconds` before the newest one, at most `limit`, oldest first. */
export function recent(store: LogStore, seconds: number, limit: number): LogLine[] {
  const out: LogLine[] = [];
  let floor = '';
  for (let line = store.end - 1; line >= store.first && out.length < limit; line--) {
    const entry = lineAt(store, line);
    if (!entry || entry.stream === 'mark' || entry.body === 0) continue;
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
