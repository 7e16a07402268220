/** Happenings in words. */
import { oneLine } from '../text/sanitise.ts';
import type { Happening } from './event-state.ts';
import { clockTime, longDuration } from './time.ts';

const signalNames: Readonly<Record<number, string>> = { 0: 'a signal', 1: 'SIGHUP', 2: 'SIGINT', 3: 'SIGQUIT', 6: 'SIGABRT', 9: 'SIGKILL', 10: 'SIGUSR1', 12: 'SIGUSR2', 15: 'SIGTERM', 18: 'SIGCONT', 19: 'SIGSTOP', 28: 'SIGWINCH' };
const signalName = (signal: number) => signalNames[signal] ?? `signal ${signal}`;

/** A span of lists that is worth its words, milliseconds; a shorter one is told as `~`. */
const longSpan = 5000;

/** The user's clock: where it stands, and its zone. */
export interface ZonedClock {
  readonly now: number;
  readonly zone: number;
}

function lastedText({ lasted }: Happening, lead: string): string {
  if (lasted === null) return '';
  return lasted < 1000 ? ` ${lead} less than a second` : ` ${lead} ${longDuration(lasted / 1000)}`;
}

function deed(happening: Happening): string {
  const { kind, image, exitCode, oom, signals, again, oldName } = happening;
  const sent = [...new Set(signals)].map(signalName).join(', ');
  switch (kind) {
    case 'created': return image === '' ? 'created' : `created from ${oneLine(image, 256)}`;
    case 'started': return again ? `started again${lastedText(happening, 'after')}` : 'started';
    case 'exited': return `exited${exitCode === null ? '' : ` ${exitCode}`}${lastedText(happening, 'after')}${oom ? ', OOM-killed' : ''}${sent === '' ? '' : `, sent ${sent}`}`;
    case 'oom': return 'a process of it was killed: out of memory';
    case 'healthy': return 'healthy';
    case 'unhealthy': return 'unhealthy';
    case 'paused': return 'paused';
    case 'unpaused': return 'goes on after a pause';
    case 'renamed': return oldName === '' ? 'renamed' : `renamed, it was ${oneLine(oldName, 256)}`;
    case 'signalled': return `was sent ${sent}`;
    case 'removed': return 'removed';
    case 'unheard': return `the engine did not answer${lastedText({ ...happening, lasted: happening.at - (happening.from ?? happening.at) }, 'for')}`;
  }
}

/** What happened, in words; one that lists found tells between which times. */
export function happeningWords(happening: Happening, { now, zone }: ZonedClock): string {
  const { from, at, kind } = happening;
  if (from === null || kind === 'unheard' || at - from < longSpan) return deed(happening);
  return `${deed(happening)}, between ${clockTime(from, zone, now)} and ${clockTime(at, zone, now)}`;
}

/** When it happened, `14:02:11`, `~` in front where it is not exact. */
export function happeningTime({ at, from, kind }: Happening, { now, zone }: ZonedClock): string {
  return `${from === null || kind === 'unheard' ? '' : '~'}${clockTime(at, zone, now)}`;
}

/** One happening as a line: time, name, words; the engine in front of the name with several. */
export function happeningLine(happening: Happening, clock: ZonedClock, where: string): string {
  return `${happeningTime(happening, clock)}  ${where === '' ? '' : `${oneLine(where, 256)}  `}${oneLine(happening.name, 256)}  ${happeningWords(happening, clock)}`;
}
