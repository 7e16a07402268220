/** The event loop's one endless job: connect, poll the list, let events make the next poll immediate, and come back from every loss. */
import { failureOf } from '../../engine/errors.ts';
import type { EngineEvent } from '../../engine/event-types.ts';
import type { Engine } from '../../engine/types.ts';
import { lateAfter, pollPause } from '../../model/slices/engines.ts';
import { batches } from '../batch.ts';
import { sleep } from '../clock.ts';
import type { Context } from './context.ts';

const firstRetry = 250;
const lastRetry = 5000;
/** An event is a hint: several within this time are one. */
const debounce = 100;
/** However many events there are, the list is not asked more often than this, unless the interval itself is shorter. */
const leastPause = 500;
const eventsRetry = 2000;

/** The wait before attempt number `attempt` (from 0): doubling, at most five seconds. */
export function retryDelay(attempt: number): number {
  return Math.min(lastRetry, firstRetry * 2 ** Math.min(attempt, 10));
}

/** Something that can be waited for with a deadline: an event that makes the next poll immediate. */
function hint() {
  let wake: (() => void) | null = null;
  let given = false;
  return {
    give: () => {
      given = true;
      wake?.();
    },
    wait: async (context: Context, least: number, most: number, signal: AbortSignal): Promise<void> => {
      await sleep(context.clock, least, signal);
      if (!given) {
        const rest = new AbortController();
        const stop = () => rest.abort(signal.reason);
        signal.addEventListener('abort', stop, { once: true });
        wake = () => rest.abort(new Error('hint'));
        await sleep(context.clock, Math.max(0, most - least), rest.signal).catch(() => undefined);
        wake = null;
        signal.removeEventListener('abort', stop);
        signal.throwIfAborted();
        if (given) await sleep(context.clock, debounce, signal);
      }
      given = false;
    },
  };
}

/** Listens for events for as long as the signal allows; a stream that ends is opened again after a while. */
async function listen(address: string, engine: Engine, { clock, post }: Context, give: () => void, signal: AbortSignal): Promise<void> {
  const gathered = batches<EngineEvent>(clock, (events) => post({ type: 'events/received', engine: address, events, at: clock.now() }));
  for (;;) {
    try {
      await engine.events((event) => {
        gathered.add([event]);
        give();
      }, signal);
    } catch {
      // the poll tells what is wrong with the engine; without events the list is only as fresh as its interval
    }
    if (signal.aborted) return;
    gathered.flush();
    await sleep(clock, eventsRetry, signal).catch(() => undefined);
  }
}

async function poll(address: string, engine: Engine, context: Context, succeeded: () => void, signal: AbortSignal): Promise<never> {
  const { clock, post, state } = context;
  const news = hint();
  const listening = new AbortController();
  const stop = () => listening.abort(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  let heard: Promise<void> | null = null;
  let callOffLate = () => undefined as void;
  try {
    for (;;) {
      const started = clock.now();
      const list = await engine.list(signal);
      const ended = clock.now();
      succeeded();
      post({ type: 'list/received', engine: address, list, asked: started, at: ended });
      callOffLate();
      // the time at which the list on screen is no longer current: nothing else may happen then
      const pause = pollPause(state(), address);
      callOffLate = clock.after(lateAfter(pause) + 1, () => post({ type: 'clock/ticked', at: clock.now(), zone: clock.zone() }));
      heard ??= listen(address, engine, context, news.give, listening.signal);
      const least = Math.max(Math.min(leastPause, pause), 4 * (ended - started));
      await news.wait(context, least, Math.max(least, pause), signal);
    }
  } finally {
    callOffLate();
    signal.removeEventListener('abort', stop);
    listening.abort(new Error('the poll ended'));
  }
}

/** Watches one engine until the signal is aborted. */
export async function watch(address: string, context: Context, signal: AbortSignal): Promise<void> {
  const engine = context.engine(address);
  for (let attempt = 0; !signal.aborted;) {
    try {
      const info = await engine.connect(signal);
      context.post({ type: 'engine/connected', engine: address, info, at: context.clock.now() });
      await poll(address, engine, context, () => {
        attempt = 0;
      }, signal);
    } catch (error) {
      if (signal.aborted) return;
      const wait = retryDelay(attempt++);
      const at = context.clock.now();
      context.post({ type: 'engine/failed', engine: address, failure: failureOf(error), retryAt: at + wait, at });
      await sleep(context.clock, wait, signal);
    }
  }
}
