/** Lines gathered into batches, so that a burst is a few messages and a single line comes at once. */
import type { LogLine } from '../engine/types.ts';
import type { Clock } from './clock.ts';

const pause = 30;
const most = 2000;

export interface Batches {
  add(lines: readonly LogLine[]): void;
  flush(): void;
}

/** Gathers lines and sends them on: at once after a quiet time, else every 30 ms or 2,000 lines. */
export function batches(clock: Clock, send: (lines: readonly LogLine[]) => void): Batches {
  let waiting: LogLine[] = [];
  let cancel: (() => void) | null = null;
  let sent = 0;
  const flush = () => {
    cancel?.();
    cancel = null;
    if (waiting.length === 0) return;
    const lines = waiting;
    waiting = [];
    sent = clock.now();
    send(lines);
  };
  return {
    add: (lines) => {
      for (const line of lines) waiting.push(line);
      if (waiting.length >= most) flush();
      else if (waiting.length > 0) cancel ??= clock.after(Math.max(0, sent + pause - clock.now()), flush);
    },
    flush,
  };
}
