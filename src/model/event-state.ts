/** What has happened to containers: the ring of happenings, and what of it their rows show. */

export type HappeningKind =
  | 'created' | 'started' | 'exited' | 'oom' | 'healthy' | 'unhealthy' | 'paused' | 'unpaused' | 'renamed' | 'signalled' | 'removed'
  /** The engine did not answer for a while. */
  | 'unheard';

/** Something that happened. Names are not sanitised. */
export interface Happening {
  /** Rises with each; tells it from every other one. */
  readonly number: number;
  readonly kind: HappeningKind;
  /** The address of the engine, and the container's full id; empty where it is the engine itself. */
  readonly engine: string;
  readonly container: string;
  readonly name: string;
  readonly image: string;
  /** When, on the engine's clock, milliseconds since 1970. */
  readonly at: number;
  /** Not told by the feed but found by comparing lists: some time between this and `at`. null where the time is exact. */
  readonly from: number | null;
  /** What it exited with; null where that is not known. */
  readonly exitCode: number | null;
  /** It exited, or a process of it was killed, for want of memory. */
  readonly oom: boolean;
  /** The signals that were sent to it before it exited, or just now: somebody asked for it. */
  readonly signals: readonly number[];
  /** It has run before. */
  readonly again: boolean;
  /** Milliseconds that it ran before it exited, or rested before it started again; null where that is not known. */
  readonly lasted: number | null;
  /** What it was called before. */
  readonly oldName: string;
}

/** What the row of a container shows of its happenings. */
export interface Mark {
  /** The latest happening nobody has looked at, and when we heard of it on our clock; null when all is seen. */
  readonly unseen: { readonly kind: HappeningKind; readonly bad: boolean; readonly heardAt: number } | null;
  /** When it was started again, on the engine's clock, the last ten minutes at most. */
  readonly restarts: readonly number[];
  /** Its latest exit was for want of memory. */
  readonly oom: boolean;
}

/** What tells an event that was sent twice. */
export interface Feed {
  /** The time of the latest event on the engine's clock. */
  readonly latest: number;
  /** Of the latest events. */
  readonly stamps: readonly string[];
}

export interface EventsState {
  /** Since when happenings are kept, on our clock. */
  readonly since: number;
  /** The latest happenings, oldest first. */
  readonly ring: readonly Happening[];
  /** Happenings so far. */
  readonly count: number;
  /** By engine and container; of those that are listed and have something to show. */
  readonly marks: ReadonlyMap<string, Mark>;
  /** By the engine's address. */
  readonly feeds: ReadonlyMap<string, Feed>;
  /** When a key was pressed last, on our clock. */
  readonly pressedAt: number;
  /** When the bell rang last, on our clock. */
  readonly rangAt: number;
}

/** Happenings that are kept. */
export const mostHappenings = 2000;
/** Milliseconds in which starts count as restarts of now. */
export const restartSpan = 600_000;

export const freshEvents = (now: number): EventsState => ({
  since: now, ring: [], count: 0, marks: new Map(), feeds: new Map(), pressedAt: -Infinity, rangAt: -Infinity,
});

/** The key of a container's mark. */
export const markKey = (engine: string, container: string) => `${engine} ${container}`;
/** The engine's address in it. */
export const engineOfMark = (key: string) => key.slice(0, key.lastIndexOf(' '));
