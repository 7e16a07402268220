/** Where the panes stand for a given screen size. Pure geometry; scrolling needs it as much as drawing. */
import type { PaneId } from './state.ts';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** A rectangle of the screen, borders included. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Layout {
  readonly kind: 'wide' | 'stacked' | 'single' | 'tiny';
  /** The panes on screen. */
  readonly panes: readonly { readonly id: PaneId; readonly rectangle: Rectangle }[];
}

const wideColumns = 140;
const wideRows = 34;
const stackedColumns = 60;
const stackedRows = 18;
const leastColumns = 40;
const leastRows = 10;
/** Rows of a pane that are not content: its two borders; the list has a heading too. */
const frame = 2;
const heading = 1;

/**
 * The layout: list left, inspect right and logs below on a wide screen; list above one text pane on a smaller one; one pane at a time below
 * that; none when it is too small for anything. The list never takes more rows than it has.
 */
export function layoutOf(size: Size, view: { focus: PaneId; lower: 'inspect' | 'logs'; zoomed: boolean; listed: number }): Layout {
  const { columns, rows } = size;
  if (columns < leastColumns || rows < leastRows) return { kind: 'tiny', panes: [] };
  const body = rows - 2;
  const whole: Rectangle = { x: 0, y: 1, width: columns, height: body };
  const stacked = columns >= stackedColumns && rows >= stackedRows;
  if (view.zoomed || !stacked) return { kind: stacked ? 'stacked' : 'single', panes: [{ id: view.focus, rectangle: whole }] };
  const wanted = Math.max(view.listed, 3) + frame + heading;
  if (columns >= wideColumns && rows >= wideRows) {
    const top = Math.min(Math.max(wanted, 16), Math.floor(body / 2));
    const left = Math.floor(columns / 2);
    return {
      kind: 'wide',
      panes: [
        { id: 'containers', rectangle: { x: 0, y: 1, width: left, height: top } },
        { id: 'inspect', rectangle: { x: left, y: 1, width: columns - left, height: top } },
        { id: 'logs', rectangle: { x: 0, y: 1 + top, width: columns, height: body - top } },
      ],
    };
  }
  const top = Math.min(wanted, Math.floor(body / 2));
  return {
    kind: 'stacked',
    panes: [
      { id: 'containers', rectangle: { x: 0, y: 1, width: columns, height: top } },
      { id: view.lower, rectangle: { x: 0, y: 1 + top, width: columns, height: body - top } },
    ],
  };
}

/** Columns and rows inside a pane's borders (and below the list's heading); zero when the pane is not on screen. */
export function contentSize(layout: Layout, pane: PaneId): Size {
  const found = layout.panes.find(({ id }) => id === pane);
  if (!found) return { columns: 0, rows: 0 };
  const { width, height } = found.rectangle;
  return { columns: width - 2, rows: height - frame - (pane === 'containers' ? heading : 0) };
}
