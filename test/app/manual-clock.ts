/** The shell's clock for tests: time passes only when a test says so. */
import type { Clock } from '../../src/app/clock.ts';
import { createManualClock } from '../terminal/manual-clock.ts';

/** Where the tests' time begins. */
export const began = Date.parse('2026-11-23T12:00:00Z');

export interface TestClock extends Clock {
  /** Lets so many milliseconds pass, running what falls due. */
  pass(milliseconds: number): void;
  /** Lets so many go by at once, in which nothing can run: the process stands still. */
  stall(milliseconds: number): void;
}

export function testClock(): TestClock {
  const timers = createManualClock();
  let passed = 0;
  return {
    now: () => began + passed,
    zone: () => 0,
    after: timers.after,
    stall: (milliseconds) => {
      passed += milliseconds;
    },
    pass(milliseconds) {
      // step by step, so that what runs sees the time at which it fell due
      for (let left = milliseconds; left > 0; left--) {
        passed++;
        timers.pass(1);
      }
      timers.pass(0);
    },
  };
}
