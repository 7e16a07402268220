/** Two-way connections to what runs in a container: attach with input, and exec. Part of the engine port; types only. */

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

export interface AttachRequest {
  /** From inspect's `Config.Tty`. */
  readonly tty: boolean;
  /** The size a TTY is given once the stream stands; null leaves it. */
  readonly size: TerminalSize | null;
}

export interface ExecRequest {
  readonly command: readonly string[];
  readonly tty: boolean;
  readonly input: boolean;
  /** `user`, `uid`, `user:group`; null for the container's own. */
  readonly user: string | null;
  readonly workingDir: string | null;
  /** The size of its TTY; null without one. */
  readonly size: TerminalSize | null;
}

export interface SessionEnd {
  /** Of the process of an exec; null for an attach, or when the engine does not know it. */
  readonly exitCode: number | null;
  /** False when the connection broke off. */
  readonly complete: boolean;
}

/** What is written, as it comes: of a TTY all of it is stdout. Always taken at once, so that nothing holds the container up. */
export type SessionOutput = (bytes: Buffer, stream: 'stdout' | 'stderr') => void;

/** A connection that stands. */
export interface Session {
  /** Sends input, in order. Bytes the engine has not taken yet wait in memory. */
  write(bytes: Uint8Array): void;
  /**
   * No more input. The process of an exec reads its end. So does a container under podman, or one made with StdinOnce; any other of Docker's
   * hears nothing of it, and the session ends as if let go.
   */
  endInput(): void;
  /** Tells a TTY its size; tried again for a moment while the engine says the process is not there yet. Rejects with an EngineError. */
  resize(size: TerminalSize): Promise<void>;
  /**
   * Lets go: the container runs on. So does the process of an exec, as far as the engine goes (seen on Docker 20.10 and 26, podman 4.3 and
   * 5.4); one with a terminal is told the end of its input first, by which a shell that waits for a command ends.
   */
  close(): void;
  /**
   * Resolves at the end, whoever ended it, `close` too; rejects with an EngineError when the stream got out of sync, and with the signal's
   * reason when that was aborted. Nobody has to listen.
   */
  readonly ended: Promise<SessionEnd>;
}

export interface Sessions {
  /** Attaches with input. Rejects with an EngineError when the engine refuses (409 paused, 404) or answers with anything but a bare connection. */
  attachWithInput(id: string, request: AttachRequest, output: SessionOutput, signal: AbortSignal): Promise<Session>;
  /** Starts a process in a running container. Rejects as above; a missing binary may be told by a refusal or by exit code 126 or 127 with the reason as output. */
  exec(id: string, request: ExecRequest, output: SessionOutput, signal: AbortSignal): Promise<Session>;
}
