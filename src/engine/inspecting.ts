/** Asking for one container's details. */
import type { Asker } from './asking.ts';
import { decodeDetails } from './decode.ts';
import { EngineError } from './errors.ts';
import { shortened } from './shorten.ts';
import { takeTurns } from './turns.ts';
import type { Details } from './types.ts';

/** `GET /containers/{id}/json`. */
export async function inspectBy({ ask }: Asker, id: string, signal: AbortSignal): Promise<Details> {
  const { answer, attempt } = await ask('inspect the container', `/containers/${encodeURIComponent(id)}/json`, signal);
  const body = (await shortened(attempt, answer.bytes, takeTurns())).toString('utf8');
  signal.throwIfAborted();
  return decodeDetails(attempt, body);
}

/**
 * Whether a container is over, so that nothing more can come from it. Docker attaches to such a one and then says nothing for ever, so it is
 * asked about once the stream stands. One that is not there is over too; false when nobody can say.
 */
export async function isOver(asker: Asker, id: string, signal: AbortSignal): Promise<boolean> {
  try {
    const { state } = await inspectBy(asker, id, signal);
    return !state.running && !state.restarting;
  } catch (error) {
    return error instanceof EngineError && error.failure.status === 404;
  }
}
