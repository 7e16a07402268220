/** The engine port: what whalewatch asks of a Docker engine, and the shapes of its answers. Types only. */
import type { Actions } from './action-types.ts';
import type { EngineEvent } from './event-types.ts';
import type { Figures } from './figure-types.ts';
import type { Sessions } from './session-types.ts';

/** Which of a container's streams a line came from; `engine` marks a notice by the engine itself (frame type 3). */
export type StreamName = 'stdout' | 'stderr' | 'engine';

/**
 * One log line, without its newline.
 * `raw` is the line as received, with the engine's timestamp in front when it sent one; the text begins at `body`,
 * so the timestamp is `raw.slice(0, body - 1)` and absent when `body` is 0. Nothing in it is sanitised.
 * `broken` is true when the line was cut at the length limit and goes on in the next one.
 */
export interface LogLine {
  readonly stream: StreamName;
  readonly raw: string;
  readonly body: number;
  readonly broken: boolean;
}

export type Health = 'healthy' | 'unhealthy' | 'starting' | 'none';

/** A published or exposed port; `ip` and `hostPort` are null when it is not published. */
export interface Port {
  readonly ip: string | null;
  readonly hostPort: number | null;
  readonly port: number;
  readonly protocol: string;
}

/** One row of `GET /containers/json`. A field that came in a wrong shape reads `?` (text), null or empty, never throws. */
export interface Container {
  readonly id: string;
  /** Without the leading slash. */
  readonly name: string;
  readonly image: string;
  readonly command: string;
  /** Unix seconds; 0 when unknown. */
  readonly created: number;
  /** As the engine says it: created, running, paused, restarting, exited, removing, dead, podman's stopped, or any other word. */
  readonly state: string;
  /** The engine's own sentence, such as `Exited (137) 3 hours ago`. */
  readonly status: string;
  readonly health: Health;
  /** From the status sentence; null while it runs or when unknown. */
  readonly exitCode: number | null;
  /** Seconds since it started (running) or ended (exited) as far as the status sentence tells; null when unknown. */
  readonly age: number | null;
  readonly ports: readonly Port[];
  /** The networks it is in, with its address there; the address is empty where it has none. */
  readonly networks: readonly { readonly name: string; readonly ip: string }[];
  /** How often the engine started it again; null where the list does not tell (Docker's does not). */
  readonly restarts: number | null;
  readonly labels: Readonly<Record<string, string>>;
  /** Compose project and service, from the labels. */
  readonly project: string | null;
  readonly service: string | null;
}

export interface HealthProbe {
  readonly start: string;
  readonly end: string;
  readonly exitCode: number;
  readonly output: string;
}

/** `GET /containers/{id}/json`, the facts a person looks for. Times are RFC 3339 as sent, null for the zero time. */
export interface Details {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly imageId: string;
  readonly created: string | null;
  readonly platform: string | null;
  readonly tty: boolean;
  readonly openStdin: boolean;
  /** The container's input ends with the first client that leaves. */
  readonly stdinOnce: boolean;
  readonly state: {
    readonly status: string;
    readonly running: boolean;
    readonly paused: boolean;
    readonly restarting: boolean;
    readonly oomKilled: boolean;
    readonly dead: boolean;
    readonly pid: number;
    readonly exitCode: number;
    readonly error: string;
    readonly startedAt: string | null;
    readonly finishedAt: string | null;
    readonly health: {
      readonly status: string;
      readonly failingStreak: number;
      /** Oldest first. */
      readonly probes: readonly HealthProbe[];
    } | null;
  };
  readonly restarts: number;
  readonly restartPolicy: { readonly name: string; readonly maximum: number };
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly workingDir: string;
  readonly user: string;
  readonly hostname: string;
  /** `KEY=value` as sent: secrets included. */
  readonly env: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly healthcheck: readonly string[];
  /** When the health check runs, in seconds, and how many failures in a row are one too many; 0 where the engine's default holds. */
  readonly healthPlan: { readonly interval: number; readonly timeout: number; readonly startPeriod: number; readonly retries: number };
  readonly ports: readonly Port[];
  readonly networks: readonly {
    readonly name: string;
    readonly ip: string;
    readonly ipv6: string;
    readonly gateway: string;
    readonly mac: string;
    readonly aliases: readonly string[];
  }[];
  readonly networkMode: string;
  readonly mounts: readonly {
    readonly type: string;
    readonly name: string;
    readonly source: string;
    readonly target: string;
    readonly writable: boolean;
  }[];
  /** Places in the container that are kept in memory, and their options. */
  readonly tmpfs: Readonly<Record<string, string>>;
  /** 0 or null means no limit. Memory in bytes, cpus as a number of cores. */
  readonly limits: {
    readonly memory: number;
    readonly memorySwap: number;
    readonly cpus: number;
    readonly cpuShares: number;
    readonly cpuset: string;
    readonly pids: number | null;
  };
  readonly log: { readonly driver: string; readonly options: Readonly<Record<string, string>> };
  readonly autoRemove: boolean;
  readonly privileged: boolean;
  readonly stopSignal: string;
  /** Seconds; null when the engine's default (10) holds. */
  readonly stopTimeout: number | null;
  /** The body as received, so that numbers beyond 2^53 keep their digits. */
  readonly text: string;
}

