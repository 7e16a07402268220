/** The container list. */
import type { Container } from '../../engine/types.ts';
import type { EngineState } from '../../model/engine-state.ts';
import { contentSize, type Layout, type Rectangle } from '../../model/layout.ts';
import { isAt, type Row } from '../../model/row.ts';
import { isRunning } from '../../model/slices/containers.ts';
import { lateEngines, sshMayHelp } from '../../model/slices/engines.ts';
import { isMarked } from '../../model/slices/marking.ts';
import type { State } from '../../model/state.ts';
import { grouped, shortDuration } from '../../model/time.ts';
import { fitSpans } from '../../text/cut.ts';
import { oneLine } from '../../text/sanitise.ts';
import type { Row as PictureRow, Span, Tone } from '../../text/spans.ts';
import type { PanePicture } from '../cells.ts';
import { framed } from '../frame.ts';
import { type Column, headingSpans, placeColumns, rowSpans } from '../table.ts';
import { capital, failureText, wrappedText } from '../prose.ts';

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

/** How long it has been up, or how it ended; the state's own word when that tells more. */
function upText(container: Container): string {
  const age = container.age === null ? '--' : shortDuration(container.age);
  if (container.state === 'running') return age;
  if (container.state === 'exited' || container.state === 'stopped') return container.exitCode === null ? oneLine(container.state) : `exit ${container.exitCode}`;
  return oneLine(container.state, 40);
}

function upTone(container: Container): Tone {
  if (container.state === 'running') return 'normal';
  const { tone } = stateMark(container);
  return tone;
}

/** Published ports without the repeats of a second address family. */
function portsText(container: Container): string {
  const texts = container.ports.map((port) => {
    const protocol = port.protocol === 'tcp' ? '' : `/${oneLine(port.protocol, 8)}`;
    return port.hostPort === null ? `${port.port}${protocol}` : `${port.hostPort}→${port.port}${protocol}`;
  });
  const published = texts.filter((text) => text.includes('→'));
  return [...new Set([...published, ...texts])].join(' ');
}

const healthTone: Readonly<Record<string, Tone>> = { healthy: 'good', unhealthy: 'bad', starting: 'warn', none: 'dim' };

export const columns: readonly Column<Container>[] = [
  { id: 'name', title: 'NAME', least: 16, most: 40, rank: 0, cut: 'middle', text: (c) => oneLine(c.name, 256) },
  { id: 'image', title: 'IMAGE', least: 10, most: 48, rank: 4, cut: 'middle', text: (c) => oneLine(c.image, 256), tone: () => 'dim' },
  { id: 'uptime', title: 'UP', least: 10, most: 10, rank: 1, text: upText, tone: upTone },
  {
    id: 'health', title: 'HEALTH', least: 9, most: 9, rank: 2, text: (c) => (c.health === 'none' ? '' : c.health),
    tone: (c) => healthTone[c.health] ?? 'normal',
  },
  { id: 'ports', title: 'PORTS', least: 11, most: 34, rank: 3, text: portsText },
  { id: 'project', title: 'PROJECT', least: 10, most: 20, rank: 5, text: (c) => oneLine(c.project ?? '', 256), tone: () => 'dim' },
];

/** Whose container it is. */
export const engineColumn: Column<Row> = { id: 'engine', title: 'ENGINE', least: 12, most: 24, rank: 0.5, cut: 'middle', text: (row) => oneLine(row.where, 256), tone: () => 'dim' };

/** The columns of the present list: with several engines, whose container it is stands behind its name. */
function columnsOf({ engines }: State): readonly Column<Row>[] {
  const [name, ...others] = columns;
  return name && engines.length > 1 ? [name, engineColumn, ...others] : columns;
}

/** What an engine that has listed nothing yet is doing. */
function silentText(state: State, { address, failure, retryAt }: EngineState): { text: string; tone: Tone } {
  if (!failure) return { text: `Asking ${oneLine(address)} for its containers.`, tone: 'dim' };
  const again = retryAt === null ? '' : ` Trying again in ${Math.max(0, Math.ceil((retryAt - state.now) / 1000))} s.`;
  return { text: `${capital(failureText(failure, true))}${again}`, tone: 'bad' };
}

/** What the pane says when there is a list, and no rows. */
function emptyText({ containers, engines }: State): { text: string; tone: Tone } {
  const hidden = containers.listed?.length ?? 0;
  if (hidden === 0) return { text: `No containers on ${engines.length === 1 ? 'this engine' : 'these engines'}. \`docker run …\` one, or press D for the demo.`, tone: 'normal' };
  if (containers.filter !== '') return { text: `No match for /${oneLine(containers.filter)} (${hidden} hidden). esc clears.`, tone: 'normal' };
  return { text: `None of the ${hidden} containers is running. A shows all.`, tone: 'normal' };
}

