/** Lines, or anything else that comes in bursts, gathered into batches: a burst is a few messages, and a single one comes at once. */
import type { LogLine } from '../engine/types.ts';
import type { Clock } from './clock.ts';

const pause = 30;
const most = 2000;

export interface Batches<Item = LogLine> {
  add(items: readonly Item[]): void;
  flush(): void;
}

/** Gathers items and sends them on: at once after a quiet time, else every 30 ms or 2,000 items. */
export function batches<Item = LogLine>(clock: Clock, send: (items: readonly Item[]) => void): Batches<Item> {
  let waiting: Item[] = [];
  let cancel: (() => void) | null = null;
  let sent = 0;
  const flush = () => {
    cancel?.();
    cancel = null;
    if (waiting.length === 0) return;
    const items = waiting;
    waiting = [];
    sent = clock.now();
    send(items);
  };
  return {
    add: (items) => {
      for (const item of items) waiting.push(item);
      if (waiting.length >= most) flush();
      else if (waiting.length > 0) cancel ??= clock.after(Math.max(0, sent + pause - clock.now()), flush);
    },
    flush,
  };
}
