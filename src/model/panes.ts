/** The text panes as numbered lines: what the inspect and the log pane scroll through, search and draw. */
import { textWidth } from '../text/width.ts';
import { wrapStarts } from '../text/cut.ts';
import { type DocumentLine, summaryLines } from './details-lines.ts';
import { jsonLines } from './json-lines.ts';
import { engineInHand } from './slices/engines.ts';
import { contentSize, type Layout, layoutOf, type Size } from './layout.ts';
import type { Details } from '../engine/types.ts';
import type { PaneId, State } from './state.ts';
import { type Anchor, everyLine, type Lines, visibleRows } from './viewport.ts';

/** Rows kept for the list before there is one, and for each engine more: why there is none takes some. */
const unlisted = 5;
const unlistedMore = 3;

/** The layout of the present screen. */
export function currentLayout(state: State): Layout {
  const { size, focus, lower, zoomed } = state.screen;
  return layoutOf(size, { focus, lower, zoomed, listed: state.containers.listed === null ? unlisted + unlistedMore * (state.engines.length - 1) : state.containers.shown.length });
}

/** Columns and rows the content of a pane has at present. */
export function paneSize(state: State, pane: PaneId): Size {
  return contentSize(currentLayout(state), pane);
}

const oneRow: readonly number[] = [0];
/** Columns of the inspect pane's labels. */
export const labelWidth = 12;

const rawLines = new WeakMap<Details, readonly DocumentLine[]>();
let summary: { details: Details; second: number; zone: number; lines: readonly DocumentLine[] } | null = null;

/** The lines of the inspect pane's present tab; empty before the first answer. */
export function inspectLines(state: State): readonly DocumentLine[] {
  const { details, tab } = state.inspect;
  if (!details) return [];
  if (tab === 'raw') {
    const known = rawLines.get(details);
    if (known) return known;
    const lines = jsonLines(details.text);
    rawLines.set(details, lines);
    return lines;
  }
  const second = Math.floor(state.now / 1000);
  if (summary?.details === details && summary.second === second && summary.zone === state.zone) return summary.lines;
  summary = { details, second, zone: state.zone, lines: summaryLines(details, { now: state.now, skew: engineInHand(state).skew, zone: state.zone }) };
  return summary.lines;
}

/** The value of a line of the inspect pane as it is shown: masked unless it is the revealed one. */
export function shownValue(state: State, line: number, entry: DocumentLine): string {
  return entry.secret !== null && state.inspect.revealed === line ? entry.secret : entry.value;
}

/** The label of a line as it is laid out: a column of its own in the summary, part of the text in raw JSON. */
export function shownLabel(state: State, entry: DocumentLine): string {
  return state.inspect.tab === 'raw' ? entry.label : entry.label.padEnd(labelWidth);
}

/** The inspect pane as lines to scroll through. */
export function inspectPane(state: State): Lines {
  const lines = inspectLines(state);
  const width = paneSize(state, 'inspect').columns - 2;
  return everyLine(lines.length, (line) => {
    const entry = lines[line];
    if (!state.inspect.wrap || !entry) return oneRow;
    return wrapStarts(shownValue(state, line, entry), Math.max(1, width - textWidth(shownLabel(state, entry))));
  });
}

/** How far the rows in sight go on to the right beyond `room` columns, by the width of each line. */
export function beyondRight(lines: Lines, anchor: Anchor, height: number, room: number, widthOf: (line: number) => number): number {
  const widest = visibleRows(lines, anchor, height).reduce((most, { line }) => Math.max(most, widthOf(line)), 0);
  return Math.max(0, widest - room);
}
