/** The inspect pane: the selected container's details, summary or raw JSON, with a cursor line, search and masked secrets. */
import { textWidth } from '../../text/width.ts';
import type { Command } from '../command.ts';
import type { Message } from '../message.ts';
import { beyondRight, inspectLines, inspectPane, paneSize, shownLabel, shownValue } from '../panes.ts';
import { type Condition, conditionOf } from '../query.ts';
import { findLine } from '../search.ts';
import { sameTarget, type Target } from '../row.ts';
import { freshInspect, type InspectState, type State } from '../state.ts';
import { clampAnchor, moveAnchor, reveal, visibleRows } from '../viewport.ts';
import { notify } from './screen.ts';

function withInspect(state: State, change: Partial<InspectState>): State {
  return { ...state, inspect: { ...state.inspect, ...change } };
}

/** The inspect pane turned to another container; wrap, tab and search stay. */
export function aimInspect(state: State, target: Target | null): State {
  if (sameTarget(state.inspect.target, target)) return state;
  const { tab, wrap, search } = state.inspect;
  return { ...state, inspect: { ...freshInspect, target, tab, wrap, search: search && { text: search.text, at: null } } };
}

export function updateInspect(state: State, message: Message): State {
  switch (message.type) {
    case 'inspect/received': {
      if (!sameTarget(message.target, state.inspect.target)) return state;
      return settle(stillRevealed(state, withInspect(state, { details: message.details, failure: null })), state.inspect.cursor, false);
    }
    case 'inspect/failed':
      return sameTarget(message.target, state.inspect.target) ? withInspect(state, { failure: message.failure }) : state;
    default: return state;
  }
}

/** New details may have moved the lines: what is revealed stays so only while its line holds the same secret. */
function stillRevealed(before: State, now: State): State {
  const { revealed } = before.inspect;
  if (revealed === null || inspectLines(before)[revealed]?.secret === inspectLines(now)[revealed]?.secret) return now;
  return withInspect(now, { revealed: null });
}

/** The cursor on `line` and in sight; moving it masks a revealed value. */
function settle(state: State, line: number, mask = true): State {
  const end = inspectLines(state).length;
  const cursor = Math.min(Math.max(line, 0), Math.max(0, end - 1));
  const moved = withInspect(state, { cursor, revealed: mask && cursor !== state.inspect.revealed ? null : state.inspect.revealed });
  const lines = inspectPane(moved);
  const height = Math.max(1, paneSize(moved, 'inspect').rows);
  let anchor = clampAnchor(lines, moved.inspect.anchor, height);
  const rows = visibleRows(lines, anchor, height);
  const first = rows[0]?.line ?? 0;
  const last = rows[rows.length - 1]?.line ?? 0;
  if (cursor < first || (cursor === first && (rows[0]?.row ?? 0) > 0)) anchor = { line: cursor, row: 0 };
  else if (cursor >= last) {
    const bottom = moveAnchor(lines, { line: cursor, row: lines.starts(cursor).length - 1 }, -(height - 1));
    if (bottom.line > anchor.line || (bottom.line === anchor.line && bottom.row > anchor.row)) anchor = bottom;
  }
  return withInspect(moved, { anchor });
}

/** The pane scrolled so that the cursor is in sight; as it is while the pane is not on screen. */
export function scrollInspect(state: State): State {
  return paneSize(state, 'inspect').rows > 0 && state.inspect.details ? settle(state, state.inspect.cursor, false) : state;
}

/** The cursor moved by lines. */
export function moveInspect(state: State, delta: number): State {
  return settle(state, state.inspect.cursor + delta);
}

