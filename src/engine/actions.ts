/** What may be done to containers: one request each, never sent twice. */
import type { Actions } from './action-types.ts';
import type { Asker } from './asking.ts';
import { engineError } from './errors.ts';

/** The actions of an engine. */
export function openActions({ attemptTo }: Asker): Actions {
  const refuse = () => Promise.reject(engineError(attemptTo('change the container'), 'protocol', 'this version cannot do it'));
  return { act: refuse, prune: refuse };
}
