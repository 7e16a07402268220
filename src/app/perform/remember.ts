/** What the user has chosen, kept for the next start. */
import type { Remembered } from '../../model/remembered.ts';
import type { Context } from './context.ts';

/** Hands it to be written; that it cannot be is told, once. */
export async function keepRemembered(value: Remembered, { remember, clock, state, post }: Context): Promise<void> {
  try {
    await remember(value);
  } catch (error) {
    if (!state().remembered.told) post({ type: 'remember/failed', why: error instanceof Error ? error.message : String(error), at: clock.now() });
  }
}
