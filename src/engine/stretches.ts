/** A long JSON list parsed a stretch at a time, so that no key waits for it. */
import { json, misshapen } from './decode.ts';
import { type Attempt, engineError } from './errors.ts';
import { shortened } from './shorten.ts';
import { takeTurns } from './turns.ts';

/** Bytes that are parsed in one go. */
const stretch = 64 * 1024;
/** Bytes of a list written in another way, which has to be parsed in one go. */
const mostWhole = 1024 * 1024;
const open = Buffer.from('[');
const close = Buffer.from(']');

/** What `from` makes of each entry of the list in a body, whose entries begin with `first`, such as `{"Id":"`. Rejects with an EngineError when it is none. */
export async function listByStretches<Entry>(attempt: Attempt, bytes: Buffer, first: string, from: (entry: unknown) => Entry, turnsFrom = takeTurns): Promise<readonly Entry[]> {
  const end = endOf(bytes);
  if (bytes.length <= stretch || bytes[0] !== open[0] || bytes[end] !== close[0]) return wholeList(attempt, bytes).map(from);
  const turns = turnsFrom();
  // cannot stand inside a JSON string, where its quotes would be escaped
  const between = Buffer.from(`},${first}`);
  const entries: Entry[] = [];
  for (let at = 1; at < end;) {
    if (turns.over()) await turns.next();
    const found = bytes.indexOf(between, at + stretch);
    const to = found < 0 ? end : found + 1;
    const parsed = parsedList((await shortened(attempt, Buffer.concat([open, bytes.subarray(at, to), close]), turns)).toString('utf8'));
    if (parsed === undefined) return wholeList(attempt, bytes).map(from);
    for (const entry of parsed) entries.push(from(entry));
    at = to + 1;
  }
  return entries;
}

/** Where the last byte that is no white space stands. */
function endOf(bytes: Buffer): number {
  let end = bytes.length - 1;
  while (end > 0 && (bytes[end] ?? 0) <= 0x20) end--;
  return end;
}

function parsedList(text: string): readonly unknown[] | undefined {
  try {
    return JSON.parse(text) as readonly unknown[];
  } catch {
    return undefined;
  }
}

function wholeList(attempt: Attempt, bytes: Buffer): readonly unknown[] {
  if (bytes.length > mostWhole) throw engineError(attempt, 'protocol', `bad answer: ${Math.round(bytes.length / 1048576)} MiB that are no list as engines write it`, 'Is it a Docker engine that listens there?');
  const value = json(attempt, bytes.toString('utf8'));
  if (!Array.isArray(value)) throw misshapen(attempt, value, 'a list');
  return value;
}
