/** Sessions of an engine without wire: what is written into them is noted, and a test says what comes back and when they end. */
import type { AttachRequest, ExecRequest, Session, SessionEnd, Sessions, TerminalSize } from '../../src/engine/session-types.ts';

export interface OpenSession {
  readonly kind: 'attach' | 'exec';
  /** The container's full id. */
  readonly id: string;
  readonly request: AttachRequest | ExecRequest;
  /** All that was written so far, as text. */
  readonly written: string;
  /** Each write by itself, as text. */
  readonly writes: readonly string[];
  /** The size it was opened with, if any, and those it was told since. */
  readonly sizes: readonly TerminalSize[];
  readonly inputEnded: boolean;
  /** Nobody holds it any more: closed, or its signal aborted, or ended. */
  readonly over: boolean;
  /** `close` was called. */
  readonly closed: boolean;
  /** What the container writes. */
  say(text: string | Uint8Array, stream?: 'stdout' | 'stderr'): void;
  /** Ends it as the process's end does. */
  end(exitCode?: number | null): void;
  /** Cuts the connection. */
  cut(): void;
  /** Ends it with an error, as a stream out of sync does. */
  fail(error: Error): void;
  /** From now on `resize` rejects; null: it works again. */
  refuseSizes(error: Error | null): void;
}

export interface FakeSessions {
  /** Every session so far, those that are over too. */
  readonly sessions: OpenSession[];
  /** The one open session in a container. */
  session(name: string): OpenSession;
  /** From now on sessions are refused so; null: they are opened again. */
  refuseSessions(error: Error | null): void;
}

/** `enter` waits and fails as the engine does at that moment; `idOf` gives a name's id. */
export function fakeSessions(enter: (call: string, id: string, signal: AbortSignal) => Promise<void>, idOf: (name: string) => string): Sessions & FakeSessions {
  const sessions: OpenSession[] = [];
  let refusal: Error | null = null;

  const open = async (kind: 'attach' | 'exec', call: string, id: string, request: AttachRequest | ExecRequest, output: (bytes: Buffer, stream: 'stdout' | 'stderr') => void, signal: AbortSignal): Promise<Session> => {
    await enter(call, id, signal);
    if (refusal) throw refusal;
    const writes: string[] = [];
    const sizes: TerminalSize[] = request.size ? [request.size] : [];
    let [inputEnded, over, closed] = [false, false, false];
    let sizeRefusal: Error | null = null;
    let [resolve, reject]: [(end: SessionEnd) => void, (error: Error) => void] = [() => undefined, () => undefined];
    const ended = new Promise<SessionEnd>((done, failed) => {
      [resolve, reject] = [done, failed];
    });
    ended.catch(() => undefined);
    const finish = (act: () => void) => {
      if (over) return;
      over = true;
      act();
    };
    signal.addEventListener('abort', () => finish(() => reject(signal.reason as Error)), { once: true });
    sessions.push({
      kind, id, request, writes, sizes,
      get written() {
        return writes.join('');
      },
      get inputEnded() {
        return inputEnded;
      },
      get over() {
        return over;
      },
      get closed() {
        return closed;
      },
      say: (text, stream = 'stdout') => {
        if (!over) output(Buffer.from(text), stream);
      },
      end: (exitCode = kind === 'exec' ? 0 : null) => finish(() => resolve({ exitCode, complete: true })),
      cut: () => finish(() => resolve({ exitCode: null, complete: false })),
      fail: (error) => finish(() => reject(error)),
      refuseSizes: (error) => {
        sizeRefusal = error;
      },
    });
    return {
      write: (bytes) => {
        if (!over && !inputEnded) writes.push(Buffer.from(bytes).toString('utf8'));
      },
      endInput: () => {
        inputEnded = true;
      },
      resize: (size) => {
        if (sizeRefusal) return Promise.reject(sizeRefusal);
        sizes.push(size);
        return Promise.resolve();
      },
      close: () => {
        closed = true;
        finish(() => resolve({ exitCode: null, complete: true }));
      },
      ended,
    };
  };

  return {
    sessions,
    session: (name) => {
      const found = sessions.filter(({ id, over }) => id === idOf(name) && !over);
      if (found.length !== 1) throw new Error(`${found.length} sessions in ${name} are open`);
      return found[0]!;
    },
    refuseSessions: (error) => {
      refusal = error;
    },
    attachWithInput: (id, request, output, signal) => open('attach', 'attach with input', id, request, output, signal),
    exec: (id, request, output, signal) => open('exec', `exec ${request.command.join(' ')} in`, id, request, output, signal),
  };
}
