/** Time that passes only when a test says so. */
import type { After } from '../../src/terminal/writer.ts';

/** A clock a test turns by hand. */
export interface ManualClock {
  readonly after: After;
  /** Lets so many milliseconds pass, running what falls due. */
  pass(milliseconds: number): void;
  /** How many things still wait. */
  readonly waiting: number;
}

/** Makes a clock that stands still. */
export function createManualClock(): ManualClock {
  let now = 0;
  const due = new Map<symbol, { at: number; run: () => void }>();
  return {
    after(milliseconds, run) {
      const key = Symbol('due');
      due.set(key, { at: now + milliseconds, run });
      return () => due.delete(key);
    },
    pass(milliseconds) {
      const end = now + milliseconds;
      for (;;) {
        const next = [...due].filter(([, { at }]) => at <= end).toSorted((a, b) => a[1].at - b[1].at)[0];
        if (next === undefined) break;
        due.delete(next[0]);
        now = next[1].at;
        next[1].run();
      }
      now = end;
    },
    get waiting() {
      return due.size;
    },
  };
}
