/** The container list. */
import type { Container } from '../../engine/types.ts';
import { contentSize, type Layout, type Rectangle } from '../../model/layout.ts';
import { isRunning } from '../../model/slices/containers.ts';
import { dataAge, liveness } from '../../model/slices/engine.ts';
import type { State } from '../../model/state.ts';
import { grouped, shortDuration } from '../../model/time.ts';
import { fitSpans } from '../../text/cut.ts';
import { oneLine } from '../../text/sanitise.ts';
import type { Row, Span, Tone } from '../../text/spans.ts';
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

/** What the pane says instead of rows. */
function emptyText(state: State): { text: string; tone: Tone } {
  const { containers, engine } = state;
  if (engine.failure && containers.listed === null) {
    const { failure, retryAt } = engine;
    const again = retryAt === null ? '' : ` Trying again in ${Math.max(0, Math.ceil((retryAt - state.now) / 1000))} s.`;
    return { text: `${capital(failureText(failure, true))}${again}`, tone: 'bad' };
  }
  if (containers.listed === null) return { text: `Asking ${oneLine(engine.address)} for its containers.`, tone: 'dim' };
  const hidden = containers.listed.length;
  if (hidden === 0) return { text: 'No containers on this engine. `docker run …` one, or press D for the demo.', tone: 'normal' };
  if (containers.filter !== '') return { text: `No match for /${oneLine(containers.filter)} (${hidden} hidden). esc clears.`, tone: 'normal' };
  return { text: `None of the ${hidden} containers is running. A shows all.`, tone: 'normal' };
}

/** The keys that help while no engine answers. */
function wayOut(width: number): Row {
  const demo = width < 52 ? ' watch the demo engine   ' : ' watch the built-in demo engine meanwhile   ';
  return { spans: [{ text: ' D', tone: 'key' }, { text: demo, tone: 'normal' }, { text: 'q', tone: 'key' }, { text: ' quit', tone: 'normal' }] };
}

/** A sentence instead of rows; however long it is, the keys that help have their row. */
function emptyRows(state: State, width: number, height: number): Row[] {
  const { text, tone } = emptyText(state);
  const rows = wrappedText(text, width - 2, tone).map((spans): Row => ({ spans: [{ text: ' ', tone: 'normal' }, ...spans] }));
  if (state.containers.listed !== null || !state.engine.failure) return rows;
  if (rows.length < height - 1) return [...rows, { spans: [] }, wayOut(width)];
  const said = rows.slice(0, height - 1);
  if (rows.length >= height) said.push({ spans: fitSpans([...(said.pop()?.spans ?? []), { text: ' '.repeat(width), tone }], width - 1) });
  return [...said, wayOut(width)];
}

function facts(state: State): Span[][] {
  const { containers } = state;
  const shown = containers.shown.length;
  const listed = containers.listed?.length ?? 0;
  const count = shown === listed ? grouped(listed) : `${grouped(shown)} of ${grouped(listed)}`;
  const list: Span[][] = [[{ text: count, tone: 'normal' }]];
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
  const old = dataAge(state) !== null && liveness(state) !== 'live';
  const placed = placeColumns(columns, size.columns - 4, inSight);
  const rows: Row[] = [];
  if (inSight.length > 0) rows.push({ spans: [{ text: '    ', tone: 'dim' }, ...headingSpans(placed, containers.sort)] });
  for (const container of inSight) {
    const selected = container.id === containers.selected;
    const removed = selected && containers.gone;
    const { sign, tone } = removed ? { sign: '✖', tone: 'dim' as const } : stateMark(container);
    const shown = removed ? { ...container, state: 'removed', health: 'none' as const } : container;
    const spans: Span[] = [
      { text: selected ? '▌' : ' ', tone: focused ? 'accent' : 'dim' },
      { text: `${sign} `, tone: old ? 'dim' : tone },
      { text: ' ', tone: 'normal' },
      ...rowSpans(placed, shown, old || removed || (!isRunning(container) && !selected && container.exitCode === 0)),
    ];
    rows.push({ spans, selected: selected && focused });
  }
  if (inSight.length === 0) rows.push(...emptyRows(state, size.columns, rectangle.height - 2));
  const title: Span[] = [{ text: 'Containers', tone: focused ? 'accent-strong' : 'normal' }];
  return framed({ id: 'containers', rectangle, focused, title, facts: facts(state), rows });
}
