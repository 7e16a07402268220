/** From what is listed to what is shown: filtered and sorted, or as it was while the user is moving about in it. */
import { sortedRows } from './columns.ts';
import { passesFilter } from './filter.ts';
import { type Group, groupedLines, isGroup, type ListLine } from './groups.ts';
import type { ContainersState } from './list-state.ts';
import { isAt, type Row, successorOf, targetOf } from './row.ts';
import type { State } from './state.ts';

/** After a move of the selection rows stay where they are for so long, milliseconds: none goes away from under the finger. */
export const holdTime = 2000;

/** While a filter is on, groups are open: what it found is seen. */
const noFolds: ReadonlySet<string> = new Set();

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
    const inPlace = <Line>(lines: readonly (Line | Row)[]) => lines.map((line) => (line === last && next ? next : line));
    return arranged({ ...state, containers: { ...containers, selected: successor, shown: inPlace<Row>(before), lines: inPlace<ListLine>(containers.lines) } }, hold);
  }
  const rows = sortedRows(listed.filter(passesFilter(state)), sort, state);
  if (gone && last) rows.splice(Math.min(at, rows.length), 0, last);
  const kept = hold && before.length > 0 ? asBefore(before, rows, listed) : null;
  const held = kept !== null && !sameOrder(kept.shown, rows);
  const shown = held ? kept.shown : rows;
  const ghosts = held ? kept.ghosts : gone && last ? [last] : [];
  const now: ContainersState = { ...containers, shown, ghosts, held, lines: groupedLines(shown, containers.group, containers.filter === '' ? containers.folds : noFolds, sort) };
  return placed(now, containers);
}

/** The heading under which a row is folded away: the innermost that is a line. */
function headingOver({ lines }: ContainersState, row: Row): Group | undefined {
  return lines.findLast((line): line is Group => isGroup(line) && line.folded && line.members.includes(row));
}

/** The list with its selection on a line: where it was, on the heading that it is folded under, or on what stands in its place. */
function placed(now: ContainersState, before: ContainersState): ContainersState {
  const { selected, selectedGroup, lines, shown, ghosts } = now;
  if (selectedGroup !== null && lines.some((line) => isGroup(line) && line.group === selectedGroup)) return now;
  const row = selectedGroup === null ? shown.find((one) => isAt(one, selected)) : undefined;
  const over = row && headingOver(now, row);
  if (over) return onLine(now, over);
  if (row) return { ...now, gone: ghosts.includes(row) };
  const line = lines[Math.min(Math.max(selectedLine(before), 0), lines.length - 1)];
  // what a filter found is a container, not the heading above it
  return onLine(now, now.filter !== '' && line && isGroup(line) ? lines.find((one) => !isGroup(one)) : line);
}

/** The list with its selection on a line; on nothing when there is none. */
export function onLine(list: ContainersState, line: ListLine | undefined): ContainersState {
  if (!line) return { ...list, selected: null, selectedGroup: null, gone: false };
  return isGroup(line) ? { ...list, selected: null, selectedGroup: line.group, gone: false } : { ...list, selected: targetOf(line), selectedGroup: null, gone: list.ghosts.includes(line) };
}

/** Which line the selection is on; -1 for none. */
export function selectedLine({ lines, selected, selectedGroup }: ContainersState): number {
  return lines.findIndex((line) => (isGroup(line) ? line.group === selectedGroup : selectedGroup === null && isAt(line, selected)));
}
