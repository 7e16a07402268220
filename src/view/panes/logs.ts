/** The log pane: the rows in sight, parsed only when they are. */
import { contentSize, type Layout, type Rectangle } from '../../model/layout.ts';
import { isFiltered, logPaneLines } from '../../model/log-lines.ts';
import { firstLogLine, isUnreadable, isWhole, type LogPhase, type LogsState } from '../../model/log-state.ts';
import { conditionOf } from '../../model/query.ts';
import { selectedHeading } from '../../model/list-state.ts';
import { engineInHand } from '../../model/slices/engines.ts';
import { logMatches, scannedShare } from '../../model/slices/log-search.ts';
import { isEmptyLog, logAnchor } from '../../model/slices/logs.ts';
import type { State } from '../../model/state.ts';
import { grouped } from '../../model/time.ts';
import { visibleRows } from '../../model/viewport.ts';
import { oneLine } from '../../text/sanitise.ts';
import type { Row, Span } from '../../text/spans.ts';
import type { PanePicture } from '../cells.ts';
import { framed } from '../frame.ts';
import { logRow, separator } from '../log-row.ts';
import { inputRow } from './input.ts';
import { capital, failureText, wrappedText } from '../prose.ts';
import { subjectTitle } from '../subject.ts';

/** What the pane says when there is no line to show. */
function emptyText(state: State): { text: string; bad: boolean } {
  const { logs } = state;
  const [source] = logs.sources;
  const heading = selectedHeading(state);
  if (!source && heading) return { text: heading.members.length === 1 ? 'enter shows the log of its one container.' : `enter shows the logs of all ${grouped(heading.members.length)} of ${oneLine(heading.label, 256)} as one.`, bad: false };
  if (!source) return { text: 'No container is selected.', bad: false };
  const { failure, driver, phase, live } = source;
  if (isUnreadable(source)) {
    return { text: `This container's log driver${driver === '' ? '' : ` (${oneLine(driver)})`} cannot be read: the engine keeps no log of it. a watches what it writes from now on. ${oneLine(failure?.why ?? '')}`, bad: true };
  }
  if (failure) return { text: `${capital(failureText(failure, false))}${phase === 'cut' ? ' Trying again.' : ''}`, bad: true };
  if (logs.cleared > -Infinity && logs.store.count > 0) return { text: 'View cleared. New lines show at once.', bad: false };
  if (phase === 'opening') return { text: engineInHand(state).failure ? 'Waiting for the engine.' : logs.merged ? `Opening ${logs.sources.length} logs.` : 'Opening the log.', bad: false };
  if (live) return { text: 'Attached: what the container writes from now on is shown. Nothing is sent to it: I turns input on, q detaches.', bad: false };
  return { text: `No lines yet${driver === '' ? '' : ` (driver ${oneLine(driver)})`}. New lines show at once.`, bad: false };
}

/** What the pane says when lines are there and none of them is shown. */
function nothingPasses({ logs }: State): string {
  const filters = logs.filters.map(({ text }) => `&${text}`).join(' ');
  const share = scannedShare(logs, logs.scanned);
  return share < 100 ? `Looking through the log for ${filters}: ${share} %.` : `No line passes ${filters} (${grouped(logs.store.count)} hidden). esc takes the latest filter away.`;
}

function said(text: string, tone: 'bad' | 'dim', width: number): Row[] {
  return wrappedText(text, width - 2, tone).map((spans) => ({ spans: [{ text: ' ', tone: 'normal' }, ...spans] }));
}

function rowsOf(state: State, width: number, height: number): Row[] {
  const { logs, screen } = state;
  if (isEmptyLog(state)) {
    const { text, bad } = emptyText(state);
    return said(text, bad ? 'bad' : 'dim', width);
  }
  const anchor = logAnchor(state);
  const visible = visibleRows(logPaneLines(state), anchor, height);
  if (visible.length === 0) return said(nothingPasses(state), 'dim', width);
  const prompt = screen.prompt?.kind === 'search-logs' || screen.prompt?.kind === 'filter-logs' ? screen.prompt.text : undefined;
  const matcher = prompt === undefined ? logs.search?.condition ?? null : conditionOf(prompt);
  const rows = visible.map((row): Row => logRow(state, row, width, matcher));
  // standing at the very first line: say what is above it
  if (!logs.follow && visible[0]?.line === firstLogLine(logs) && logs.cleared <= logs.store.first) {
    const text = logs.page ? 'loading older lines' : isWhole(logs) ? 'this is where the log begins' : null;
    if (text) rows.unshift(separator(text));
  }
  return rows.slice(0, height);
}

const mebi = 1024 * 1024;
const inMebi = (bytes: number) => (bytes / mebi).toFixed(bytes < 100 * mebi ? 1 : 0);

const phaseOf = ({ sources }: LogsState, phase: LogPhase) => sources.filter((source) => source.phase === phase).length;

