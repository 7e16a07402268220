/** Time for the shell, in one place, so that tests own it. */

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Minutes the local clock is east of UTC. */
  zone(): number;
  /** Runs `act` once after `milliseconds`; the returned function calls it off. */
  after(milliseconds: number, act: () => void): () => void;
}

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  zone: () => -new Date().getTimezoneOffset(),
  after: (milliseconds, act) => {
    const timer = setTimeout(act, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** Waits; rejects with the signal's reason when it is aborted meanwhile. */
export function sleep(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason as Error);
      return;
    }
    const stop = () => {
      cancel();
      reject(signal.reason as Error);
    };
    const cancel = clock.after(milliseconds, () => {
      signal.removeEventListener('abort', stop);
      resolve();
    });
    signal.addEventListener('abort', stop, { once: true });
  });
}
