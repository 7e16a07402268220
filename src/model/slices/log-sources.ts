/** The containers whose lines are in the log: which they are, how their streams fare, and how their runs end. */
import type { LogEntry } from '../chunk.ts';
import { mergedTargets } from '../list-state.ts';
import { freshLogs, freshSource, logKey, type LogsState, type LogSource } from '../log-state.ts';
import { mark, recent } from '../log-store.ts';
import type { Message, RunEnd } from '../message.ts';
import { isAt, sameTarget, serviceName, type Target } from '../row.ts';
import type { State } from '../state.ts';
import { clockTime, parseTime } from '../time.ts';
import { isRunning } from '../columns.ts';
import { engineAt } from './engines.ts';
import { added, withinBudget, withLogs } from './logs.ts';

const parkedLogs = 4;

/** The containers whose logs are wanted now. */
function wantedTargets({ containers }: State): readonly Target[] {
  const together = mergedTargets(containers);
  if (together.length > 0) return together;
  return containers.selected ? [containers.selected] : [];
}

const rowAt = (state: State, target: Target) => state.containers.shown.find((row) => isAt(row, target)) ?? state.containers.listed?.find((row) => isAt(row, target));
const sourceFor = (state: State, target: Target) => freshSource(target, serviceName(rowAt(state, target)?.name ?? target.container.slice(0, 12)));
const hasGone = (state: State, target: Target) => state.containers.listed?.every((row) => !isAt(row, target)) ?? false;
const shortId = (target: Target) => target.container.slice(0, 12);

/** The state with lines of one source added, or marks about it. */
function addedTo(state: State, source: number, entries: readonly LogEntry[]): State {
  return added(state, source === 0 ? entries : entries.map((entry) => ({ ...entry, source })));
}

export function withSource(state: State, at: number, change: Partial<LogSource>): State {
  return withLogs(state, { sources: state.logs.sources.map((source, place) => (place === at ? { ...source, ...change } : source)) });
}

/** A container that has taken the place of one that is gone goes on in its log, below a separator. */
function replaced(state: State, at: number, target: Target): State {
  const before = state.logs.sources[at];
  if (!before) return state;
  const told = addedTo(state, at, [mark(`${before.name} was recreated: ${shortId(before.target)} → ${shortId(target)}`)]);
  return withSource(told, at, { ...freshSource(target, before.name), live: state.logs.attached, run: before.run + 1, from: told.logs.store.end });
}

/** The logs of all that are marked or of a group that was opened, as one: those marked since join, those unmarked leave with their lines staying. */
function aimMerged(state: State, targets: readonly Target[]): State {
  const aimed = state.logs.merged ? state : park({ ...state, logs: freshLogs([], true) }, state.logs);
  return targets.reduce((now, target) => {
    const { sources } = now.logs;
    if (sources.some((source) => sameTarget(source.target, target))) return now;
    const fresh = sourceFor(now, target);
    const place = sources.findIndex((source) => source.name === fresh.name && source.target.engine === target.engine && hasGone(now, source.target));
    return place < 0 ? withLogs(now, { sources: [...sources, fresh] }) : replaced(now, place, target);
  }, aimed);
}

/** Keeps a log that is left, so that it comes back as it was. */
export function park(state: State, left: LogsState): State {
  if (left.merged || left.attached || left.store.count === 0) return state;
  const others = state.parked.filter((logs) => logKey(logs) !== logKey(left) && logKey(logs) !== logKey(state.logs));
  return withinBudget({ ...state, parked: [left, ...others].slice(0, parkedLogs) });
}

