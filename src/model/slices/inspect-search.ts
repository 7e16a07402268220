/** Searching a tab of the inspect pane. It sees what is shown while secrets are masked, so that no secret can be guessed by it. */
import { type Document, openedTo } from '../document.ts';
import { inspectPane, inspectSize, searchedText } from '../inspect-lines.ts';
import { inspectDocument } from '../inspect-tabs.ts';
import { type Condition, conditionOf } from '../query.ts';
import { remembering } from '../remembering.ts';
import { findLine } from '../search.ts';
import type { State } from '../state.ts';
import { reveal } from '../viewport.ts';
import { settle, withInspect } from './inspect.ts';
import { notify } from './screen.ts';

const isMatch = (document: Document, matcher: Condition, clear: boolean) => (line: number) => matcher.test(searchedText(document, line, clear)) !== matcher.negated;

function goToMatch(state: State, matcher: Condition, from: number, step: 1 | -1): State {
  const document = inspectDocument(state);
  const at = findLine({ first: 0, end: document.lines.length, test: isMatch(document, matcher, state.settings.showSecrets) }, from, step);
  const searched = withInspect(state, { search: { text: matcher.text, at } });
  if (at === null) return notify(searched, `No match for /${matcher.text}. esc clears.`, 'warn');
  const shown = settle(withInspect(searched, { folds: openedTo(document, state.inspect.folds, at) }), at);
  return withInspect(shown, { anchor: reveal(inspectPane(shown), shown.inspect.anchor, Math.max(1, inspectSize(shown).rows), at) });
}

/** Searches the tab from the cursor on; an empty text clears the search. */
export function searchInspect(state: State, text: string): State {
  const matcher = conditionOf(text);
  return matcher ? goToMatch(state, matcher, state.inspect.cursor, 1) : withInspect(state, { search: null });
}

/** The next match in direction `step`. */
export function nextInInspect(state: State, step: 1 | -1): State {
  const matcher = conditionOf(state.inspect.search?.text ?? '');
  return matcher ? goToMatch(state, matcher, state.inspect.cursor + step, step) : notify(state, 'No search yet: / starts one.');
}

/** The lines that match, in their order. */
const matching = remembering((document: Document, text: string, clear: boolean): readonly number[] => {
  const matcher = conditionOf(text);
  const test = matcher && isMatch(document, matcher, clear);
  return test ? document.lines.flatMap((_, line) => (test(line) ? [line] : [])) : [];
});

/** How many lines match the search, and which of them the cursor's match is. */
export function inspectMatches(state: State): { total: number; position: number } {
  const { search } = state.inspect;
  if (!search) return { total: 0, position: 0 };
  const found = matching(inspectDocument(state), search.text, state.settings.showSecrets);
  const at = search.at ?? -1;
  return { total: found.length, position: found.filter((line) => line <= at).length };
}