/** The keys that help while no engine answers. */
function wayOut(state: State, width: number): PictureRow {
  const demo = width < 52 ? ' watch the demo   ' : ' watch the built-in demo engine meanwhile   ';
  const ssh: Span[] = sshMayHelp(state) ? [{ text: ' L', tone: 'key' }, { text: width < 52 ? ' ssh  ' : ' log in by ssh  ', tone: 'normal' }] : [];
  return { spans: [...ssh, { text: ' D', tone: 'key' }, { text: demo, tone: 'normal' }, { text: 'q', tone: 'key' }, { text: ' quit', tone: 'normal' }] };
}

/** A sentence instead of rows; however long it is, the keys that help have their row. */
function emptyRows(state: State, width: number, height: number): PictureRow[] {
  const said = state.containers.listed === null ? state.engines.map((engine) => silentText(state, engine)) : [emptyText(state)];
  const rows = said.flatMap(({ text, tone }) => wrappedText(text, width - 2, tone)).map((spans): PictureRow => ({ spans: [{ text: ' ', tone: 'normal' }, ...spans] }));
  if (state.containers.listed !== null || state.engines.every(({ failure }) => !failure)) return rows;
  if (rows.length < height - 1) return [...rows, { spans: [] }, wayOut(state, width)];
  const kept = rows.slice(0, height - 1);
  if (rows.length >= height) kept.push({ spans: fitSpans([...(kept.pop()?.spans ?? []), { text: ' '.repeat(width), tone: 'bad' }], width - 1) });
  return [...kept, wayOut(state, width)];
}

function facts(state: State): Span[][] {
  const { containers } = state;
  const shown = containers.shown.length;
  const listed = containers.listed?.length ?? 0;
  const count = shown === listed ? grouped(listed) : `${grouped(shown)} of ${grouped(listed)}`;
  const list: Span[][] = [[{ text: count, tone: 'normal' }]];
  if (containers.marked.length > 0) list.push([{ text: `${grouped(containers.marked.length)} marked`, tone: 'accent' }]);
  if (containers.filter !== '') list.push([{ text: `/${oneLine(containers.filter)}`, tone: 'accent' }]);
  if (containers.runningOnly) list.push([{ text: 'running only', tone: 'accent' }]);
  list.push([{ text: `by ${containers.sort.by}`, tone: 'dim' }]);
  return containers.listed === null ? [] : list;
}

/** The container pane. A list that is no longer current is dim. */
export function containersPane(state: State, layout: Layout, rectangle: Rectangle): PanePicture {
  const { containers, screen } = state;
  const focused = screen.focus === 'containers';
  const size = contentSize(layout, 'containers');
  const inSight = containers.shown.slice(containers.top, containers.top + size.rows);
  const late = new Set(lateEngines(state).map(({ address }) => address));
  const placed = placeColumns(columnsOf(state), size.columns - 4, inSight);
  const rows: PictureRow[] = [];
  if (inSight.length > 0) rows.push({ spans: [{ text: '    ', tone: 'dim' }, ...headingSpans(placed, containers.sort)] });
  for (const container of inSight) {
    const selected = isAt(container, containers.selected);
    const old = late.has(container.engine);
    const removed = selected && containers.gone;
    const { sign, tone } = removed ? { sign: '✖', tone: 'dim' as const } : stateMark(container);
    const shown = removed ? { ...container, state: 'removed', health: 'none' as const } : container;
    const spans: Span[] = [
      { text: selected ? '▌' : ' ', tone: focused ? 'accent' : 'dim' },
      { text: `${sign} `, tone: old ? 'dim' : tone },
      isMarked(state, container) ? { text: '◆', tone: 'accent' } : { text: ' ', tone: 'normal' },
      ...rowSpans(placed, shown, old || removed || (!isRunning(container) && !selected && container.exitCode === 0)),
    ];
    rows.push({ spans, selected: selected && focused });
  }
  if (inSight.length === 0) rows.push(...emptyRows(state, size.columns, rectangle.height - 2));
  const title: Span[] = [{ text: 'Containers', tone: focused ? 'accent-strong' : 'normal' }];
  return framed({ id: 'containers', rectangle, focused, title, facts: facts(state), rows });
}
