/** State: one immutable value, everything the program knows. Types, and the value it begins with. */
import { type ActionsState, freshActions, type Question } from './action-state.ts';
import { type EngineChoice, type EngineOffer, type EngineState, type EngineWish, freshEngine, insecureText } from './engine-state.ts';
import type { Fuzzy } from './filter.ts';
import { type EventsState, freshEvents } from './event-state.ts';
import { freshInspect, type InspectState } from './inspect-state.ts';
import { freshFigures, type FiguresState } from './figure-state.ts';
import type { Size } from './layout.ts';
import { freshMeter, type MeterState } from './meter-state.ts';
import { type ContainersState, freshContainers, type ListSettings } from './list-state.ts';
import { freshLogs, type LogsState } from './log-state.ts';
import type { LogStore } from './log-store.ts';
import type { DetachKeys } from './detach-keys.ts';
import { listFrom, type Remembered, rememberedAtStart, type RememberedState } from './remembered.ts';
import type { Target } from './row.ts';
import { freshSessions, type SessionsState, type Subject, type TerminalRequest } from './session-state.ts';
import type { Sieve } from './sieve.ts';

export type PaneId = 'containers' | 'inspect' | 'logs';

export interface Settings {
  /** Milliseconds between the end of one list call and the next. */
  readonly interval: number;
  /** Bytes of memory for log text. */
  readonly logBudget: number;
  readonly readOnly: boolean;
  /** Secrets are shown instead of masked. */
  readonly showSecrets: boolean;
  /** The keys that leave a session. */
  readonly detachKeys: DetachKeys;
  /** Patterns of names and projects of containers that are protected: `prod-*`. */
  readonly protect: readonly string[];
  /** The id of the container that whalewatch runs in; null outside containers. */
  readonly self: string | null;
  /** What is suggested for reading the lines of a log with. */
  readonly pager: string;
  /** `symbols`: our own borders and marks in ASCII; `strict`: everything, for terminals that know nothing else. */
  readonly ascii: 'no' | 'symbols' | 'strict';
  /** What tells that a container is in trouble, besides the screen. */
  readonly alert: 'off' | 'bell';
  /** How the list is when nobody has chosen. */
  readonly list: ListSettings;
}

export interface LogPaneSettings {
  readonly wrap: boolean;
  readonly stamps: boolean;
  /** Lines are shown by what they say of themselves (levels, fields, records, runs folded), not as they came. */
  readonly structured: boolean;
}

export type PromptKind = 'filter' | 'filter-events' | 'filter-name' | 'search-inspect' | 'search-logs' | 'filter-logs' | 'time' | 'go-to' | 'palette' | 'help' | 'engine' | 'save' | 'save-deeds' | 'pipe' | 'exec' | 'run' | 'input';

export interface Prompt {
  readonly kind: PromptKind;
  readonly text: string;
  /** In characters from the start. */
  readonly cursor: number;
  /** What esc returns to. */
  readonly before: string;
  /** Lines are saved as received, not as they are shown. */
  readonly raw?: boolean;
  /** The container that was selected when it was opened. */
  readonly selected?: Target | null;
  /** The heading that was. */
  readonly selectedGroup?: string | null;
}

export interface Notice {
  readonly text: string;
  readonly tone: 'info' | 'warn';
  readonly until: number;
}

/** What can lie over the panes, and the chosen row of each. */
export type Panel =
  | { readonly kind: 'engines'; readonly choice: number }
  | { readonly kind: 'columns'; readonly choice: number }
  /** `choice` is the number of a happening; null for the newest, whichever it is. */
  | { readonly kind: 'events'; readonly choice: number | null; readonly filter: string }
  | { readonly kind: 'filters'; readonly choice: number }
  | { readonly kind: 'question'; readonly question: Question }
  /** What was done: all of it, or what one question asked for. */
  | { readonly kind: 'deeds'; readonly batch: number | null; readonly choice: number }
  /** Whether to quit while something is under way. */
  | { readonly kind: 'leaving' }
  /** The output of a command. */
  | { readonly kind: 'output' }
  /** Asks whether what is typed is to go into a container. */
  | { readonly kind: 'input'; readonly subject: Subject; readonly tty: boolean; readonly once: boolean; readonly docker: string };

export interface ScreenState {
  readonly size: Size;
  readonly focus: PaneId;
  /** Which text pane stands below the list when only one fits. */
  readonly lower: 'inspect' | 'logs';
  readonly zoomed: boolean;
  readonly help: { readonly top: number; readonly filter: string } | null;
  /** What lies over the panes and has the keyboard; null when nothing does. */
  readonly panel: Panel | null;
  /** The chosen row of the command palette, while its prompt is open. */
  readonly choice: number;
  readonly prompt: Prompt | null;
  readonly notice: Notice | null;
}

