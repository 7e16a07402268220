/** Cutting escape sequences out of a stream of characters, however the stream was split. Pure. */
import type { Key } from './key-names.ts';
import { keyOfCharacter, keyOfCsi, keyOfSs3 } from './key-names.ts';

/** One thing at the start of the text: how many characters it takes, and the key it is, if it is one. */
export interface Token {
  readonly length: number;
  readonly key?: Key | undefined;
  /** The terminal says that a paste begins here. */
  readonly paste?: boolean;
  /** The keyboard came to this terminal, or went elsewhere. */
  readonly focused?: boolean;
  /** What the terminal answers when it is asked for one of its modes (DECRPM). */
  readonly mode?: ModeReply;
}

/** A DEC private mode, and whether the terminal knows it and lets it be set. */
export interface ModeReply {
  readonly mode: number;
  readonly settable: boolean;
}

const longestCsi = 256;
const longestString = 65536;
const stringIntroducers = ']P_^X';

function withAlt(key: Key | undefined): Key | undefined {
  if (key === undefined || key.name.includes('alt-')) return key;
  const ctrl = key.name.startsWith('ctrl-') ? 'ctrl-' : '';
  return { name: `${ctrl}alt-${key.name.slice(ctrl.length)}`, text: '' };
}

/** A control sequence: parameters, intermediates, a final character. Another control character in it means that it was cut off there. */
function csiAt(text: string, start: number): Token | undefined {
  let i = start;
  if (text[i] === '[') i++;
  for (; i < text.length && i - start < longestCsi; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || code > 0x7e) return { length: i };
    const body = text.slice(start, i);
    const rxvt = code === 0x24 && /^\d+$/.test(body);
    if (code < 0x40 && !rxvt) continue;
    const final = text.charAt(i);
    // the oldest mouse report: three more bytes, any of which could be a letter
    if (final === 'M' && body === '') return text.length < i + 4 ? undefined : { length: i + 4 };
    if (final === '~' && body === '200') return { length: i + 1, paste: true };
    if (body === '' && (final === 'I' || final === 'O')) return { length: i + 1, focused: final === 'I' };
    const reply = final === 'y' ? /^\?(\d+);(\d)\$$/.exec(body) : null;
    // 1 and 2 are set and reset; 0 is not known, 3 and 4 are for ever
    if (reply) return { length: i + 1, mode: { mode: Number(reply[1]), settable: reply[2] === '1' || reply[2] === '2' } };
    return { length: i + 1, key: keyOfCsi(body, final) };
  }
  return i - start >= longestCsi ? { length: i } : undefined;
}

function ss3At(text: string, start: number): Token | undefined {
  let i = start;
  while (i < text.length && /[\d;]/.test(text.charAt(i))) i++;
  const letter = text[i];
  if (letter === undefined) return undefined;
  if (letter < ' ') return { length: i };
  const modifier = Number(text.slice(start, i).split(';').at(-1) ?? '');
  return { length: i + 1, key: keyOfSs3(letter, modifier) };
}

/** OSC, DCS, APC, PM, SOS: a reply, swallowed up to its end. A key such as ctrl-c inside it means that its end was lost. */
function stringAt(text: string, start: number): Token | undefined {
  for (let i = start; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x07) return { length: i + 1 };
    if (code === 0x1b) {
      if (i + 1 >= text.length) return undefined;
      return { length: text[i + 1] === '\\' ? i + 2 : i };
    }
    if (code < 0x20) return { length: i };
  }
  return text.length - start > longestString ? { length: text.length } : undefined;
}

/** Esc twice is Esc twice; before the sequence of a key it is alt, as rxvt says it. */
function doubleEscapeAt(text: string): Token | undefined {
  const inner = escapeAt(text.slice(1));
  if (inner === undefined) return undefined;
  if (inner.key === undefined || (text[2] !== '[' && text[2] !== 'O')) return { length: 1, key: keyOfCharacter('\x1b') };
  return { length: inner.length + 1, key: withAlt(inner.key) };
}

function escapeAt(text: string): Token | undefined {
  const next = text[1];
  if (next === undefined) return undefined;
  if (next === '[') return csiAt(text, 2);
  if (next === 'O') return ss3At(text, 2);
  if (stringIntroducers.includes(next)) return stringAt(text, 2);
  if (next === '\x1b') return doubleEscapeAt(text);
  const character = String.fromCodePoint(text.codePointAt(1) ?? 0);
  return { length: 1 + character.length, key: keyOfCharacter(character, true) };
}

/** The first token of a text that is not empty; undefined if more characters must come to tell. */
export function tokenAt(text: string): Token | undefined {
  if (text.startsWith('\x1b')) return escapeAt(text);
  const character = String.fromCodePoint(text.codePointAt(0) ?? 0);
  return { length: character.length, key: keyOfCharacter(character) };
}
