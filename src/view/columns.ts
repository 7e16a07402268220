/** How each column of the list looks, and how it gives way. */
import type { Container } from '../engine/types.ts';
import { addressOf, isRunning, restartsOf, sizeOf, tagOf } from '../model/columns.ts';
import { type GroupBy, isWrong, sumText, worstOf } from '../model/groups.ts';
import { newsOfRow } from '../model/slices/events.ts';
import { engineAt } from '../model/slices/engines.ts';
import type { Row } from '../model/row.ts';
import { maskedOnce } from '../model/secrets.ts';
import type { State } from '../model/state.ts';
import { shortBytes, shortDuration } from '../model/time.ts';
import { oneLine } from '../text/sanitise.ts';
import type { Tone } from '../text/spans.ts';
import { textWidth } from '../text/width.ts';
import { figureColumns } from './figure-columns.ts';
import { aboutText } from './figure-text.ts';
import { type Column, placeColumns } from './table.ts';

/** The sign before a container's name, and what it means by colour. */
export function stateMark(container: Container): { sign: string; tone: Tone } {
  switch (container.state) {
    case 'running':
      if (container.health === 'unhealthy') return { sign: '✖', tone: 'bad' };
      return container.health === 'healthy' ? { sign: '✚', tone: 'good' } : { sign: '●', tone: 'good' };
    case 'restarting': case 'paused': case 'removing': return { sign: '◐', tone: 'warn' };
    case 'dead': return { sign: '✖', tone: 'bad' };
    case 'exited': case 'stopped': return container.exitCode === 0 || container.exitCode === null ? { sign: '○', tone: 'dim' } : { sign: '✖', tone: 'bad' };
    case 'created': return { sign: '○', tone: 'dim' };
    default: return { sign: '?', tone: 'warn' };
  }
}

/** How long it has been up, or how it ended; the state's own word when that tells more. `oom`: it ended for want of memory. */
function upText(container: Container, oom = false): string {
  const age = container.age === null ? '--' : shortDuration(container.age);
  if (container.state === 'running') return age;
  if (container.state === 'exited' || container.state === 'stopped') return oom ? 'oom' : container.exitCode === null ? oneLine(container.state) : `exit ${container.exitCode}`;
  return oneLine(container.state, 40);
}

const stateTone = (container: Container): Tone => (container.state === 'running' ? 'normal' : stateMark(container).tone);

/** What all of a group have in common; nothing when they differ. */
const common = (rows: readonly Row[], text: (row: Row) => string) => (rows[0] && rows.every((row) => text(row) === text(rows[0] as Row)) ? text(rows[0]) : '');

/** What is wrong with the one that is worst off, or how many of a group are up. */
function groupUp(rows: readonly Row[]): string {
  const worst = worstOf(rows);
  if (worst && isWrong(worst)) return worst.state === 'running' ? worst.health : upText(worst);
  const up = rows.filter(isRunning).length;
  return up === rows.length ? `${up} up` : `${up}/${rows.length} up`;
}

const sumOr = (rows: readonly Row[], value: (row: Row) => number | null, columns: number, text: (sum: number) => string = String) => sumText(rows, value, text, (sum) => aboutText(sum, columns)) ?? '--';

/** Published ports without the repeats of a second address family. */
function portsText(container: Container): string {
  const texts = container.ports.map((port) => {
    const protocol = port.protocol === 'tcp' ? '' : `/${oneLine(port.protocol, 8)}`;
    return port.hostPort === null ? `${port.port}${protocol}` : `${port.hostPort}→${port.port}${protocol}`;
  });
  const published = texts.filter((text) => text.includes('→'));
  return [...new Set([...published, ...texts])].join(' ');
}

/** A digest by its first digits; a tag as it is. */
const tagText = (image: string) => oneLine(tagOf(image).replace(/^sha256:([0-9a-f]{12}).*/, '$1'), 256);

const healthTone: Readonly<Record<string, Tone>> = { healthy: 'good', unhealthy: 'bad', starting: 'warn', none: 'dim' };
const whereText = (row: Row) => oneLine(row.where, 256);
const imageText = (row: Row) => oneLine(row.image, 256);
const quiet = () => 'dim' as const;
const counted = (count: number | null, text = String(count)) => (count === null ? '--' : text);

const upWidth = 11;

