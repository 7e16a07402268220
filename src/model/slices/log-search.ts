/** Search in the log: over every line in memory that is shown, as shown and without colours, some at a time. */
import { isFiltered, logPaneLines, sieveOf } from '../log-lines.ts';
import { everything, firstLogLine, type LogSearch, type LogsState } from '../log-state.ts';
import type { Message } from '../message.ts';
import { type Condition, queryOf } from '../query.ts';
import { countShown, findShown, type Scanned, scanOn } from '../scan.ts';
import type { State } from '../state.ts';
import { reveal } from '../viewport.ts';
import { logAnchor, logHeight, standAt, withLogs } from './logs.ts';
import { openPrompt } from './prompt.ts';
import { notify, withScreen } from './screen.ts';

const isWhole = ({ from, to }: Scanned) => from === -Infinity && to === Infinity;

/** Whether something of the log has still to be looked through. */
export function isScanning({ logs }: State): boolean {
  return (isFiltered(logs) && !isWhole(logs.scanned)) || (logs.search !== null && !isWhole(logs.search.scanned));
}

/** The part of the log that has been looked through, in hundredths. */
export function scannedShare({ store }: LogsState, { from, to }: Scanned): number {
  let done = 0;
  for (const { first, count } of store.chunks) if (first >= from && first < to) done += count;
  return store.count === 0 ? 100 : Math.floor((done * 100) / store.count);
}

function withSearch(state: State, search: LogSearch): State {
  return withLogs(state, { search });
}

function goTo(state: State, search: LogSearch, at: number): State {
  const { seeking } = search;
  const anchor = reveal(logPaneLines(state), logAnchor(state), logHeight(state), at);
  const shown = standAt(withSearch(state, { ...search, at, seeking: null }), anchor);
  const held = state.logs.cursor ? withLogs(shown, { cursor: { ...state.logs.cursor, line: at } }) : shown;
  const round = seeking && (seeking.step === 1 ? at < seeking.from : at > seeking.from);
  return round ? notify(held, seeking.step === 1 ? 'Round the end: from the first line on again.' : 'Round the start: from the last line on again.') : held;
}

/** Goes to the match that is sought when it is known by now. */
function settled(state: State): State {
  const { search, store } = state.logs;
  if (!search?.seeking) return state;
  const { condition, scanned, seeking: { from, step } } = search;
  const sieve = sieveOf(state);
  const within = { from: Math.max(scanned.from, firstLogLine(state.logs)), to: scanned.to };
  const near = findShown(store, sieve, condition, within, from, step);
  if (near !== null) return goTo(state, search, near);
  if (!isWhole(scanned)) return state;
  const far = findShown(store, sieve, condition, within, step === 1 ? within.from : store.end, step);
  if (far !== null) return goTo(state, search, far);
  return notify(withSearch(state, { ...search, at: null, seeking: null }), `No match for /${condition.text}. esc clears.`, 'warn');
}

/** One step of looking through the log: for its filters first, then for its search. */
function scanned(state: State): State {
  const { logs } = state;
  const sieve = sieveOf(state);
  if (isFiltered(logs) && !isWhole(logs.scanned)) return withLogs(state, { scanned: scanOn(logs.store, sieve, [], logs.scanned, 1) });
  const { search } = logs;
  if (!search || isWhole(search.scanned)) return state;
  const next = scanOn(logs.store, sieve, [search.condition], search.scanned, search.seeking?.step ?? 1);
  return settled(withSearch(state, { ...search, scanned: next }));
}

function seek(state: State, condition: Condition, from: number, step: 1 | -1, known: Scanned): State {
  const search: LogSearch = { condition, at: state.logs.search?.at ?? null, seeking: { from, step }, scanned: known };
  return settled(scanned(settled(withSearch(state, search))));
}

/** Searches the log from the top of the view on; an empty text clears the search. A text that cannot be searched for changes nothing. */
export function searchLogs(state: State, text: string): State {
  const query = queryOf(text);
  if (!query) return withLogs(state, { search: null });
  if ('problem' in query) return notify(state, query.problem, 'warn');
  const { line } = logAnchor(state);
  return seek(withLogs(state, { search: null }), query.condition, state.logs.cursor?.line ?? line, 1, { from: line, to: line });
}

/** A search begins to be typed: it is live, and esc leads back to where one stands. */
export function typeSearch(state: State): State {
  const { follow, anchor, pausedAt, cursor, search } = state.logs;
  return openPrompt(withLogs(state, { typing: { follow, anchor, pausedAt, cursor, search } }), 'search-logs', '');
}

/** What has been typed so far is searched for from where one stood; a text that cannot be searched for leaves the last one that could. */
export function searchTyped(state: State, text: string): State {
  const { typing } = state.logs;
  const query = queryOf(text);
  if (!typing || (query && 'problem' in query)) return state;
  const back = withLogs(state, typing);
  return query ? searchLogs(back, text) : back;
}

/** The search that was typed stays, as far as it has come; or is given up. */
export function endTyping(state: State, text: string | null): State {
  const { typing, search } = state.logs;
  const done = withLogs(state, { typing: null });
  if (text === null) return withScreen(typing ? withLogs(done, typing) : done, { notice: null });
  return text !== '' && text === search?.condition.text ? done : searchLogs(done, text);
}

/** The next match in direction `step`. */
export function nextInLogs(state: State, step: 1 | -1): State {
  const { search } = state.logs;
  if (!search) return notify(state, 'No search yet: / starts one.');
  return seek(state, search.condition, (search.at ?? logAnchor(state).line) + step, step, search.scanned);
}

/** How many lines match the search as far as is known, and the position of the current one among them. */
export function logMatches(state: State): { total: number; position: number } {
  const { logs } = state;
  if (!logs.search) return { total: 0, position: 0 };
  const { condition, scanned: known, at } = logs.search;
  return countShown(logs.store, sieveOf(state), condition, { from: Math.max(known.from, firstLogLine(logs)), to: known.to }, at);
}

/** The log with other filters: what is shown is looked for anew, from what is in sight on. */
export function resifted(state: State, change: Partial<LogsState>): State {
  const { follow, store, search } = state.logs;
  const { line } = logAnchor(state);
  const start = follow ? { from: store.end, to: Infinity } : { from: line, to: line };
  const next = withLogs(state, { ...change, scanned: start, search: search && { ...search, scanned: { from: line, to: line } } });
  return scanned(isFiltered(next.logs) ? next : withLogs(next, { scanned: everything }));
}

export function updateScanning(state: State, message: Message): State {
  return message.type === 'logs/scanned' && isScanning(state) ? scanned(state) : state;
}
