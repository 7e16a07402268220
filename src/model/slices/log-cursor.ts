/** The line in hand: choosing lines of the log by keyboard, opening one for reading, marking lines and finding them again. */
import type { Command } from '../command.ts';
import { isMark, textOf } from '../chunk.ts';
import { logPaneLines } from '../log-lines.ts';
import type { LogsState } from '../log-state.ts';
import { lineAt } from '../log-store.ts';
import type { State } from '../state.ts';
import { prettyLines } from '../pretty.ts';
import { clampAnchor, lineNear, moveAnchor, reveal, visibleRows } from '../viewport.ts';
import { wordRows } from '../../text/cut.ts';
import { plainText } from '../../text/sanitise.ts';
import { logAnchor, logHeight, scrollLogs, standAt, withLogs } from './logs.ts';
import { notify } from './screen.ts';

const rowsInSight = (state: State) => visibleRows(logPaneLines(state), logAnchor(state), logHeight(state));

/** The line a command without a line in hand is about: the current match when it is in sight, else the newest one followed, else the one in the middle. */
function lineInSight(state: State): number | null {
  const rows = rowsInSight(state);
  const { search, follow } = state.logs;
  const match = rows.find(({ line }) => line === search?.at);
  return (match ?? (follow ? rows.at(-1) : rows[Math.floor((rows.length - 1) / 2)]))?.line ?? null;
}

/** The log standing still with a line in hand. */
function held(state: State, line: number, from: number | null): State {
  const still = standAt(state, logAnchor(state));
  const lines = logPaneLines(still);
  let { anchor } = still.logs;
  const rows = visibleRows(lines, anchor, logHeight(still));
  const first = rows[0]?.line ?? line;
  const last = rows.at(-1)?.line ?? line;
  if (line < first || (line === first && (rows[0]?.row ?? 0) > 0)) anchor = { line, row: 0 };
  else if (line > last || (line === last && rows.at(-1)?.to !== Infinity)) anchor = moveAnchor(lines, { line, row: lines.starts(line).length - 1 }, -(logHeight(still) - 1));
  return withLogs(still, { anchor, cursor: { line, from } });
}

/** Takes a line in hand; null when there is none in sight. */
export function takeLine(state: State): State | null {
  const line = lineInSight(state);
  return line === null ? null : held(state, line, null);
}

/** The line in hand moved by `delta` shown lines. */
function moveCursor(state: State, cursor: NonNullable<LogsState['cursor']>, delta: number): State {
  const lines = logPaneLines(state);
  let line = lineNear(lines, cursor.line) ?? cursor.line;
  for (let left = Math.abs(delta); left > 0; left--) {
    const next = delta > 0 ? lines.next(line) : lines.previous(line);
    if (next === null) break;
    line = next;
  }
  return held(state, line, cursor.from);
}

/** The opened line scrolled, the line in hand moved, or the log scrolled. */
export function moveLogs(state: State, delta: number): State {
  const { opened, cursor } = state.logs;
  if (opened) {
    const last = Math.max(0, openedRows(state).length - 1);
    return withLogs(state, { opened: { ...opened, top: Math.min(Math.max(opened.top + delta, 0), last) } });
  }
  return cursor ? moveCursor(state, cursor, delta) : scrollLogs(state, delta);
}

/** A row of an opened line: a part of one of its lines. */
export interface OpenedRow {
  readonly text: string;
  /** The line it is of, and whether it is that one's first. */
  readonly of: string;
  readonly first: boolean;
}

/** Columns of an opened line, with its frame and a blank on each side, at most. */
const widest = 120;
const frame = 4;

/** Columns the frame of an opened line takes. */
export const openedWidth = ({ screen: { size } }: State) => Math.min(size.columns, widest);

let laidOut: { readonly raw: string; readonly width: number; readonly rows: readonly OpenedRow[] } = { raw: '', width: 0, rows: [] };

