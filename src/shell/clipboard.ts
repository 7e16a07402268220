/** Puts text where the user can paste it from: the clipboard of the terminal, tmux's buffer, or else a file. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../app/clock.ts';
import type { Context } from '../app/perform/context.ts';
import { fileTime, grouped, shortBytes } from '../model/time.ts';
import { createFile } from './new-file.ts';
import { loadTmuxBuffer } from './tmux.ts';

/** Many terminals drop an OSC 52 of more than 100,000 bytes, which is 75,000 before base64. */
const mostForTerminal = 75_000;
const mostForTmux = 4 * 1024 * 1024;

/** What the clipboard needs. `send` hands text to the terminal, and is false when that has no clipboard. */
export interface ClipboardOptions {
  readonly send: (text: string) => boolean;
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
}

/** `3 lines (412B)`. */
function amountOf(text: string, bytes: number): string {
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  return `${grouped(lines)} ${lines === 1 ? 'line' : 'lines'} (${shortBytes(bytes)})`;
}

/** Writes a file that nobody else may read; resolves to its path. */
async function writeFile(text: string, { env, clock }: ClipboardOptions): Promise<string> {
  const name = `whalewatch-copy-${fileTime(clock.now(), clock.zone())}`;
  const folders = [...new Set([env['TMPDIR'] || '/tmp', '/tmp'])];
  // copies within one second have names of their own
  const paths = folders.flatMap((folder) => ['', '-2', '-3', '-4', '-5'].map((more) => join(folder, `${name}${more}.txt`)));
  let why: unknown;
  for (const path of paths) {
    try {
      const file = await createFile(path, undefined, 0o600);
      // half a copy is none
      await file.write(text).catch((error: unknown) => rm(path).then(() => Promise.reject(error as Error))).finally(() => file.close());
      return path;
    } catch (error) {
      why ??= error;
    }
  }
  throw why;
}

/** Opens the clipboard. */
export function openClipboard(options: ClipboardOptions): Context['copy'] {
  const { send, env, clock } = options;
  return async (text) => {
    if (text === '') throw new Error('There is nothing to copy.');
    const bytes = Buffer.byteLength(text);
    const amount = amountOf(text, bytes);
    const short = bytes <= mostForTerminal;
    const sent = short && send(text);
    const inTmux = (env['TMUX'] ?? '') !== '' && bytes <= mostForTmux;
    const refused = inTmux ? await loadTmuxBuffer(text, short, env, clock) : 'not asked';
    if (refused === null) {
      if (!short) return `Too long for the clipboard: copied ${amount} to tmux's buffer.`;
      return `Copied ${amount} to tmux's buffer and the clipboard.`;
    }
    if (sent) return `Copied ${amount} to the clipboard (OSC 52)${inTmux ? `, but not to tmux's buffer: ${refused}` : ''}.`;
    const why = short ? 'This terminal has no clipboard' : `Too long for the clipboard (${shortBytes(bytes)})`;
    const path = await writeFile(text, options).catch((error: unknown) => {
      throw new Error(`${why}, and nothing was copied: ${error instanceof Error ? error.message : String(error)}`);
    });
    return `${why}: written to ${path}.`;
  };
}
