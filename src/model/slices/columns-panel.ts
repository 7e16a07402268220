/** The columns panel (`c` in the list): which columns are shown, in which order, and by which the list is sorted. */
import { columnFact, type ColumnSetting } from '../columns.ts';
import { type Command, focusOf } from '../command.ts';
import type { State } from '../state.ts';
import { rearranged, sortedBy } from './containers.ts';
import { notify, withScreen } from './screen.ts';

/** The chosen column; undefined while the panel is closed. */
export function chosenColumn({ screen, containers }: State): ColumnSetting | undefined {
  return screen.panel?.kind === 'columns' ? containers.columns[Math.min(screen.panel.choice, containers.columns.length - 1)] : undefined;
}

const choose = (state: State, choice: number) => withScreen(state, { panel: { kind: 'columns', choice } });

/** The choice moved by rows. */
export function moveColumnChoice(state: State, choice: number, delta: number): State {
  return choose(state, Math.min(Math.max(choice + delta, 0), state.containers.columns.length - 1));
}

const withColumns = (state: State, columns: readonly ColumnSetting[]): State => ({ ...state, containers: { ...state.containers, columns } });

function toggle(state: State): State {
  const chosen = chosenColumn(state);
  if (!chosen) return state;
  const { columns } = state.containers;
  if (chosen.shown && columns.filter(({ shown }) => shown).length === 1) return notify(state, 'One column is always shown.', 'warn');
  return withColumns(state, columns.map((one) => (one === chosen ? { ...one, shown: !one.shown } : one)));
}

/** The chosen column changes places with its neighbour, and stays the chosen one. */
function shift(state: State, step: 1 | -1): State {
  const chosen = chosenColumn(state);
  const at = state.containers.columns.findIndex((one) => one === chosen);
  const columns = [...state.containers.columns];
  const other = columns[at + step];
  if (!chosen || !other) return notify(state, step < 0 ? 'It is the first column.' : 'It is the last column.');
  columns[at] = other;
  columns[at + step] = chosen;
  return choose(withColumns(state, columns), at + step);
}

/** The sizes of all containers asked for, which costs an engine a walk through the files of each. */
function askSizes(state: State): State {
  if (!state.containers.columns.some(({ id, shown }) => id === 'size' && shown)) return notify(state, 'Sizes are asked for while their column is shown (c shows and hides columns).');
  return notify({ ...state, containers: { ...state.containers, sizesAsked: state.containers.sizesAsked + 1 } }, 'Asking for the sizes, which can take a while.');
}

const close = (state: State) => withScreen(state, { panel: null });

export const columnCommands: readonly Command[] = [
  {
    id: 'columns', keys: ['c'], title: 'choose the columns, their order and the sort', short: 'columns', where: 'containers', footer: 16,
    refused: (state) => (focusOf(state) === 'columns' ? 'The columns are listed already.' : null),
    run: (state) => withScreen(choose(state, 0), { help: null }),
  },
  { id: 'ask for sizes', keys: ['R'], title: 'ask for the sizes again, while their column is shown', short: 'sizes', where: 'containers', run: askSizes },
  { id: 'show or hide column', keys: ['space'], title: 'show this column, or hide it', short: 'show/hide', where: 'columns', footer: 10, run: toggle },
  { id: 'move column on', keys: ['J'], title: 'move this column one place on', short: 'move on', where: 'columns', footer: 11, run: (state) => shift(state, 1) },
  { id: 'move column back', keys: ['K'], title: 'move this column one place back', short: 'move back', where: 'columns', footer: 12, run: (state) => shift(state, -1) },
  {
    id: 'sort by column', keys: ['s', 'enter'], title: 'sort by this column; again: the other way round', short: 'sort', where: 'columns', footer: 13,
    run: (state) => {
      const chosen = chosenColumn(state);
      return chosen ? sortedBy(state, chosen.id) : state;
    },
  },
  {
    id: 'usual columns', keys: ['r'], title: 'columns and sort as they are from the beginning', short: 'usual', where: 'columns', footer: 14,
    run: (state) => {
      const { columns, sort } = state.settings.list;
      return notify(rearranged(choose(state, 0), { columns, sort }), 'The usual columns, by the usual sort.');
    },
  },
  { id: 'close columns', keys: ['esc', 'q', 'c'], title: 'close the columns', short: 'close', where: 'columns', footer: 95, run: close },
];

/** What the panel says of a column's sort: empty unless the list is sorted by it. */
export function sortWord({ containers: { sort } }: State, { id }: ColumnSetting): string {
  return sort.by === id ? (sort.reverse ? '▲' : '▼') : '';
}

/** What a column says, in a few words. */
export const columnAbout = ({ id }: ColumnSetting) => columnFact(id).about;
