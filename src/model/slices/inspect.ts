/** The inspect pane: the selected container's details in tabs, with a cursor line that stays on what it is about. */
import { textWidth } from '../../text/width.ts';
import { type Document, keyOf, standsFor } from '../document.ts';
import { inspectPane, inspectSize, shownLabel, shownValue } from '../inspect-lines.ts';
import { freshInspect, freshView, type InspectState, type InspectTab, type TabView } from '../inspect-state.ts';
import { inspectDocument } from '../inspect-tabs.ts';
import type { Message } from '../message.ts';
import { beyondRight, paneSize } from '../panes.ts';
import { sameTarget, type Target } from '../row.ts';
import type { State } from '../state.ts';
import { clampAnchor, moveAnchor, visibleRows } from '../viewport.ts';
import { notify } from './screen.ts';

/** Places in tabs that are kept. */
const mostViews = 100;

export function withInspect(state: State, change: Partial<InspectState>): State {
  return { ...state, inspect: { ...state.inspect, ...change } };
}

const viewOf = ({ cursor, anchor, left, search, folds }: InspectState): TabView => ({ cursor, anchor, left, search, folds });

/**
 * The places kept, with the present one put to them, and the one of another tab of a container: where it was left, or at its top with
 * what was searched last.
 */
function turned(inspect: InspectState, target: Target | null, tab: InspectTab): { views: InspectState['views']; view: TabView } {
  const is = (whose: Target | null, which: InspectTab) => (one: InspectState['views'][number]) => sameTarget(one.target, whose) && one.tab === which;
  const others = inspect.views.filter((one) => !is(inspect.target, inspect.tab)(one));
  const views = inspect.target === null ? others : [{ target: inspect.target, tab: inspect.tab, view: viewOf(inspect) }, ...others].slice(0, mostViews);
  const { search } = inspect;
  const view = views.find(is(target, tab))?.view ?? { ...freshView, search: search && { text: search.text, at: null } };
  return { views, view };
}

/** The inspect pane turned to another container; tab, wrapping and the order of processes stay. */
export function aimInspect(state: State, target: Target | null): State {
  const { inspect } = state;
  if (sameTarget(inspect.target, target)) return state;
  const { views, view } = turned(inspect, target, inspect.tab);
  const { tab, wrap, order } = inspect;
  return { ...state, inspect: { ...freshInspect, ...view, target, tab, wrap, order, views } };
}

/** The inspect pane at another tab. */
export function turnTo(state: State, tab: InspectTab): State {
  if (tab === state.inspect.tab) return state;
  const { views, view } = turned(state.inspect, state.inspect.target, tab);
  return scrollInspect(withInspect(state, { ...view, views, tab, revealed: null }));
}

/** What the engine said of the container in hand; null when the message is of anything else. */
function told(state: State, message: Message): State | null {
  const { processes, changes } = state.inspect;
  switch (message.type) {
    case 'inspect/received': return withInspect(state, { details: message.details, failure: null });
    case 'inspect/failed': return withInspect(state, { failure: message.failure });
    case 'processes/received': return withInspect(state, { processes: { answer: message.processes, failure: null, at: message.at } });
    case 'processes/failed': return withInspect(state, { processes: { ...processes, failure: message.failure } });
    case 'changes/received': return withInspect(state, { changes: { answer: message.changes, failure: null, at: message.at }, changesWanted: false });
    case 'changes/failed': return withInspect(state, { changes: { ...changes, failure: message.failure }, changesWanted: false });
    default: return null;
  }
}

export function updateInspect(state: State, message: Message): State {
  const { revealed } = state.inspect;
  if (message.type === 'clock/ticked' || message.type === 'input/key') {
    return revealed !== null && message.at >= revealed.until ? withInspect(state, { revealed: null }) : state;
  }
  if (!('target' in message) || !sameTarget(message.target, state.inspect.target)) return state;
  const next = told(state, message);
  return next ? keepPlace(state, next) : state;
}

