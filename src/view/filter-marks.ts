/** What the filter is about, marked in the cells of a row. */
import { filterRanges, letterRanges } from '../model/filter.ts';
import type { Row } from '../model/row.ts';
import type { State } from '../model/state.ts';
import { oneLine } from '../text/sanitise.ts';
import type { Span } from '../text/spans.ts';
import type { PlacedColumn } from './table.ts';

type Ranges = readonly (readonly [number, number])[];

/** The span in pieces: those within the ranges in the tone of matches. */
function pieces(span: Span, ranges: Ranges): Span[] {
  const out: Span[] = [];
  let at = 0;
  for (const [from, to] of [...ranges].sort(([a], [b]) => a - b)) {
    if (to <= at) continue;
    const start = Math.max(from, at);
    if (start > at) out.push({ ...span, text: span.text.slice(at, start) });
    out.push({ ...span, text: span.text.slice(start, to), tone: 'match' });
    at = to;
  }
  if (at < span.text.length) out.push({ ...span, text: span.text.slice(at) });
  return out.filter(({ text }) => text !== '');
}

/** The letters of a name that the filter is about, where the cell shows them: nowhere in a name that is cut. */
function letters(state: State, row: Row, cell: string): Ranges {
  const name = oneLine(row.name, 256);
  const shown = cell.trimEnd();
  const ranges = letterRanges(state, row);
  if (ranges.length === 0 || name !== row.name) return [];
  // its project's name may be left out in front, and blanks put there
  const own = shown.trimStart();
  return own !== '' && name.endsWith(own) ? ranges.map(([from, to]) => [from + shown.length - name.length, to + shown.length - name.length] as const).filter(([from]) => from >= shown.length - own.length) : [];
}

/** A row's cells with what the filter is about marked. */
export function markedCells(state: State, placed: readonly PlacedColumn<Row>[], row: Row, cells: readonly Span[]): Span[] {
  if (state.containers.filter === '') return [...cells];
  return cells.flatMap((cell, at) => {
    const id = placed[at]?.column.id ?? '';
    const ranges = [...filterRanges(state, id, cell.text), ...(id === 'name' ? letters(state, row, cell.text) : [])];
    return ranges.length === 0 ? [cell] : pieces(cell, ranges);
  });
}
