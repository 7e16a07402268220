/** The log of the selected container, or of all that are marked as one: which it is, its lines, following and moving through it. */
import { textWidth } from '../../text/width.ts';
import { type LogEntry, stampOf } from '../chunk.ts';
import { formOf, logPaneLines, logPrefixWidth } from '../log-lines.ts';
import { firstLogLine, type LogPlace, type LogsState } from '../log-state.ts';
import { interleave, type Moved } from '../log-interleave.ts';
import { append, type Kept, lineAt, mark, nextLine } from '../log-store.ts';
import { shownText } from '../log-text.ts';
import { beyondRight, paneSize } from '../panes.ts';
import type { Command } from '../command.ts';
import type { Scanned } from '../scan.ts';
import type { State } from '../state.ts';
import { stampKey } from '../time.ts';
import { bottomAnchor, clampAnchor, isAfter, moveAnchor } from '../viewport.ts';
import { notify } from './screen.ts';

/** Lines of others that a late line is put in front of, at most. */
const usualReach = 50_000;

/** The state with its log changed. */
export function withLogs(state: State, change: Partial<LogsState>): State {
  return { ...state, logs: { ...state.logs, ...change } };
}

/** Parked logs are given up, oldest first, when they and the present one exceed the budget together. */
export function withinBudget(state: State): State {
  let room = state.settings.logBudget - state.logs.store.bytes;
  const parked = state.parked.filter(({ store }) => (room -= store.bytes) >= 0);
  return parked.length === state.parked.length ? state : { ...state, parked };
}

/** Rows for lines; the last one is for the line that is entered, while there is one. */
export const logHeight = (state: State) => Math.max(1, paneSize(state, 'logs').rows - (state.sessions.input ? 1 : 0));

/** The lines that must not go from under the eye: those from the top of the view on, while it stands still. */
export function keptLines(state: State): Kept | null {
  const { follow, anchor } = state.logs;
  return follow ? null : { from: anchor.line, to: anchor.line + logHeight(state) };
}

function isBefore(one: LogEntry, other: LogEntry): boolean {
  const [mine, theirs] = [stampOf(one), stampOf(other)];
  return mine !== '' && theirs !== '' && (one.source ?? 0) !== (other.source ?? 0) && stampKey(mine) < stampKey(theirs);
}

const movedRange = (one: Scanned, to: Moved['to']): Scanned => ({ from: to(one.from), to: to(one.to) });

function movedPlace({ follow, anchor, pausedAt, cursor, search }: LogPlace, to: Moved['to']): LogPlace {
  return {
    follow, pausedAt, anchor: { ...anchor, line: to(anchor.line) }, cursor: cursor && { line: to(cursor.line), from: cursor.from === null ? null : to(cursor.from) },
    search: search && {
      ...search, at: search.at === null ? null : to(search.at), scanned: movedRange(search.scanned, to), seeking: search.seeking && { ...search.seeking, from: to(search.seeking.from) },
    },
  };
}

/** The log with its lines moved, and everything that names one. */
function movedOn(logs: LogsState, { store, to }: Moved): LogsState {
  return {
    ...logs, ...movedPlace(logs, to), store, typing: logs.typing && movedPlace(logs.typing, to), cleared: to(logs.cleared), bookmarks: logs.bookmarks.map(to), scanned: movedRange(logs.scanned, to),
    sources: logs.sources.some((source) => to(source.from) !== source.from) ? logs.sources.map((source) => ({ ...source, from: to(source.from) })) : logs.sources,
    opened: logs.opened && { ...logs.opened, line: to(logs.opened.line) },
  };
}

/** The state with lines added to its log: at the end, in a merged tail where their time says, among the last `reach` lines. */
export function added(state: State, entries: readonly LogEntry[], reach = usualReach): State {
  const { logs, settings: { logBudget } } = state;
  const kept = keptLines(state);
  if (!logs.merged) return withinBudget(withLogs(state, { store: append(logs.store, entries, logBudget, kept, !logs.skipped), skipped: logs.skipped && entries.length === 0 }));
  return withinBudget({ ...state, logs: movedOn(logs, interleave(logs.store, entries, reach, isBefore, logBudget, kept)) });
}