/** Lines of a log to be taken out of it: those in memory when it was asked for. */
export interface Taken {
  readonly store: LogStore;
  readonly sieve: Sieve | null;
  /** The numbers of the first line and of the last. */
  readonly first: number;
  readonly last: number;
  /** Whether the engine's timestamps are taken too. */
  readonly stamps: boolean;
  /** As received, byte for byte of the text, instead of clean. */
  readonly raw: boolean;
  /** The name in front of each source's lines; none when there is one source only. */
  readonly names: readonly string[];
}

/** Lines to be written to a file: of a log, or as they are. */
export interface SaveRequest {
  readonly path: string;
  readonly lines: Taken | readonly string[];
}

/** Lines of a log to be given to a command at the terminal. */
export interface PipeRequest {
  readonly command: string;
  readonly lines: Taken;
}

/** A text for the user's clipboard, and what it is: `3 lines`. */
export interface CopyRequest {
  readonly text: string;
  readonly what: string;
}

/** What the shell around the loop is asked to do; counters rise with each request. */
export interface Requests {
  readonly quit: boolean;
  readonly suspend: number;
  readonly redraw: number;
  /** Rings of the terminal's bell. */
  readonly bells: number;
  /** An engine over ssh to log in to with the terminal to itself; a new value with each request. */
  readonly login: { readonly engine: string } | null;
  readonly save: SaveRequest | null;
  readonly pipe: PipeRequest | null;
  readonly copy: CopyRequest | null;
  /** What the terminal is given to. */
  readonly terminal: TerminalRequest | null;
  /** Engines asked for and not yet watched. */
  readonly engines: readonly EngineWish[];
}

export interface State {
  /** Our clock at the latest message that told it, milliseconds since 1970. */
  readonly now: number;
  /** Minutes the user's clock is east of UTC. */
  readonly zone: number;
  readonly settings: Settings;
  readonly screen: ScreenState;
  /** Those that are watched: one at least. */
  readonly engines: readonly EngineState[];
  /** Those that could be watched, as the engines panel lists them. */
  readonly offers: readonly EngineOffer[];
  readonly containers: ContainersState;
  /** Matching by letters; null until it is loaded. */
  readonly fuzzy: Fuzzy | null;
  readonly inspect: InspectState;
  readonly figures: FiguresState;
  readonly meter: MeterState;
  readonly logs: LogsState;
  readonly logPane: LogPaneSettings;
  /** Logs looked at before, newest first, kept while the budget allows. */
  readonly parked: readonly LogsState[];
  readonly sessions: SessionsState;
  readonly actions: ActionsState;
  readonly events: EventsState;
  readonly requests: Requests;
  /** What the user has chosen, for the next start. */
  readonly remembered: RememberedState;
}

/** How long what was wrong on the way to the engine is told, milliseconds. */
const warningTime = 10_000;

/** What the program knows when it starts. */
export function initialState(options: {
  settings: Settings; size: Size; now: number; zone: number; engines: readonly EngineChoice[]; warnings?: readonly string[]; remembered?: Remembered;
}): State {
  const insecure = options.engines.flatMap((engine) => (engine.insecure === null ? [] : [insecureText(engine, options.engines.length > 1)]));
  const warnings = [...(options.warnings ?? []), ...insecure];
  const { remembered = {} } = options;
  const state: Omit<State, 'remembered'> = {
    now: options.now,
    zone: options.zone,
    settings: options.settings,
    screen: {
      size: options.size, focus: 'containers', lower: 'logs', zoomed: false, help: null, panel: null, choice: 0, prompt: null,
      notice: warnings.length === 0 ? null : { text: warnings.join(' '), tone: 'warn', until: options.now + warningTime },
    },
    engines: options.engines.map(freshEngine),
    offers: [],
    fuzzy: null,
    containers: { ...freshContainers, ...listFrom(options.settings.list, remembered), from: options.engines.map(() => null) },
    inspect: freshInspect,
    figures: { ...freshFigures, on: !(remembered.figuresOff ?? false) },
    meter: freshMeter,
    logs: freshLogs([]),
    logPane: { wrap: false, stamps: false, structured: true },
    parked: [],
    actions: freshActions,
    sessions: { ...freshSessions, shells: remembered.shells ?? {} },
    events: freshEvents(options.now),
    requests: { quit: false, suspend: 0, redraw: 0, bells: 0, login: null, save: null, pipe: null, copy: null, terminal: null, engines: [] },
  };
  return { ...state, remembered: rememberedAtStart(state) };
}
