/** Saved filters: the one in hand kept under a name, and the panel (`:filters`) they are picked from. */
import { type Command, focusOf } from '../command.ts';
import type { State } from '../state.ts';
import { rearranged } from './containers.ts';
import { openPrompt } from './prompt.ts';
import { notify, withScreen } from './screen.ts';

/** Saved filters there can be: what is remembered stays small. */
const mostFilters = 100;

const byName = ([a]: readonly [string, string], [b]: readonly [string, string]) => (a < b ? -1 : 1);

/** The saved filters, by name. */
export const filterEntries = ({ containers }: State): readonly (readonly [name: string, text: string])[] => [...containers.filters].sort(byName);

const withFilters = (state: State, filters: ReadonlyMap<string, string>): State => ({ ...state, containers: { ...state.containers, filters } });

/** The filter in hand kept under a name; one of that name makes way. */
export function saveFilter(state: State, typed: string): State {
  const name = typed.trim();
  const { filter, filters } = state.containers;
  if (name === '') return notify(state, 'The filter was not saved: it needs a name.', 'warn');
  if (filters.size >= mostFilters && !filters.has(name)) return notify(state, `There are ${mostFilters} saved filters: :filters deletes some.`, 'warn');
  return notify(withFilters(state, new Map(filters).set(name, filter)), `Saved as ${name}: :filters picks it.`);
}

/** The chosen filter; undefined while the panel is closed or empty. */
function chosen(state: State): readonly [string, string] | undefined {
  const entries = filterEntries(state);
  const { panel } = state.screen;
  return panel?.kind === 'filters' ? entries[Math.min(panel.choice, entries.length - 1)] : undefined;
}

/** The choice moved by rows. */
export function moveFilterChoice(state: State, choice: number, delta: number): State {
  const last = Math.max(0, filterEntries(state).length - 1);
  return withScreen(state, { panel: { kind: 'filters', choice: Math.min(Math.max(Math.min(choice, last) + delta, 0), last) } });
}

const nothingSaved = (state: State) => (chosen(state) ? null : 'No filter is saved.');
const close = (state: State) => withScreen(state, { panel: null });

export const savedFilterCommands: readonly Command[] = [
  {
    id: 'save filter', keys: [':save filter'], title: 'keep the present filter under a name', short: 'save filter', where: 'containers',
    refused: ({ containers: { filter } }) => (filter === '' ? 'There is no filter to save: / sets one.' : null),
    run: (state) => openPrompt(state, 'filter-name', ''),
  },
  {
    id: 'filters', keys: [':filters'], title: 'the saved filters, to pick one', short: 'filters', where: 'everywhere',
    refused: (state) => (focusOf(state) === 'filters' ? 'The filters are listed already.' : state.containers.filters.size === 0 ? 'No filter is saved yet: :save filter keeps the present one.' : null),
    run: (state) => withScreen(state, { panel: { kind: 'filters', choice: 0 }, help: null }),
  },
  {
    id: 'use filter', keys: ['enter'], title: 'filter the list by it', short: 'use', where: 'filters', footer: 10, refused: nothingSaved,
    run: (state) => {
      const entry = chosen(state);
      return entry ? withScreen(rearranged(state, { filter: entry[1], selectedGroup: null }), { panel: null, focus: 'containers' }) : state;
    },
  },
  {
    id: 'delete filter', keys: ['d'], title: 'forget this filter', short: 'delete', where: 'filters', footer: 11, refused: nothingSaved,
    run: (state) => {
      const entry = chosen(state);
      if (!entry) return state;
      const filters = new Map(state.containers.filters);
      filters.delete(entry[0]);
      const next = notify(withFilters(state, filters), `${entry[0]} is forgotten (it was ${entry[1]}).`);
      return filters.size === 0 ? close(next) : next;
    },
  },
  { id: 'close filters', keys: ['esc', 'q'], title: 'close the saved filters', short: 'close', where: 'filters', footer: 95, run: close },
];
