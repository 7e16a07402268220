/** From two readings of a container's counters to figures, by the docker CLI's formulas; and what is remembered of them. */
import type { Sample } from '../engine/figure-types.ts';
import type { Figure, Gauge } from './figure-state.ts';

/** How long a history is, milliseconds, and how many figures it holds at most. */
export const historyTime = 300_000;
const historyLength = 200;

/** Readings further apart than this say nothing of the time between: it was not measured. */
const longestApart = 120_000;

/** How much the time between two readings may differ between the engine's clock and ours before one of them is taken to have been set: answers are late by different times. */
const clockSlack = (ours: number) => 1500 + ours / 2;

/** How far a share of CPU may lie above what the machine has: readings are not taken in one instant. */
const cpuSlack = 1.5;

/** The rise of a counter; null where it is not known at both ends, or fell: it was set back as the container started again. */
function rise(before: number | null | undefined, now: number | null | undefined): number | null {
  if (before === null || before === undefined || now === null || now === undefined) return null;
  return Number.isFinite(now - before) && now >= before ? now - before : null;
}

/** Percent of one core between two readings `elapsed` milliseconds apart. */
function cpuBetween(before: Sample, now: Sample, elapsed: number): number | null {
  if (now.cpu === null) return known(now.cpuPercent);
  const used = rise(before.cpu?.used, now.cpu.used);
  if (used === null) return null;
  const { cores, system } = now.cpu;
  const share = system === null ? elapsed * 1e6 : (rise(before.cpu?.system, system) ?? 0) / Math.max(1, cores);
  if (share <= 0) return null;
  const percent = (used / share) * 100;
  // a counter that started anew and is already beyond where it was looks like this
  return percent > Math.max(1, cores) * 100 * cpuSlack ? null : percent;
}

const known = (value: number | null) => (value !== null && Number.isFinite(value) && value >= 0 ? value : null);

/** Milliseconds between two readings that came in at `from` and `at` by our clock; null when the clocks do not agree, or nothing lies between. */
function elapsedBetween(before: Sample, now: Sample, from: number, at: number): number | null {
  const [theirs, ours] = [now.at - before.at, at - from];
  return theirs > 0 && theirs <= longestApart && ours > 0 && Math.abs(theirs - ours) <= clockSlack(ours) ? theirs : null;
}

/** What a reading says by itself, and beside the one before it when there is one. */
export function figureFrom(before: { readonly sample: Sample; readonly at: number } | null, sample: Sample, at: number): Figure {
  const elapsed = before && elapsedBetween(before.sample, sample, before.at, at);
  const perSecond = (part: (of: Sample) => number | null | undefined) => {
    const more = before && elapsed ? rise(part(before.sample), part(sample)) : null;
    return more === null || !elapsed ? null : (more * 1000) / elapsed;
  };
  return {
    from: before && elapsed ? before.at : null,
    at,
    cpu: before && elapsed ? cpuBetween(before.sample, sample, elapsed) : sample.cpu === null ? known(sample.cpuPercent) : null,
    memory: known(sample.memory?.used ?? null),
    limit: known(sample.memory?.limit ?? null),
    received: perSecond(({ network }) => network?.received),
    sent: perSecond(({ network }) => network?.sent),
    read: perSecond(({ block }) => block?.read),
    written: perSecond(({ block }) => block?.written),
    pids: known(sample.pids),
  };
}

/** The history with a figure more and what is too old gone; a clock that was set back begins a new one. */
function remembered(history: readonly Figure[], figure: Figure): readonly Figure[] {
  const last = history.at(-1);
  if (last && last.at > figure.at) return [figure];
  const young = history.filter(({ at }) => at > figure.at - historyTime);
  return [...young.slice(-(historyLength - 1)), figure];
}

/** What is known of a container after a reading. One that the engine gives a second time says nothing new. */
export function gaugeAfter(gauge: Gauge, sample: Sample, at: number): Gauge {
  if (gauge.sample?.at === sample.at && gauge.figure) return { ...gauge, failure: null };
  const before = gauge.sample && gauge.figure ? { sample: gauge.sample, at: gauge.figure.at } : null;
  const figure = figureFrom(before, sample, at);
  return { ...gauge, sample, figure, history: remembered(gauge.history, figure), failure: null };
}

/** Memory in percent of its limit; null where there is none. */
export function memoryShare({ memory, limit }: Figure): number | null {
  return memory === null || limit === null || limit <= 0 ? null : (memory / limit) * 100;
}
