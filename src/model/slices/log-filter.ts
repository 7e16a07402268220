/** Filters of the log: only lines that pass all of them are shown, with some lines around each, or those of one container. */
import type { Command } from '../command.ts';
import { lineAt } from '../log-store.ts';
import { queryOf } from '../query.ts';
import { sameTarget } from '../row.ts';
import type { State } from '../state.ts';
import { logPaneLines } from '../log-lines.ts';
import { visibleRows } from '../viewport.ts';
import { lessChosen } from './log-cursor.ts';
import { resifted } from './log-search.ts';
import { logAnchor, logHeight, withLogs } from './logs.ts';
import { openPrompt } from './prompt.ts';
import { back, notify } from './screen.ts';

const contexts = [0, 1, 2, 3, 5, 10, 20];
const mostContext = 1000;
const around = /^(?:±|\+-)(\d{1,4})$/;

/** One more filter; `±N` sets the lines around what passes, and nothing drops all filters. What is no filter changes nothing. */
export function filterLogs(state: State, typed: string): State {
  const { filters } = state.logs;
  const lines = around.exec(typed)?.[1];
  if (lines !== undefined) return resifted(state, { context: Math.min(Number(lines), mostContext) });
  const query = queryOf(typed);
  if (!query) return filters.length === 0 ? state : resifted(state, { filters: [], context: 0 });
  if ('problem' in query) return notify(state, query.problem, 'warn');
  const others = filters.filter(({ text }) => text !== query.condition.text);
  return resifted(state, { filters: [...others, query.condition] });
}

/** The state without its latest filter, or the choice of one container; null when there is none. */
function lessFiltered(state: State): State | null {
  const { filters, only } = state.logs;
  if (filters.length > 0) return resifted(state, { filters: filters.slice(0, -1), ...(filters.length === 1 ? { context: 0 } : {}) });
  return only === null ? null : resifted(state, { only: null });
}

function moreContext(state: State, step: 1 | -1): State {
  const { context } = state.logs;
  const next = step === 1 ? contexts.find((lines) => lines > context) ?? context : contexts.findLast((lines) => lines < context) ?? 0;
  return resifted(state, { context: next });
}

/** The source of the line in hand, else of the selected container, else of the last line in sight. */
function sourceInHand(state: State): number {
  const { logs, containers } = state;
  const selected = logs.sources.findIndex(({ target }) => sameTarget(target, containers.selected));
  if (!logs.cursor && selected >= 0) return selected;
  const line = logs.cursor?.line ?? visibleRows(logPaneLines(state), logAnchor(state), logHeight(state)).at(-1)?.line;
  return (line === undefined ? undefined : lineAt(logs.store, line)?.source) ?? 0;
}

function onlyOne(state: State): State {
  if (state.logs.only !== null) return resifted(state, { only: null });
  const only = sourceInHand(state);
  const next = resifted(withLogs(state, { left: 0 }), { only });
  return notify(next, `Only ${state.logs.sources[only]?.name ?? ''}. o shows all again.`);
}

const noFilter = (state: State) => (state.logs.filters.length === 0 ? 'There is no filter: & sets one.' : null);

/** What esc takes away first: what is open or chosen, the search, the latest filter; then it goes back. */
function clear(state: State): State {
  const less = lessChosen(state);
  if (less) return less;
  return state.logs.search ? withLogs(state, { search: null }) : lessFiltered(state) ?? back(state);
}

export const filterCommands: readonly Command[] = [
  { id: 'clear log search', keys: ['esc'], title: 'close, clear choice, search, latest filter, or go back', short: 'clear', where: 'logs', run: clear },
  {
    id: 'filter log', keys: ['&'], title: 'keep only matching lines (like /; !not, ±3 around)', short: 'keep', where: 'logs', footer: 14,
    run: (state) => openPrompt(state, 'filter-logs', ''),
  },
  { id: 'more lines around', keys: ['>'], title: 'more lines around what passes the filter', short: 'more around', where: 'logs', refused: noFilter, run: (state) => moreContext(state, 1) },
  { id: 'fewer lines around', keys: ['<'], title: 'fewer lines around what passes the filter', short: 'fewer around', where: 'logs', refused: noFilter, run: (state) => moreContext(state, -1) },
  {
    id: 'only this container', keys: ['o'], title: 'only this container of a merged tail, and all again', short: 'only this', where: 'logs', footer: 20,
    refused: ({ logs }) => (logs.merged ? null : 'This is the log of one container: space marks several in the list, enter opens them as one.'), run: onlyOne,
  },
];
