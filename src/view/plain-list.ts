/** The container list for a file or a pipe: aligned text, or JSON. */
import type { Row } from '../model/row.ts';
import { maskText, maskValue } from '../model/secrets.ts';
import { fit } from '../text/cut.ts';
import { oneLine } from '../text/sanitise.ts';
import { textWidth } from '../text/width.ts';
import { listColumns } from './columns.ts';

/** A container as JSON gives it: with several engines, with its engine; secrets masked unless `clear`. */
export function plainRecord({ engine, where, container }: Row, several: boolean, clear: boolean): object {
  const labels = Object.fromEntries(Object.entries(container.labels).map(([name, value]) => [name, maskValue(name, value)]));
  return { ...(several ? { engine, where } : {}), ...container, ...(clear ? {} : { command: maskText(container.command), labels }) };
}

const column = (wanted: string) => listColumns.filter(({ id }) => id === wanted);

/** The list as lines of text with a heading, with several engines the engine's name in front; every column as wide as its longest text, nothing cut. */
export function plainList(containers: readonly Row[], several: boolean): string {
  const status = { title: 'STATUS', text: (container: Row) => oneLine(container.status) };
  const shown = [...(several ? column('engine') : []), ...['name', 'image', 'ports', 'project'].flatMap(column), status];
  const sorted = [...containers].sort((a, b) => (a.name < b.name ? -1 : 1));
  const rows = [shown.map(({ title }) => title), ...sorted.map((container) => shown.map(({ text }) => text(container)))];
  const widths = shown.map((_, at) => Math.max(...rows.map((row) => textWidth(row[at] ?? ''))));
  return `${rows.map((row) => row.map((cell, at) => fit(cell, widths[at] ?? 0)).join('  ').trimEnd()).join('\n')}\n`;
}
