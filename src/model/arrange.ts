/** From what is listed to what is shown: filtered and sorted, or as it was while the user is moving about in it. */
import { sortedRows } from './columns.ts';
import { passesFilter } from './filter.ts';
import type { ContainersState } from './list-state.ts';
import { isAt, type Row, successorOf, targetOf } from './row.ts';
import type { State } from './state.ts';

/** After a move of the selection rows stay where they are for so long, milliseconds: none goes away from under the finger. */
export const holdTime = 2000;

const keyOf = ({ engine, id }: Row) => `${engine} ${id}`;

/** The rows in the order of before, each as it is now: one that is no longer listed stays where it was, new ones come behind. */
function asBefore(before: readonly Row[], rows: readonly Row[], listed: readonly Row[]): { shown: readonly Row[]; ghosts: readonly Row[] } {
  const now = new Map(listed.map((row) => [keyOf(row), row]));
  const placed = new Set<Row>();
  const ghosts: Row[] = [];
  const shown = before.map((old) => {
    const row = now.get(keyOf(old));
    if (row) placed.add(row);
    else ghosts.push(old);
    return row ?? old;
  });
  return { shown: [...shown, ...rows.filter((row) => !placed.has(row))], ghosts };
}

const sameOrder = (a: readonly Row[], b: readonly Row[]) => a.length === b.length && a.every((row, at) => row === b[at]);

/**
 * What is shown made anew. `hold` keeps the rows where they were. A selected container that is gone keeps its row until the selection moves, unless another
 * of its name has come in its place: that one is selected then.
 */
export function arranged(state: State, hold: boolean): ContainersState {
  const { containers } = state;
  const { listed, sort, selected, shown: before } = containers;
  if (!listed) return containers;
  const gone = selected !== null && !listed.some((row) => isAt(row, selected));
  const at = before.findIndex((row) => isAt(row, selected));
  const last = before[at];
  const successor = gone && last ? successorOf(listed, last) : null;
  if (successor) {
    const next = listed.find((row) => isAt(row, successor));
    const inPlace = before.map((row) => (row === last && next ? next : row));
    return arranged({ ...state, containers: { ...containers, selected: successor, shown: inPlace } }, hold);
  }
  const rows = sortedRows(listed.filter(passesFilter(state)), sort, state);
  if (gone && last) rows.splice(Math.min(at, rows.length), 0, last);
  const kept = hold && before.length > 0 ? asBefore(before, rows, listed) : null;
  const held = kept !== null && !sameOrder(kept.shown, rows);
  const shown = held ? kept.shown : rows;
  const ghosts = held ? kept.ghosts : gone && last ? [last] : [];
  const present = shown.some((row) => isAt(row, selected));
  const neighbour = shown[Math.min(Math.max(at, 0), shown.length - 1)];
  const next = present ? selected : neighbour ? targetOf(neighbour) : null;
  return { ...containers, shown, ghosts, held, selected: next, gone: gone && present };
}
