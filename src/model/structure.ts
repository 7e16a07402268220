/** Structured log lines taken apart: JSON objects and logfmt. Input and output are clean text; escapes that would not be clean stay escapes or signs. */
import { oneLine, plainText } from '../text/sanitise.ts';
import { blankEnd, compact, eachMember, isJson, stringEnd, unquoted } from './json-text.ts';
import { isLevelKey, type Level, saysNoMore } from './level.ts';
import { levelOf, levelOfValue, signOf } from './line-head.ts';
import { eachPair, isLogfmt } from './logfmt.ts';

/**
 * The parts of a structured line, which together hold all it says but colours within its texts. `time` and the values are as written, numbers
 * digit by digit; `message` is one line, empty when there is none, and begins with what stood outside the structure. A level that `level` does
 * not say in full (`notice`, a number of one's own) is among the fields too. Values are as in logfmt: texts with blanks, quotes or `=` in quotes.
 */
export interface Structured {
  readonly time: string | null;
  readonly level: Level | null;
  readonly message: string;
  readonly fields: readonly (readonly [key: string, value: string])[];
}

/** A key, dotted and clear, and its value as written. */
interface Entry {
  readonly key: string;
  readonly literal: string;
}

/** Objects are opened to keys of so many parts; deeper ones stay JSON. */
const deepest = 3;
/** Entries that are told apart; the rest of a larger object or line is one entry, as it is. */
const most = 500;
const restKey = '…';

/** Keys of the time and of the message, in lower case, the surest first. */
const timeKeys = ['time', 'ts', 'timestamp', '@timestamp', 'datetime', 't', '@t', 't.$date'];
const messageKeys = ['msg', 'message', 'event', 'text', 'log', '@m', '@mt'];
/** Parts of a wanted key that are looked for, one object within the other. */
const deepestWanted = 32;