/** The opened line, laid out for reading. Remembered: it may be long. */
export function openedRows(state: State): readonly OpenedRow[] {
  const { opened, store } = state.logs;
  const entry = opened && lineAt(store, opened.line);
  if (!entry) return [];
  const width = Math.max(1, openedWidth(state) - frame);
  if (laidOut.raw !== entry.raw || laidOut.width !== width) {
    const rows = prettyLines(plainText(textOf(entry))).flatMap((of) => wordRows(of, width).map(({ from, to }) => ({ text: of.slice(from, to), of, first: from === 0 })));
    laidOut = { raw: entry.raw, width, rows };
  }
  return laidOut.rows;
}

/** The lines chosen, from the first to the last; null while none is in hand. */
export function chosenLines({ cursor }: LogsState): { first: number; last: number } | null {
  if (!cursor) return null;
  const from = cursor.from ?? cursor.line;
  return { first: Math.min(from, cursor.line), last: Math.max(from, cursor.line) };
}

function choose(state: State): State {
  const { cursor } = state.logs;
  if (cursor) return withLogs(state, { cursor: { ...cursor, from: cursor.from === null ? cursor.line : null } });
  return takeLine(state) ?? notify(state, 'There is no line to choose.');
}

function open(state: State): State {
  const { cursor, opened } = state.logs;
  if (opened) return withLogs(state, { opened: null });
  if (!cursor) return notify(takeLine(state) ?? state, 'Choose a line with j and k; enter opens it.');
  const entry = lineAt(state.logs.store, cursor.line);
  return entry && !isMark(entry) ? withLogs(state, { opened: { line: cursor.line, top: 0 } }) : notify(state, 'This is no line of the log: there is nothing to open.');
}

/** One step back from what is open or chosen; null when nothing is. */
export function lessChosen(state: State): State | null {
  const { opened, cursor } = state.logs;
  if (opened) return withLogs(state, { opened: null });
  if (!cursor) return null;
  return withLogs(state, { cursor: cursor.from === null ? null : { ...cursor, from: null } });
}

function bookmark(state: State): State {
  const line = state.logs.cursor?.line ?? lineInSight(state);
  if (line === null) return notify(state, 'There is no line to mark.');
  const { bookmarks } = state.logs;
  if (bookmarks.includes(line)) return notify(withLogs(state, { bookmarks: bookmarks.filter((one) => one !== line) }), 'The mark is taken away.');
  return notify(withLogs(state, { bookmarks: [...bookmarks, line].sort((a, b) => a - b) }), "Marked. ' jumps to marks.");
}

/** The next mark above what is shown, and from the first one on to the last again. */
function toBookmark(state: State): State {
  const { store, bookmarks, cursor, follow } = state.logs;
  const here = bookmarks.filter((line) => lineAt(store, line) !== undefined);
  const from = cursor?.line ?? (follow ? Infinity : logAnchor(state).line);
  const line = here.findLast((one) => one < from) ?? here.at(-1);
  if (line === undefined) return notify(state, bookmarks.length === 0 ? 'No line is marked: m marks one.' : 'The marked lines are no longer in memory.');
  const lines = logPaneLines(state);
  const anchor = reveal(lines, logAnchor(state), logHeight(state), line);
  return withLogs(standAt(state, clampAnchor(lines, anchor, logHeight(state))), { cursor: { line, from: null } });
}

export const cursorCommands: readonly Command[] = [
  { id: 'choose lines', keys: ['v'], title: 'take a line in hand; again: choose several from here', short: 'choose', where: 'logs', footer: 17, run: choose },
  { id: 'open line', keys: ['enter'], title: 'open the line in hand for reading', short: 'open', where: 'logs', run: open },
  { id: 'mark line', keys: ['m'], title: 'mark a line, or take the mark away', short: 'mark', where: 'logs', run: bookmark },
  { id: 'go to mark', keys: ["'"], title: 'go to the next mark above, and round to the last', short: 'to mark', where: 'logs', run: toBookmark },
];
