/** What a container uses, as numbers to sort by. */
import type { Row } from './row.ts';
import type { State } from './state.ts';

export type FigureId = 'cpu' | 'mem' | 'memp' | 'net' | 'block' | 'pids' | 'spark';

/** A container's latest figure; null where it is not known. */
export function figureOf(_state: State, _row: Row, _id: FigureId): number | null {
  return null;
}
