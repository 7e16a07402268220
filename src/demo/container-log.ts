/** One container's log: a chain of segments, places in it, and those who follow it. */

import { spoken, written } from './log-segment.ts';
import type { Segment, WrittenSegment } from './log-segment.ts';
import { voices } from './voices.ts';
import type { VoiceName } from './voices.ts';

/** A place in a log: the record that would be read next. */
export interface Cursor {
  segment: Segment;
  index: number;
}

/** Somebody who follows; `end` is set when the run he follows is over. */
export interface Follower {
  end: Cursor | null;
  wake(): void;
}

export interface ContainerLog {
  /** The oldest segment that is kept. */
  first(): Segment;
  /** The container's own voice begins at `start`. */
  speak(start: number): void;
  /** Its voice falls silent: it was paused. */
  hush(): void;
  /**
   * What the process writes, in any pieces: a line is stored when its newline comes, or at the end of the run. `live`: those who are attached
   * get it elsewhere.
   */
  write(error: boolean, text: string, live?: boolean): void;
  /** So many lines at once, or a second until the end of the run. */
  flood(amount: { readonly lines: number } | { readonly perSecond: number }): void;
  /** The run is over (now when `at` is not given): nothing more comes, followers read to here. */
  end(at?: number): void;
  follow(follower: Follower): () => void;
}

export interface LogSettings {
  /** The time in nanoseconds of the epoch. */
  readonly now: () => number;
  /** Nanoseconds of the epoch as milliseconds since 1970. */
  readonly milliseconds: (nanos: number) => number;
  readonly seed: number;
  readonly voice: VoiceName;
  readonly pace: number;
  readonly tty: boolean;
}

const pieceBytes = 16384;
const keptSegments = 2000;
/** Nanoseconds between two records written at the same moment. */
const tick = 1000;

/** Whether a record stands at the cursor by `now`, stepping over the ends of segments. */
export function ready(cursor: Cursor, now: number, end: Cursor | null): boolean {
  for (;;) {
    if (end !== null && cursor.segment === end.segment) return cursor.index < end.index;
    if (cursor.index < cursor.segment.size(now)) return true;
    if (cursor.segment.after === null) return false;
    cursor.segment = cursor.segment.after;
    cursor.index = 0;
  }
}

function pieces(line: string, newline: string): (string | Buffer)[] {
  if (line.length * 3 < pieceBytes) return [line + newline];
  const bytes = Buffer.from(line);
  const cut: Buffer[] = [];
  let at = 0;
  for (; bytes.length - at >= pieceBytes; at += pieceBytes) cut.push(bytes.subarray(at, at + pieceBytes));
  cut.push(Buffer.concat([bytes.subarray(at), Buffer.from(newline)]));
  return cut;
}

/** An empty log. */
export function createLog(settings: LogSettings): ContainerLog {
  const { seed, tty, now } = settings;
  const newline = tty ? '\r\n' : '\n';
  const voice = voices[settings.voice];
  const followers = new Set<Follower>();
  const pending = { stdout: '', stderr: '' };
  const isLive = { stdout: false, stderr: false };
  let first: Segment = written();
  let last = first;
  let segments = 1;
  let saidBefore = 0;
  let current: Segment | null = null;
  let hand: WrittenSegment | null = null;
  let latest = -Infinity;

  function append(segment: Segment): void {
    last.after = segment;
    last = segment;
    if (segments === keptSegments) first = first.after ?? segment;
    else segments += 1;
  }

  function moment(): number {
    latest = Math.max(now(), latest + tick);
    return latest;
  }

  function silence(time = now()): void {
    last.close(time);
    const size = last.size(time);
    if (size > 0) latest = Math.max(latest, last.time(size - 1));
    if (last === current) saidBefore += size;
    current = null;
    hand = null;
  }

  function speak(start: number): void {
    silence();
    if (settings.voice === 'silent' || settings.pace <= 0) return;
    const from = settings.voice === 'crash' ? 0 : saidBefore;
    const flood = settings.voice === 'flood';
    current = spoken({
      start, newline, seed: (seed + segments) >>> 0, period: 1e9 / settings.pace, uneven: !flood, limit: Infinity,
      say: (index, time) => {
        const said = voice(seed, from + index, settings.milliseconds(time));
        return tty ? { error: false, text: said.text } : said;
      },
    });
    append(current);
    wake();
  }

  function takeUpPen(): void {
    silence();
    hand = written();
    append(hand);
  }

  function store(error: boolean, line: string, end: string, live = false): void {
    const time = moment();
    for (const text of pieces(line, end)) hand?.push(time, { error, text, live });
  }

  function write(error: boolean, text: string, live = false): void {
    const speaking = current !== null;
    if (hand === null) takeUpPen();
    const stream = error && !tty ? 'stderr' : 'stdout';
    const lines = (pending[stream] + text).split('\n');
    pending[stream] = lines.pop() ?? '';
    isLive[stream] = live;
    for (const line of lines) store(stream === 'stderr', line, newline, live);
    if (speaking) speak(Math.max(now(), latest));
    else wake();
  }

  function wake(): void {
    for (const follower of followers) follower.wake();
  }

  return {
    first: () => first,
    speak,
    hush: () => silence(),
    write,
    flood(amount) {
      const speaking = current !== null;
      silence();
      const [limit, period] = 'lines' in amount ? [amount.lines, 0] : [Infinity, 1e9 / amount.perSecond];
      append(spoken({ start: moment(), period, uneven: false, limit, seed, newline, say: (index) => voices.flood(seed, index, 0) }));
      if (speaking && limit !== Infinity) speak(moment());
      else wake();
    },
    end(at) {
      for (const stream of ['stdout', 'stderr'] as const) {
        const rest = pending[stream];
        if (rest === '') continue;
        pending[stream] = '';
        if (hand === null) takeUpPen();
        store(stream === 'stderr', rest, '', isLive[stream]);
      }
      silence(at);
      const place = { segment: last, index: last.size(now()) };
      for (const follower of followers) follower.end ??= place;
      wake();
    },
    follow(follower) {
      followers.add(follower);
      return () => followers.delete(follower);
    },
  };
}