/** Text as it can be shown in one line. */
const clear = (text: string) => oneLine(text, text.length);
const keyText = (literal: string) => (literal.includes('\\') ? clear(unquoted(literal)) : literal.slice(1, -1));
const isQuoted = (literal: string) => literal.startsWith('"') && stringEnd(literal, 0) === literal.length;
/** What a value says, without quotes. */
const valueText = (literal: string) => (isQuoted(literal) ? clear(unquoted(literal)) : literal);
const shownKey = (key: string) => (/^$|[\s="]/.test(key) ? JSON.stringify(key) : key);

/** A value as logfmt writes it: in quotes where it must, with its escapes where it would not be clean without. */
function shownValue(literal: string): string {
  if (!isQuoted(literal)) return literal;
  const text = unquoted(literal);
  if (literal.includes('\\') && plainText(text) !== text) return literal;
  return /^$|^[[{]|[\s="]/.test(text) ? JSON.stringify(text) : text;
}

/** Adds the members of the object in a range, `depth` the parts of their keys. */
function gather(text: string, at: number, end: number, prefix: string, depth: number, entries: Entry[]): void {
  eachMember(text, at, (key, keyEnd, from, to) => {
    if (entries.length >= most) {
      entries.push({ key: prefix + restKey, literal: `{${compact(text, key, end)}` });
      return true;
    }
    const name = prefix + keyText(text.slice(key, keyEnd));
    const opens = depth < deepest && text.charCodeAt(from) === 0x7b && blankEnd(text, from + 1) < to - 1;
    if (opens) gather(text, from, to, `${name}.`, depth + 1, entries);
    else entries.push({ key: name, literal: compact(text, from, to) });
    return false;
  });
}

/** Adds the pairs from `at` on, and the words outside of them to `loose`. */
function gatherPairs(text: string, at: number, entries: Entry[], loose: string[]): void {
  eachPair(text, at, (from, equals, to) => {
    if (entries.length >= most) entries.push({ key: restKey, literal: text.slice(from) });
    else if (equals < 0) loose.push(text.slice(from, to));
    else entries.push({ key: text.slice(from, equals), literal: text.slice(equals + 1, to) });
    return entries.length > most;
  });
}

/** Where the structure of a line begins, of a whole object or a line of logfmt; -1 when it has none. */
export function structureAt(text: string): number {
  const at = signOf(text);
  if (at < 0) return -1;
  return (text.charCodeAt(at) === 0x7b ? isJson(text, at) : isLogfmt(text, at)) ? at : -1;
}

/** The entry with the surest of the keys whose value will do. */
function surest(entries: readonly Entry[], keys: readonly string[], willDo: (literal: string) => boolean): Entry | undefined {
  let found: Entry | undefined;
  let rank = keys.length;
  for (const entry of entries) {
    const at = entry.key.length > 10 ? -1 : keys.indexOf(entry.key.toLowerCase());
    if (at < 0 || at >= rank || !willDo(entry.literal)) continue;
    found = entry;
    rank = at;
  }
  return found;
}

const isScalar = (literal: string) => !/^$|^""$|^[[{]|^(?:null|true|false)$/.test(literal);

/** The entry that says no more than the level of the line. */
function levelEntry(entries: readonly Entry[], level: Level): Entry | undefined {
  const found = entries.find(({ key, literal }) => isLevelKey(key) && levelOfValue(literal) === level);
  if (found) return saysNoMore(valueText(found.literal)) ? found : undefined;
  return entries.find(({ key, literal }) => key === 's' && /^"[DIWEF]"$/.test(literal));
}

/** The parts of a line that is one JSON object or logfmt, after a short prefix or none; null for any other line. */
export function structureOf(text: string): Structured | null {
  const at = structureAt(text);
  if (at < 0) return null;
  const isObject = text.charCodeAt(at) === 0x7b;
  const prefix = text.slice(0, at).trimEnd();
  const loose = prefix === '' ? [] : [prefix];
  const entries: Entry[] = [];
  if (isObject) gather(text, at, text.lastIndexOf('}') + 1, '', 1, entries);
  else gatherPairs(text, at, entries, loose);
  const time = surest(entries, timeKeys, isScalar);
  const message = surest(entries, messageKeys, (literal) => isScalar(literal) && (!isObject || isQuoted(literal)));
  const level = levelOf(text);
  const told = level === null ? undefined : levelEntry(entries, level);
  const fields: (readonly [string, string])[] = [];
  for (const entry of entries) {
    if (entry !== time && entry !== message && entry !== told) fields.push([shownKey(entry.key), shownValue(entry.literal)]);
  }
  if (message) loose.push(valueText(message.literal));
  return { time: time ? valueText(time.literal) : null, level, message: loose.join(' '), fields };
}

/** The literal under a dotted key of the object that begins at `at`. */
function literalUnder(text: string, at: number, key: string, depth: number): string | null {
  let found: string | null = null;
  eachMember(text, at, (keyFrom, keyEnd, from, to) => {
    const name = keyText(text.slice(keyFrom, keyEnd));
    if (name === key) found = compact(text, from, to);
    else if (depth < deepestWanted && text.charCodeAt(from) === 0x7b && key.startsWith(`${name}.`)) found = literalUnder(text, from, key.slice(name.length + 1), depth + 1);
    return found !== null;
  });
  return found;
}

/**
 * What the field with this key says in a structured line, without quotes: a dotted key as in `fields`, or one of the time, level or message;
 * an object is compact JSON. Null when the line has none. A line in which the key does not occur costs one search.
 */
export function fieldOf(text: string, key: string): string | null {
  const wanted = key.startsWith('"') ? unquoted(key) : key;
  const last = wanted.slice(wanted.lastIndexOf('.') + 1);
  // a key beyond ASCII may be written in escapes
  if (/^[\x21-\x7e]+$/.test(last) && !/["\\]/.test(last) && !text.includes(last)) return null;
  const at = signOf(text);
  if (at < 0) return null;
  let literal: string | null = null;
  if (text.charCodeAt(at) === 0x7b) literal = literalUnder(text, at, wanted, 1);
  else {
    eachPair(text, at, (from, equals, to) => {
      if (equals - from === wanted.length && text.startsWith(wanted, from)) literal = text.slice(equals + 1, to);
      return literal !== null;
    });
  }
  return literal === null || structureAt(text) < 0 ? null : valueText(literal);
}
