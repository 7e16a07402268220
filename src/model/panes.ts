/** The panes on the present screen: where they stand, and how far their lines go on beyond it. */
import { contentSize, type Layout, layoutOf, type Size } from './layout.ts';
import type { PaneId, State } from './state.ts';
import { type Anchor, type Lines, visibleRows } from './viewport.ts';

/** Rows kept for the list before there is one, and for each engine more: why there is none takes some. */
const unlisted = 5;
const unlistedMore = 3;

/** The layout of the present screen. */
export function currentLayout(state: State): Layout {
  const { size, focus, lower, zoomed } = state.screen;
  return layoutOf(size, { focus, lower, zoomed, listed: state.containers.listed === null ? unlisted + unlistedMore * (state.engines.length - 1) : state.containers.lines.length });
}

/** Columns and rows the content of a pane has at present. */
export function paneSize(state: State, pane: PaneId): Size {
  return contentSize(currentLayout(state), pane);
}

/** How far the rows in sight go on to the right beyond `room` columns, by the width of each line. */
export function beyondRight(lines: Lines, anchor: Anchor, height: number, room: number, widthOf: (line: number) => number): number {
  const widest = visibleRows(lines, anchor, height).reduce((most, { line }) => Math.max(most, widthOf(line)), 0);
  return Math.max(0, widest - room);
}
