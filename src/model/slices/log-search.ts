/** Search in the log: over every line in memory, as shown and without colours. */
import { firstLogLine, logPaneLines, paneSize } from '../panes.ts';
import { countMatches, findInLog, type Matcher, matcherOf } from '../search.ts';
import type { State } from '../state.ts';
import { reveal } from '../viewport.ts';
import { logAnchor, standAt, withLogs } from './logs.ts';
import { notify } from './screen.ts';

function goTo(state: State, matcher: Matcher, from: number, step: 1 | -1): State {
  const { logs } = state;
  const at = findInLog(logs.store, matcher, firstLogLine(logs), from, step);
  const searched = withLogs(state, { search: { text: matcher.text, at } });
  if (at === null) return notify(searched, `No match for /${matcher.text}. esc clears.`, 'warn');
  const anchor = reveal(logPaneLines(state), logAnchor(state), Math.max(1, paneSize(state, 'logs').rows), at);
  const round = step === 1 ? at < from : at > from;
  const shown = standAt(searched, anchor);
  return round ? notify(shown, step === 1 ? 'Round the end: from the first line on again.' : 'Round the start: from the last line on again.') : shown;
}

/** Searches the log from the top of the view on; an empty text clears the search. */
export function searchLogs(state: State, text: string): State {
  const matcher = matcherOf(text);
  return matcher ? goTo(state, matcher, logAnchor(state).line, 1) : withLogs(state, { search: null });
}

/** The next match in direction `step`. */
export function nextInLogs(state: State, step: 1 | -1): State {
  const { search } = state.logs;
  const matcher = matcherOf(search?.text ?? '');
  if (!matcher) return notify(state, 'No search yet: / starts one.');
  return goTo(state, matcher, (search?.at ?? logAnchor(state).line) + step, step);
}

/** How many lines match the search, and the position of the current one among them. */
export function logMatches(state: State): { total: number; position: number } {
  const { logs } = state;
  const matcher = matcherOf(logs.search?.text ?? '');
  return matcher ? countMatches(logs.store, matcher, firstLogLine(logs), logs.search?.at ?? null) : { total: 0, position: 0 };
}
