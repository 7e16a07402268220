/** A connection to what runs in a container, held: output taken at once, input in order, an end that is told once. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Duplex } from 'node:stream';
import { createDemux, OutOfSync } from './demux.ts';
import { type Attempt, EngineError, engineError } from './errors.ts';
import type { Session, SessionEnd, SessionOutput, TerminalSize } from './session-types.ts';

/** Milliseconds between two tries to tell a size: the process may not be there yet. */
const pauses = [10, 20, 40, 80, 160, 320, 500];
/** How often a farewell is said, and the milliseconds between. */
const farewells = 4;
const farewellPause = 250;
const notYet: ReadonlySet<number | null> = new Set([404, 409, 500]);

/** What a session is made of. */
export interface Held {
  readonly attempt: Attempt;
  readonly connection: Duplex;
  /** One raw stream; else frames. */
  readonly tty: boolean;
  readonly output: SessionOutput;
  readonly signal: AbortSignal;
  /** What is sent when it is let go of, as long as there is input. */
  readonly farewell?: Buffer;
  /** Tells the engine a size, once. */
  readonly tell: (size: TerminalSize, signal: AbortSignal) => Promise<void>;
  /** What is known of the end once the stream is over; `complete` as the connection has it. */
  readonly over: (complete: boolean, signal: AbortSignal) => Promise<SessionEnd>;
}

/** A session, and a way to end it as if by the engine. */
export interface Holding {
  readonly session: Session;
  /** Aborted when the session has ended. */
  readonly life: AbortSignal;
  finish(): void;
}

/** Bytes to output: frames put together as far as one chunk has them, or raw. `whole`: no frame is half there. */
function reader(tty: boolean, output: SessionOutput): { push(bytes: Buffer): void; whole(): boolean } {
  if (tty) return { push: (bytes) => output(bytes, 'stdout'), whole: () => true };
  let parts: Buffer[] = [];
  let stream: 'stdout' | 'stderr' = 'stdout';
  const flush = () => {
    const [first] = parts;
    if (!first) return;
    const bytes = parts.length === 1 ? first : Buffer.concat(parts);
    parts = [];
    output(bytes, stream);
  };
  const demux = createDemux((type, bytes, start, end) => {
    const of = type >= 2 ? 'stderr' : 'stdout';
    if (of !== stream) flush();
    stream = of;
    if (end > start) parts.push(bytes.subarray(start, end));
  });
  return {
    push: (bytes) => {
      try {
        demux.push(bytes);
      } finally {
        flush();
      }
    },
    whole: demux.whole,
  };
}

/** Tells sizes one after the other: one on its way, the newest after it. */
function sizes(tell: (size: TerminalSize) => Promise<void>): (size: TerminalSize) => Promise<void> {
  let current: Promise<void> | null = null;
  let next: { size: TerminalSize; readonly told: Promise<void> } | null = null;
  const start = (size: TerminalSize): Promise<void> => {
    const telling = tell(size).finally(() => {
      current = null;
    });
    current = telling;
    return telling;
  };
  return (size) => {
    if (!current) return start(size);
    if (next) next.size = size;
    else {
      const told = current.catch(() => undefined).then(() => {
        const { size: newest } = next!;
        next = null;
        return start(newest);
      });
      next = { size, told };
    }
    return next.told;
  };
}

/** Says farewell a few times, since what runs in the foreground may take the first for itself; then breaks the connection off, if the engine has not. */
function leave(connection: Duplex, farewell: Buffer): void {
  let left = farewells;
  const say = () => {
    if (left > 0) connection.write(farewell);
    else connection.destroy();
    left -= 1;
  };
  const timer = setInterval(say, farewellPause);
  connection.on('close', () => clearInterval(timer));
  say();
}

/** Holds a connection that stands. */
export function hold({ attempt, connection, tty, output, signal, farewell, tell, over }: Held): Holding {
  const life = new AbortController();
  const read = reader(tty, output);
  let [resolve, reject]: [(end: SessionEnd) => void, (error: Error) => void] = [() => undefined, () => undefined];
  const ended = new Promise<SessionEnd>((done, failed) => {
    [resolve, reject] = [done, failed];
  });
  ended.catch(() => undefined);
  let reading = true;
  let inputOpen = true;
  /** Whether this is the end; what is told of it follows. */
  const end = (): boolean => {
    if (life.signal.aborted) return false;
    reading = false;
    signal.removeEventListener('abort', abort);
    if (farewell && inputOpen && connection.writable && connection.writableLength === 0) leave(connection, farewell);
    else connection.destroy();
    life.abort(new Error('the session is over'));
    return true;
  };
  const fail = (error: Error) => {
    if (end()) reject(error);
  };
  const abort = () => fail(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
  const finished = (complete: boolean) => {
    if (!reading) return;
    reading = false;
    over(complete, life.signal).then((known) => end() && resolve(known), fail);
  };
  const closed = () => finished(connection.readableEnded && read.whole());
  connection.on('data', (bytes: Buffer) => {
    if (!reading) return;
    try {
      read.push(bytes);
    } catch (error) {
      fail(error instanceof OutOfSync ? engineError(attempt, 'protocol', 'the stream is out of sync', '', error) : error as Error);
    }
  });
  connection.on('error', () => undefined);
  connection.on('close', closed);
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });
  if (connection.closed) closed();

  const tellPatiently = async (size: TerminalSize) => {
    for (const pause of [...pauses, null]) {
      if (!reading) return;
      try {
        await tell(size, life.signal);
        return;
      } catch (error) {
        // nobody is left to be told
        if (life.signal.aborted || !reading) return;
        if (pause === null || !(error instanceof EngineError) || !notYet.has(error.failure.status)) throw error;
      }
      await wait(pause, undefined, { signal: life.signal }).catch(() => undefined);
    }
  };

  return {
    life: life.signal,
    finish: () => finished(true),
    session: {
      write: (bytes) => {
        if (reading && inputOpen && bytes.length > 0) connection.write(bytes);
      },
      endInput: () => {
        if (!inputOpen) return;
        inputOpen = false;
        connection.end();
      },
      resize: sizes(tellPatiently),
      close: () => {
        if (end()) resolve({ exitCode: null, complete: true });
      },
      ended,
    },
  };
}
