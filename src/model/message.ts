/** Messages: plain records of things that happened. `at` is our clock in milliseconds. */
import type { EngineEvent } from '../engine/event-types.ts';
import type { Processes } from '../engine/figure-types.ts';
import type { ContainerList, Details, EngineInfo, Failure, LogLine } from '../engine/types.ts';
import type { Sizes } from '../engine/figure-types.ts';
import type { ActionMessage } from './action-state.ts';
import type { Document } from './document.ts';
import type { Fuzzy } from './filter.ts';
import type { Size } from './layout.ts';
import type { Reading } from './figure-state.ts';
import type { EngineChoice, EngineOffer, EngineWish } from './engine-state.ts';
import type { PageRequest } from './log-state.ts';
import type { Target } from './row.ts';
import type { OutputLine, Subject } from './session-state.ts';

/** How a run of a container ended. Times are RFC 3339 as the engine sent them; the code is null when the next run has already overwritten it. */
export interface RunEnd {
  readonly exitCode: number | null;
  readonly oomKilled: boolean;
  readonly finishedAt: string | null;
}

/** The last lines of a container, oldest first; `cut`: there are older ones. */
export interface Past {
  readonly target: Target;
  readonly lines: readonly LogLine[];
  readonly cut: boolean;
}

export type Message =
  | ActionMessage
  | { readonly type: 'input/key'; readonly name: string; readonly text: string; readonly at: number }
  | { readonly type: 'input/pasted'; readonly text: string; readonly at: number }
  | { readonly type: 'terminal/resized'; readonly size: Size }
  /** Whether the terminal's keyboard is ours, from a terminal that tells. */
  | { readonly type: 'terminal/focused'; readonly focused: boolean }
  /** The program is about to be stopped for a while: nothing may wait for it to read. */
  | { readonly type: 'terminal/suspended' }
  | { readonly type: 'clock/ticked'; readonly at: number; readonly zone: number }
  | { readonly type: 'engine/connected'; readonly engine: string; readonly info: EngineInfo; readonly at: number }
  | { readonly type: 'engine/failed'; readonly engine: string; readonly failure: Failure; readonly retryAt: number; readonly at: number }
  /** Its owner did something about it: it is tried at once. */
  | { readonly type: 'engine/retried'; readonly engine: string; readonly at: number }
  /** An engine that was asked for can be watched. */
  | { readonly type: 'engine/opened'; readonly wish: EngineWish; readonly choice: EngineChoice; readonly at: number }
  | { readonly type: 'engine/refused'; readonly wish: EngineWish; readonly why: string; readonly at: number }
  /** What could be watched. */
  | { readonly type: 'engines/offered'; readonly offers: readonly EngineOffer[] }
  /** One that could be watched has said who it is, or nothing. */
  | { readonly type: 'engines/answered'; readonly kind: EngineWish['kind']; readonly name: string; readonly answer: EngineInfo | Failure }
  /** What the user has chosen cannot be kept for the next start. */
  | { readonly type: 'remember/failed'; readonly why: string; readonly at: number }
  /** Matching by letters is there. */
  | { readonly type: 'fuzzy/loaded'; readonly fuzzy: Fuzzy }
  /** What the event feed told, in its order. */
  | { readonly type: 'events/received'; readonly engine: string; readonly events: readonly EngineEvent[]; readonly at: number }
  /** Sizes of an engine's containers by id, or why there are none. */
  | { readonly type: 'list/sized'; readonly engine: string; readonly sizes: ReadonlyMap<string, Sizes>; readonly at: number }
  | { readonly type: 'list/unsized'; readonly engine: string; readonly failure: Failure; readonly at: number }
  /** How often a container was started again; null when that was not to be had. */
  | { readonly type: 'list/restarts'; readonly target: Target; readonly restarts: number | null; readonly at: number }
  /** `asked`: when it was asked for; what has happened since may not be in it. */
  | { readonly type: 'list/received'; readonly engine: string; readonly list: ContainerList; readonly asked: number; readonly at: number }
  | { readonly type: 'inspect/received'; readonly target: Target; readonly details: Details; readonly at: number }
  | { readonly type: 'inspect/failed'; readonly target: Target; readonly failure: Failure; readonly at: number }
  | { readonly type: 'processes/received'; readonly target: Target; readonly processes: Processes; readonly at: number }
  | { readonly type: 'processes/failed'; readonly target: Target; readonly failure: Failure; readonly at: number }
  | { readonly type: 'changes/received'; readonly target: Target; readonly changes: Document; readonly at: number }
  | { readonly type: 'changes/failed'; readonly target: Target; readonly failure: Failure; readonly at: number }
  /** How many requests an engine was sent so far. */
  | { readonly type: 'engine/asked'; readonly engine: string; readonly requests: number; readonly at: number }
  /** What containers use, several at once. */
  | { readonly type: 'figures/received'; readonly engine: string; readonly readings: readonly Reading[]; readonly at: number }
  | { readonly type: 'logs/opened'; readonly target: Target; readonly tty: boolean; readonly driver: string; readonly live: boolean; readonly input: 'none' | 'once' | 'open'; readonly startedAt: string | null; readonly at: number }
  | { readonly type: 'logs/received'; readonly target: Target; readonly lines: readonly LogLine[]; readonly at: number }
  /** The last lines of containers that join a merged tail; `cut`: there are older ones. */
  | { readonly type: 'logs/past'; readonly parts: readonly Past[]; readonly at: number }
  /** Lines of several containers, in the order of their time. */
  | { readonly type: 'logs/merged'; readonly lines: readonly { readonly target: Target; readonly line: LogLine }[]; readonly at: number }
  /**
   * Lines that were in the log and not in memory. `joined` tells where nothing is missing any more; `follows`, that they go on with what the same
   * request brought before; `more`, that it will bring more.
   */
  | { readonly type: 'logs/paged'; readonly request: PageRequest; readonly lines: readonly { readonly target: Target; readonly line: LogLine }[]; readonly joined: { readonly above: boolean; readonly after: boolean }; readonly follows: boolean; readonly more: boolean; readonly failure: Failure | null; readonly at: number }
  /** One step more of looking through the log for what is searched and filtered. */
  | { readonly type: 'logs/scanned' }
  /** Lines come faster than they can be read: what comes next are the newest, those between can be loaded. */
  | { readonly type: 'logs/skipped'; readonly target: Target; readonly at: number }
  /** Lines between what is shown and what follows are no longer, or not, to be had. */
  | { readonly type: 'logs/gap'; readonly target: Target; readonly why: string; readonly at: number }
  /** A run ended; `startedAt` tells that the next one is already running. */
  | { readonly type: 'logs/ended'; readonly target: Target; readonly end: RunEnd; readonly startedAt: string | null; readonly at: number }
  /** The lines to come are of another run than those before. */
  | { readonly type: 'logs/started'; readonly target: Target; readonly startedAt: string; readonly at: number }
  | { readonly type: 'logs/saved'; readonly path: string; readonly lines: number; readonly bytes: number; readonly at: number }
  | { readonly type: 'logs/unsaved'; readonly path: string; readonly why: string; readonly at: number }
  | { readonly type: 'logs/copied'; readonly how: string; readonly failed: boolean; readonly at: number }
  | { readonly type: 'logs/piped'; readonly how: string; readonly at: number }
  /** A container that was attached to is let go of. */
  | { readonly type: 'logs/detached'; readonly target: Target; readonly why: string; readonly at: number }
  /** Lines can be sent into the container. */
  | { readonly type: 'input/opened'; readonly serial: number }
  | { readonly type: 'input/sent'; readonly number: number }
  /** What the container wrote last without a newline. */
  | { readonly type: 'input/partial'; readonly text: string }
  /** Nothing can be sent any more, and why. */
  | { readonly type: 'input/ended'; readonly text: string; readonly at: number }
  /** What a command has written; so many lines before these were not kept. */
  | { readonly type: 'output/received'; readonly lines: readonly OutputLine[]; readonly dropped: number }
  | { readonly type: 'output/ended'; readonly how: string; readonly at: number }
  /** The terminal is ours again; `shell` is the one that was found, `left` when its user left it. */
  | { readonly type: 'session/ended'; readonly subject: Subject; readonly docker: string; readonly text: string; readonly tone: 'info' | 'warn'; readonly shell: readonly string[] | null; readonly left: boolean; readonly at: number }
  | { readonly type: 'logs/removed'; readonly target: Target; readonly at: number }
  /** The stream could not be opened or broke; it is tried again when `again` is true. */
  | { readonly type: 'logs/failed'; readonly target: Target; readonly failure: Failure; readonly again: boolean; readonly at: number };
