/** Lines of several logs brought into the order of their time, those too that come late. */
import { type Chunk, entriesOf, isMark, type LogEntry } from './chunk.ts';
import { append, chunkAt, chunked, type Kept, lineAt, type LogStore, previousLine, within } from './log-store.ts';

/** A store, and where the line of a number of before is in it. */
export interface Moved {
  readonly store: LogStore;
  readonly to: (line: number) => number;
}

/**
 * Adds lines where their order says, among the last `reach` lines; those of one source keep their order, and a mark of ours stays behind the line
 * it follows.
 */
export function interleave(store: LogStore, entries: readonly LogEntry[], reach: number, isBefore: (one: LogEntry, other: LogEntry) => boolean, budget: number, kept: Kept | null): Moved {
  const tail: LogEntry[] = [];
  const numbers: number[] = [];
  const [oldest] = entries;
  let from = store.end;
  for (let line = previousLine(store, store.end); oldest && line !== null && numbers.length < reach; line = previousLine(store, line)) {
    const entry = lineAt(store, line);
    if (!entry || entry.stream === 'gap' || (entry.stream !== 'mark' && !isBefore(oldest, entry))) break;
    tail.push(entry);
    numbers.push(line);
    from = line;
  }
  if (tail.every(isMark)) return { store: append(store, entries, budget, kept), to: (line) => line };
  tail.reverse();
  numbers.reverse();
  const merged: LogEntry[] = [];
  const places: number[] = [];
  const lastOf = new Map(tail.map(({ source = 0 }, place) => [source, place]));
  let at = 0;
  const keep = () => {
    places.push(from + merged.length);
    merged.push(tail[at++] as LogEntry);
  };
  for (const entry of entries) {
    const own = lastOf.get(entry.source ?? 0) ?? -1;
    while (at < tail.length && (at <= own || isMark(tail[at] as LogEntry) || !isBefore(entry, tail[at] as LogEntry))) keep();
    merged.push(entry);
  }
  while (at < tail.length) keep();
  const place = chunkAt(store, from);
  const cut = store.chunks[place] as Chunk;
  const lines = [...entriesOf(cut).slice(0, from - cut.first), ...merged];
  const chunks = [...store.chunks.slice(0, place), ...chunked(cut.first, cut.follows, lines, true)];
  const end = from + merged.length;
  const to = (line: number) => {
    if (line < from || line === Infinity) return line;
    const place = numbers.findIndex((number) => number >= line);
    return place < 0 ? line - store.end + end : places[place] as number;
  };
  return { store: within({ ...store, received: store.received + entries.length }, chunks, budget, kept, 'old'), to };
}
