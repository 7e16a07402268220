/** The decoder of keys: bytes as they come in, keys and pastes out. It owns no clock: time is given to it. */
import { StringDecoder } from 'node:string_decoder';
import type { Input } from '../app/ports.ts';
import { type ModeReply, tokenAt } from './escape.ts';
import { keyOfCharacter } from './key-names.ts';
import type { After } from './writer.ts';

/** What is heard of the bytes: keys, pastes, where the keyboard is, and answers of the terminal, which are nobody's keys. */
export type Heard = Extract<Input, { kind: 'key' | 'paste' | 'focus' }> | ({ readonly kind: 'mode' } & ModeReply);

/** Feeds bytes to a decoder; `stop` forgets what was begun and calls its timer off. */
export interface KeyDecoder {
  push(bytes: Uint8Array): void;
  stop(): void;
}

/** How long an Esc may be the beginning of a sequence, and how long the rest of a begun sequence or paste may take. Milliseconds. */
export const patience = { escape: 50, sequence: 1000, paste: 2000, burst: 50 };

const endOfPaste = '\x1b[201~';
const longestPaste = 65536;
const longestTyping = 32;
const lateTail = /^(?:\[[0-9;]*[A-Za-z~]|O[A-Z])/;

/** Pasted text as a prompt can take it: newlines are `\n`, other control characters are gone. */
function cleanPaste(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what this removes
  return text.replace(/\r\n?/g, '\n').replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, '');
}

/**
 * Whether one read is a paste that nobody marked. People and scripts type a few characters and perhaps one Enter after them; text behind
 * a newline, a bare `\n` after text, or a long run of different characters is not typed.
 */
function isBurst(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- a control character other than newline and tab is a key
  if (text.length < 3 || /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/.test(text)) return false;
  if (!/[^\r\n\t]/.test(text)) return false;
  if (/[\r\n][^\r\n]|\n/.test(text)) return true;
  return text.length > longestTyping && /^(.)\1*\r?$/u.test(text) === false;
}

/** Makes a decoder that tells `receive` what it hears. */
export function createKeyDecoder(receive: (heard: Heard) => void, after: After): KeyDecoder {
  const utf8 = new StringDecoder('utf8');
  let text = '';
  let pasted: string | undefined;
  let afterEscape = false;
  let inBurst = false;
  let callOff: (() => void) | undefined;

  function wait(milliseconds: number, run: () => void): void {
    callOff = after(milliseconds, () => {
      callOff = undefined;
      run();
    });
  }

  function tell(heard: Heard): void {
    receive(heard);
  }

  function tellPaste(raw: string): void {
    const clean = cleanPaste(raw);
    if (clean !== '') tell({ kind: 'paste', text: clean });
  }

  function keepPaste(part: string): void {
    pasted = ((pasted ?? '') + part).slice(0, longestPaste);
  }

  /** Reads on in a paste; true when its end was seen. */
  function readPaste(): boolean {
    const end = text.indexOf(endOfPaste);
    if (end >= 0) {
      keepPaste(text.slice(0, end));
      text = text.slice(end + endOfPaste.length);
      endPaste();
      return true;
    }
    // what could be the beginning of its end stays
    let keep = Math.min(text.length, endOfPaste.length - 1);
    while (keep > 0 && !endOfPaste.startsWith(text.slice(-keep))) keep--;
    keepPaste(text.slice(0, text.length - keep));
    text = text.slice(text.length - keep);
    return false;
  }

  function endPaste(): void {
    const whole = pasted ?? '';
    pasted = undefined;
    tellPaste(whole);
  }

  /** Tells all that is whole; what is left waits for more, or for its time to run out. */
  function read(): void {
    while (text !== '') {
      if (pasted !== undefined) {
        if (!readPaste()) break;
        continue;
      }
      const token = tokenAt(text);
      if (token === undefined) break;
      text = text.slice(token.length);
      if (token.paste === true) pasted = '';
      else if (token.focused !== undefined) tell({ kind: 'focus', focused: token.focused });
      else if (token.mode !== undefined) tell({ kind: 'mode', ...token.mode });
      else if (token.key !== undefined) tell({ kind: 'key', ...token.key });
    }
    if (pasted !== undefined) wait(patience.paste, giveUpPaste);
    else if (/^\x1b+$/.test(text)) wait(patience.escape, tellEscapes); // oxlint-disable-line no-control-regex -- Esc itself
    else if (text !== '') wait(patience.sequence, forget);
    else if (inBurst) wait(patience.burst, () => { inBurst = false; });
  }

  function tellEscapes(): void {
    const count = text.length;
    text = '';
    afterEscape = true;
    const escape = keyOfCharacter('\x1b');
    for (let i = 0; i < count && escape !== undefined; i++) tell({ kind: 'key', ...escape });
  }

  function giveUpPaste(): void {
    text = '';
    endPaste();
  }

  function forget(): void {
    text = '';
  }

  return {
    push(bytes) {
      callOff?.();
      callOff = undefined;
      const part = utf8.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      const fresh = text === '' && pasted === undefined;
      // a slow line brought the Esc of a sequence first: its tail must not act as letters
      if (fresh && afterEscape && lateTail.test(part)) text = '\x1b';
      afterEscape = false;
      const plainText = !part.includes('\x1b');
      if (fresh && text === '' && part !== '' && plainText && (isBurst(part) || inBurst)) {
        inBurst = true;
        tellPaste(part);
      } else {
        inBurst = false;
        text += part;
      }
      read();
    },
    stop() {
      callOff?.();
      callOff = undefined;
      text = '';
      pasted = undefined;
      afterEscape = false;
      inBurst = false;
      utf8.end();
    },
  };
}
