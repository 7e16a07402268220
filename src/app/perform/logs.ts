/** The log of one container: opened, followed, joined to what is there after every break, and its end told. */
import { failureOf } from '../../engine/errors.ts';
import { joiner, sinceFor } from '../../engine/resume.ts';
import type { Details, Engine, Failure, LogLine, LogRequest } from '../../engine/types.ts';
import { stampOf } from '../../model/chunk.ts';
import { sameTarget, type Target } from '../../model/row.ts';
import { engineAt } from '../../model/slices/engines.ts';
import { resumeTail } from '../../model/slices/log-sources.ts';
import { parseTime, stampKey } from '../../model/time.ts';
import { type Batches, batches } from '../batch.ts';
import { sleep } from '../clock.ts';
import { attachTo } from './attach.ts';
import type { Context } from './context.ts';
import { createLag } from './lag.ts';
import { readPast } from './past.ts';
import { type Heard, watchStream } from './watchdog.ts';

/** Lines of the past a log opens with when it is alone, and lines at most that are caught up with after it was parked. */
const openingTail = 1000;
const parkedTail = 10_000;
const waits = [0, 250, 500, 1000, 2000, 5000];
/** A stream that held this long was healthy: the next break is tried again at once. */
const healthy = 10_000;
/** A log that ends sooner than this although its container runs is not whole; it is opened anew at this pause, milliseconds. */
const tooShort = 1000;
const tooShortPause = 30_000;

interface Follow {
  readonly target: Target;
  readonly merged: boolean;
  readonly engine: Engine;
  readonly context: Context;
  readonly signal: AbortSignal;
}

const sourceOf = ({ context, target }: Follow) => context.state().logs.sources.find((source) => sameTarget(source.target, target));

/** What to ask for, given the lines there are. `limited`: of what came since, the end only. */
function requestAfter(known: readonly LogLine[], limited: boolean, tty: boolean): LogRequest {
  const since = sinceFor(known);
  if (since === undefined) return { tty, follow: true, tail: openingTail };
  return limited ? { tty, follow: true, since, tail: parkedTail } : { tty, follow: true, since };
}

/**
 * Whether a line is of the run that goes on now, not of the one before. A run is known to have started a moment after its first lines may have
 * come, so what counts is the middle of the pause between both; where stamps are whole seconds, the second in which it started.
 */
function ofThisRun({ state: { startedAt, finishedAt } }: Details): (line: LogLine) => boolean {
  const [start, end] = [parseTime(startedAt) ?? 0, parseTime(finishedAt) ?? 0];
  const iso = (at: number) => new Date(at).toISOString();
  const seam = stampKey(iso(end > 0 && end < start ? (start + end) / 2 : start));
  return (line) => {
    const stamp = stampOf(line);
    return stamp.includes('.') ? stampKey(stamp) > seam : stamp.slice(0, 19) >= iso(start).slice(0, 19);
  };
}

/** Where the lines of a log go on the way to the state. */
function outlet({ target, merged, context: { clock, post, merger } }: Follow): Batches & { leave(): void } {
  return merged ? merger.source(target) : { ...batches(clock, (lines) => post({ type: 'logs/received', target, lines, at: clock.now() })), leave: () => undefined };
}

/** The lines that what comes next is joined to: those in memory; of one that joins a merged tail its last ones, which are brought there first. */
async function knownLines({ target, merged, engine, context: { state, merger }, signal }: Follow, details: Details): Promise<readonly LogLine[]> {
  const known = resumeTail(state().logs, target);
  if (!merged || known.length > 0) return known;
  const past = await readPast(engine, target, details.tty, signal);
  await merger.past(past, signal);
  signal.throwIfAborted();
  return past.lines;
}

/** How a stream ended: properly, by a break, or because it fell too far behind and is to go on with the newest lines. */
type StreamEnd = 'over' | 'cut' | 'behind';

/** One stream from its opening to its end. Rejects when it could not be opened or lost its place. `anew`: what is there already is not joined to. */
async function stream(follow: Follow, details: Details, limited: boolean, anew: boolean): Promise<StreamEnd> {
  const { target, merged, engine, context: { clock, post, state }, signal } = follow;
  const known = anew ? [] : await knownLines(follow, details);
  const { startedAt } = details.state;
  let isOfRun = startedAt === null || (sourceOf(follow)?.startedAt ?? startedAt) === startedAt ? null : ofThisRun(details);
  const join = joiner(known);
  const out = outlet(follow);
  const cut = new AbortController();
  const ours = AbortSignal.any([signal, cut.signal]);
  let heard: Heard = { at: clock.now(), line: known.at(-1) };
  let given: StreamEnd = 'over';
  const isBehind = createLag();
  const skew = engineAt(state(), target.engine)?.skew ?? 0;
  const watching = watchStream(engine, target.container, details, () => heard, clock, ours).then(() => {
    given = 'cut';
    cut.abort(new Error('the stream had died'));
  }, () => undefined);
  try {
    const end = await engine.logs(target.container, requestAfter(known, limited, details.tty), (received) => {
      const { lines, gap } = join(received);
      heard = { at: clock.now(), line: received.at(-1) };
      if (gap) {
        out.flush();
        post({ type: 'logs/gap', target, why: 'lines are missing here: the engine has or sends them no more', at: clock.now() });
      }
      const first = isOfRun === null ? -1 : lines.findIndex(isOfRun);
      if (first >= 0 && startedAt !== null) {
        out.add(lines.slice(0, first));
        out.flush();
        post({ type: 'logs/started', target, startedAt, at: clock.now() });
        isOfRun = null;
      }
      out.add(first > 0 ? lines.slice(first) : lines);
      if (merged || !state().logs.follow || !isBehind(received, heard.at, skew)) return;
      given = 'behind';
      cut.abort(new Error('too far behind'));
    }, ours);
    return end.complete ? 'over' : 'cut';
  } catch (error) {
    if (given !== 'over' && !signal.aborted) return given;
    throw error;
  } finally {
    if (signal.aborted) out.leave();
    else out.flush();
    cut.abort(new Error('over'));
    await watching;
  }
}

