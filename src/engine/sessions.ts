/** Two-way connections: attach with input, and exec. */
import type { Asker } from './asking.ts';
import { engineError } from './errors.ts';
import type { Sessions } from './session-types.ts';

/** The sessions of an engine. */
export function openSessions({ attemptTo }: Asker): Sessions {
  const refuse = () => Promise.reject(engineError(attemptTo('open a session'), 'protocol', 'this version cannot do it'));
  return { attachWithInput: refuse, exec: refuse };
}