/** Who answered: `product` is `Docker` or `Podman`; `api` the version both sides speak, such as `1.41`. */
export interface EngineInfo {
  readonly product: string;
  readonly version: string;
  readonly api: string;
}

export interface ContainerList {
  readonly containers: readonly Container[];
  /** The engine's clock minus ours, in milliseconds, from the Date header; 0 when unknown. */
  readonly skew: number;
}

export interface LogRequest {
  /** From inspect's `Config.Tty`: a TTY container's log is one raw stream without frames. */
  readonly tty: boolean;
  readonly follow: boolean;
  /** The last so many records, of both streams; all when absent. Docker's have at most 16 KiB of a line, so the first line may lack its beginning. */
  readonly tail?: number;
  /** Unix seconds with nine digits of fraction: `1795401379.439734908`. */
  readonly since?: string;
  /**
   * The last moment that is sent, in the same way. Docker sends a line of that very nanosecond. Podman up to 5.4 tells a line's time without
   * its fraction but compares with it, so the time of a line leaves that line out; the second after it has it in. `tail` goes first, on
   * every engine: so many records from the end of the whole log, of which those after `until` are left out: none may be left. (Contract
   * suite: Docker 20.10 and 26, podman 4.3 and 5.4.)
   */
  readonly until?: string;
}

/** How a log stream ended. `complete` is false when the connection broke off before the body's end. */
export interface LogEnd {
  readonly complete: boolean;
}

/**
 * One Docker engine. Every call rejects with an EngineError (see errors.ts) and, when its signal is aborted, with the
 * signal's reason; an aborted call delivers nothing more.
 */
export interface Engine extends Actions, Sessions, Figures {
  /** Where it is, as a person would type it: `unix:///var/run/docker.sock`. */
  readonly address: string;
  /** Asks who is there and settles the API version; called first and again after every loss of the connection. */
  connect(signal: AbortSignal): Promise<EngineInfo>;
  /** All containers, running or not. */
  list(signal: AbortSignal): Promise<ContainerList>;
  inspect(id: string, signal: AbortSignal): Promise<Details>;
  /**
   * Streams log lines, in order, in runs of what arrived together. Resolves when the stream has ended; rejects when it could not
   * be opened, or when it got out of sync (kind `protocol`; the lines before were delivered).
   */
  logs(id: string, request: LogRequest, receive: (lines: readonly LogLine[]) => void, signal: AbortSignal): Promise<LogEnd>;
  /**
   * Streams what the container writes from now on, read always and at once, since a container whose attached reader does not read stands
   * still; nothing is sent to it. `tty` as for a log. Lines have no timestamp (`body` is 0), and one without its newline, such as a prompt,
   * comes with the rest of it or at the end. Resolves when the container has stopped, a second later when it does not run; `complete` tells
   * only whether the last bytes were whole: an engine that dies may end the stream in the same way. It is not opened again after a break.
   */
  attach(id: string, request: { readonly tty: boolean }, receive: (lines: readonly LogLine[]) => void, signal: AbortSignal): Promise<LogEnd>;
  /** Container events as they happen. Resolves when the stream ends. */
  events(receive: (event: EngineEvent) => void, signal: AbortSignal): Promise<void>;
  /** Drops the pooled connections. */
  close(): void;
}

/**
 * Why a call failed. `unreachable`: no connection (or it broke). `denied`: the socket's permissions.
 * `status`: the engine answered with an error. `timeout`: it did not answer in time. `protocol`: it answered nonsense.
 */
export type ErrorKind = 'unreachable' | 'denied' | 'status' | 'timeout' | 'protocol';

/** A failure as plain data, for messages and pictures. Text is not sanitised. */
export interface Failure {
  readonly kind: ErrorKind;
  /** What was tried: `list containers`. */
  readonly what: string;
  /** At which address. */
  readonly where: string;
  /** The reason, one line: `nobody listens on this socket (ECONNREFUSED)`. */
  readonly why: string;
  /** What to do about it, one line; empty when there is nothing to say. */
  readonly hint: string;
  /** HTTP status for kind `status`, else null. */
  readonly status: number | null;
}

/** What somebody said about which engine is meant; null where nothing was said. */
export interface Wanted {
  readonly host: string | null;
  readonly context: string | null;
  readonly tlsVerify: boolean;
  readonly tlsCaCert: string | null;
  readonly tlsCert: string | null;
  readonly tlsKey: string | null;
}
