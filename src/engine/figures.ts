/** What a container uses, runs and has changed. */
import type { Asker } from './asking.ts';
import { engineError } from './errors.ts';
import type { Figures } from './figure-types.ts';

/** The figures of an engine. */
export function openFigures({ attemptTo }: Asker): Figures {
  const refuse = () => Promise.reject(engineError(attemptTo('read the figures'), 'protocol', 'this version cannot do it'));
  return { sample: refuse, processes: refuse, changes: refuse, sizes: refuse };
}
