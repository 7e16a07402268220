/** Lines that are in a log and not in memory: a page of them, of one container or of several in the order of their time. */
import { failureOf } from '../../engine/errors.ts';
import { joiner, sinceFor } from '../../engine/resume.ts';
import type { Engine, Failure, LogLine, LogRequest } from '../../engine/types.ts';
import type { LogSource, LogsState, PageRequest } from '../../model/log-state.ts';
import { recent } from '../../model/log-store.ts';
import type { Target } from '../../model/row.ts';
import { stampKey } from '../../model/time.ts';
import type { Context } from './context.ts';
import { edgeOf, stampedAt } from './edge.ts';

/** Lines at once: above what is in sight, and into a gap, for which the engine has to read its log from the start each time. */
const pageLines = 1000;
const gapLines = 5000;
/** Stdout and stderr are stamped apart: lines so close to an edge, milliseconds, may stand on either side of it. Whole seconds are less exact. */
const slack = 100;
const slackOfSeconds = 1000;
/** How many times as many records are asked for when those of the end did not reach far enough, and how many are taken to be all. */
const deeper = 4;
const deepest = 1e9;
/** Lines of the overlap with what stands above a gap, at most. */
const nearby = 100_000;

interface Part {
  readonly target: Target;
  readonly lines: readonly LogLine[];
  /** There is more beyond the page. */
  readonly cut: boolean;
}

/** What a page is joined to above: the newest lines of a source that stand there. */
function linesAbove({ store }: LogsState, { before, above }: PageRequest, source: number, from: number): readonly LogLine[] {
  return above ? recent({ ...store, chunks: store.chunks.filter(({ first }) => first < before), end: before - 1 }, 2, nearby, { source, from }) : [];
}

/** A timestamp moved by milliseconds, as unix seconds with nine digits of fraction. */
function unixTime(stamp: string, milliseconds: number): string {
  const key = stampKey(stamp);
  const moved = Date.parse(`${key.slice(0, 19)}Z`) + milliseconds;
  const thousandths = Number(key.slice(20, 23)) + ((moved % 1000) + 1000) % 1000;
  const seconds = Math.floor(moved / 1000) + Math.floor(thousandths / 1000);
  return `${seconds}.${String(thousandths % 1000).padStart(3, '0')}${key.slice(23, 29)}`;
}

const slackOf = (stamp: string) => (/\.\d/.test(stamp) ? slack : slackOfSeconds);

/** Reads a log that is not followed; `enough` says when no more is wanted. Gives whether that was so. */
async function read(engine: Engine, container: string, request: LogRequest, receive: (lines: readonly LogLine[]) => boolean, signal: AbortSignal): Promise<boolean> {
  const cut = new AbortController();
  let enough = false;
  try {
    await engine.logs(container, request, (lines) => {
      if (enough || !receive(lines)) return;
      enough = true;
      cut.abort(new Error('enough'));
    }, AbortSignal.any([signal, cut.signal]));
  } catch (error) {
    if (!enough) throw error;
  }
  return enough;
}

/** The page that ends where the request says: so many records from the end of the log, more of them until there are enough, of which the last are kept. */
async function lastBefore(engine: Engine, { target, tty, from }: LogSource, source: number, logs: LogsState, request: PageRequest, signal: AbortSignal): Promise<Part> {
  const until = request.until === null ? {} : { until: unixTime(request.until, slackOf(request.until)) };
  const above = linesAbove(logs, request, source, from);
  const since = sinceFor(above);
  let before: number | null = null;
  for (let tail = logs.store.count + pageLines; ; tail *= deeper) {
    const edge = edgeOf(logs, source, request.before, request.until);
    const join = joiner(above);
    let fresh: LogLine[] = [];
    await read(engine, target.container, { tty, follow: false, tail, ...(since === undefined ? {} : { since }), ...until }, (received) => {
      fresh.push(...edge.take(join(received).lines));
      if (fresh.length > 4 * pageLines) fresh = fresh.slice(-2 * pageLines);
      return false;
    }, signal);
    if (fresh.length > pageLines) return { target, lines: fresh.slice(-pageLines), cut: true };
    // far more records of the end, and not one line more: this is all there is; but not before they reach down to the edge
    const reached = fresh.length > 0 || edge.met();
    if ((reached && fresh.length === before) || tail > deepest) return { target, lines: fresh, cut: false };
    before = reached ? fresh.length : null;
  }
}

