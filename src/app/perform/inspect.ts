/** The details of the selected container: at once, anew when the list says it changed (its job's key), and now and then besides. */
import { failureOf } from '../../engine/errors.ts';
import type { Target } from '../../model/row.ts';
import { sleep } from '../clock.ts';
import type { Context } from './context.ts';

/** Polls of the list for one of the details: what the list does not tell changes seldom. */
const polls = 3;

/** Asks for the details until the container is gone or the signal is aborted. */
export async function inspect(target: Target, delay: number, context: Context, signal: AbortSignal): Promise<void> {
  const { clock, post, state } = context;
  if (delay > 0) await sleep(clock, delay, signal);
  for (;;) {
    const started = clock.now();
    try {
      const details = await context.engine(target.engine).inspect(target.container, signal);
      post({ type: 'inspect/received', target, details, at: clock.now() });
    } catch (error) {
      if (signal.aborted) return;
      const failure = failureOf(error);
      post({ type: 'inspect/failed', target, failure, at: clock.now() });
      if (failure.status === 404) return;
    }
    await sleep(clock, Math.max(polls * state().settings.interval, 4 * (clock.now() - started)), signal);
  }
}