/** The log pane turned to what is selected or marked; a log left is parked and comes back as it was when its container is selected again. */
export function aimLogs(state: State): State {
  // what is typed goes where the pane shows it, whatever becomes of the selection
  if (state.sessions.input) return state;
  const targets = wantedTargets(state);
  const { logs } = state;
  if (state.containers.merged && targets.length > 0) return aimMerged(state, targets);
  const [target] = targets;
  const [source] = logs.sources;
  if (!logs.merged && sameTarget(source?.target ?? null, target ?? null)) return state;
  if (!target) return park({ ...state, logs: freshLogs([]) }, logs);
  const fresh = sourceFor(state, target);
  if (!logs.merged && source && source.name === fresh.name && source.target.engine === target.engine && hasGone(state, source.target)) return replaced(state, 0, target);
  const next = freshLogs([fresh]);
  const back = state.parked.find((parked) => logKey(parked) === logKey(next));
  // run rises so that the stream is opened anew and joined to what is here
  const [first] = back?.sources ?? [];
  const logsNow = back && first ? { ...back, page: null, sources: [{ ...first, phase: 'opening' as const, failure: null, run: first.run + 1, away: true }] } : next;
  return park({ ...state, logs: logsNow, parked: state.parked.filter((parked) => parked !== back) }, logs);
}

const timeOf = (state: State, text: string | null) => {
  const at = parseTime(text);
  return at === null ? '' : clockTime(at, state.zone, state.now);
};

/** The separator after a run: `exited 137 (OOM-killed) at 14:02:11 · started again 14:02:13`. */
function ended(state: State, at: number, { name, told }: LogSource, end: RunEnd, startedAt: string | null): State {
  const phase = startedAt === null ? 'over' : 'open';
  const run = startedAt === null ? {} : { startedAt };
  if (told === (end.finishedAt ?? '')) return withSource(state, at, { phase });
  const again = startedAt === null ? '' : ` · started again ${timeOf(state, startedAt)}`;
  const text = end.finishedAt === null ? `${name} has not been started yet`
    : `${name} exited${end.exitCode === null ? '' : ` ${end.exitCode}`}${end.oomKilled ? ' (OOM-killed)' : ''} at ${timeOf(state, end.finishedAt)}${again}`;
  return withSource(addedTo(state, at, [mark(text)]), at, { phase, told: end.finishedAt ?? '', ...run });
}

function removed(state: State, at: number): State {
  const source = state.logs.sources[at];
  if (!source || source.told === 'removed') return state;
  return withSource(addedTo(state, at, [mark(`${state.logs.merged ? source.name : 'this container'} has been removed`)]), at, { phase: 'over', told: 'removed' });
}

/** Containers whose logs were over, as they had ended a moment before, are listed no more. */
function gone(state: State): State {
  return state.logs.sources.reduce((now, { phase, target }, at) => (phase === 'over' && engineAt(state, target.engine) && hasGone(state, target) ? removed(now, at) : now), state);
}

/** Containers of logs that were over are running again: the next run is followed below a separator. */
function nextRuns(state: State): State {
  const listed = state.containers.listed;
  const again = (source: LogSource) => source.phase === 'over' && (listed?.some((row) => isAt(row, source.target) && isRunning(row)) ?? false);
  if (!state.logs.sources.some(again)) return state;
  return withLogs(state, { sources: state.logs.sources.map((source) => (again(source) ? { ...source, phase: 'opening', run: source.run + 1 } : source)) });
}

/** The newest lines of a container in the log, for joining what comes next to what is here. */
export function resumeTail(logs: LogsState, target: Target): ReturnType<typeof recent> {
  const source = logs.sources.findIndex((one) => sameTarget(one.target, target));
  return recent(logs.store, 2, 50_000, { source, from: logs.sources[source]?.from ?? -Infinity });
}

/** The lines of the past come at once, and are no rate: counting begins this long after a log was opened, milliseconds. */
const settling = 1000;

function counted(rate: LogsState['rate'], lines: number, at: number): LogsState['rate'] {
  const elapsed = at - rate.since;
  if (elapsed < 0) return rate;
  if (elapsed < 1000) return { ...rate, count: rate.count + lines };
  return { since: at, count: lines, perSecond: elapsed < 2000 ? Math.round((rate.count * 1000) / elapsed) : 0 };
}

