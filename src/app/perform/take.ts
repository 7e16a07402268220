/** Lines and texts handed out: to a file, to the clipboard, to a command at the terminal. */
import type { CopyRequest, PipeRequest, SaveRequest } from '../../model/state.ts';
import { takenParts } from '../../model/taken.ts';
import { sleep } from '../clock.ts';
import type { Context } from './context.ts';

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** What is saved, part by part, with the number of lines. */
function* partsOf(wanted: SaveRequest['lines']): Generator<{ readonly text: string; readonly lines: number }> {
  if ('store' in wanted) yield* takenParts(wanted);
  else yield { text: wanted.join(''), lines: wanted.length };
}

/** Writes part by part to a new file, so that keys are heard in between. What was begun and cannot be ended is told, and left as it is. */
export async function saveLog({ path, lines: wanted }: SaveRequest, { create, clock, post }: Context, signal: AbortSignal): Promise<void> {
  let lines = 0;
  let bytes = 0;
  try {
    const file = await create(path);
    try {
      for (const part of partsOf(wanted)) {
        bytes += await file.write(part.text);
        lines += part.lines;
        await sleep(clock, 0, signal);
      }
    } finally {
      await file.close();
    }
    post({ type: 'logs/saved', path, lines, bytes, at: clock.now() });
  } catch (error) {
    const why = reasonOf(error);
    post({ type: 'logs/unsaved', path, why: lines === 0 ? why : `${why}; ${path} holds the first ${lines} lines`, at: clock.now() });
  }
}

/** Puts a text on the clipboard and tells where it is. */
export async function copyText({ text }: CopyRequest, { copy, clock, post }: Context): Promise<void> {
  try {
    post({ type: 'logs/copied', how: await copy(text), failed: false, at: clock.now() });
  } catch (error) {
    post({ type: 'logs/copied', how: reasonOf(error), failed: true, at: clock.now() });
  }
}

/** Gives lines and the terminal to a command and tells how it ended. */
export async function pipeLog({ command, lines }: PipeRequest, { pipe, clock, post }: Context): Promise<void> {
  const parts = function* texts() {
    for (const { text } of takenParts(lines)) yield text;
  };
  post({ type: 'logs/piped', how: await pipe(command, parts), at: clock.now() });
}
