/** What the contract suite needs of an engine besides the client: containers of every kind, and something to be done to them. */

/** The containers of the suite; what each does is told in words here and made by each stage. */
export type Kind =
  /** Writes the lines of `muxLines`, then stays. */
  | 'mux'
  /** Writes `bye` and exits with 3. */
  | 'exited'
  | 'created'
  | 'paused'
  /** Behind a terminal: writes `tty out`, `tty err` (to stderr) and a green `green`, then stays. */
  | 'tty'
  | 'unhealthy'
  /** Exits with 7 again and again, and is started again each time. */
  | 'restarting'
  /** Logs nowhere what it writes: `tick 0`, `tick 1` … ten a second. */
  | 'none'
  /** Has the environment and labels of `secrets`, and stays. */
  | 'secret'
  /** Writes `before`, 20,000 times `a`, `after`, then stays. */
  | 'long'
  /** Writes `tick 0`, `tick 1` … ten a second. */
  | 'ticking'
  /** The same on both streams, `tick 0` on stdout and `tock 0` on stderr. */
  | 'both'
  /** As `ticking`, behind a terminal. */
  | 'typing'
  /** Created; once started it stays, and ends at once when it is told to (TERM). */
  | 'willing'
  /** Writes `so long` and, without a newline, `last words` after two seconds, and exits with 0. */
  | 'parting'
  /** A shell behind a terminal that can be typed to. */
  | 'shell'
  /** A shell that reads its commands, without a terminal. */
  | 'reader'
  /** Gives back what it reads to the end of its input, which ends with the first client's; then writes `over` and exits with 4. */
  | 'once'
  /** Stays, and has no shell that can be found. */
  | 'shellless'
  /** Has no network, holds `busy.memory` bytes or a few times as many, has written `busy.file` of `busy.size` bytes; then writes `ready`, and from then on uses up the `busy.cores` it is allowed. */
  | 'busy';

export interface Made {
  readonly id: string;
  readonly name: string;
}

export interface Stage {
  readonly address: string;
  /** Resolves when the engine has it as the kind says. */
  make(kind: Kind): Promise<Made>;
  start(made: Made): Promise<void>;
  stop(made: Made): Promise<void>;
  restart(made: Made): Promise<void>;
  remove(made: Made): Promise<void>;
  close(): Promise<void>;
}

/** What the busy container does. */
export const busy = { memory: 20_000_000, file: '/grown', size: 3_000_000, cores: 0.3 } as const;

/** What the mux container writes, in order, and where; `text` is without its newline. */
export const muxLines: readonly { readonly stream: 'stdout' | 'stderr'; readonly text: string }[] = [
  { stream: 'stdout', text: 'out line 1' },
  { stream: 'stderr', text: 'err line 1' },
  { stream: 'stdout', text: '\u001b[31mred\u001b[0m ünïcödé 日本 🐳' },
  { stream: 'stdout', text: '' },
  { stream: 'stdout', text: 'progress 1%\rprogress 100%' },
  { stream: 'stderr', text: 'err line 2' },
  { stream: 'stdout', text: 'out last' },
];

export const secrets = {
  env: ['DB_PASSWORD=hunter2', 'DATABASE_URL=postgres://user:pa55@db/app', 'PLAIN=ok'],
  labels: { 'com.example.token': 't0ps3cret', 'evil.label': '\u001b]0;LBL\u0007\u001b[31mred', 'com.docker.compose.project': 'pro', 'com.docker.compose.service': 'ser' },
} as const;
