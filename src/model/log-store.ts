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

export interface Chunk {
  readonly first: number;
  readonly entries: readonly LogEntry[];
  readonly bytes: number;
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
/** What a line costs beside its characters: object, string header, array slot. */
const overhead = 96;
const twoByte = /[^\x00-\xff]/;

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

function sizeOf(entries: readonly LogEntry[]): number {
  let bytes = 0;
  for (const { raw } of entries) bytes += overhead + (twoByte.test(raw) ? raw.length * 2 : raw.length);
  return bytes;
}

/** Adds lines at the end and drops the oldest chunks beyond `budget` bytes; the newest chunk always stays. */
export function append(store: LogStore, entries: readonly LogEntry[], budget: number): LogStore {
  if (entries.length === 0) return store;
  const chunks = [...store.chunks];
  let at = 0;
  const last = chunks[chunks.length - 1];
  if (last && last.entries.length < chunkLines) {
    at = Math.min(entries.length, chunkLines - last.entries.length);
    const added = entries.slice(0, at);
    chunks[chunks.length - 1] = { first: last.first, entries: [...last.entries, ...added], bytes: last.bytes + sizeOf(added) };
  }
  for (; at < entries.length; at += chunkLines) {
    const added = entries.slice(at, at + chunkLines);
    chunks.push({ first: store.end + at, entries: added, bytes: sizeOf(added) });
  }
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
  return chunk?.entries[line - chunk.first];
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
