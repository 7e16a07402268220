/** What can be learned from the sentence an engine says of a container, such as `Up 2 hours (healthy)` or `Exited (137) 3 weeks ago`. */
import type { Health } from './types.ts';

const units: Readonly<Record<string, number>> = { second: 1, minute: 60, hour: 3600, day: 86_400, week: 604_800, month: 2_592_000, year: 31_536_000 };
const lengthPattern = /(?:(Less than an?|About an?|\d{1,6}) )(second|minute|hour|day|week|month|year)s?\b/;

/** Seconds since the container started or ended, as precisely as the sentence says; null when it says nothing. */
export function ageFrom(status: string): number | null {
  const match = lengthPattern.exec(status);
  if (!match) return null;
  const [, count = '', unit = ''] = match;
  const seconds = units[unit]!;
  if (count.startsWith('Less')) return 0;
  return count.startsWith('About') ? seconds : Number(count) * seconds;
}

/** The exit code in `Exited (137) …` or `Restarting (1) …`; null in any other sentence. */
export function exitCodeFrom(status: string): number | null {
  const match = /^(?:Exited|Restarting) \((-?\d{1,10})\)/.exec(status);
  return match ? Number(match[1]) : null;
}

/** A health word as the engine writes it; undefined for any other. */
export function healthOf(word: string): Health | undefined {
  return word === 'healthy' || word === 'unhealthy' || word === 'starting' || word === 'none' ? word : undefined;
}

/** The health in brackets at the end of the sentence: where it stood before API 1.52. */
export function healthFrom(status: string): Health {
  const match = /\((?:health: )?(healthy|unhealthy|starting)\)/.exec(status);
  return healthOf(match?.[1] ?? 'none')!;
}
