/** The inspect pane's document as rows: what is shown of each line, how it is wrapped, which lines are in sight. */
import { wrapStarts } from '../text/cut.ts';
import { textWidth } from '../text/width.ts';
import { type Document, type DocumentLine, isFoldable, isFolded, unfoldedLines } from './document.ts';
import { inspectDocument } from './inspect-tabs.ts';
import type { Size } from './layout.ts';
import { paneSize } from './panes.ts';
import type { State } from './state.ts';
import type { Lines } from './viewport.ts';

const oneRow: readonly number[] = [0];
/** Columns by which the rows of a wrapped line are set in when its label takes more than half of the pane. */
const setIn = 2;

/** Columns and rows for the lines: below the heading, and right of the cursor's bar and the marks of folds. */
export function inspectSize(state: State): Size {
  const { columns, rows } = paneSize(state, 'inspect');
  const document = inspectDocument(state);
  return { columns: Math.max(1, columns - (isFoldable(document) ? 2 : 1)), rows: Math.max(0, rows - (document.heading === undefined ? 0 : 1)) };
}

/** Whether a line's secret is shown: it is the revealed one, or all are. */
export function isClear(state: State, line: number): boolean {
  return state.settings.showSecrets || state.inspect.revealed?.line === line;
}

/** The value of a line as it is shown: masked, folded, or as it is. */
export function shownValue(state: State, line: number, entry: DocumentLine): string {
  if (entry.secret !== null && isClear(state, line)) return entry.secret;
  return entry.folded !== undefined && isFolded(inspectDocument(state), state.inspect.folds, line) ? entry.folded : entry.value;
}

/** The label of a line as it is laid out: as wide as the labels of its document. */
export function shownLabel(document: Document, { label }: DocumentLine): string {
  const { labelWidth } = document;
  return labelWidth === 0 ? label : label + ' '.repeat(Math.max(label === '' ? 0 : 1, labelWidth - textWidth(label)));
}

/** A line as it is searched: what is shown of it while secrets are masked, unless all are `clear`. */
export function searchedText(document: Document, line: number, clear: boolean): string {
  const entry = document.lines[line];
  if (!entry) return '';
  return shownLabel(document, entry) + (clear && entry.secret !== null ? entry.secret : entry.value);
}

/** Columns by which the rows of a wrapped line after its first are set in: below its value, where that leaves room. */
export function hangOf(label: string, width: number): number {
  const columns = textWidth(label);
  return columns * 2 <= width ? columns : Math.min(setIn, width - 1);
}

/** The inspect pane as lines to scroll through. */
export function inspectPane(state: State): Lines {
  const document = inspectDocument(state);
  const { wrap, folds } = state.inspect;
  const width = inspectSize(state).columns;
  return unfoldedLines(document, folds, (line) => {
    const entry = document.lines[line];
    if (!wrap || !entry) return oneRow;
    const label = shownLabel(document, entry);
    return wrapStarts(label + shownValue(state, line, entry), width, hangOf(label, width));
  });
}