/** The page that begins where the request says; with `inParts` all there is, the most of it part by part on the way. */
async function firstSince(engine: Engine, { target, tty, from }: LogSource, source: number, logs: LogsState, request: PageRequest, signal: AbortSignal, inParts: ((lines: readonly LogLine[]) => void) | null): Promise<Part> {
  const above = linesAbove(logs, request, source, from);
  const join = joiner(above);
  const since = sinceFor(above) ?? (request.since === null ? undefined : unixTime(request.since, 0));
  const until = request.until === null ? undefined : unixTime(request.until, slackOf(request.until));
  const edge = edgeOf(logs, source, request.before, request.until);
  const lines: LogLine[] = [];
  await read(engine, target.container, { tty, follow: false, ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) }, (received) => {
    lines.push(...edge.take(join(received).lines));
    while (inParts && lines.length > gapLines) inParts(lines.splice(0, gapLines));
    return lines.length > gapLines;
  }, signal);
  return { target, lines: lines.slice(0, gapLines), cut: lines.length > gapLines };
}

/** Pages of several logs as one: only as far as all of them reach. */
function together(parts: readonly Part[], way: PageRequest['way']): { lines: { target: Target; line: LogLine }[]; cut: boolean } {
  const cut = parts.filter((part) => part.cut);
  const edges = cut.map(({ lines }) => stampedAt((way === 'back' ? lines[0] : lines.at(-1)) as LogLine));
  const edge = edges.reduce((far, one) => (way === 'back' ? (one > far ? one : far) : far === '' || one < far ? one : far), '');
  const single = parts.length === 1;
  const keyed = parts.flatMap(({ target, lines }) => {
    let key = '';
    return lines.map((line) => {
      const stamp = stampedAt(line);
      if (stamp > key) key = stamp;
      return { target, line, key };
    });
  });
  const kept = single || edge === '' ? keyed : keyed.filter(({ key }) => (way === 'back' ? key >= edge : key <= edge));
  if (!single) kept.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return { lines: kept, cut: cut.length > 0 };
}

/** Reads a page and posts it. Containers that are gone have nothing to give; any other failure is told when nothing else came. */
export async function readPage(request: PageRequest, { clock, engine, post, state }: Context, signal: AbortSignal): Promise<void> {
  const { logs } = state();
  const failures: Failure[] = [];
  let follows = false;
  const inParts = (target: Target) => (part: readonly LogLine[]) => {
    const above = follows || request.above || request.since === null;
    post({ type: 'logs/paged', request, lines: part.map((line) => ({ target, line })), joined: { above, after: false }, follows, more: true, failure: null, at: clock.now() });
    follows = true;
  };
  const readers = logs.sources.map(async (source, at): Promise<Part | null> => {
    if (source.live || source.told === 'removed') return null;
    try {
      const from = engine(source.target.engine);
      return await (request.way === 'back' ? lastBefore(from, source, at, logs, request, signal) : firstSince(from, source, at, logs, request, signal, request.all && logs.sources.length === 1 ? inParts(source.target) : null));
    } catch (error) {
      signal.throwIfAborted();
      failures.push(failureOf(error));
      return null;
    }
  });
  const parts = (await Promise.all(readers)).filter((part) => part !== null);
  const { lines, cut } = together(parts, request.way);
  const joined = request.way === 'back' ? { above: !cut, after: true } : { above: follows || request.above || request.since === null, after: !cut };
  post({ type: 'logs/paged', request, lines, joined, follows, more: false, failure: parts.length === 0 ? failures[0] ?? null : null, at: clock.now() });
}