/** The separator before a run, unless it is there already. */
function startedAgain(state: State, at: number, startedAt: string): State {
  const source = state.logs.sources[at];
  if (!source || source.startedAt === startedAt) return state;
  return withSource(addedTo(state, at, [mark(`${state.logs.merged ? `${source.name} ` : ''}started again at ${timeOf(state, startedAt)}`)]), at, { startedAt, told: '' });
}

function updateOwn(state: State, message: Message, at: number, source: LogSource): State {
  switch (message.type) {
    case 'logs/opened': {
      const begun = withSource(state, at, { phase: 'open', failure: null, tty: message.tty, driver: message.driver, live: message.live, input: message.input, startedAt: source.startedAt ?? message.startedAt });
      const rated = withLogs(begun, { rate: { since: message.at + settling, count: 0, perSecond: 0 } });
      // after an end that was told all its lines are here; else the lines tell where the next run begins
      return source.told !== null && source.told !== '' && message.startedAt !== null ? startedAgain(rated, at, message.startedAt) : rated;
    }
    case 'logs/started': return startedAgain(state, at, message.startedAt);
    case 'logs/received': {
      const now = withLogs(addedTo(state, at, message.lines), { rate: counted(state.logs.rate, message.lines.length, message.at) });
      return source.phase === 'open' && !source.away && !source.failure ? now : withSource(now, at, { failure: null, phase: 'open', away: false });
    }
    case 'logs/skipped': return withLogs(state, { skipped: true });
    case 'logs/gap': return addedTo(state, at, [mark(message.why)]);
    case 'logs/ended': return ended(state, at, source, message.end, message.startedAt);
    case 'logs/removed': return removed(state, at);
    case 'logs/detached': return letGoOf(addedTo(state, at, [mark(message.why)]), at);
    case 'logs/failed': return withSource(state, at, { phase: message.again ? 'cut' : 'failed', failure: message.failure });
    default: return state;
  }
}

/** Lines of several containers, already in the order of their time. */
function merged(state: State, { lines, at }: Extract<Message, { type: 'logs/merged' }>): State {
  const places = new Map(state.logs.sources.map(({ target }, place) => [`${target.engine} ${target.container}`, place]));
  const entries = lines.flatMap(({ target, line }): LogEntry[] => {
    const source = places.get(`${target.engine} ${target.container}`);
    return source === undefined ? [] : [source === 0 ? line : { ...line, source }];
  });
  const heard = new Set(entries.map(({ source = 0 }) => source));
  const sources = state.logs.sources.map((source, place): LogSource => (heard.has(place) && (source.phase !== 'open' || source.failure) ? { ...source, phase: 'open', failure: null } : source));
  return withLogs(added(state, entries), { sources, rate: counted(state.logs.rate, entries.length, at) });
}

/** A container that was attached to is not any more; its output is shown as it came. */
function letGoOf(state: State, at: number): State {
  return withSource(state, at, state.logs.attached ? { phase: 'detached' } : { live: false, phase: 'over' });
}

/** Attached containers let go of: one whose output nobody reads stands still. */
function letGo(state: State): State {
  const why = mark('detached while whalewatch is suspended, so that the container does not stand still. a attaches again');
  return state.logs.sources.reduce((now, { live, phase }, at) => (live && phase !== 'detached' ? letGoOf(addedTo(now, at, [why]), at) : now), state);
}

export function updateLogs(state: State, message: Message): State {
  if (message.type === 'logs/merged') return merged(state, message);
  if ('target' in message) {
    const at = state.logs.sources.findIndex(({ target }) => sameTarget(target, message.target));
    const source = state.logs.sources[at];
    return source ? updateOwn(state, message, at, source) : state;
  }
  switch (message.type) {
    case 'list/received': return nextRuns(gone(state));
    case 'terminal/suspended': return letGo(state);
    case 'clock/ticked': return withLogs(state, { rate: counted(state.logs.rate, 0, message.at) });
    default: return state;
  }
}
