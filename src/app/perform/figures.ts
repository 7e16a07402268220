/** What containers use, asked in rounds: a few at once, whoever waited longest first, no more often than the engine bears. */
import { failureOf } from '../../engine/errors.ts';
import type { Engine } from '../../engine/types.ts';
import type { Reading } from '../../model/figure-state.ts';
import { type FigureWish, figureWishes, readingSpacing } from '../../model/slices/figures.ts';
import { sleep } from '../clock.ts';
import type { Context } from './context.ts';

/** Readings under way at once; fewer on an engine that takes long for each, since it works all that time. */
const most = 4;
const mostSlow = 3;
const slow = 500;
/** Time for a reading, milliseconds: one that hangs holds the others up. */
const deadline = 5000;
/** From one reading to the next before there is anything to show. */
const firstSpacing = 60;
/** Two readings closer than this tell little. */
const leastApart = 1000;
/** While there is nothing to ask: who is in sight may have changed. */
const look = 500;
const longestBackOff = 60_000;

/** What is known of one that was asked. */
interface Asked {
  /** When it was asked last. */
  readonly at: number;
  readonly readings: number;
  /** How often it failed since it answered. */
  readonly failures: number;
}

/** When one is to be asked again; the second time soon, since it takes two readings to tell a rate. */
function dueAt({ period }: FigureWish, asked: Asked | undefined): number {
  if (!asked) return -Infinity;
  if (asked.failures > 0) return asked.at + Math.min(longestBackOff, period * 2 ** asked.failures);
  return asked.at + (asked.readings < 2 ? leastApart : period);
}

async function read(engine: Engine, container: string, { clock }: Context, signal: AbortSignal): Promise<Reading> {
  const limit = new AbortController();
  const stop = () => limit.abort(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  const callOff = clock.after(deadline, () => limit.abort(new Error('late')));
  try {
    return { container, sample: await engine.sample(container, limit.signal) };
  } catch (error) {
    signal.throwIfAborted();
    if (!limit.signal.aborted) return { container, failure: failureOf(error) };
    return { container, failure: { kind: 'timeout', what: 'read what the container uses', where: engine.address, why: `no answer within ${deadline / 1000} s`, hint: '', status: null } };
  } finally {
    callOff();
    signal.removeEventListener('abort', stop);
  }
}

/** Asks for figures as long as they are wanted. */
export async function askFigures(address: string, context: Context, signal: AbortSignal): Promise<void> {
  const { clock, post, state } = context;
  const engine = context.engine(address);
  let asked = new Map<string, Asked>();
  let width = most;
  for (;;) {
    const wishes = figureWishes(state(), address);
    const begun = clock.now();
    // forgotten are those that nobody wishes for any more, and all that was asked before our clock was set back
    asked = new Map(wishes.flatMap(({ container }) => {
      const known = asked.get(container);
      return known && known.at <= begun ? [[container, known] as const] : [];
    }));
    const late = (wish: FigureWish) => (begun - dueAt(wish, asked.get(wish.container))) / wish.period;
    const round = wishes.filter((wish) => late(wish) >= 0).sort((a, b) => late(b) - late(a)).slice(0, width);
    if (round.length === 0) {
      const next = Math.min(...wishes.map((wish) => dueAt(wish, asked.get(wish.container)) - begun));
      await sleep(clock, Math.max(1, Math.min(look, next)), signal);
      continue;
    }
    const readings = await Promise.all(round.map(({ container }) => read(engine, container, context, signal)));
    const took = clock.now() - begun;
    width = took > slow ? mostSlow : most;
    for (const reading of readings) {
      const { readings: before = 0, failures = 0 } = asked.get(reading.container) ?? {};
      asked.set(reading.container, { at: begun, readings: 'sample' in reading ? before + 1 : before, failures: 'failure' in reading ? failures + 1 : 0 });
    }
    post({ type: 'figures/received', engine: address, readings, at: clock.now() });
    const fresh = wishes.some(({ container }) => (asked.get(container)?.readings ?? 0) === 0 && (asked.get(container)?.failures ?? 0) === 0);
    await sleep(clock, Math.max(1, round.length * (fresh ? firstSpacing : readingSpacing) - took), signal);
  }
}
