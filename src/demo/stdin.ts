/** What a made-up process reads: a pipe, or a terminal that echoes, edits a line and takes ctrl-c and ctrl-d. */

import { StringDecoder } from 'node:string_decoder';
import type { DemoClock } from './clock.ts';

/** ctrl-c came while something was waited for. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

export interface Stdin {
  /** Bytes that arrived. */
  feed(bytes: Buffer): void;
  /** No more will come. */
  end(): void;
  /** What is there to read, at least a character; null at the end. Rejects with Interrupted. */
  piece(): Promise<string | null>;
  /** A line without its end; null at the end. */
  line(): Promise<string | null>;
  /** Lets time pass; rejects with Interrupted. */
  sleep(milliseconds: number): Promise<void>;
  /** What has been typed of a line. */
  typed(): string;
}

const caret = (char: string) => `^${String.fromCharCode(char.charCodeAt(0) ^ 64)}`;

/** An open input; `echo` writes to the terminal when it is one. */
export function createStdin(tty: boolean, clock: DemoClock, echo: (text: string) => void): Stdin {
  const decoder = new StringDecoder('utf8');
  const ready: (string | null)[] = [];
  let over = false;
  let typed = '';
  let left = '';
  /** Whoever waits, at most one. */
  let waiting: { readonly arrived: () => void; readonly interrupt: () => void } | null = null;

  const push = (piece: string | null) => {
    ready.push(piece);
    waiting?.arrived();
  };
  const erase = (count: number) => {
    const letters = [...typed];
    typed = letters.slice(0, letters.length - count).join('');
    echo('\b \b'.repeat(Math.min(count, letters.length)));
  };
  const type = (char: string) => {
    if (char === '\r' || char === '\n') {
      echo('\r\n');
      push(`${typed}\n`);
      typed = '';
    } else if (char === '\x7f' || char === '\b') erase(1);
    else if (char === '\x15') erase(Infinity);
    else if (char === '\x03') {
      echo('^C\r\n');
      typed = '';
      waiting?.interrupt();
    } else if (char === '\x04') {
      push(typed === '' ? null : typed);
      typed = '';
    } else {
      echo(char < ' ' ? caret(char) : char);
      typed += char;
    }
  };
  /** Waits for so long, or for something to read when that is null. */
  const wait = (milliseconds: number | null) => new Promise<void>((resolve, reject) => {
    const settle = (act: () => void) => () => {
      waiting = null;
      cancel();
      act();
    };
    const go = settle(resolve);
    const cancel = milliseconds === null ? () => undefined : clock.after(milliseconds, go);
    waiting = { arrived: milliseconds === null ? go : () => undefined, interrupt: settle(() => reject(new Interrupted())) };
  });

  const stdin: Stdin = {
    feed(bytes) {
      if (over) return;
      const text = decoder.write(bytes);
      if (tty) for (const char of text) type(char);
      else if (text !== '') push(text);
    },
    end() {
      over = true;
      waiting?.arrived();
    },
    async piece() {
      if (left !== '') {
        const piece = left;
        left = '';
        return piece;
      }
      while (ready.length === 0) {
        if (over) return null;
        await wait(null);
      }
      return ready.shift() ?? null;
    },
    async line() {
      let text = '';
      for (;;) {
        const piece = await stdin.piece();
        if (piece === null) return text === '' ? null : text;
        text += piece;
        const at = text.indexOf('\n');
        if (at < 0) continue;
        left = text.slice(at + 1);
        return text.slice(0, at);
      }
    },
    sleep: wait,
    typed: () => typed,
  };
  return stdin;
}