const runs = ({ state }: Details) => state.running || state.restarting;

/** Tells how a run ended; true when the container runs on (or again) and its log is to be opened anew. */
async function tellEnd({ target, engine, context, signal }: Follow, before: Details): Promise<{ again: boolean; sameRun: boolean }> {
  const after = await engine.inspect(target.container, signal);
  const again = runs(after);
  const { exitCode, oomKilled, finishedAt, startedAt } = after.state;
  const restarted = again && startedAt !== before.state.startedAt;
  const at = context.clock.now();
  if (!again) context.post({ type: 'logs/ended', target, end: { exitCode, oomKilled, finishedAt }, startedAt: null, at });
  else if (restarted) context.post({ type: 'logs/ended', target, end: { exitCode: after.state.restarting ? exitCode : null, oomKilled, finishedAt }, startedAt, at });
  return { again, sameRun: again && !restarted && !after.state.restarting && !before.state.restarting };
}

/** What a container writes, by attaching, until it stops or is let go of; true when it runs again. */
async function readLive(follow: Follow, details: Details): Promise<boolean> {
  const { target, engine, context: { clock, post }, signal } = follow;
  if (!runs(details)) {
    await tellEnd(follow, details);
    return false;
  }
  const out = outlet(follow);
  const how = await attachTo(engine, target.container, details, out.add, clock, signal).finally(() => (signal.aborted ? out.leave() : out.flush()));
  if (how === true) return (await tellEnd(follow, details)).again;
  post({ type: 'logs/detached', target, why: how, at: clock.now() });
  return false;
}

/** Whether asking again may help: not when the engine has said no, nor when the stream lost its place a second time. */
const isWorthAnother = ({ kind }: Failure, lostPlace: number) => kind !== 'status' && !(kind === 'protocol' && lostPlace > 0);

/** Follows a log until its container is not running, is gone, cannot be read, or the signal is aborted. */
export async function followLogs(target: Target, merged: boolean, delay: number, context: Context, signal: AbortSignal): Promise<void> {
  const { clock, post } = context;
  const follow: Follow = { target, merged, engine: context.engine(target.engine), context, signal };
  if (delay > 0) await sleep(clock, delay, signal);
  let failed = 0;
  let lostPlace = 0;
  let short = 0;
  let end: StreamEnd = 'over';
  for (;;) {
    const opened = clock.now();
    try {
      const details = await follow.engine.inspect(target.container, signal);
      const source = sourceOf(follow);
      const live = source?.live ?? false;
      post({ type: 'logs/opened', target, tty: details.tty, driver: details.log.driver, live, input: !details.openStdin ? 'none' : details.stdinOnce ? 'once' : 'open', startedAt: details.state.startedAt, at: clock.now() });
      if (live) {
        if (!await readLive(follow, details)) return;
      } else {
        end = await stream(follow, details, (source?.away ?? false) || short > 1, end === 'behind');
      }
      if (end === 'behind') {
        post({ type: 'logs/skipped', target, at: clock.now() });
        continue;
      }
      if (!live && end === 'over') {
        const { again, sameRun } = await tellEnd(follow, details);
        if (!again) return;
        short = sameRun && clock.now() - opened <= tooShort ? short + 1 : 0;
        if (short === 2) post({ type: 'logs/gap', target, why: 'the engine ends this log although the container runs: it may be incomplete (is its file damaged?)', at: clock.now() });
      }
    } catch (error) {
      if (signal.aborted) return;
      const failure = failureOf(error);
      if (failure.status === 404) {
        post({ type: 'logs/removed', target, at: clock.now() });
        return;
      }
      const again = isWorthAnother(failure, lostPlace);
      if (failure.kind === 'protocol') lostPlace++;
      post({ type: 'logs/failed', target, failure, again, at: clock.now() });
      if (!again) return;
    }
    failed = clock.now() - opened > healthy ? 0 : failed + 1;
    await sleep(clock, short > 1 ? tooShortPause : waits[Math.min(failed, waits.length - 1)] ?? 0, signal);
  }
}