/** The anchor of what the log pane shows now. */
export function logAnchor(state: State): LogsState['anchor'] {
  const lines = logPaneLines(state);
  return state.logs.follow ? bottomAnchor(lines, logHeight(state)) : clampAnchor(lines, state.logs.anchor, logHeight(state));
}

/** The log scrolled to an anchor: it stands still there, until the end is reached by scrolling down. */
export function standAt(state: State, anchor: LogsState['anchor']): State {
  return withLogs(state, { follow: false, anchor, pausedAt: state.logs.follow ? state.logs.store.received : state.logs.pausedAt });
}

/** Following the newest line again. */
export function followOn(state: State): State {
  return withLogs(state, { follow: true, cursor: null });
}

/** The log scrolled by rows; scrolling down to the end follows again. */
export function scrollLogs(state: State, delta: number): State {
  const lines = logPaneLines(state);
  const now = logAnchor(state);
  const bottom = bottomAnchor(lines, logHeight(state));
  const to = moveAnchor(lines, now, delta);
  if (delta > 0 && !isAfter(bottom, to)) return followOn(state);
  if (delta < 0 && to.line === now.line && to.row === now.row) return state.logs.follow ? notify(state, 'All lines are in sight.') : state;
  return standAt(state, to);
}

export function sidewaysLogs(state: State, delta: number): State {
  if (state.logPane.wrap) return notify(state, 'Lines are wrapped: nothing to the side (w unwraps).');
  const { columns } = paneSize(state, 'logs');
  const width = (line: number) => textWidth(shownText(lineAt(state.logs.store, line) ?? mark(''), formOf(state)));
  const most = beyondRight(logPaneLines(state), logAnchor(state), logHeight(state), columns - logPrefixWidth(state), width);
  const left = Math.max(0, Math.min(state.logs.left + delta, Math.max(most, delta < 0 ? state.logs.left : 0)));
  return delta > 0 && left <= state.logs.left ? notify(state, 'No line in sight goes on to the right.') : withLogs(state, { left });
}

function follow(state: State): State {
  return state.logs.follow ? standAt(state, logAnchor(state)) : followOn(state);
}

export function wrapLogs(state: State): State {
  const { line } = logAnchor(state);
  const wrapped = withLogs({ ...state, logPane: { ...state.logPane, wrap: !state.logPane.wrap } }, { left: 0 });
  return state.logs.follow ? wrapped : withLogs(wrapped, { anchor: clampAnchor(logPaneLines(wrapped), { line, row: 0 }, logHeight(wrapped)) });
}

/** Whether nothing of the log is shown because nothing is there, or all was cleared. */
export function isEmptyLog({ logs }: State): boolean {
  return nextLine(logs.store, firstLogLine(logs) - 1) === null;
}

const noLog = (state: State) => (state.logs.sources.length > 0 ? null : 'No container is selected.');

function toggled(state: State): State {
  const structured = !state.logPane.structured;
  const next = { ...state, logPane: { ...state.logPane, structured } };
  return notify(next, structured ? 'Lines by what they say: levels, fields, records and repeats together.' : 'Lines as they came.');
}

export const logCommands: readonly Command[] = [
  { id: 'follow log', keys: ['f'], title: 'follow the log, or stand still', short: 'follow', where: 'logs', footer: 10, refused: noLog, run: follow },
  {
    id: 'log timestamps', keys: ['t'], title: "show or hide the engine's timestamps", short: 'timestamps', where: 'logs', footer: 12,
    run: (state) => ({ ...state, logPane: { ...state.logPane, stamps: !state.logPane.stamps } }),
  },
  { id: 'lines as they came', keys: ['r'], title: 'lines as they came, or structured and folded', short: 'raw', where: 'logs', footer: 19, run: toggled },
  {
    id: 'clear log view', keys: ['C'], title: 'clear the view: only lines to come are shown', short: 'clear', where: 'logs', footer: 22,
    refused: (state) => (isEmptyLog(state) ? 'The view is empty.' : null),
    run: (state) => notify(withLogs(state, { cleared: state.logs.store.end, follow: true, cursor: null, search: null }), 'View cleared. The log itself is untouched.'),
  },
];