/** How the streams fare, in a word; in a merged tail of how many, when not of all. */
function streamFact(logs: LogsState): Span[] | null {
  const of = (count: number) => (logs.merged ? ` ${count} of ${logs.sources.length}` : '');
  const [cut, failed, over] = [phaseOf(logs, 'cut'), phaseOf(logs, 'failed'), phaseOf(logs, 'over')];
  if (cut > 0) return [{ text: `reconnecting${of(cut)}`, tone: 'warn' }];
  if (failed > 0 && logs.merged) return [{ text: `unreadable${of(failed)}`, tone: 'warn' }];
  if (phaseOf(logs, 'detached') > 0) return [{ text: 'detached', tone: 'warn' }];
  if (over > 0 && over === logs.sources.length) return [{ text: 'ended', tone: 'normal' }];
  return phaseOf(logs, 'open') > 0 ? [{ text: logs.sources.some(({ live }) => live) ? 'attached' : 'follow', tone: 'normal' }] : null;
}

function facts(state: State): Span[][] {
  const { logs, settings } = state;
  if (logs.sources.length === 0) return [];
  const waiting = logs.store.received - logs.pausedAt;
  const list: Span[][] = state.sessions.input?.over === null ? [[{ text: 'INPUT', tone: 'alert' }]] : [];
  const fact = streamFact(logs);
  if (!logs.follow) list.push([{ text: waiting > 0 ? `paused, +${grouped(waiting)} new` : 'paused', tone: 'warn' }]);
  else if (fact) list.push(fact);
  if (logs.search) {
    const { total, position } = logMatches(state);
    const share = scannedShare(logs, logs.search.scanned);
    list.push([{ text: `/${oneLine(logs.search.condition.text)} ${grouped(position)}/${grouped(total)}${share < 100 ? ` ${share} %` : ''}`, tone: total > 0 ? 'accent' : 'warn' }]);
  }
  for (const { text } of logs.filters) list.push([{ text: `&${oneLine(text, 40)}`, tone: 'accent' }]);
  if (isFiltered(logs) && logs.context > 0) list.push([{ text: `±${logs.context}`, tone: 'accent' }]);
  if (logs.only !== null) list.push([{ text: `only ${oneLine(logs.sources[logs.only]?.name ?? '', 40)}`, tone: 'accent' }]);
  if (logs.page) list.push([{ text: 'loading', tone: 'dim' }]);
  if (!state.logPane.structured) list.push([{ text: 'raw', tone: 'dim' }]);
  if (state.logPane.wrap) list.push([{ text: 'wrap', tone: 'dim' }]);
  else if (logs.left > 0) list.push([{ text: `column ${logs.left + 1}`, tone: 'dim' }]);
  if (logs.store.dropped > 0) list.push([{ text: `${grouped(logs.store.dropped)} dropped`, tone: 'warn' }]);
  const gaps = logs.store.chunks.reduce((sum, { follows }, at) => sum + (at > 0 && !follows ? 1 : 0), 0);
  if (gaps > 0) list.push([{ text: `${grouped(gaps)} ${gaps === 1 ? 'gap' : 'gaps'}`, tone: 'warn' }]);
  list.push([{ text: `${grouped(logs.store.count)} ${logs.store.count === 1 ? 'line' : 'lines'}`, tone: 'dim' }]);
  list.push([{ text: `${inMebi(logs.store.bytes)}/${Math.round(settings.logBudget / mebi) || inMebi(settings.logBudget)}MiB`, tone: 'dim' }]);
  if (logs.rate.perSecond > 0) list.push([{ text: `${grouped(logs.rate.perSecond)}/s`, tone: 'dim' }]);
  return list;
}

/** The log pane. */
export function logsPane(state: State, layout: Layout, rectangle: Rectangle): PanePicture {
  const focused = state.screen.focus === 'logs';
  const size = contentSize(layout, 'logs');
  const line = inputRow(state, size.columns);
  const room = size.rows - (line ? 1 : 0);
  const rows = rowsOf(state, size.columns, room).slice(0, room);
  const blank = Array.from({ length: line ? room - rows.length : 0 }, (): Row => ({ spans: [] }));
  return framed({ id: 'logs', rectangle, focused, title: logTitle(state, focused), facts: facts(state), rows: [...rows, ...blank, ...(line ? [line.row] : [])] });
}

/** `Logs ─ web`, or `Logs ─ 3 containers as one`. */
function logTitle(state: State, focused: boolean): Span[] {
  const { logs, sessions: { input } } = state;
  const tone = focused ? 'accent-strong' : 'normal';
  const titled = (what: string, whose: string): Span[] => [{ text: what, tone }, { text: ' ─ ', tone: focused ? 'accent' : 'dim' }, { text: whose, tone: 'strong' }];
  // lines go there, whatever is selected meanwhile
  if (input) return titled('Attached', oneLine(input.subject.name));
  if (!logs.merged) return subjectTitle(state, logs.attached ? 'Attached' : 'Logs', focused);
  const many = logs.sources.length;
  return titled('Logs', many === 1 ? '1 container' : `${many} containers as one`);
}