export function sidewaysInspect(state: State, delta: number): State {
  if (state.inspect.wrap) return notify(state, 'Lines are wrapped: nothing to the side (w unwraps).');
  const { columns, rows } = paneSize(state, 'inspect');
  const lines = inspectLines(state);
  const width = (line: number) => {
    const entry = lines[line];
    return entry ? textWidth(shownLabel(state, entry)) + textWidth(shownValue(state, line, entry)) : 0;
  };
  const most = beyondRight(inspectPane(state), state.inspect.anchor, Math.max(1, rows), columns - 1, width);
  const left = Math.max(0, Math.min(state.inspect.left + delta, Math.max(most, delta < 0 ? state.inspect.left : 0)));
  return delta > 0 && left <= state.inspect.left ? notify(state, 'No line in sight goes on to the right.') : withInspect(state, { left });
}

/** The clean text of a line of the inspect pane as it is searched: masked values stay masked. */
export function searchedText(state: State, line: number): string {
  const entry = inspectLines(state)[line];
  return entry ? `${shownLabel(state, entry)}${entry.value}` : '';
}

function goToMatch(state: State, matcher: Condition, from: number, step: 1 | -1): State {
  const lines = inspectLines(state);
  const at = findLine({ first: 0, end: lines.length, test: (line) => matcher.test(searchedText(state, line)) }, from, step);
  const searched = withInspect(state, { search: { text: matcher.text, at } });
  if (at === null) return notify(searched, `No match for /${matcher.text}. esc clears.`, 'warn');
  const shown = settle(searched, at);
  return withInspect(shown, { anchor: reveal(inspectPane(shown), shown.inspect.anchor, Math.max(1, paneSize(shown, 'inspect').rows), at) });
}

/** Searches the pane from the cursor on; an empty text clears the search. */
export function searchInspect(state: State, text: string): State {
  const matcher = conditionOf(text);
  return matcher ? goToMatch(state, matcher, state.inspect.cursor, 1) : withInspect(state, { search: null });
}

/** The next match in direction `step`. */
export function nextInInspect(state: State, step: 1 | -1): State {
  const matcher = conditionOf(state.inspect.search?.text ?? '');
  return matcher ? goToMatch(state, matcher, state.inspect.cursor + step, step) : notify(state, 'No search yet: / starts one.');
}

/** How many lines match the search, and which of them the cursor's match is. */
export function inspectMatches(state: State): { total: number; position: number } {
  const matcher = conditionOf(state.inspect.search?.text ?? '');
  if (!matcher) return { total: 0, position: 0 };
  let total = 0;
  let position = 0;
  for (let line = 0; line < inspectLines(state).length; line++) {
    if (!matcher.test(searchedText(state, line))) continue;
    total++;
    if (line <= (state.inspect.search?.at ?? -1)) position++;
  }
  return { total, position };
}

export function wrapInspect(state: State): State {
  return settle(withInspect(state, { wrap: !state.inspect.wrap, left: 0 }), state.inspect.cursor);
}

function otherTab(state: State): State {
  const tab = state.inspect.tab === 'summary' ? 'raw' : 'summary';
  return withInspect(state, { tab, cursor: 0, anchor: { line: 0, row: 0 }, left: 0, revealed: null, search: state.inspect.search && { text: state.inspect.search.text, at: null } });
}

const nothingMasked = (state: State) => (inspectLines(state)[state.inspect.cursor]?.secret ?? null) === null
  ? 'No masked value on this line.' : null;

export const inspectCommands: readonly Command[] = [
  { id: 'next tab', keys: [']'], title: 'next tab: summary, raw JSON', short: 'next tab', where: 'inspect', footer: 10, run: otherTab },
  { id: 'previous tab', keys: ['['], title: 'previous tab', short: 'previous tab', where: 'inspect', run: otherTab },
  {
    id: 'reveal value', keys: ['x'], title: 'reveal the masked value on this line, or mask it again', short: 'reveal', where: 'inspect', footer: 11,
    refused: nothingMasked,
    run: (state) => settle(withInspect(state, { revealed: state.inspect.revealed === state.inspect.cursor ? null : state.inspect.cursor }), state.inspect.cursor),
  },
];
