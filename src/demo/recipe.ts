/** What a made-up container is made from. */

import type { VoiceName } from './voices.ts';

/** What a container does of its own accord besides logging. */
export type Habit =
  /** Turns unhealthy and healthy again, about every half minute. */
  | 'flapping'
  /** Exits with 1 a few seconds after each start and is started again by its restart policy. */
  | 'crashing'
  /** Does not listen to the stop signal: the engine waits the whole time allowed and kills it. */
  | 'stubborn';

export interface PublishedPort {
  readonly ip?: string;
  readonly hostPort?: number;
  readonly port: number;
  readonly protocol?: 'tcp' | 'udp';
}

export interface Mount {
  readonly type: 'bind' | 'volume';
  /** A volume's name; empty for a bind mount. */
  readonly name?: string;
  readonly source: string;
  readonly target: string;
  readonly writable?: boolean;
}

export interface Probe {
  readonly test: readonly string[];
  /** Seconds between two probes. */
  readonly every: number;
  readonly status: 'healthy' | 'unhealthy' | 'starting';
  /** What a good and a bad probe print. */
  readonly good: string;
  readonly bad: string;
}

/** Everything but the name has a default: a running busybox container that says nothing. */
export interface Recipe {
  readonly name: string;
  readonly image?: string;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly workingDir?: string;
  readonly user?: string;
  readonly env?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  /** Compose project and service; they become labels and a network of the project's own. */
  readonly project?: string;
  readonly service?: string;
  readonly number?: number;
  readonly ports?: readonly PublishedPort[];
  readonly mounts?: readonly Mount[];
  readonly tty?: boolean;
  /** It can be typed to; one with a terminal can unless this says otherwise. */
  readonly openStdin?: boolean;
  readonly stdinOnce?: boolean;
  /** Which shells its image has: bash and sh, those of busybox (when not given), or none. */
  readonly tools?: 'debian' | 'busybox' | 'none';
  readonly logDriver?: string;
  readonly restart?: { readonly name: string; readonly maximum: number };
  readonly probe?: Probe;
  readonly state?: 'created' | 'running' | 'paused' | 'restarting' | 'exited';
  readonly exitCode?: number;
  readonly oomKilled?: boolean;
  readonly restarts?: number;
  /** Seconds ago, when the fleet came up: created; started; and for one that runs no more, finished. */
  readonly created?: number;
  readonly started?: number;
  readonly finished?: number;
  readonly voice?: VoiceName;
  /** Lines a second. */
  readonly pace?: number;
  /** Lines that were there before the fleet came up. */
  readonly history?: number;
  readonly habit?: Habit;
  /** Bytes and cores; 0 is no limit. */
  readonly memory?: number;
  readonly cpus?: number;
  /** What it uses, evenly: cores, MiB of memory; instead of what its voice would. */
  readonly load?: { readonly cores: number; readonly memory: number };
  /** Instead of the project's network or the bridge. */
  readonly network?: 'none' | 'host';
  /** What it changed besides a file or two; a path that was added counts as 4 KiB. */
  readonly changes?: readonly { readonly kind: 'changed' | 'added' | 'deleted'; readonly path: string }[];
}
