/** The log of one container, or of several as one: types, and the value it begins with. */
import type { Failure } from '../engine/types.ts';
import { emptyLog, type LogStore } from './log-store.ts';
import type { Condition } from './query.ts';
import type { Target } from './row.ts';
import type { Scanned } from './scan.ts';
import type { Anchor } from './viewport.ts';

/** `opening` until the engine answered; `over` when the container is not running; `cut` while it is tried again; `failed` for good; `detached` when we let go of it. */
export type LogPhase = 'opening' | 'open' | 'over' | 'cut' | 'failed' | 'detached';

/** A container whose lines are in a log. */
export interface LogSource {
  readonly target: Target;
  /** What it was called when it was first looked at: a container of that name that takes its place is followed on. */
  readonly name: string;
  readonly phase: LogPhase;
  readonly failure: Failure | null;
  /** Rises when the stream is to be opened anew: the container enters running again, so that an exit does not wipe its last words. */
  readonly run: number;
  /** It was parked: what came meanwhile is caught up with by its newest lines only. */
  readonly away: boolean;
  readonly tty: boolean;
  readonly driver: string;
  /** The end of a run already told of, by its FinishedAt. */
  readonly told: string | null;
  /** The run that its last lines are of, by its StartedAt; null while none is known. */
  readonly startedAt: string | null;
  /** Lines before this number are of the container that had the name before. */
  readonly from: number;
  /** Its driver keeps no log: what it writes is read by attaching to it. */
  readonly live: boolean;
  /** Whether it takes input at all, and for how long: `once` until the first who gives it leaves. */
  readonly input: 'none' | 'once' | 'open';
}

/** A search in the log; `at` is the line of the current match. */
export interface LogSearch {
  readonly condition: Condition;
  readonly at: number | null;
  /** Where it was searched from, and which way, while no match was found yet and not all has been looked through. */
  readonly seeking: { readonly from: number; readonly step: 1 | -1 } | null;
  readonly scanned: Scanned;
}

/** Lines asked for that are in the log and not in memory. */
export interface PageRequest {
  /** `back`: the last ones up to `until`; `on`: the first ones since `since`. */
  readonly way: 'back' | 'on';
  /** RFC 3339 timestamps; null for the log's start and its end. */
  readonly since: string | null;
  readonly until: string | null;
  /** The number of the first line of the chunk before which they belong. */
  readonly before: number;
  /** Whether lines in memory stand directly above: those from `since` on follow them. */
  readonly above: boolean;
  /** Go on until nothing is missing before that chunk, or the memory is full. */
  readonly all: boolean;
  /** Bring the first of them into sight. */
  readonly show: boolean;
}

/** What tells one request from another. */
export function pageKey({ way, since, until, before, above, all, show }: PageRequest): string {
  return `${way} ${since} ${until} ${before} ${above} ${all} ${show}`;
}

/** Where one stands in a log. */
export type LogPlace = Pick<LogsState, 'follow' | 'anchor' | 'pausedAt' | 'cursor' | 'search'>;

export interface LogsState {
  /** One; several in a merged tail; none while no container is selected. */
  readonly sources: readonly LogSource[];
  readonly merged: boolean;
  /** Not its log, but what the one container writes since it was attached to. */
  readonly attached: boolean;
  readonly store: LogStore;
  /** Lines before this number are cleared from view. */
  readonly cleared: number;
  readonly follow: boolean;
  readonly anchor: Anchor;
  /** How many lines had come when following was switched off. */
  readonly pausedAt: number;
  readonly left: number;
  readonly search: LogSearch | null;
  /** While a search is typed: where one stood before. */
  readonly typing: LogPlace | null;
  readonly filters: readonly Condition[];
  /** Lines shown around each that passes the filters. */
  readonly context: number;
  /** The one source whose lines are shown; null for all. */
  readonly only: number | null;
  /** What has been looked through for what is shown. */
  readonly scanned: Scanned;
  /** The line in hand; null while there is none. `from` is the other end of the lines chosen. */
  readonly cursor: { readonly line: number; readonly from: number | null } | null;
  /** Marked lines, in their order. */
  readonly bookmarks: readonly number[];
  /** The line that is opened for reading. */
  readonly opened: { readonly line: number; readonly top: number } | null;
  readonly page: PageRequest | null;
  /** The next lines do not follow the last ones: those between were skipped. */
  readonly skipped: boolean;
  /** Older lines of some sources were left out when they joined: all of them are there from the first line in memory on. */
  readonly partial: boolean;
  /** The number of the first line there is at all; null while it is not known. */
  readonly begins: number | null;
  /** Lines in the second that began at `since`, and in the whole second before it. */
  readonly rate: { readonly since: number; readonly count: number; readonly perSecond: number };
}

/** A source not yet opened. */
export function freshSource(target: Target, name: string): LogSource {
  return { target, name, phase: 'opening', failure: null, run: 0, away: false, tty: false, driver: '', told: null, startedAt: null, from: -Infinity, live: false, input: 'none' };
}

/** Whether the engine keeps no log of a container that can be read, or we let go of one that was attached to. */
export function isUnreadable({ live, failure, driver, phase }: LogSource): boolean {
  return !live && (failure?.status === 501 || (failure !== null && driver === 'none') || (failure === null && driver === 'none' && phase === 'over'));
}

/** All has been looked through. */
export const everything: Scanned = { from: -Infinity, to: Infinity };

/** The state of a log not yet opened. */
export function freshLogs(sources: readonly LogSource[], merged = false): LogsState {
  return {
    sources, merged, attached: false, store: emptyLog, cleared: -Infinity, follow: true, anchor: { line: 0, row: 0 }, pausedAt: 0, left: 0, search: null, typing: null, filters: [], context: 0,
    only: null, scanned: everything, cursor: null, bookmarks: [], opened: null, page: null, skipped: false, partial: false, begins: null, rate: { since: 0, count: 0, perSecond: 0 },
  };
}

/** Whether nothing is older than the first line in memory. */
export function isWhole({ store, begins }: LogsState): boolean {
  return begins !== null && store.first <= begins;
}

/** The number of the first line that is not cleared from view. */
export function firstLogLine({ store, cleared }: LogsState): number {
  return Math.max(store.first, cleared);
}

/** What two logs of the same containers have in common. */
export function logKey({ merged, attached, sources }: LogsState): string {
  return merged ? 'merged' : attached ? 'attached' : sources.map(({ target }) => `${target.engine} ${target.container}`).join();
}
