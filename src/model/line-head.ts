/**
 * What the head of a clean log line tells: its level, or where its JSON or logfmt begins. A level counts in capitals among what stands before
 * a message (times, brackets, numbers, names set apart), in brackets, or before a colon; a word of a sentence does not. The work is bounded
 * for plain lines and linear for structured ones.
 */
import { eachMember, unquoted } from './json-text.ts';
import { plainText } from '../text/sanitise.ts';
import { anyName, isLevelKey, type Level, levelNamed, levelOfLetter, levelOfPriority, levelOfSign, levels } from './level.ts';
import { eachPair, equalsAt } from './logfmt.ts';

/** Characters that are looked through: a head of some 40 with times, and 80 after it. */
const reach = 120;
const longestWord = 14;

/** Kinds of characters: 1 capital, 2 small letter, 3 digit or underscore, 0 any other. */
const kinds = Uint8Array.from({ length: 128 }, (_, code) => {
  const sign = String.fromCharCode(code);
  return /[A-Z]/.test(sign) ? 1 : /[a-z]/.test(sign) ? 2 : /\w/.test(sign) ? 3 : 0;
});
/** Also told beyond either end of the text; a number that is none would make the table slow. */
function kindAt(text: string, at: number): number {
  if (at < 0 || at >= text.length) return 0;
  const code = text.charCodeAt(at);
  return code < 128 ? kinds[code] ?? 0 : 0;
}
const space = 0x20;
const bang = 0x21;
const quote = 0x22;
const comma = 0x2c;
const dash = 0x2d;
const dot = 0x2e;
const slash = 0x2f;
const colon = 0x3a;
const less = 0x3c;
const equals = 0x3d;
const greater = 0x3e;
const open = 0x5b;
const close = 0x5d;
const brace = 0x7b;
const bar = 0x7c;

