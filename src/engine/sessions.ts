/** Two-way connections: attach with input, and exec. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Asker } from './asking.ts';
import { decodeExec, decodeExecId } from './decode.ts';
import { type Attempt, EngineError, fromAnswer } from './errors.ts';
import { isOver } from './inspecting.ts';
import { hold } from './session.ts';
import type { ExecRequest, SessionEnd, Sessions, TerminalSize } from './session-types.ts';

/** Milliseconds a container that is over has for its last words. */
const lastWords = 1000;
/** Milliseconds between two questions for an exit code: the stream may end a moment before the process is known to have. */
const pauses = [10, 20, 40, 80, 160, 320, 500];

/**
 * Keys that make the engine let go must not be typed by chance, nor be held back until the next one: we handle those ourselves. Docker takes
 * no empty sequence, but bytes that no text has; podman takes the empty one.
 */
const noDetachKeys = { Docker: '%FF,%FF', Podman: '' } as const;
/** The same for exec, whose JSON can only name ASCII: nobody types this, and of it only NUL is held back. */
const unlikelyKeys = 'ctrl-@,ctrl-^,ctrl-@,ctrl-^';
/**
 * No engine ends the process of an exec whose client has left: a shell would wait for ever. So a terminal is told that nobody types any more: the
 * line that was begun is dropped (ctrl-u), and the input ends (ctrl-d).
 */
const hangUp = Buffer.from('\x15\x04');
/** The first version whose exec takes a size along. */
const sizedSince = 42;

function execBody({ command, tty, input, user, workingDir, size }: ExecRequest, version: string): object {
  const sized = tty && size !== null && Number(version.split('.')[1]) >= sizedSince;
  return {
    AttachStdin: input, AttachStdout: true, AttachStderr: true, Tty: tty, Cmd: command, DetachKeys: unlikelyKeys,
    ...(user === null ? {} : { User: user }), ...(workingDir === null ? {} : { WorkingDir: workingDir }), ...(sized ? { ConsoleSize: [size.rows, size.columns] } : {}),
  };
}

/** The sessions of an engine. */
export function openSessions(asker: Asker): Sessions {
  const { attemptTo, passing, send, connection, versioned } = asker;

  /** Sends what has to be answered with success; gives the body. A size told twice is the same size, and an exec made twice is never started. */
  const post = async (attempt: Attempt, path: string, signal: AbortSignal, body?: object): Promise<string> => {
    const answer = await send(attempt, { method: 'POST', path, harmless: true, ...(body ? { body: JSON.stringify(body) } : {}) }, signal);
    if (answer.status >= 300) throw fromAnswer(attempt, answer.status, answer.body, answer.headers.location);
    return answer.body;
  };
  /** Tells sizes to what is at a path. */
  const resizer = (path: string) => async ({ rows, columns }: TerminalSize, signal: AbortSignal) => {
    await post(attemptTo('tell the terminal its size'), `${path}/resize?h=${rows}&w=${columns}`, signal);
  };

  return {
    attachWithInput: async (id, { tty, size }, output, signal) => {
      const attempt = attemptTo('attach to the container');
      const path = `/containers/${encodeURIComponent(id)}`;
      // refused before anything is asked
      passing({ method: 'POST', path: `${path}/attach?stdin=1`, attempt });
      await versioned(attempt, signal);
      const keys = noDetachKeys[asker.server()?.product ?? 'Docker'];
      const raw = await connection(attempt, { method: 'POST', path: `${path}/attach?stream=1&stdin=1&stdout=1&stderr=1&detachKeys=${keys}` }, signal);
      const over = (complete: boolean) => Promise.resolve<SessionEnd>({ exitCode: null, complete });
      const { session, life, finish } = hold({ attempt, connection: raw, tty, output, signal, tell: resizer(path), over });
      // a size that cannot be told now leaves the one it has: whoever tells the next one hears why
      if (tty && size) session.resize(size).catch(() => undefined);
      void isOver(asker, id, life).then(async (is) => {
        if (!is) return;
        await wait(lastWords, undefined, { signal: life });
        finish();
      }).catch(() => undefined);
      return session;
    },

    exec: async (id, request, output, signal) => {
      const { tty, size } = request;
      const attempt = attemptTo('run a command in the container');
      const creation = `/containers/${encodeURIComponent(id)}/exec`;
      passing({ method: 'POST', path: creation, attempt });
      const version = await versioned(attempt, signal);
      const made = decodeExecId(attempt, await post(attempt, creation, signal, execBody(request, version)));
      const path = `/exec/${encodeURIComponent(made)}`;
      const raw = await connection(attempt, { method: 'POST', path: `${path}/start`, body: JSON.stringify({ Detach: false, Tty: tty }) }, signal);
      /** The exit code, once the process is known to be over; null while it goes on behind a stream that has ended, or nobody knows. */
      const over = async (complete: boolean, life: AbortSignal): Promise<SessionEnd> => {
        for (const pause of [...pauses, null]) {
          try {
            const { answer } = await asker.ask(attempt.what, `${path}/json`, life);
            const { running, exitCode } = decodeExec(attempt, answer.body);
            if (!running || !complete || pause === null) return { exitCode: running ? null : exitCode, complete };
          } catch (error) {
            if (!(error instanceof EngineError)) throw error;
            // an engine that is gone has cut the stream, however it ended; one that forgot the process has not
            return { exitCode: null, complete: complete && error.failure.status === 404 };
          }
          await wait(pause, undefined, { signal: life });
        }
        return { exitCode: null, complete };
      };
      const { session } = hold({ attempt, connection: raw, tty, output, signal, ...(tty && request.input ? { farewell: hangUp } : {}), tell: resizer(path), over });
      // engines before 1.42, and podman, do not take it along
      if (tty && size) session.resize(size).catch(() => undefined);
      return session;
    },
  };
}
