/** The log of the selected container: its lines in memory, following, and what happened to its runs. */
import { plainText } from '../../text/sanitise.ts';
import { textWidth } from '../../text/width.ts';
import type { Command } from '../command.ts';
import { append, lineAt, type LogEntry, mark, recent, stampOf, textOf } from '../log-store.ts';
import type { Message, RunEnd } from '../message.ts';
import { beyondRight, firstLogLine, logPaneLines, logPrefixWidth, paneSize } from '../panes.ts';
import { isAt, sameTarget, type Target } from '../row.ts';
import { freshLogs, type LogsState, type State } from '../state.ts';
import { clockTime, parseTime } from '../time.ts';
import { bottomAnchor, clampAnchor, isAfter, moveAnchor } from '../viewport.ts';
import { isRunning } from './containers.ts';
import { notify } from './screen.ts';

const parkedLogs = 4;

/** The state with its log changed. */
export function withLogs(state: State, change: Partial<LogsState>): State {
  return { ...state, logs: { ...state.logs, ...change } };
}

/** The log pane turned to another container; the log left is parked and comes back as it was when its container is selected again. */
export function aimLogs(state: State, target: Target | null): State {
  if (sameTarget(state.logs.target, target)) return state;
  const left = state.logs.target && state.logs.store.end > 0 ? [state.logs] : [];
  const back = state.parked.find((logs) => sameTarget(logs.target, target));
  const others = state.parked.filter((logs) => !sameTarget(logs.target, target));
  // run rises so that the stream is opened anew and joined to what is here
  const logs = back ? { ...back, phase: 'opening' as const, failure: null, run: back.run + 1, away: true } : freshLogs(target);
  return withinBudget({ ...state, logs, parked: [...left, ...others].slice(0, parkedLogs) });
}

/** Parked logs are given up, oldest first, when they and the present one exceed the budget together. */
function withinBudget(state: State): State {
  let room = state.settings.logBudget - state.logs.store.bytes;
  const parked = state.parked.filter(({ store }) => (room -= store.bytes) >= 0);
  return parked.length === state.parked.length ? state : { ...state, parked };
}

function added(state: State, entries: readonly LogEntry[]): State {
  const { logs, settings } = state;
  return withinBudget(withLogs(state, { store: append(logs.store, entries, settings.logBudget) }));
}

/** The lines of the past come at once, and are no rate: counting begins this long after a log was opened, milliseconds. */
const settling = 1000;

function counted(rate: LogsState['rate'], lines: number, at: number): LogsState['rate'] {
  const elapsed = at - rate.since;
  if (elapsed < 0) return rate;
  if (elapsed < 1000) return { ...rate, count: rate.count + lines };
  return { since: at, count: lines, perSecond: elapsed < 2000 ? Math.round((rate.count * 1000) / elapsed) : 0 };
}

const timeOf = (state: State, text: string | null) => {
  const at = parseTime(text);
  return at === null ? '' : clockTime(at, state.zone, state.now);
};

/** The separator after a run: `exited 137 (OOM-killed) at 14:02:11 · started again 14:02:13`. */
function ended(state: State, end: RunEnd, startedAt: string | null): State {
  const phase = startedAt === null ? 'over' : 'open';
  if (state.logs.told === (end.finishedAt ?? '')) return withLogs(state, { phase });
  const name = state.containers.shown.find((row) => isAt(row, state.logs.target))?.name ?? 'container';
  const again = startedAt === null ? '' : ` · started again ${timeOf(state, startedAt)}`;
  const text = end.finishedAt === null ? `${name} has not been started yet`
    : `${name} exited${end.exitCode === null ? '' : ` ${end.exitCode}`}${end.oomKilled ? ' (OOM-killed)' : ''} at ${timeOf(state, end.finishedAt)}${again}`;
  return withLogs(added(state, [mark(text)]), { phase, told: end.finishedAt ?? '' });
}

/** The container of a log that was over is running again: the next run is followed below a separator. */
function nextRun(state: State): State {
  const row = state.containers.listed?.find((row) => isAt(row, state.logs.target));
  if (state.logs.phase !== 'over' || !row || !isRunning(row)) return state;
  return withLogs(state, { phase: 'opening', run: state.logs.run + 1 });
}

/** The newest lines of the log, for joining what comes next to what is here. */
export function resumeTail(logs: LogsState): ReturnType<typeof recent> {
  return recent(logs.store, 2, 50_000);
}

