/** The container list. */
import type { EngineState } from '../../model/engine-state.ts';
import { type Group, headingsAbove, isGroup, isWrong, worstOf } from '../../model/groups.ts';
import { contentSize, type Layout, type Rectangle } from '../../model/layout.ts';
import { isAt, type Row } from '../../model/row.ts';
import { pendingWord } from '../../model/slices/deeds.ts';
import { newsOfRow, unseenCount } from '../../model/slices/events.ts';
import { figuresRefused } from '../../model/slices/figures.ts';
import { lateEngines, sshMayHelp } from '../../model/slices/engines.ts';
import { allMarked, isMarked } from '../../model/slices/marking.ts';
import type { State } from '../../model/state.ts';
import { grouped } from '../../model/time.ts';
import { cutEnd, cutMiddle, fitSpans } from '../../text/cut.ts';
import { oneLine } from '../../text/sanitise.ts';
import type { Row as PictureRow, Span, Tone } from '../../text/spans.ts';
import type { PanePicture } from '../cells.ts';
import { markedCells } from '../filter-marks.ts';
import { framed } from '../frame.ts';
import { isQuiet, placedColumns, stateMark } from '../columns.ts';
import { cellText, headingSpans, type PlacedColumn, rowSpans } from '../table.ts';
import { capital, failureText, wrappedText } from '../prose.ts';

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

/** Columns for why there are no figures. */
const reasonRoom = 30;

function facts(state: State, placed: readonly PlacedColumn<Row>[]): Span[][] {
  const { listed, shown, ghosts, marked, filter, runningOnly, sort, group } = state.containers;
  if (listed === null) return [];
  const hidden = listed.length - (shown.length - ghosts.length);
  const list: Span[][] = [[{ text: grouped(shown.length), tone: 'normal' }]];
  if (hidden > 0) list[0]?.push({ text: ` · ${grouped(hidden)} hidden`, tone: 'accent' });
  if (marked.length > 0) list.push([{ text: `${grouped(marked.length)} marked`, tone: 'accent' }]);
  const changed = unseenCount(state);
  if (changed > 0) list.push([{ text: `${grouped(changed)} changed`, tone: 'accent' }]);
  if (filter !== '') list.push([{ text: `/${oneLine(filter)}`, tone: 'accent' }]);
  if (runningOnly) list.push([{ text: 'running only', tone: 'accent' }]);
  const refused = figuresRefused(state);
  if (refused) list.push([{ text: `no figures: ${cutEnd(oneLine(refused.why), reasonRoom)}`, tone: 'warn' }]);
  const arrow = placed.some(({ column }) => column.id === sort.by) ? '' : sort.reverse ? '▲' : '▼';
  if (group !== 'none') list.push([{ text: `grouped by ${group}`, tone: 'dim' }]);
  list.push([{ text: `by ${sort.by}${arrow}`, tone: 'dim' }]);
  return list;
}

/** Something happened to it that nobody has looked at. */
function newsSpan(state: State, row: Row): Span {
  const { unseen } = newsOfRow(state, row);
  return unseen ? { text: '!', tone: unseen.bad ? 'bad' : 'accent' } : { text: ' ', tone: 'normal' };
}

/** The list's lines as they are drawn. */
interface Drawing {
  readonly state: State;
  readonly placed: readonly PlacedColumn<Row>[];
  /** Addresses of engines whose data is not current. */
  readonly late: ReadonlySet<string>;
}

