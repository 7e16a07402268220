/** Joining a log stream to the lines already had, so that none is lost and none is doubled. Method and measurements: field guide 3.8. */
import type { LogLine } from './types.ts';

/** What the next stretch of a log has to say: its new lines, and whether lines before them are missing. */
export interface Joined {
  readonly lines: readonly LogLine[];
  readonly gap: boolean;
}

/**
 * A line's timestamp made comparable as text: in UTC (podman before 5.8 may stamp in its host's zone) with nine digits of fraction
 * (engines send nine, fewer or none). Empty when it has none, or one that is no time: then it is text that looks like one.
 */
function timeOf({ raw, body }: LogLine): string {
  if (body === 0) return '';
  const seconds = raw.slice(0, 19);
  const zone = raw.slice(19, body - 1).replace(/^\.\d+/, '');
  const time = Date.parse(`${seconds}${zone}`);
  if (Number.isNaN(time)) return '';
  const fraction = raw.slice(20, body - 1 - zone.length);
  return `${zone === 'Z' ? seconds : new Date(time).toISOString().slice(0, 19)}.${fraction.padEnd(9, '0')}`;
}

/** The newest timestamp among lines, made comparable; empty when none has one. */
function newest(lines: readonly LogLine[]): string {
  let latest = '';
  for (const line of lines) {
    const stamp = timeOf(line);
    if (stamp > latest) latest = stamp;
  }
  return latest;
}

/**
 * The `since` to ask for after these lines: one second before the newest, as unix seconds with nine digits of fraction (whole seconds when
 * the engine's timestamps have no fraction). Undefined when no line has a timestamp.
 */
export function sinceFor(known: readonly LogLine[]): string | undefined {
  const latest = newest(known);
  if (latest === '') return undefined;
  const [time = '', fraction = ''] = latest.split('.');
  const seconds = Math.floor(Date.parse(`${time}Z`) / 1000) - 1;
  return `${seconds}.${fraction}`;
}

/**
 * A filter for the lines of a stream opened with `sinceFor(known)`: lines already known are taken out, each as often as it is known;
 * lines older than the newest known one that were not known before the first match are older than anything shown, and dropped. `gap` is
 * true once, when the first line is newer than all that is known and nothing matched.
 */
export function joiner(known: readonly LogLine[]): (lines: readonly LogLine[]) => Joined {
  const latest = newest(known);
  const counts = new Map<string, number>();
  const keyOf = (line: LogLine) => `${line.stream} ${line.raw}`;
  for (const line of known) counts.set(keyOf(line), (counts.get(keyOf(line)) ?? 0) + 1);
  let open = latest !== '';
  let matched = false;
  return (lines) => {
    if (!open) return { lines, gap: false };
    const fresh: LogLine[] = [];
    let gap = false;
    for (const [at, line] of lines.entries()) {
      const count = counts.get(keyOf(line)) ?? 0;
      const stamp = timeOf(line);
      if (count > 0) {
        counts.set(keyOf(line), count - 1);
        matched = true;
      } else if (matched || stamp > latest) {
        fresh.push(line);
        if (!matched && fresh.length === 1) gap = true;
      }
      // well past the overlap nothing can match any more
      if (stamp.slice(0, 19) > nextSecond(latest)) {
        open = false;
        counts.clear();
        fresh.push(...lines.slice(at + 1));
        break;
      }
    }
    return { lines: fresh, gap };
  };
}

/** The whole second two after a comparable timestamp: stdout and stderr are stamped apart, but not by that much. */
function nextSecond(stamp: string): string {
  return new Date(Date.parse(`${stamp.slice(0, 19)}Z`) + 2000).toISOString().slice(0, 19);
}
