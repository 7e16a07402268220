/** A command run in a container without a terminal, its output handed on in parts. */
import { failureOf } from '../../engine/errors.ts';
import { createSplitter } from '../../engine/lines.ts';
import type { OutputLine, OutputState } from '../../model/session-state.ts';
import { codeText, failedText, whyNot } from '../../model/session-words.ts';
import { keptLines } from '../../model/slices/output.ts';
import type { Context } from './context.ts';

/** Between two parts, milliseconds; of what comes in between no more is held than is kept in the end. */
const pause = 50;
const most = 20_000;

/** Gathers lines; `flush` hands on what is there. */
function parts({ clock, post }: Context): { add(line: OutputLine): void; flush(): void } {
  let lines: OutputLine[] = [];
  let characters = 0;
  let dropped = 0;
  let callOff: (() => void) | null = null;
  const flush = () => {
    callOff?.();
    callOff = null;
    if (lines.length === 0) return;
    post({ type: 'output/received', lines, dropped });
    [lines, characters, dropped] = [[], 0, 0];
  };
  return {
    add: (line) => {
      lines.push(line);
      characters += line.text.length;
      if (lines.length > most || characters > 2 ** 23) {
        const kept = [...keptLines(lines)];
        dropped += lines.length - kept.length;
        lines = kept;
        characters = kept.reduce((sum, { text }) => sum + text.length, 0);
      }
      callOff ??= clock.after(pause, flush);
    },
    flush,
  };
}

/** Runs it to its end, or until the signal is aborted. */
export async function runCommand({ subject: { target, name }, command, user, workingDir }: OutputState, context: Context, signal: AbortSignal): Promise<void> {
  const engine = context.engine(target.engine);
  const { add, flush } = parts(context);
  const split = (stderr: boolean) => createSplitter((text, broken) => add({ text, stderr, broken }));
  const streams = { stdout: split(false), stderr: split(true) };
  let how: string;
  try {
    const why = whyNot(name, (await engine.inspect(target.container, signal)).state.status, 'to run a command in');
    if (why !== null) how = why;
    else {
      const session = await engine.exec(target.container, { command, tty: false, input: false, user, workingDir, size: null }, (bytes, stream) => streams[stream].write(bytes, 0, bytes.length), signal);
      try {
        const { exitCode, complete } = await session.ended;
        how = complete ? `ended ${codeText(exitCode)}` : 'the connection broke off';
      } finally {
        session.close();
      }
    }
  } catch (error) {
    if (signal.aborted) return;
    how = failedText(failureOf(error));
  }
  for (const splitter of Object.values(streams)) if (splitter.open()) splitter.endLine();
  flush();
  context.post({ type: 'output/ended', how, at: context.clock.now() });
}
