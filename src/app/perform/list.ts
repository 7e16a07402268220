/** What columns of the list show and the list does not tell. */
import { failureOf } from '../../engine/errors.ts';
import type { Target } from '../../model/row.ts';
import type { Context } from './context.ts';

/** Asks once for the sizes of an engine's containers. */
export async function askSizes(address: string, { engine, post, clock }: Context, signal: AbortSignal): Promise<void> {
  try {
    const sizes = await engine(address).sizes(signal);
    post({ type: 'list/sized', engine: address, sizes, at: clock.now() });
  } catch (error) {
    if (!signal.aborted) post({ type: 'list/unsized', engine: address, failure: failureOf(error), at: clock.now() });
  }
}

/** Asks once how often a container was started again. */
export async function askRestarts(target: Target, { engine, post, clock }: Context, signal: AbortSignal): Promise<void> {
  try {
    const { restarts } = await engine(target.engine).inspect(target.container, signal);
    post({ type: 'list/restarts', target, restarts, at: clock.now() });
  } catch (error) {
    if (signal.aborted) return;
    failureOf(error);
    post({ type: 'list/restarts', target, restarts: null, at: clock.now() });
  }
}
