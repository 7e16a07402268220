/** Which rows of the screen a new picture may change: what is equal is neither laid down nor compared again. */
import type { Row, Span } from '../text/spans.ts';
import type { PanePicture, Picture } from '../view/cells.ts';

/** A flag for each row of the screen: 1 when it may look different. */
export type StaleRows = Uint8Array;

function sameSpan(one: Span, other: Span | undefined): boolean {
  return other !== undefined && one.text === other.text && one.tone === other.tone && one.sgr === other.sgr && one.border === other.border;
}

function sameRow(one: Row | undefined, other: Row | undefined): boolean {
  if (one === other) return true;
  if (one === undefined || other === undefined || (one.selected === true) !== (other.selected === true) || one.spans.length !== other.spans.length) return false;
  return one.spans.every((span, at) => sameSpan(span, other.spans[at]));
}

function samePlace(one: PanePicture, other: PanePicture | undefined): boolean {
  return other !== undefined && one.id === other.id && one.x === other.x && one.y === other.y && one.width === other.width && one.height === other.height;
}

/** The rows of a screen of `rows` rows that differ between two pictures; all of them when there is no picture before or its panes lie elsewhere. */
export function staleRows(before: Picture | null, now: Picture, rows: number): StaleRows {
  const stale = new Uint8Array(rows);
  if (before === null || before.panes.length !== now.panes.length || !now.panes.every((pane, at) => samePlace(pane, before.panes[at]))) return stale.fill(1);
  for (const [at, pane] of now.panes.entries()) {
    const old = before.panes[at]?.rows ?? [];
    for (let row = 0; row < pane.height; row++) if (!sameRow(pane.rows[row], old[row])) stale[pane.y + row] = 1;
  }
  return stale;
}