const priority = /^<(\d{1,3})>/;
const glog = /^([IWEF])\d{4}(?:\d{4})? \d\d:\d\d:\d\d/;
const redis = /^\d+:[A-Z] \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d\.\d{3} ([.*#-]) /;
/** Names that are words of their own too: they want a colon or a bracket. */
const common = /^(?:log|note)$/i;

const code = (level: Level | null) => (level === null ? -1 : -2 - levels.indexOf(level));

/** A word of letters in the head, and where it stands. */
interface Word {
  readonly from: number;
  readonly to: number;
  readonly capital: boolean;
  /** Only what stands before a message came before it. */
  readonly lead: boolean;
  /** A square bracket is open. */
  readonly inside: boolean;
}

const isEnd = (sign: number) => Number.isNaN(sign) || sign === space;

/** Whether the word stands where a level is written. */
function placed(text: string, { from, to, capital, lead, inside }: Word): boolean {
  const before = from === 0 ? space : text.charCodeAt(from - 1);
  const after = text.charCodeAt(to);
  if (before === open && (from < 2 || kindAt(text, from - 2) === 0)) {
    let end = to;
    while (text.charCodeAt(end) === space && end < to + longestWord) end++;
    if (text.charCodeAt(end) === close) return true;
  }
  if (inside && after === close && (before === colon || (before === slash && capital))) return true;
  if (before === less && after === greater) return lead && from > 1;
  const apart = before === space || before === open || before === close || before === bar;
  if (after === colon) {
    if (capital) return (apart || before === dot || before === colon) && (lead || isEnd(text.charCodeAt(to + 1)));
    return lead && apart && isEnd(text.charCodeAt(to + 1));
  }
  if (!apart) return false;
  if (capital && after === bang) return true;
  if (!lead) return false;
  if (!capital) return text.startsWith(' error:', to) || (from > 1 && text.startsWith('  ', from - 2) && text.startsWith('  ', to));
  return isEnd(after) || after === open || after === close || after === bar || after === comma || (inside && after === slash);
}

/** The level a word tells where it stands; null when it is a word like any other. */
function levelAt(text: string, word: Word): Level | null {
  const length = word.to - word.from;
  if (length < 3 || length > longestWord || !placed(text, word)) return null;
  const name = text.slice(word.from, word.to);
  const level = levelNamed(name);
  if (level === null) return null;
  // an HTTP method, and words that a message may begin with
  if (name === 'TRACE' && text.startsWith(' /', word.to)) return null;
  if (common.test(name)) {
    const marked = text.charCodeAt(word.to) === colon ? word.capital || name.toLowerCase() === 'note' : text.charCodeAt(word.from - 1) === open || text.startsWith(' [', word.to);
    return marked ? level : null;
  }
  return level;
}

/** Whether a word that ends here is one of a sentence: small letters with blanks or a stop round it. */
function isProse(text: string, from: number, to: number): boolean {
  const before = from === 0 ? space : text.charCodeAt(from - 1);
  const after = text.charCodeAt(to);
  return before === space && (isEnd(after) || after === comma || after === dot && isEnd(text.charCodeAt(to + 1)));
}

/** What a line begins with when that settles it, as `signOf` gives it; 0 when it does not. */
function opening(text: string): number {
  const first = text.charCodeAt(0);
  const second = text.charCodeAt(1);
  if (first === less) {
    const found = priority.exec(text)?.[1];
    return found === undefined ? 0 : code(levelOfPriority(Number(found)));
  }
  if (kindAt(text, 0) === 1 && second >= 0x30 && second <= 0x39) {
    const letter = glog.exec(text)?.[1];
    return letter === undefined ? 0 : code(levelOfLetter(letter));
  }
  if (kindAt(text, 0) === 3 && text.lastIndexOf(':', 8) > 0) {
    const sign = redis.exec(text)?.[1];
    return sign === undefined ? 0 : code(levelOfSign(sign));
  }
  return 0;
}

/**
 * The first telling thing of a line: the place (0 or more) where JSON (at a `{`) or logfmt (at a key) begins, -1 for nothing, and -2 to -7
 * for a level written in plain text, from trace to fatal.
 */
export function signOf(text: string): number {
  if (text.charCodeAt(0) === brace) return 0;
  const known = opening(text);
  if (known !== 0) return known;
  // most lines end here: the pattern is several times as fast as the walk
  const head = text.length > reach ? text.slice(0, reach + longestWord) : text;
  if (!anyName.test(head) && !head.includes('=') && !head.includes('{')) return -1;
  let lead = true;
  let inside = false;
  let token = 0;
  const end = Math.min(text.length, reach);
  for (let at = 0; at < end; at++) {
    const kind = kindAt(text, at);
    if (kind !== 0) {
      const from = at;
      let mixture = kind;
      for (let next = kindAt(text, ++at); next !== 0 && at < end + longestWord; next = kindAt(text, ++at)) mixture |= next === 3 ? 4 : next;
      const to = at--;
      // only letters: a number, a time or a name with digits says nothing of its own
      if (kind === 3 || mixture >= 4) continue;
      // nearly every word of a message ends here
      if (mixture !== 1 && !lead && token === from) continue;
      const level = levelAt(text, { from, to, capital: mixture === 1, lead, inside });
      if (level !== null) return code(level);
      if (mixture !== 1 && lead && !inside && isProse(text, from, to)) lead = false;
      continue;
    }
    const sign = text.charCodeAt(at);
    if (sign === space) token = at + 1;
    else if (sign === quote) return -1;
    else if (sign === brace) {
      if (lead && at === token && /^ *"/.test(text.slice(at + 1, at + 9))) return at;
    } else if (sign === equals) {
      if (lead && !inside && equalsAt(text, token) === at) return token;
    } else if (sign === open) inside = true;
    else if (sign === close) {
      inside = false;
      lead = true;
    } else if (sign === bar) lead = true;
    else if (sign === colon) lead ||= isEnd(text.charCodeAt(at + 1)) || (kindAt(text, at - 1) === 3 && kindAt(text, at + 1) === 3);
    else if (sign === dash) lead ||= at === token && isEnd(text.charCodeAt(at + 1));
  }
  return -1;
}

/** The level under one key of a JSON line: a name, coloured or not, or a number of pino's. */
export function levelOfValue(literal: string): Level | null {
  if (!literal.startsWith('"')) return levelNamed(literal);
  return levelNamed(literal.includes('\\') ? plainText(unquoted(literal)) : literal.slice(1, -1));
}

function levelOfJson(text: string, at: number): Level | null {
  let level: Level | null = null;
  const mongo = text.startsWith('{"t":{"$date"', at);
  const visit = (prefix: string) => (key: number, keyEnd: number, from: number, to: number): boolean => {
    const length = keyEnd - key - 2;
    if (length === 3 && prefix === '' && text.startsWith('"log"', key) && text.charCodeAt(from) === brace) eachMember(text, from, visit('log.'));
    else if (length <= 9 && isLevelKey(prefix + text.slice(key + 1, keyEnd - 1))) level = levelOfValue(text.slice(from, Math.min(to, from + 64)));
    else if (mongo && length === 1 && text.startsWith('"s"', key)) level = levelOfLetter(text.slice(from + 1, to - 1));
    return level !== null;
  };
  eachMember(text, at, visit(''));
  return level;
}

function levelOfLogfmt(text: string, at: number): Level | null {
  let level: Level | null = null;
  eachPair(text, at, (from, equal, to) => {
    if (equal < 0 || equal - from > 9 || !isLevelKey(text.slice(from, equal))) return false;
    const literal = text.slice(equal + 1, Math.min(to, equal + 65));
    if (/^"?[A-Za-z]/.test(literal)) level = levelOfValue(literal);
    return level !== null;
  });
  return level;
}

/** The level a clean line tells of itself; null when it tells none. */
export function levelOf(text: string): Level | null {
  const sign = signOf(text);
  if (sign < 0) return levels[-2 - sign] ?? null;
  return text.charCodeAt(sign) === brace ? levelOfJson(text, sign) : levelOfLogfmt(text, sign);
}
