/** What a container writes, read by attaching to it: for those whose log cannot be read. */
import type { Details, Engine, LogLine } from '../../engine/types.ts';
import { type Clock, sleep } from '../clock.ts';

const beat = 500;
/** An attached container stands still while nobody reads: having stood still ourselves for so long, milliseconds, it is let go. */
const longest = 1500;

/** Resolves once this process has stood still for too long, to how long that was, milliseconds; never once aborted. */
export async function stoodStill(clock: Clock, signal: AbortSignal): Promise<number> {
  try {
    for (let last = clock.now(); ; last = clock.now()) {
      await sleep(clock, beat, signal);
      if (clock.now() - last > longest) return clock.now() - last;
    }
  } catch {
    return new Promise(() => undefined);
  }
}

/** Reads what a container writes from now on until it stops; resolves to true then, and to a sentence when it was let go of. */
export async function attachTo(engine: Engine, container: string, { tty }: Details, receive: (lines: readonly LogLine[]) => void, clock: Clock, signal: AbortSignal): Promise<true | string> {
  const cut = new AbortController();
  const ours = AbortSignal.any([signal, cut.signal]);
  let stood = 0;
  void stoodStill(clock, ours).then((milliseconds) => {
    stood = milliseconds;
    cut.abort(new Error('stood still'));
  });
  try {
    await engine.attach(container, { tty }, receive, ours);
    return true;
  } catch (error) {
    if (stood === 0) throw error;
    return `detached to protect the container: whalewatch stood still for ${Math.round(stood / 1000)} s, and a container nobody reads from stands still too. a attaches again`;
  } finally {
    cut.abort(new Error('over'));
  }
}