/** The columns of what is listed alone. */
export const listColumns: readonly Column<Row>[] = [
  { id: 'name', title: 'NAME', least: 16, good: 24, most: 40, rank: 0, cut: 'middle', text: (c) => oneLine(c.name, 256) },
  { id: 'engine', title: 'ENGINE', least: 12, most: 24, rank: 0.5, cut: 'middle', text: whereText, tone: quiet, group: (rows) => common(rows, whereText) },
  { id: 'image', title: 'IMAGE', least: 10, most: 48, rank: 2.9, cut: 'middle', text: imageText, tone: quiet, group: (rows) => common(rows, imageText) },
  { id: 'state', title: 'STATE', least: 11, most: 11, fixed: true, rank: 0.8, text: (c) => oneLine(c.state, 40), tone: stateTone },
  { id: 'uptime', title: 'UP', least: upWidth, most: upWidth, fixed: true, rank: 1, text: (c) => upText(c), tone: stateTone, group: groupUp },
  { id: 'health', title: 'HEALTH', least: 9, most: 9, rank: 5, text: (c) => (c.health === 'none' ? '' : c.health), tone: (c) => healthTone[c.health] ?? 'normal' },
  { id: 'ports', title: 'PORTS', least: 11, most: 34, rank: 4, text: portsText },
  { id: 'project', title: 'PROJECT', least: 10, most: 20, rank: 6, text: (c) => oneLine(c.project ?? '', 256), tone: quiet },
  { id: 'service', title: 'SERVICE', least: 10, most: 20, rank: 3.5, text: (c) => oneLine(c.service ?? '', 256), tone: quiet },
  { id: 'tag', title: 'TAG', least: 8, most: 20, rank: 3.6, text: (c) => tagText(c.image), tone: quiet },
  { id: 'id', title: 'ID', least: 12, most: 12, fixed: true, rank: 3.7, text: (c) => oneLine(c.id.slice(0, 12)), tone: quiet },
  { id: 'exit', title: 'EXIT', least: 4, most: 4, fixed: true, rank: 2.8, align: 'right', text: (c) => (c.exitCode === null ? '' : String(c.exitCode)), tone: (c) => (c.exitCode === 0 ? 'dim' : 'bad') },
  { id: 'ip', title: 'IP', least: 15, most: 40, rank: 3.8, text: (c) => oneLine(addressOf(c) ?? '', 64) },
  { id: 'networks', title: 'NETWORKS', least: 10, most: 30, rank: 4.5, text: ({ networks }) => oneLine(networks.map(({ name }) => name).join(' '), 256), tone: quiet },
];

/** How long it has been up, with its restarts of the last ten minutes. */
function uptimeNow(state: State): Pick<Column<Row>, 'text' | 'tone'> {
  return {
    text: (row) => {
      const { restarts, oom } = newsOfRow(state, row);
      const text = row.state === 'restarting' && restarts > 0 ? 'restart' : upText(row, oom);
      const badge = restarts > 0 ? ` ↻${restarts}` : '';
      return textWidth(text + badge) <= upWidth ? text + badge : text;
    },
    tone: (row) => (row.state === 'running' && newsOfRow(state, row).restarts > 0 ? 'warn' : stateTone(row)),
  };
}

/** All columns, as they look now. */
export function allColumns(state: State): readonly Column<Row>[] {
  const now = (row: Row) => Math.floor((state.now + (engineAt(state, row.engine)?.skew ?? 0)) / 1000);
  return [
    ...listColumns.map((column) => (column.id === 'uptime' ? { ...column, ...uptimeNow(state) } : column)),
    { id: 'created', title: 'CREATED', least: 7, most: 7, fixed: true, rank: 3.9, align: 'right', text: (row) => (row.created > 0 ? shortDuration(now(row) - row.created) : '--'), tone: quiet },
    { id: 'restarts', title: 'RESTARTS', least: 8, most: 8, fixed: true, rank: 2.7, align: 'right', text: (row) => counted(restartsOf(row, state)), group: (rows) => sumOr(rows, (row) => restartsOf(row, state), 8), tone: (row) => ((restartsOf(row, state) ?? 0) > 0 ? 'warn' : 'dim') },
    { id: 'size', title: 'SIZE', least: 6, most: 6, fixed: true, rank: 4.2, align: 'right', text: (row) => { const size = sizeOf(row, state); return size === null ? '--' : shortBytes(size); }, group: (rows) => sumOr(rows, (row) => sizeOf(row, state), 6, shortBytes) },
    { id: 'command', title: 'COMMAND', least: 12, most: 60, rank: 5.5, text: ({ command }) => oneLine(state.settings.showSecrets ? command : maskedOnce(command), 256), tone: quiet },
    ...figureColumns(state),
  ];
}

/** What the headings of groups say already. */
const saidByGroups: Readonly<Record<GroupBy, string>> = { none: '', project: 'project', image: 'image', network: 'networks', state: 'state' };

/** Whether a column has something to say: whose container it is only with several engines, and nothing that the headings of groups say. */
export const isOfUse = ({ engines, containers: { group } }: State, id: string) => (id !== 'engine' || engines.length > 1) && id !== saidByGroups[group];

/** The columns that are wanted, in their order. */
export function wantedColumns(state: State): readonly Column<Row>[] {
  const known = new Map(allColumns(state).map((column) => [column.id, column]));
  return state.containers.columns.flatMap(({ id, shown }): readonly Column<Row>[] => {
    const column = known.get(id);
    return column && shown && isOfUse(state, id) ? [column] : [];
  });
}

/** What a row has besides its columns: the selection's bar, marks and a blank at its end. */
const margins = 5;

/** The columns that have room in the list, `width` columns wide, with their widths. */
export const placedColumns = (state: State, width: number) => placeColumns(wantedColumns(state), width - margins, state.containers.listed ?? []);

/** Whether a row is told quietly: it has ended well. */
export const isQuiet = (row: Row) => !isRunning(row) && row.exitCode === 0;
