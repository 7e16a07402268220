/**
 * The one policy for text from outside (log lines, names, labels, environment, commands, errors): what comes out holds no control
 * character, and what was removed or could deceive leaves a visible mark. Rules: engine.md 6.2 of the field guide, tested by its vectors.
 */
import { applySgr } from './sgr.ts';
import { plainSgr, type Sgr } from './spans.ts';
import { textWidth } from './width.ts';

/** A stretch of clean text in one colour; `mark` tells a sign of ours from the container's own text. */
export interface Run {
  readonly text: string;
  readonly sgr: Sgr;
  readonly mark: boolean;
}

const printable = /^[\x20-\x7e]*$/;
/** What is neither printable ASCII nor plainly printable beyond it. */
const suspicious = /[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\uffff]|[\u0300-\u036f]{9}|[\ud800-\udfff]/;

/**
 * One token of untrusted text. 1: the parameters of a colour sequence. Then any other CSI, a closed OSC (BEL or ST), a closed
 * DCS, APC, PM, SOS or title string (ST), a two-character escape, and single characters to judge. String bodies are bounded, so that one
 * without an end cannot swallow the line.
 */
const token = new RegExp([
  '(?:\\x1b\\[|\\x9b)([0-9:;]{0,160})m',
  '(?:\\x1b\\[|\\x9b)[\\x30-\\x3f]{0,256}[\\x20-\\x2f]{0,16}[\\x40-\\x7e]',
  '(?:\\x1b\\]|\\x9d)[^\\x07\\x1b\\x9c]{0,4096}(?:\\x07|\\x1b\\\\|\\x9c)',
  '(?:\\x1b[PX^_k]|[\\x90\\x98\\x9e\\x9f])(?:[^\\x1b\\x9c]|\\x1b(?!\\\\)){0,4096}(?:\\x1b\\\\|\\x9c)',
  '\\x1b[\\x20-\\x2f]{1,4}[\\x30-\\x7e]|\\x1b[\\x30-\\x4f\\x51-\\x57\\x59\\x5a\\x5c\\x60-\\x6a\\x6c-\\x7e]',
  '[\\x00-\\x1f\\x7f-\\x9f\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufdd0-\\ufdef\\ufeff\\ufff9-\\uffff]',
  '\\u{e0000}|[\\u{e0001}-\\u{e007f}]+',
  '[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]',
  '(?<=\\p{M}{8})\\p{M}+',
].join('|'), 'gu');

const named: Readonly<Record<number, string>> = {
  0x85: 'NEL', 0x61c: 'ALM', 0x180e: 'MVS', 0x200b: 'ZWSP', 0x200c: 'ZWNJ', 0x200d: 'ZWJ', 0x200e: 'LRM', 0x200f: 'RLM', 0x2028: 'LS',
  0x2029: 'PS', 0x202a: 'LRE', 0x202b: 'RLE', 0x202c: 'PDF', 0x202d: 'LRO', 0x202e: 'RLO', 0x2060: 'WJ', 0x2066: 'LRI', 0x2067: 'RLI',
  0x2068: 'FSI', 0x2069: 'PDI', 0xfeff: 'BOM',
};
const tabStop = 8;
const suspiciousBetweenLines = new RegExp(suspicious.source.replace('\\x00-\\x1f', '\\x00-\\x09\\x0b-\\x1f'));

/** Whether lines, joined by newlines, are clean as they are. */
export function isPlain(text: string): boolean {
  return !suspiciousBetweenLines.test(text);
}

/** True for a zero-width joiner that ties letters or emoji, as scripts and emoji sequences need it. */
function joins(text: string, at: number): boolean {
  return (text.codePointAt(at - 1) ?? 0) > 0x2ff && (text.codePointAt(at + 1) ?? 0) > 0x2ff;
}

/** The visible sign for a character that must not be shown itself; empty when it can go without a trace. */
function markFor(character: string, text: string, at: number): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return '␡';
  if ((code === 0x200c || code === 0x200d) && joins(text, at)) return '';
  const name = named[code];
  if (name) return `⟪${name}⟫`;
  if (code < 0xa0) return `\\x${code.toString(16)}`;
  if (code === 0xad) return '';
  if (code >= 0xe0000) return '⟪TAG⟫';
  return code >= 0xd800 && code <= 0xdfff ? '\ufffd' : code >= 0xfdd0 ? '\ufffd' : '⟪FMT⟫';
}

/** Splits untrusted text into clean runs, keeping its colours (SGR) and nothing else of its control sequences. */
export function runsOf(text: string): readonly Run[] {
  if (printable.test(text)) return text === '' ? [] : [{ text, sgr: plainSgr, mark: false }];
  if (!suspicious.test(text)) return [{ text, sgr: plainSgr, mark: false }];
  // a terminal ends a line with one or two
  let end = text.length;
  while (text[end - 1] === '\r') end--;
  const line = text.slice(0, end);
  const returned = line.lastIndexOf('\r');
  const runs: Run[] = [];
  let sgr = plainSgr;
  let column = 0;
  const put = (piece: string, mark: boolean) => {
    if (piece === '') return;
    const last = runs[runs.length - 1];
    if (last && last.sgr === sgr && last.mark === mark) runs[runs.length - 1] = { text: last.text + piece, sgr, mark };
    else runs.push({ text: piece, sgr, mark });
    column += textWidth(piece);
  };
  // a progress bar: what a terminal would have left standing, and a sign that something was overwritten
  if (returned >= 0 && overwrites(line, returned)) put('␍', true);
  let at = returned + 1;
  token.lastIndex = at;
  for (let match = token.exec(line); match; match = token.exec(line)) {
    put(line.slice(at, match.index), false);
    at = token.lastIndex;
    const found = match[0];
    if (match[1] !== undefined) sgr = applySgr(sgr, match[1]);
    else if (found === '\t') put(' '.repeat(tabStop - (column % tabStop)), false);
    else if (found === '\x1b' || isStringIntroducer(found)) put('␛', true);
    else if (found.length === 1 || found.charCodeAt(0) >= 0xd800) put(found.charCodeAt(0) > 0x2ff && /\p{M}/u.test(found) ? '' : markFor(found, line, match.index), true);
  }
  put(line.slice(at), false);
  return runs;
}

/** Whether what stands after the last carriage return hides something: a shell draws its prompt again, over itself. */
function overwrites(line: string, returned: number): boolean {
  const left = plainText(line.slice(returned + 1));
  return line.slice(0, returned).split('\r').some((before) => !left.startsWith(plainText(before)));
}

/** A C1 introducer that stands alone: its sequence had no end on this line. */
function isStringIntroducer(found: string): boolean {
  return found.length === 1 && '\x9b\x9d\x90\x98\x9e\x9f'.includes(found);
}

/** The clean text of a log line as it is searched and measured: as shown, without colours. */
export function plainText(text: string): string {
  if (printable.test(text) || !suspicious.test(text)) return text;
  return runsOf(text).map((run) => run.text).join('');
}

/** Clean text that keeps its line breaks, for places outside of the screen. */
export function cleanLines(text: string): string {
  return text.split(/\r\n|\n/).map((line) => plainText(line.replace(/\t/g, '    '))).join('\n');
}

/** Clean text for one-line places (names, labels, values, errors): line breaks and tabs become visible, and it is cut at `limit` characters. */
export function oneLine(text: string, limit = 4096): string {
  if (text.length <= limit && printable.test(text)) return text;
  const cut = text.length > limit ? `${text.slice(0, limit)}…` : text;
  return plainText(cut.replace(/\r\n|\n/g, '⏎').replace(/\r/g, '␍').replace(/\t/g, ' '));
}
