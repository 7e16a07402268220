/** Text search: smart case (a capital letter makes it exact), over clean text only. */
import { plainText } from '../text/sanitise.ts';
import { type Chunk, chunkAt, entriesOf, type LogStore, textOf } from './log-store.ts';

/** Finds `text` in a line: every range as [from, to) in characters. */
export interface Matcher {
  readonly text: string;
  test(line: string): boolean;
  ranges(line: string): readonly (readonly [number, number])[];
}

let latest: Matcher | null = null;

/** The matcher of a search text; null for an empty one, which matches nothing. */
export function matcherOf(text: string): Matcher | null {
  if (text === '') return null;
  if (latest?.text === text) return latest;
  const literal = text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const exact = text !== text.toLowerCase();
  const one = new RegExp(literal, exact ? 'u' : 'iu');
  const all = new RegExp(literal, exact ? 'gu' : 'giu');
  latest = {
    text,
    test: (line) => one.test(line),
    ranges: (line) => Array.from(line.matchAll(all), (match) => [match.index, match.index + match[0].length] as const),
  };
  return latest;
}

/** The nearest line from `from` on in direction `step` for which `test` holds, round the end once; null when there is none. */
export function findLine(lines: { first: number; end: number; test(line: number): boolean }, from: number, step: 1 | -1): number | null {
  const { first, end, test } = lines;
  for (let line = from; line >= first && line < end; line += step) if (test(line)) return line;
  const start = step === 1 ? first : end - 1;
  for (let line = start; step === 1 ? line < Math.min(from, end) : line > Math.max(from, first - 1); line += step) if (test(line)) return line;
  return null;
}

const counted = new WeakMap<Chunk, { text: string; lines: readonly number[] }>();

/** The numbers of the matching lines of one chunk, remembered with the chunk. */
function matchesIn(chunk: Chunk, matcher: Matcher): readonly number[] {
  const known = counted.get(chunk);
  if (known?.text === matcher.text) return known.lines;
  const lines: number[] = [];
  for (const [index, entry] of entriesOf(chunk).entries()) if (matcher.test(plainText(textOf(entry)))) lines.push(chunk.first + index);
  counted.set(chunk, { text: matcher.text, lines });
  return lines;
}

/** How many lines of a log match, and how many of them up to and with line `at`. Lines before `from` do not count. */
export function countMatches(store: LogStore, matcher: Matcher, from: number, at: number | null): { total: number; position: number } {
  let total = 0;
  let position = 0;
  for (let i = Math.max(0, chunkAt(store, Math.max(from, store.first))); i < store.chunks.length; i++) {
    for (const line of matchesIn(store.chunks[i] as Chunk, matcher)) {
      if (line < from) continue;
      total++;
      if (at !== null && line <= at) position++;
    }
  }
  return { total, position };
}

/** The next matching line of a log from `from` on in direction `step`, round the end once; null when there is none. */
export function findInLog(store: LogStore, matcher: Matcher, first: number, from: number, step: 1 | -1): number | null {
  const every = store.chunks.flatMap((chunk) => matchesIn(chunk, matcher)).filter((line) => line >= first);
  const ahead = step === 1 ? every.find((line) => line >= from) : every.findLast((line) => line <= from);
  return ahead ?? (step === 1 ? every[0] : every.at(-1)) ?? null;
}
