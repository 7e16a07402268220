/** Consecutive lines of a log in memory, in little space. */
import type { LogLine } from '../engine/types.ts';

/** A line between lines that whalewatch itself wrote: the end of a run, lines the engine no longer has; a `gap` is lines that can be loaded. */
export interface Mark {
  readonly stream: 'mark' | 'gap';
  readonly raw: string;
  readonly body: 0;
  readonly broken: false;
}

/** The number of the source a line came from among those of its log; 0 when absent. */
interface Sourced {
  readonly source?: number;
}

export type LogEntry = (LogLine & Sourced) | (Mark & Sourced);

/**
 * Consecutive lines, numbered from `first`. The newest chunk keeps them as they came; a full one keeps one text and where each line ends in
 * it, which takes a third of the memory, leaves nothing for the garbage collector to walk through, and is searched in one go.
 */
export interface Chunk {
  readonly first: number;
  readonly count: number;
  readonly bytes: number;
  /** Nothing is missing between the chunk before and this one; otherwise its lines can be loaded. */
  readonly follows: boolean;
  readonly lines: readonly LogEntry[] | Sealed;
}

export interface Sealed {
  /** The texts without timestamps, one a line. */
  readonly text: string;
  /** Where each line ends in `text`, its newline not counted. */
  readonly ends: Uint32Array;
  /** The timestamps, `width` characters each. */
  readonly stamps: string;
  readonly width: number;
  /** For each line its stream, whether it is broken (8), the length of its timestamp with the blank (from bit 4), its source (from bit 10). */
  readonly kinds: Uint32Array;
}

/** Whether whalewatch itself wrote a line. */
export function isMark(entry: LogEntry): entry is Mark & Sourced {
  return entry.stream === 'mark' || entry.stream === 'gap';
}

export const chunkLines = 512;
export const chunkBytes = 64 * 1024;
/** What a line costs beside its characters: object, string header, array slot; in a sealed chunk the numbers about it. */
const overhead = 96;
const sealedOverhead = 9;
const twoByte = /[^\x00-\xff]/;
const streams = ['stdout', 'stderr', 'engine', 'mark', 'gap'] as const;

/** The text of a line without the engine's timestamp, as received. */
export function textOf(entry: LogEntry): string {
  return entry.body === 0 ? entry.raw : entry.raw.slice(entry.body);
}

/** The engine's timestamp of a line (RFC 3339), or empty. */
export function stampOf(entry: LogEntry): string {
  return entry.body === 0 ? '' : entry.raw.slice(0, entry.body - 1);
}

/** Memory the characters of a text take. */
export function sizeOf(text: string): number {
  return twoByte.test(text) ? text.length * 2 : text.length;
}

/** A chunk that grows no more. */
export function seal(first: number, follows: boolean, entries: readonly LogEntry[]): Chunk {
  const ends = new Uint32Array(entries.length);
  const kinds = new Uint32Array(entries.length);
  const texts: string[] = [];
  const stamps: string[] = [];
  let end = -1;
  let width = 0;
  for (const [at, entry] of entries.entries()) {
    const { stream, broken, body, source = 0 } = entry;
    const text = textOf(entry);
    texts.push(text);
    ends[at] = end += text.length + 1;
    kinds[at] = streams.indexOf(stream) | (broken ? 8 : 0) | (body << 4) | (source << 10);
    if (body > width) width = body;
  }
  for (const entry of entries) stamps.push(stampOf(entry).padEnd(width));
  const text = texts.join('\n');
  const joined = stamps.join('');
  return {
    first, count: entries.length, follows, bytes: sizeOf(text) + joined.length + sealedOverhead * entries.length,
    lines: { text, ends, stamps: joined, width, kinds },
  };
}

/** A chunk that still grows; `size` is what the characters of its lines take. */
export function openChunk(first: number, follows: boolean, lines: readonly LogEntry[], size: number): Chunk {
  return { first, count: lines.length, follows, bytes: size + overhead * lines.length, lines };
}

/** What the characters of an open chunk's lines take. */
export function openSize(chunk: Chunk): number {
  return chunk.bytes - overhead * chunk.count;
}

/** Whether a chunk grows no more. */
export function isSealed(chunk: Chunk): chunk is Chunk & { readonly lines: Sealed } {
  return 'text' in chunk.lines;
}

/** Where line `at` of a sealed chunk begins in its text. */
export function startIn({ ends }: Sealed, at: number): number {
  return at === 0 ? 0 : (ends[at - 1] ?? 0) + 1;
}

/** Line `at` of a chunk, counted from 0. */
export function entryAt(chunk: Chunk, at: number): LogEntry | undefined {
  if (!isSealed(chunk)) return (chunk.lines as readonly LogEntry[])[at];
  const { lines } = chunk;
  const end = lines.ends[at];
  const kind = lines.kinds[at];
  if (end === undefined || kind === undefined) return undefined;
  const body = (kind >> 4) & 63;
  const text = lines.text.slice(startIn(lines, at), end);
  const raw = body === 0 ? text : `${lines.stamps.slice(at * lines.width, at * lines.width + body - 1)} ${text}`;
  const entry = { raw, stream: streams[(kind & 7) as 0], body, broken: (kind & 8) !== 0 } as LogEntry;
  return kind >> 10 === 0 ? entry : { ...entry, source: kind >> 10 };
}

/** The lines of a chunk, oldest first. */
export function entriesOf(chunk: Chunk): readonly LogEntry[] {
  return isSealed(chunk) ? Array.from({ length: chunk.count }, (_, at) => entryAt(chunk, at) as LogEntry) : chunk.lines as readonly LogEntry[];
}
