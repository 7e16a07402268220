/** A document: labelled lines to move through, search, fold and copy from. What the tabs of the inspect pane show. */
import type { Tone } from '../text/spans.ts';
import type { Lines } from './viewport.ts';

/** One line: a label and a clean value. `secret` is the value under the mask; null when nothing is masked. */
export interface DocumentLine {
  readonly label: string;
  readonly value: string;
  readonly tone: Tone;
  readonly secret: string | null;
  /** What it is about, wherever it stands: the cursor stays on it. Its number when absent. */
  readonly key?: string;
  /** What is copied of it when that is not its value, such as a text of several lines; and of its secret. */
  readonly copied?: string;
  readonly clear?: string;
  /** The number of the first line after those that fold away under this one; absent when none do. */
  readonly foldEnd?: number;
  /** The value while they are folded away. */
  readonly folded?: string;
  /** The line under which this one folds away; absent at the top. */
  readonly parent?: number | undefined;
}

export interface Document {
  readonly lines: readonly DocumentLine[];
  /** Columns that labels fill at least; 0 when values follow them at once. */
  readonly labelWidth: number;
  readonly labelTone: Tone;
  /** A heading that stays above the lines. */
  readonly heading?: string;
  /** Not the real lines yet: the reader's place is kept for those. */
  readonly pending?: true;
  /** Whether a line that folds is open before anybody says so; absent when no line folds. */
  readonly opens?: (line: number) => boolean;
  /** What is copied of a line when that takes more than the line; `isClear` tells whether the secret of a line is shown. */
  readonly copyOf?: (line: number, isClear: (line: number) => boolean) => { readonly text: string; readonly isMasked: boolean } | undefined;
  /** What a line is about when that is not worth keeping with each: its `key`. */
  readonly keyOf?: (line: number) => string;
}

/** Which lines the reader has opened and folded, by their keys; `all` for those without a word of their own. */
export interface Folds {
  readonly all: 'open' | 'folded' | null;
  readonly some: ReadonlyMap<string, 'open' | 'folded'>;
}

export const noFolds: Folds = { all: null, some: new Map() };

/** A document without lines. */
export const emptyDocument: Document = { lines: [], labelWidth: 0, labelTone: 'dim', pending: true };

/** What a line is about. */
export function keyOf(document: Document, line: number): string {
  return document.keyOf?.(line) ?? document.lines[line]?.key ?? `#${line}`;
}

/** Whether lines fold in a document. */
export function isFoldable(document: Document): boolean {
  return document.opens !== undefined;
}

/** Whether lines are folded away under a line. */
export function isFolded(document: Document, folds: Folds, line: number): boolean {
  if (document.lines[line]?.foldEnd === undefined) return false;
  const said = folds.some.size > 0 ? folds.some.get(keyOf(document, line)) : undefined;
  const word = said ?? folds.all;
  return word === null || word === undefined ? !(document.opens?.(line) ?? true) : word === 'folded';
}

/** The line that stands for a line: itself, or the outermost under which it is folded away. */
export function standsFor(document: Document, folds: Folds, line: number): number {
  let shown = line;
  for (let over = document.lines[line]?.parent; over !== undefined; over = document.lines[over]?.parent) {
    if (isFolded(document, folds, over)) shown = over;
  }
  return shown;
}

/** The folds with every line opened under which `line` is folded away. */
export function openedTo(document: Document, folds: Folds, line: number): Folds {
  const closed: [string, 'open'][] = [];
  for (let over = document.lines[line]?.parent; over !== undefined; over = document.lines[over]?.parent) {
    if (isFolded(document, folds, over)) closed.push([keyOf(document, over), 'open']);
  }
  return closed.length === 0 ? folds : { ...folds, some: new Map([...folds.some, ...closed]) };
}

/** The lines of a document that are not folded away, to scroll through. */
export function unfoldedLines(document: Document, folds: Folds, starts: Lines['starts']): Lines {
  const end = document.lines.length;
  const last = end - 1;
  return {
    next: (line) => {
      if (line < 0) return end > 0 ? 0 : null;
      if (line >= last) return null;
      const shown = standsFor(document, folds, Math.floor(line));
      const after = isFolded(document, folds, shown) ? document.lines[shown]?.foldEnd ?? end : shown + 1;
      return after < end ? after : null;
    },
    previous: (line) => {
      const before = line > end ? last : Math.ceil(line) - 1;
      return before < 0 ? null : standsFor(document, folds, before);
    },
    starts,
  };
}
