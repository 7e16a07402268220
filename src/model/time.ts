/** Times and sizes as text. Every clock reading comes in as a number; nothing here asks for the time. */

/** Two days before the year 10000: later times are none that an engine means, and the last there are have no text on a clock further east. */
const endOfTime = Date.UTC(9999, 11, 30);

/** Milliseconds since 1970 of an RFC 3339 time; null when it is none. */
export function parseTime(text: string | null): number | null {
  const time = text === null ? Number.NaN : Date.parse(text);
  return Math.abs(time) < endOfTime ? time : null;
}

const units: readonly (readonly [string, number])[] = [['d', 86_400], ['h', 3600], ['m', 60], ['s', 1]];

/** A duration in its largest unit: `4s 12m 2h 12d`. */
export function shortDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [unit, size] = units.find(([, length]) => whole >= length) ?? ['s', 1];
  return `${Math.floor(whole / size)}${unit}`;
}

/** A duration in its two largest units: `2h 14m`. */
export function longDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const at = units.findIndex(([, length]) => whole >= length);
  const large = units[at];
  const small = units[at + 1];
  if (!large) return '0s';
  const rest = small ? Math.floor((whole % large[1]) / small[1]) : 0;
  return `${Math.floor(whole / large[1])}${large[0]}${small && rest > 0 ? ` ${rest}${small[0]}` : ''}`;
}

const two = (value: number) => String(value).padStart(2, '0');

/** The time of day `14:02:11` on a clock `zone` minutes east of UTC; with the date in front when it is another day than `now`. */
export function clockTime(at: number, zone: number, now: number): string {
  const local = new Date(at + zone * 60_000);
  const time = `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}:${two(local.getUTCSeconds())}`;
  const day = local.toISOString().slice(0, 10);
  return day === new Date(now + zone * 60_000).toISOString().slice(0, 10) ? time : `${day} ${time}`;
}

/** Date and time of day for the name of a file, `20261123-140211`, on a clock `zone` minutes east of UTC. */
export function fileTime(at: number, zone: number): string {
  const [date = '', time = ''] = new Date(at + zone * 60_000).toISOString().split(/[T.]/);
  return `${date.replaceAll('-', '')}-${time.replaceAll(':', '')}`;
}

/** An engine's timestamp as `14:02:11.120` on a clock `zone` minutes east of UTC; as it is when it cannot be read. */
export function stampTime(stamp: string, zone: number): string {
  const parts = /T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,3}))?\d*(?:Z|([+-])(\d\d):(\d\d))$/.exec(stamp);
  if (!parts) return stamp;
  const east = (parts[5] === '-' ? -1 : 1) * (Number(parts[6] ?? 0) * 60 + Number(parts[7] ?? 0));
  const minutes = (((Number(parts[1]) * 60 + Number(parts[2]) - east + zone) % 1440) + 1440) % 1440;
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${parts[3]}.${(parts[4] ?? '').padEnd(3, '0')}`;
}

/** Bytes in the short form of the lists: `418Mi`, `1.2Gi`, `512B`. */
export function shortBytes(bytes: number): string {
  const names = ['B', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi'];
  let value = bytes;
  let unit = 0;
  while (Math.round(value) >= 1000 && unit < names.length - 1) {
    value /= 1024;
    unit++;
  }
  const digits = unit > 0 && value < 10 ? value.toFixed(1).replace(/\.0$/, '') : String(Math.round(value));
  return `${digits}${names[unit]}`;
}

/** A whole number with thousands set apart: `18,204`. */
export function grouped(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** An engine's timestamp as a text that sorts by time: in UTC, with nine digits of fraction; as it is when it is no time. */
export function stampKey(stamp: string): string {
  if (stamp.length === 30 && stamp.endsWith('Z')) return stamp;
  const [, seconds = '', fraction = '', zone = ''] = /^(.{19})(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/.exec(stamp) ?? [];
  const time = parseTime(`${seconds}${zone}`);
  return time === null ? stamp : `${new Date(time).toISOString().slice(0, 19)}.${fraction.padEnd(9, '0')}Z`;
}
