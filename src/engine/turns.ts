/** Long work in turns: whoever works for long asks now and then whether its turn is over, and lets keys through. */

/** Milliseconds of work between which a key may be heard. */
const length = 10;

export interface Turns {
  /** Whether this turn has lasted long enough. */
  over(): boolean;
  /** Resolves in the next turn, after everything else that waits. */
  next(): Promise<void>;
}

const othersGo = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Begins the first turn. */
export function takeTurns(pause = othersGo, now = () => performance.now()): Turns {
  let begun = now();
  return {
    over: () => now() - begun >= length,
    next: async () => {
      await pause();
      begun = now();
    },
  };
}
