/** The log of one container: opened, followed, joined to what is there after every break, and its end told. */
import { failureOf } from '../../engine/errors.ts';
import { joiner, sinceFor } from '../../engine/resume.ts';
import type { Details, Engine, LogLine, LogRequest } from '../../engine/types.ts';
import { resumeTail } from '../../model/slices/logs.ts';
import type { Target } from '../../model/row.ts';
import { batches } from '../batch.ts';
import { sleep } from '../clock.ts';
import type { Context } from './context.ts';

/** Lines of the past a log opens with, and lines at most that are caught up with after it was parked. */
const openingTail = 1000;
const parkedTail = 10_000;
const waits = [0, 250, 500, 1000, 2000, 5000];
/** A stream that held this long was healthy: the next break is tried again at once. */
const healthy = 10_000;

interface Follow {
  readonly target: Target;
  readonly engine: Engine;
  readonly context: Context;
  readonly signal: AbortSignal;
}

/** What to ask for, given the lines there are. */
function requestAfter(known: readonly LogLine[], away: boolean, tty: boolean): LogRequest {
  const since = sinceFor(known);
  if (since === undefined) return { tty, follow: true, tail: openingTail };
  return away ? { tty, follow: true, since, tail: parkedTail } : { tty, follow: true, since };
}

/** One stream from its opening to its end. Lines are posted in batches; rejects when it could not be opened or lost its place. */
async function stream({ target, engine, context, signal }: Follow, tty: boolean): Promise<boolean> {
  const { clock, post, state } = context;
  const { logs } = state();
  const known = resumeTail(logs);
  const join = joiner(known);
  const batch = batches(clock, (lines) => post({ type: 'logs/received', target, lines, at: clock.now() }));
  try {
    const end = await engine.logs(target.container, requestAfter(known, logs.away, tty), (received) => {
      const { lines, gap } = join(received);
      if (gap) {
        batch.flush();
        post({ type: 'logs/gap', target, why: 'lines are missing here: the engine has or sends them no more', at: clock.now() });
      }
      batch.add(lines);
    }, signal);
    return end.complete;
  } finally {
    batch.flush();
  }
}

const runs = ({ state }: Details) => state.running || state.restarting;

/** Tells how a run ended; true when the container runs on (or again) and its log is to be opened anew. */
async function tellEnd({ target, engine, context, signal }: Follow, before: Details): Promise<boolean> {
  const after = await engine.inspect(target.container, signal);
  const again = runs(after);
  const { exitCode, oomKilled, finishedAt, startedAt } = after.state;
  const restarted = again && startedAt !== before.state.startedAt;
  const at = context.clock.now();
  if (!again) context.post({ type: 'logs/ended', target, end: { exitCode, oomKilled, finishedAt }, startedAt: null, at });
  else if (restarted) context.post({ type: 'logs/ended', target, end: { exitCode: after.state.restarting ? exitCode : null, oomKilled, finishedAt }, startedAt, at });
  return again;
}

/** Follows a log until its container is not running, is gone, cannot be read, or the signal is aborted. */
export async function followLogs(target: Target, delay: number, context: Context, signal: AbortSignal): Promise<void> {
  const { clock, post } = context;
  const follow: Follow = { target, engine: context.engine(target.engine), context, signal };
  if (delay > 0) await sleep(clock, delay, signal);
  let failed = 0;
  let lostPlace = 0;
  for (;;) {
    const opened = clock.now();
    try {
      const details = await follow.engine.inspect(target.container, signal);
      const { startedAt } = details.state;
      post({ type: 'logs/opened', target, tty: details.tty, driver: details.log.driver, startedAt, at: clock.now() });
      const complete = await stream(follow, details.tty);
      if (complete && !await tellEnd(follow, details)) return;
    } catch (error) {
      if (signal.aborted) return;
      const failure = failureOf(error);
      if (failure.status === 404) {
        post({ type: 'logs/removed', target, at: clock.now() });
        return;
      }
      const again = failure.kind !== 'status' && !(failure.kind === 'protocol' && lostPlace++ > 0);
      post({ type: 'logs/failed', target, failure, again, at: clock.now() });
      if (!again) return;
    }
    failed = clock.now() - opened > healthy ? 0 : failed + 1;
    await sleep(clock, waits[Math.min(failed, waits.length - 1)] ?? 0, signal);
  }
}
