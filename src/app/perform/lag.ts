/** Finds out that a log is written faster than it can be read. */
import type { LogLine } from '../../engine/types.ts';
import { parseTime } from '../../model/time.ts';

/** So far behind, milliseconds, a follower has lost touch; and so long it has to have got worse. */
const farBehind = 5000;
const worsening = 2000;
/** Fewer lines than this in that time are no flood: then the stamps are old for another reason. */
const flood = 10_000;

/** Tells from the timestamps of what came whether following has lost touch: far behind the engine's clock, and falling further back. */
export function createLag(): (lines: readonly LogLine[], now: number, skew: number) => boolean {
  let least = Infinity;
  let since = 0;
  let count = 0;
  return (lines, now, skew) => {
    const last = lines.at(-1);
    const stamp = last && last.body > 0 ? parseTime(last.raw.slice(0, last.body - 1)) : null;
    if (stamp === null) return false;
    const behind = now + skew - stamp;
    // while it catches up, as after a break, it is better left alone
    if (behind < farBehind || behind < least) {
      least = behind < farBehind ? Infinity : behind;
      since = now;
      count = 0;
      return false;
    }
    count += lines.length;
    return now - since >= worsening && count >= flood;
  };
}
