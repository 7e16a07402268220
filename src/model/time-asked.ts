/** Times as a person types them. */
import { parseTime } from './time.ts';

/** A moment, milliseconds since 1970; null for the beginning. */
export type TimeAsked = { readonly at: number | null } | { readonly problem: string };

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const duration = /^(?:\d+(?:\.\d+)?[smhdw])+$/;
const clock = /^(?:(\d{4})-(\d\d)-(\d\d)[T ]+)?(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?$/;
const day = /^(\d{4})-(\d\d)-(\d\d)$/;

/**
 * The moment meant by `5m` or `5m ago`, `1h30m`, `start`, `14:02`, `14:02:11`, `2026-11-23 14:02`, `2026-11-23` or an RFC 3339 time, on a clock
 * `zone` minutes east of UTC; a time of day is the latest one before `now`.
 */
export function timeAsked(typed: string, now: number, zone: number): TimeAsked {
  const text = typed.trim();
  if (text === 'start') return { at: null };
  const span = text.replace(/\s+ago$/, '');
  if (duration.test(span)) {
    let ago = 0;
    for (const [, count, unit] of span.matchAll(/(\d+(?:\.\d+)?)([smhdw])/g)) ago += Number(count) * (units[unit ?? ''] ?? 0);
    return { at: now - ago };
  }
  const [, year, month, date, hours, minutes, seconds] = clock.exec(text) ?? day.exec(text) ?? [];
  if (year ?? hours) {
    const today = new Date(now + zone * 60_000).toISOString().slice(0, 10);
    const on = year ? `${year}-${month}-${date}` : today;
    const at = parseTime(`${on}T${(hours ?? '0').padStart(2, '0')}:${minutes ?? '00'}:${seconds ?? '00'}Z`);
    if (at !== null) return { at: at - zone * 60_000 - (!year && at - zone * 60_000 > now ? 86_400_000 : 0) };
  }
  const at = /^\d{4}-\d\d-\d\dT/.test(text) ? parseTime(text) : null;
  return at === null ? { problem: `“${text}” is no time: 5m, 1h30m, 1d, start, 14:02, 2026-11-23 14:02` } : { at };
}
