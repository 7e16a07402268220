/** The lines of several logs brought into the order of their time: each is held for a moment in case that an older one comes from another log. */
import type { LogLine } from '../engine/types.ts';
import type { Message, Past } from '../model/message.ts';
import { continues } from '../model/record.ts';
import type { Target } from '../model/row.ts';
import { stampKey } from '../model/time.ts';
import type { Batches } from './batch.ts';
import type { Clock } from './clock.ts';

/** How long a line is held, milliseconds; and when nothing was held before, as at the beginning, when all logs bring their past. */
const hold = 100;
const firstHold = 300;
/** A log that has sent something within this time may be behind the others: they wait for it, at most so long. */
const lively = 200;
const longestHold = 1000;
const pace = 50;
const most = 50_000;
/** Logs that are opened together bring their past together, within this time, milliseconds. */
const gathering = 50;

interface Held {
  readonly target: Target;
  readonly line: LogLine;
  readonly key: string;
  readonly due: number;
  readonly at: number;
}

/** How far a log has come, and when it sent something last. */
interface Progress {
  key: string;
  at: number;
}

export interface Merger {
  /** Where the lines of one log go. `leave` forgets what is held of it. */
  source(target: Target): Batches & { leave(): void };
  /** Takes the last lines of a log that joins; resolves when they are sent, or wanted no more. */
  past(past: Past, signal: AbortSignal): Promise<void>;
}

const timeOf = ({ raw, body }: LogLine) => (body === 0 ? '' : stampKey(raw.slice(0, body - 1)));

/** A merger that sends on what it is given as `logs/merged`. Lines of one log keep their order, and those of one record stay together. */
export function createMerger(clock: Clock, post: (message: Message) => void): Merger {
  let held: Held[] = [];
  let cancel: (() => void) | null = null;
  let quietSince = -Infinity;
  const sources = new Set<Progress>();
  let pasts: { past: Past; signal: AbortSignal; sent: () => void }[] = [];

  const sendPasts = () => {
    const gathered = pasts;
    pasts = [];
    const parts = gathered.filter(({ signal }) => !signal.aborted).map(({ past }) => past);
    if (parts.length > 0) post({ type: 'logs/past', parts, at: clock.now() });
    for (const { sent } of gathered) sent();
  };

  const send = (all: boolean) => {
    cancel?.();
    cancel = null;
    const now = clock.now();
    let safe: string | null = null;
    for (const source of sources) {
      if (now - source.at >= lively) sources.delete(source);
      else if (safe === null || source.key < safe) safe = source.key;
    }
    const hurried = all || held.length >= most;
    let last = '';
    for (const { key, due, at } of held) {
      if (key > last && (hurried || now - at >= longestHold || (due <= now && (safe === null || key <= safe)))) last = key;
    }
    const ready = held.filter(({ key }) => key <= last);
    held = held.filter(({ key }) => key > last);
    quietSince = now;
    if (held.length > 0) wake();
    if (ready.length === 0) return;
    ready.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    post({ type: 'logs/merged', lines: ready, at: now });
  };
  const wake = () => {
    cancel ??= clock.after(pace, () => {
      cancel = null;
      send(false);
    });
  };

  return {
    past: (past, signal) => new Promise((sent) => {
      if (pasts.length === 0) clock.after(gathering, sendPasts);
      pasts.push({ past, signal, sent });
    }),
    source: (target) => {
      let before = '';
      const progress: Progress = { key: '', at: -Infinity };
      return {
        add: (lines) => {
          if (lines.length === 0) return;
          const now = clock.now();
          const due = now + (held.length === 0 && now - quietSince > 1000 ? firstHold : held.length > 0 ? Math.max(hold, (held[0]?.due ?? 0) - now) : hold);
          for (const line of lines) {
            const key = timeOf(line);
            // never before what came before it, and in its record
            if (key > before && !(before !== '' && continues(line.body === 0 ? line.raw : line.raw.slice(line.body)))) before = key;
            held.push({ target, line, key: before, due, at: now });
          }
          progress.key = before;
          progress.at = now;
          sources.add(progress);
          if (held.length >= most) send(false);
          else wake();
        },
        flush: () => send(true),
        leave: () => {
          sources.delete(progress);
          held = held.filter((one) => one.target !== target);
        },
      };
    },
  };
}