/** How far from its old place a line is looked for. */
const far = 2000;

/** The line nearest to `from` that is about `key`; null when none is near. */
function nearest(document: Document, from: number, key: string): number | null {
  for (let away = 0; away <= far; away++) {
    if (document.lines[from + away] && keyOf(document, from + away) === key) return from + away;
    if (document.lines[from - away] && keyOf(document, from - away) === key) return from - away;
  }
  return null;
}

/** The cursor on what it was on, when the lines have become others; a revealed secret stays so only while it is the same. */
export function keepPlace(before: State, now: State): State {
  const [was, is] = [inspectDocument(before), inspectDocument(now)];
  const { cursor, revealed, search } = now.inspect;
  if (was === is || is.pending) return now;
  const key = keyOf(was, cursor);
  const line = was.pending ? cursor : nearest(is, cursor, key) ?? cursor;
  const same = revealed !== null && was.lines[revealed.line]?.secret === is.lines[line]?.secret;
  const kept = withInspect(now, {
    cursor: line, revealed: same ? { ...revealed, line } : null, search: search?.at === cursor && !was.pending ? { ...search, at: line } : search,
  });
  return scrollInspect(kept);
}

/** The cursor on `line`, or on what it is folded away under, and in sight; moving it masks a revealed value. */
export function settle(state: State, line: number): State {
  const document = inspectDocument(state);
  if (document.pending) return state;
  const { folds, revealed } = state.inspect;
  const cursor = standsFor(document, folds, Math.min(Math.max(line, 0), Math.max(0, document.lines.length - 1)));
  const moved = withInspect(state, { cursor, revealed: cursor === revealed?.line ? revealed : null });
  const lines = inspectPane(moved);
  const height = Math.max(1, inspectSize(moved).rows);
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

/** The pane scrolled so that the cursor is in sight; while the pane is not on screen, only the cursor on a line that there is. */
export function scrollInspect(state: State): State {
  const { details, cursor } = state.inspect;
  if (details === null && state.containers.selectedGroup === null) return state;
  if (paneSize(state, 'inspect').rows > 0) return settle(state, cursor);
  const { lines, pending } = inspectDocument(state);
  return pending || cursor < lines.length ? state : withInspect(state, { cursor: Math.max(0, lines.length - 1), revealed: null });
}

/** The cursor moved by lines that are not folded away. */
export function moveInspect(state: State, delta: number): State {
  const lines = inspectPane(state);
  const { length } = inspectDocument(state).lines;
  if (Math.abs(delta) >= length) return settle(state, delta < 0 ? 0 : lines.previous(Infinity) ?? 0);
  let { cursor } = state.inspect;
  for (let left = Math.abs(delta); left > 0; left--) cursor = (delta < 0 ? lines.previous(cursor) : lines.next(cursor)) ?? cursor;
  return settle(state, cursor);
}

export function sidewaysInspect(state: State, delta: number): State {
  if (state.inspect.wrap) return notify(state, 'Lines are wrapped: nothing to the side (w unwraps).');
  const { columns, rows } = inspectSize(state);
  const document = inspectDocument(state);
  const width = (line: number) => {
    const entry = document.lines[line];
    return entry ? textWidth(shownLabel(document, entry)) + textWidth(shownValue(state, line, entry)) : 0;
  };
  const most = beyondRight(inspectPane(state), state.inspect.anchor, Math.max(1, rows), columns, width);
  const left = Math.max(0, Math.min(state.inspect.left + delta, Math.max(most, delta < 0 ? state.inspect.left : 0)));
  return delta > 0 && left <= state.inspect.left ? notify(state, 'No line in sight goes on to the right.') : withInspect(state, { left });
}

export function wrapInspect(state: State): State {
  return settle(withInspect(state, { wrap: !state.inspect.wrap, left: 0 }), state.inspect.cursor);
}
