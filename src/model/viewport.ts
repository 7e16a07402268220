/** Scrolling through numbered lines that may take several rows each; cost follows the rows on screen. */

/** The line at the top of a pane, and which of its rows. */
export interface Anchor {
  readonly line: number;
  readonly row: number;
}

/** Numbered lines in their order. `starts` gives the columns at which a line's rows begin, at least one. */
export interface Lines {
  /** The line after a number, whether or not that is a line; null after the last. */
  next(line: number): number | null;
  /** The line before a number; null before the first. */
  previous(line: number): number | null;
  starts(line: number): readonly number[];
}

/** Lines numbered from 0 up to before `end`. */
export function everyLine(end: number, starts: Lines['starts']): Lines {
  return {
    next: (line) => (line < 0 ? (end > 0 ? 0 : null) : line + 1 < end ? line + 1 : null),
    previous: (line) => (line > end ? (end > 0 ? end - 1 : null) : line > 0 ? line - 1 : null),
    starts,
  };
}

/** The line a number stands for: itself, else the one that follows, else the last; null when there is none. */
export function lineNear(lines: Lines, line: number): number | null {
  return lines.next(line - 1) ?? lines.previous(Infinity);
}

/** One row on screen: columns `from` up to `to` of a line (`to` is Infinity for its last row). */
export interface VisibleRow {
  readonly line: number;
  readonly row: number;
  readonly from: number;
  readonly to: number;
}

const nowhere: Anchor = { line: 0, row: 0 };

/** The anchor `delta` rows further down (or up, when negative), within the lines. */
export function moveAnchor(lines: Lines, anchor: Anchor, delta: number): Anchor {
  const near = lineNear(lines, anchor.line);
  if (near === null) return nowhere;
  let line = near;
  let row = line === anchor.line ? Math.min(anchor.row, lines.starts(line).length - 1) : 0;
  for (let left = delta; left > 0;) {
    const below = lines.starts(line).length - 1 - row;
    if (left <= below) return { line, row: row + left };
    const next = lines.next(line);
    if (next === null) return { line, row: row + below };
    left -= below + 1;
    line = next;
    row = 0;
  }
  for (let left = -delta; left > 0;) {
    if (left <= row) return { line, row: row - left };
    const next = lines.previous(line);
    if (next === null) return { line, row: 0 };
    left -= row + 1;
    line = next;
    row = lines.starts(line).length - 1;
  }
  return { line, row };
}

/** The anchor at which the last row stands at the bottom of a pane of `height` rows. */
export function bottomAnchor(lines: Lines, height: number): Anchor {
  const line = lines.previous(Infinity);
  return line === null ? nowhere : moveAnchor(lines, { line, row: lines.starts(line).length - 1 }, -(height - 1));
}

/** The anchor, moved as little as needed to be within the lines and leave no blank rows below the last. */
export function clampAnchor(lines: Lines, anchor: Anchor, height: number): Anchor {
  const inside = moveAnchor(lines, anchor, 0);
  const bottom = bottomAnchor(lines, height);
  return isAfter(inside, bottom) ? bottom : inside;
}

export function isAfter(a: Anchor, b: Anchor): boolean {
  return a.line > b.line || (a.line === b.line && a.row > b.row);
}

/** The rows a pane of `height` rows shows from `anchor` on. */
export function visibleRows(lines: Lines, anchor: Anchor, height: number): VisibleRow[] {
  const out: VisibleRow[] = [];
  let { row } = moveAnchor(lines, anchor, 0);
  for (let line = lineNear(lines, anchor.line); line !== null && out.length < height; line = lines.next(line), row = 0) {
    const starts = lines.starts(line);
    for (; row < starts.length && out.length < height; row++) {
      out.push({ line, row, from: starts[row] ?? 0, to: starts[row + 1] ?? Infinity });
    }
  }
  return out;
}

/** The anchor that brings `line` into a pane of `height` rows: as it is when it already shows, else with the line a third down. */
export function reveal(lines: Lines, anchor: Anchor, height: number, line: number): Anchor {
  const rows = visibleRows(lines, anchor, height);
  if (rows.some((row) => row.line === line)) return anchor;
  return clampAnchor(lines, moveAnchor(lines, { line, row: 0 }, -Math.floor(height / 3)), height);
}