function updateOwn(state: State, message: Message): State {
  switch (message.type) {
    case 'logs/opened': {
      const restarted = state.logs.told !== null && state.logs.told !== '' && state.logs.run > 0 && message.startedAt !== null
        && message.startedAt > state.logs.told;
      const marked = restarted ? added(state, [mark(`started again at ${timeOf(state, message.startedAt)}`)]) : state;
      return withLogs(marked, { phase: 'open', failure: null, tty: message.tty, rate: { since: message.at + settling, count: 0, perSecond: 0 }, driver: message.driver, ...(restarted ? { told: '' } : {}) });
    }
    case 'logs/received': return withLogs(added(state, message.lines), { rate: counted(state.logs.rate, message.lines.length, message.at), failure: null, phase: 'open', away: false });
    case 'logs/gap': return added(state, [mark(message.why)]);
    case 'logs/ended': return ended(state, message.end, message.startedAt);
    case 'logs/removed': return state.logs.told === 'removed' ? state : withLogs(added(state, [mark('this container has been removed')]), { phase: 'over', told: 'removed' });
    case 'logs/failed': return withLogs(state, { phase: message.again ? 'cut' : 'failed', failure: message.failure });
    default: return state;
  }
}

export function updateLogs(state: State, message: Message): State {
  if ('target' in message) return sameTarget(message.target, state.logs.target) ? updateOwn(state, message) : state;
  switch (message.type) {
    case 'list/received': return nextRun(state);
    case 'clock/ticked': return withLogs(state, { rate: counted(state.logs.rate, 0, message.at) });
    case 'terminal/resized': return state.logs.follow ? state : withLogs(state, { anchor: clampAnchor(logPaneLines(state), state.logs.anchor, height(state)) });
    default: return state;
  }
}

const height = (state: State) => Math.max(1, paneSize(state, 'logs').rows);

/** The anchor of what the log pane shows now. */
export function logAnchor(state: State): LogsState['anchor'] {
  const lines = logPaneLines(state);
  return state.logs.follow ? bottomAnchor(lines, height(state)) : clampAnchor(lines, state.logs.anchor, height(state));
}

/** The log scrolled to an anchor: it stands still there, until the end is reached by scrolling down. */
export function standAt(state: State, anchor: LogsState['anchor']): State {
  return withLogs(state, { follow: false, anchor, pausedAt: state.logs.follow ? state.logs.store.end : state.logs.pausedAt });
}

/** The log scrolled by rows; scrolling down to the end follows again. */
export function moveLogs(state: State, delta: number): State {
  const lines = logPaneLines(state);
  const bottom = bottomAnchor(lines, height(state));
  const to = moveAnchor(lines, logAnchor(state), delta);
  if (delta > 0 && !isAfter(bottom, to)) return withLogs(state, { follow: true });
  if (delta < 0 && to.line === logAnchor(state).line && to.row === logAnchor(state).row) {
    return state.logs.follow ? notify(state, 'All lines are in sight.') : state;
  }
  return standAt(state, to);
}

export function sidewaysLogs(state: State, delta: number): State {
  if (state.logPane.wrap) return notify(state, 'Lines are wrapped: nothing to the side (w unwraps).');
  const { columns } = paneSize(state, 'logs');
  const width = (line: number) => textWidth(plainText(textOf(lineAt(state.logs.store, line) ?? mark(''))));
  const most = beyondRight(logPaneLines(state), logAnchor(state), height(state), columns - logPrefixWidth(state), width);
  const left = Math.max(0, Math.min(state.logs.left + delta, Math.max(most, delta < 0 ? state.logs.left : 0)));
  return delta > 0 && left <= state.logs.left ? notify(state, 'No line in sight goes on to the right.') : withLogs(state, { left });
}

function follow(state: State): State {
  if (!state.logs.follow) return withLogs(state, { follow: true });
  return standAt(state, logAnchor(state));
}

/** Wrapping changes how many rows a line takes: the top line stays the top line. */
export function wrapLogs(state: State): State {
  const { line } = logAnchor(state);
  const wrapped = withLogs({ ...state, logPane: { ...state.logPane, wrap: !state.logPane.wrap } }, { left: 0 });
  return state.logs.follow ? wrapped : withLogs(wrapped, { anchor: clampAnchor(logPaneLines(wrapped), { line, row: 0 }, height(wrapped)) });
}

/** The newest line's engine timestamp, or empty. */
export function newestStamp(logs: LogsState): string {
  return resumeTail(logs).reduce((newest, line) => (stampOf(line) > newest ? stampOf(line) : newest), '');
}

const noLog = (state: State) => (state.logs.target ? null : 'No container is selected.');

export const logCommands: readonly Command[] = [
  { id: 'follow log', keys: ['f'], title: 'follow the log, or stand still', short: 'follow', where: 'logs', footer: 10, refused: noLog, run: follow },
  {
    id: 'log timestamps', keys: ['t'], title: "show or hide the engine's timestamps", short: 'timestamps', where: 'logs', footer: 12,
    run: (state) => ({ ...state, logPane: { ...state.logPane, stamps: !state.logPane.stamps } }),
  },
  {
    id: 'clear log view', keys: ['C'], title: 'clear the view: only lines to come are shown', short: 'clear', where: 'logs', footer: 14,
    refused: (state) => (firstLogLine(state.logs) >= state.logs.store.end ? 'The view is empty.' : null),
    run: (state) => notify(withLogs(state, { cleared: state.logs.store.end, follow: true }), 'View cleared. The log itself is untouched.'),
  },
];
