/** The text of a log line as it is shown: as it came, or by what it says of itself. */
import { memoryOf } from '../text/memory.ts';
import { plainText } from '../text/sanitise.ts';
import { type LogEntry, textOf } from './chunk.ts';
import type { Level } from './level.ts';
import { structureOf } from './structure.ts';
import { stampTime } from './time.ts';

/** A piece of a structured line, and what it is. */
export interface Part {
  readonly kind: 'time' | 'level' | 'message' | 'key' | 'value';
  readonly text: string;
}

export interface Parts {
  readonly level: Level | null;
  readonly parts: readonly Part[];
}

/** How lines are shown: by what they say (`structured`), and times on a clock `zone` minutes east of UTC. */
export interface LineForm {
  readonly structured: boolean;
  readonly zone: number;
}

/** Texts remembered, and characters of them together: a long line is in sight with few others. */
const memory = 1024;
const characters = 4_000_000;
const known = memoryOf<{ zone: number; parts: Parts | null }>(memory, characters);
const cleaned = memoryOf<string>(memory, 2 * characters);
/** A shorter text is cleaned sooner than it is found again. */
const long = 1024;

function madeOf(text: string, zone: number): Parts | null {
  const found = structureOf(text);
  if (!found) return null;
  const parts: Part[] = [];
  const add = (kind: Part['kind'], piece: string) => {
    if (piece !== '') parts.push({ kind, text: parts.length === 0 ? piece : ` ${piece}` });
  };
  add('time', found.time === null ? '' : stampTime(found.time, zone));
  add('level', found.level?.padEnd(5) ?? '');
  add('message', found.message);
  for (const [key, value] of found.fields) {
    add('key', `${key}=`);
    parts.push({ kind: 'value', text: value });
  }
  return { level: found.level, parts };
}

/** The pieces of a line that is structured (JSON, logfmt); null for any other line. Remembered while it may be in sight. */
export function partsOf(text: string, zone: number): Parts | null {
  const before = known.get(text);
  if (before?.zone === zone) return before.parts;
  const parts = madeOf(text, zone);
  known.set(text, { zone, parts });
  return parts;
}

/** The clean text of a line. Long ones are remembered. */
export function cleanText(text: string): string {
  if (text.length < long) return plainText(text);
  const before = cleaned.get(text);
  if (before !== undefined) return before;
  const clean = plainText(text);
  cleaned.set(text, clean);
  return clean;
}

/** The clean text of a line as it is shown. */
export function shownText(entry: LogEntry, { structured, zone }: LineForm): string {
  const text = cleanText(textOf(entry));
  const parts = structured && entry.stream !== 'mark' ? partsOf(text, zone) : null;
  return parts ? parts.parts.map((part) => part.text).join('') : text;
}
