/** The processes of a container as `ps` told them, ordered by a column. */
import type { Processes } from '../../engine/figure-types.ts';
import { oneLine } from '../../text/sanitise.ts';
import { textWidth } from '../../text/width.ts';
import type { Document, DocumentLine } from '../document.ts';
import type { ProcessOrder } from '../inspect-state.ts';
import { maskText } from '../secrets.ts';

const number = /^-?\d+(\.\d+)?%?$/;
/** Times of `ps`: `00:00:01`, `1-02:03:04`, `3:07.25`. */
const duration = /^(?:(\d+)-)?(?:(\d+):)?(\d+):(\d+(?:\.\d+)?)$/;

/** Podman's: `1h2m3.456789s`. */
const goDuration = /^(?:(\d+)h)?(?:(\d+)m)?(\d+)(\.\d+)?s$/;

/** What a cell is ordered by: its number, its seconds, or nothing but its text. */
function weight(cell: string): number {
  if (number.test(cell)) return Number.parseFloat(cell);
  const go = goDuration.exec(cell);
  if (go) return (Number(go[1] ?? 0) * 60 + Number(go[2] ?? 0)) * 60 + Number(`${go[3]}${go[4] ?? ''}`);
  const [, days = '0', hours = '0', minutes = '', seconds = ''] = duration.exec(cell) ?? [];
  return minutes === '' ? Number.NaN : ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
}

function compare(a: string, b: string): number {
  const [x, y] = [weight(a), weight(b)];
  if (!Number.isNaN(x) && !Number.isNaN(y)) return x - y;
  if (Number.isNaN(x) !== Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The rows in the order that was asked for; those that are equal stay as they came. */
function ordered({ titles, rows }: Processes, order: ProcessOrder): readonly (readonly string[])[] {
  const at = order.by === null ? -1 : titles.indexOf(order.by);
  if (at < 0) return rows;
  const sign = order.reverse ? -1 : 1;
  return [...rows].sort((a, b) => sign * compare(a[at] ?? '', b[at] ?? ''));
}

/** The column whose cells tell one process from all others. */
const identity = (titles: readonly string[]) => Math.max(0, titles.findIndex((title) => /^(pid|hpid)$/i.test(title)));

const withoutFraction = (time: string) => time.replace(/\.\d+s$/, 's');

/** The processes as a table; numbers stand to the right, the last column goes on as far as it goes. */
export function processesDocument(processes: Processes, order: ProcessOrder): Document {
  const titles = processes.titles.map((title) => oneLine(title, 80));
  const last = titles.length - 1;
  const known = identity(processes.titles);
  // a secret may stand beside its name in the next of the cells that the last column goes on with: they are joined first
  const cells = (row: readonly string[]) => titles.map((_, at) => (at === last ? row.slice(at).join(' ') : (row[at] ?? '').replace(goDuration, withoutFraction)));
  const clean = (texts: readonly string[]) => texts.map((text) => oneLine(text, Infinity));
  const rows = ordered(processes, order).map((row) => ({ key: row[known] ?? '', clear: clean(cells(row)), shown: clean(cells(row).map(maskText)) }));
  const mark = (at: number) => (processes.titles[at] === order.by ? (order.reverse ? '▼' : '▲') : '');
  const widths = titles.map((title, at) => rows.reduce((most, { shown }) => Math.max(most, textWidth(shown[at] ?? '')), textWidth(title) + 1));
  const right = titles.map((_, at) => at !== last && rows.length > 0 && rows.every(({ clear }) => !Number.isNaN(weight(clear[at] ?? ''))));
  const laid = (row: readonly string[]) => row.map((cell, at) => {
    const blanks = ' '.repeat(Math.max(0, (widths[at] ?? 0) - textWidth(cell)));
    return at === last ? cell : right[at] ? `${blanks}${cell}` : `${cell}${blanks}`;
  }).join('  ');
  const lines = rows.map(({ key, clear, shown }): DocumentLine => {
    const value = laid(shown);
    const secret = clear.some((cell, at) => cell !== shown[at]) ? laid(clear) : null;
    return { label: '', value, tone: 'normal', secret, key };
  });
  return { lines, labelWidth: 0, labelTone: 'dim', heading: laid(titles.map((title, at) => `${title}${mark(at)}`)) };
}

/** The order after a step to the next column, or the one before; past either end it is the engine's own. */
export function nextOrder({ titles }: Processes, order: ProcessOrder, step: 1 | -1): ProcessOrder {
  const places = [null, ...titles];
  const at = Math.max(0, places.indexOf(order.by));
  const by = places[(at + step + places.length) % places.length] ?? null;
  return { by, reverse: by !== null && /cpu|mem|rss|vsz|time|sz/i.test(by) };
}
