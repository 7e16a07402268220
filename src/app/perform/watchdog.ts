/** Finds a log stream that died without a word. */
import type { Details, Engine, LogLine } from '../../engine/types.ts';
import { stampKey } from '../../model/time.ts';
import { type Clock, sleep } from '../clock.ts';

/** How long a stream may be silent before it is looked after, milliseconds; twice as long each time, up to the second. */
const quiet = 30_000;
const longest = 300_000;

const runs = ({ state }: Details) => state.running || state.restarting;
const keyOf = (line: LogLine | undefined) => (line && line.body > 0 ? stampKey(line.raw.slice(0, line.body - 1)) : '');

/** What is known of a stream: when something came last (our clock), and its newest line. */
export interface Heard {
  readonly at: number;
  readonly line: LogLine | undefined;
}

/** Resolves once an open stream is found to be dead: its container runs another time or not at all, or its log has newer lines than came. */
export async function watchStream(engine: Engine, container: string, opened: Details, heard: () => Heard, clock: Clock, signal: AbortSignal): Promise<void> {
  let pause = quiet;
  let looked = -Infinity;
  for (;;) {
    const since = Math.max(heard().at, looked);
    const left = since + pause - clock.now();
    if (left > 0) {
      await sleep(clock, left, signal);
      if (heard().at > since) pause = quiet;
      continue;
    }
    pause = Math.min(pause * 2, longest);
    looked = clock.now();
    try {
      const now = await engine.inspect(container, signal);
      if (!runs(now) || now.state.startedAt !== opened.state.startedAt) return;
      let newest: LogLine | undefined;
      await engine.logs(container, { tty: opened.tty, follow: false, tail: 1 }, (lines) => {
        newest = lines.at(-1) ?? newest;
      }, signal);
      if (keyOf(newest) > keyOf(heard().line)) return;
    } catch (error) {
      if (signal.aborted) throw error;
      // what fails here fails for the list too, which tells of it
    }
  }
}