/** A container's row, its name set in by the groups it is in; one that has been removed is dim, and says so. */
function rowOf({ state, placed, late }: Drawing, row: Row, above: readonly Group[]): PictureRow {
  const { containers, screen } = state;
  const focused = screen.focus === 'containers';
  const selected = containers.selectedGroup === null && isAt(row, containers.selected);
  const removed = containers.ghosts.includes(row);
  const old = late.has(row.engine);
  const pending = pendingWord(state, row);
  const { sign, tone } = removed ? { sign: '✖', tone: 'dim' as const } : pending === null ? stateMark(row) : { sign: '◐', tone: 'warn' as const };
  const word = removed ? 'removed' : pending;
  const named = above.length === 0 ? row : { ...row, name: indented(row.name, above) };
  const shown = word === null ? named : { ...named, state: word, health: 'none' as const };
  const spans: Span[] = [
    { text: selected ? '▌' : ' ', tone: focused ? 'accent' : 'dim' },
    { text: `${sign} `, tone: old ? 'dim' : tone },
    isMarked(state, row) ? { text: '◆', tone: 'accent' } : newsSpan(state, row),
    ...markedCells(state, placed, row, rowSpans(placed, shown, old || removed || (isQuiet(row) && !selected))),
  ];
  return { spans, selected: selected && focused };
}

/** A name below its headings: set in, and within its compose project without that project's name in front. */
function indented(name: string, above: readonly Group[]): string {
  const project = above[0]?.group.startsWith('project ') ? above[0].label : null;
  const own = project !== null && (name.startsWith(`${project}-`) || name.startsWith(`${project}_`)) ? name.slice(project.length + 1) : name;
  return '  '.repeat(above.length) + own;
}

/** The heading of a group: what it is, how many are in it, and what its columns say of all together. */
function headingOf({ state, placed }: Drawing, heading: Group, above: readonly Group[]): PictureRow {
  const { containers, screen } = state;
  const focused = screen.focus === 'containers';
  const selected = containers.selectedGroup === heading.group;
  const worst = worstOf(heading.members);
  const { tone } = worst && isWrong(worst) ? stateMark(worst) : { tone: 'normal' as const };
  const all = allMarked(state, heading.members);
  const cells = placed.map((one, at): Span => {
    const last = at === placed.length - 1;
    if (one.column.id !== 'name') return { text: cellText(one, one.column.group?.(heading.members) ?? '', last), tone: one.column.id === 'uptime' ? tone : 'dim' };
    const count = ` ×${grouped(heading.members.length)}`;
    const label = cutMiddle('  '.repeat(above.length) + oneLine(heading.label, 256), Math.max(1, one.width - count.length));
    return { text: cellText(one, label + count, last), tone: heading.level === 0 ? 'strong' : 'normal' };
  });
  const spans: Span[] = [
    { text: selected ? '▌' : ' ', tone: focused ? 'accent' : 'dim' }, { text: heading.folded ? '▶ ' : '▼ ', tone },
    all ? { text: '◆', tone: 'accent' } : { text: ' ', tone: 'normal' }, ...cells,
  ];
  return { spans, selected: selected && focused };
}

/** The container pane. A list that is no longer current is dim. */
export function containersPane(state: State, layout: Layout, rectangle: Rectangle): PanePicture {
  const { containers, screen } = state;
  const focused = screen.focus === 'containers';
  const size = contentSize(layout, 'containers');
  const { lines, top } = containers;
  const inSight = lines.slice(top, top + size.rows);
  const placed = placedColumns(state, size.columns);
  const drawing: Drawing = { state, placed, late: new Set(lateEngines(state).map(({ address }) => address)) };
  const rows: PictureRow[] = [];
  if (inSight.length > 0) rows.push({ spans: [{ text: '    ', tone: 'dim' }, ...headingSpans(placed, containers.sort)] });
  inSight.forEach((line, at) => {
    const above = containers.group === 'none' ? [] : headingsAbove(lines, top + at);
    rows.push(isGroup(line) ? headingOf(drawing, line, above) : rowOf(drawing, line, above));
  });
  if (inSight.length === 0) rows.push(...emptyRows(state, size.columns, rectangle.height - 2));
  const title: Span[] = [{ text: 'Containers', tone: focused ? 'accent-strong' : 'normal' }];
  return framed({ id: 'containers', rectangle, focused, title, facts: facts(state, placed), rows });
}
