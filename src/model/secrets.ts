/** Which values are secrets: they are masked wherever they would be shown, searched or copied. */
import { hints, isSecretName } from './secret-names.ts';
import { type Range, secretShapes } from './secret-shapes.ts';
import { hiddenAfter, hiddenInWords, isReference, mayHideWords } from './secret-words.ts';

export { isSecretName } from './secret-names.ts';

/** What stands in place of a secret, whatever its length. */
export const masked = '••••••••';

/** `name=value`, `name: value`, `"name": "value"`, and the same within a text that is itself quoted. 2: name, 3: sign, 4: value. */
const pair = /(\\?["']?)(?<![\w.])([A-Za-z_][\w.-]{0,99})\1(\s{0,4}(?::|=>?)\s{0,4})(\\"(?:[^"\\]|\\[^"])*\\"|"(?:[^"\\]|\\[^])*"|'[^'\n]*'|[^\s,;&"'`|)}\]\\]{1,128})/g;
/** Headers whose whole value is a secret, and credentials with their kind in front. */
const header = /\b((?:proxy-)?authorization|x-api-key|x-auth-token|x-vault-token|private-token|(?:set-)?cookie)(["']?\s{0,4}[:=]\s{0,4}["']?)([^"'\r\n]+)/gi;
const scheme = /\b(bearer|basic)\s{1,4}([\w+/=.~-]{8,})/gi;
/** openssl's way to hand over a passphrase. */
const handed = /(?<![\w-])pass:([^\s"']+)/g;

/** What a text has in which the above can be found at all. */
const pairTrace = new RegExp(`${hints}[\\w.-]{0,99}\\\\?["']?\\s{0,4}[:=]|bearer|basic`, 'i');

const unquoted = (value: string) => value.replace(/^\\?["']|\\?["']$/g, '');

/** The range of a value that stands beside a name, without its quotes. Outside of quotes only a blank or a quote is sure to end it. */
function rangeOf(text: string, from: number, value: string, quoted: boolean): Range {
  const [open = ''] = /^\\?["']/.exec(value) ?? [];
  if (open !== '') return [from + open.length, from + value.length - open.length];
  const to = from + value.length;
  const end = quoted ? 0 : text.slice(to).search(/[\s"'`]|$/);
  return [from, to + end];
}

/** Values that stand beside names that say secret. */
function secretPairs(text: string): Range[] {
  const found: Range[] = [];
  if (!pairTrace.test(text)) return found;
  pair.lastIndex = 0;
  for (let match = pair.exec(text); match; match = pair.exec(text)) {
    const [whole, quote = '', name = '', sign = '', value = ''] = match;
    const from = match.index + whole.length - value.length;
    const clear = unquoted(value);
    // what stands before a colon in a sentence need not be a name
    if (!isReference(clear) && isSecretName(name, clear, quote === '' && sign.includes(':'))) {
      const range = rangeOf(text, from, value, quote !== '');
      found.push(range);
      pair.lastIndex = range[1];
    } else pair.lastIndex = Math.max(from, match.index + 1);
  }
  const all = (pattern: RegExp, holds: (value: string) => boolean) => {
    for (const match of text.matchAll(pattern)) {
      const value = match[match.length - 1] ?? '';
      const to = match.index + match[0].length;
      if (!isReference(value) && holds(value)) found.push([to - value.length, to]);
    }
  };
  all(header, () => true);
  all(scheme, (value) => /\d|=$/.test(value) || value.length >= 20);
  all(handed, () => true);
  return found;
}

/** A word of a text in the way of a shell, with its quotes; `ends` after what parts two commands. */
const shellWord = /(?:"(?:[^"\\]|\\[^]){0,4096}"|'[^']{0,4096}'|\\.|[^\s"';|&()\\])+|[;|&()\n]|["'\\]/g;
const deepest = 3;

/** Secrets among the words of a text, both as they stand and as a shell would take its commands apart, also those that are quoted as one word. */
function secretWords(text: string, depth: number): Range[] {
  const found: Range[] = [];
  let words: { readonly text: string; readonly from: number }[] = [];
  const flush = () => {
    for (const [at, from] of hiddenInWords(words.map((word) => word.text)).entries()) {
      const word = words[at];
      if (from === null || !word) continue;
      const quote = /^["']/.exec(word.text)?.[0] ?? '';
      const inside = quote !== '' && word.text.endsWith(quote) && word.text.length > 1 ? 1 : 0;
      found.push([word.from + Math.max(from, inside), word.from + word.text.length - inside]);
    }
    words = [];
  };
  for (const { index, 0: word } of text.matchAll(/\S+/g)) words.push({ text: word, from: index });
  flush();
  for (const { index, 0: word } of text.matchAll(shellWord)) {
    if (/^[;|&()\n]$/.test(word)) {
      flush();
      continue;
    }
    words.push({ text: word, from: index });
    const [, , inner = ''] = /^(["'])([^]*\s[^]*)\1$/.exec(word) ?? [];
    if (inner !== '' && depth < deepest) found.push(...secretRanges(inner, depth + 1).map(([from, to]): Range => [index + 1 + from, index + 1 + to]));
  }
  flush();
  return found;
}

function secretRanges(text: string, depth = 0): Range[] {
  return [...secretShapes(text), ...secretPairs(text), ...(mayHideWords(text) ? secretWords(text, depth) : [])];
}

/** The text with ranges masked, line by line so that its lines stay. */
function withMasks(text: string, ranges: readonly Range[]): string {
  let out = '';
  let at = 0;
  for (const [from, to] of [...ranges].sort(([a], [b]) => a - b)) {
    if (to <= at) continue;
    // what begins within what is masked already goes on with it
    if (from >= at) out += text.slice(at, from) + masked;
    out += `\n${masked}`.repeat(text.slice(Math.max(from, at), to).split('\n').length - 1);
    at = to;
  }
  return out + text.slice(at);
}

/** A text (a command line, the output of a health check) with what looks like a secret in it masked; its lines stay. */
export function maskText(text: string): string {
  const ranges = secretRanges(text);
  return ranges.length === 0 ? text : withMasks(text, ranges);
}

/** Texts masked of late, with what was made of them. */
const known = new Map<string, string>();
const mostKnown = 5000;

/** As `maskText`, for short texts that are shown again and again: each is looked through once. */
export function maskedOnce(text: string): string {
  const before = known.get(text);
  if (before !== undefined) return before;
  if (known.size >= mostKnown) known.clear();
  const shown = maskText(text);
  known.set(text, shown);
  return shown;
}

/** True for a text that is JSON and holds a secret somewhere. */
const isSecretJson = (value: string) => /^\s*[[{]/.test(value) && secretPairs(value).length > 0;

/** A value known by its name, by what it holds as JSON or by a block in it: a secret as a whole, whatever else is in it. */
const isSecretWhole = (name: string, value: string) => isSecretName(name, value) || value.includes('-----BEGIN ') || isSecretJson(value);

/** The value of a name as it may be shown: masked as a whole, or in parts when it is a text of several words. */
export function maskValue(name: string, value: string): string {
  if (value === '' || isSecretWhole(name, value)) return value === '' ? '' : masked;
  const shown = maskText(value);
  return shown === value || /\s/.test(value.trim()) ? shown : masked;
}

/** True when the name says secret or the value looks like one (a URL with a password, a key, a token, JSON with one in it). An empty value hides nothing. */
export function isSecret(name: string, value: string): boolean {
  return maskValue(name, value) === masked && value !== masked;
}

/** A word of a command line, secret from `hidden` on or not known to be, as it may be shown. */
function shownWord(word: string, hidden: number | null): string {
  if (hidden !== null) return word.slice(0, hidden) + masked;
  const [, name = '', value = ''] = /^(-{0,2}[\w.-]+)=([^]*)$/.exec(word) ?? [];
  if (name !== '' && isSecret(name, value) && !isReference(value)) return `${name}=${masked}`;
  return maskValue('', word);
}

/** The words of a command line with what is secret in them masked, and whether anything is. */
export function maskWords(words: readonly string[]): { text: readonly string[]; hidden: boolean } {
  const hidden = hiddenInWords(words);
  const text = words.map((word, at) => shownWord(word, hidden[at] ?? null));
  return { text, hidden: text.some((word, at) => word !== words[at]) };
}

/** A word of a list, such as of a command line or an environment, after those before it, as it may be shown. */
export function maskWord(before: readonly string[], word: string): string {
  return shownWord(word, hiddenAfter(before, word));
}
