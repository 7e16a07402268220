/** Writes the lines of a log to a new file. */
import { savedParts } from '../../model/slices/log-save.ts';
import type { SaveRequest } from '../../model/state.ts';
import { sleep } from '../clock.ts';
import type { Context } from './context.ts';

/** Writes part by part, so that keys are heard in between. What was begun and cannot be ended is told, and left as it is. */
export async function saveLog(request: SaveRequest, { create, clock, post }: Context, signal: AbortSignal): Promise<void> {
  const { path } = request;
  let lines = 0;
  let bytes = 0;
  try {
    const file = await create(path);
    try {
      for (const part of savedParts(request)) {
        bytes += await file.write(part.text);
        lines += part.lines;
        await sleep(clock, 0, signal);
      }
    } finally {
      await file.close();
    }
    post({ type: 'logs/saved', path, lines, bytes, at: clock.now() });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    post({ type: 'logs/unsaved', path, why: lines === 0 ? why : `${why}; ${path} holds the first ${lines} lines`, at: clock.now() });
  }
}
