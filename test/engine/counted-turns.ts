/** Turns that are over by number of looks, not by the clock. */
import type { Turns } from '../../src/engine/turns.ts';

/** Every turn is over at look number `looks`. */
export function countedTurns(looks: number): { readonly turns: Turns; readonly taken: () => number } {
  let looked = 0;
  let taken = 0;
  return {
    turns: {
      over: () => ++looked % looks === 0,
      next: () => {
        taken++;
        return Promise.resolve();
      },
    },
    taken: () => taken,
  };
}
