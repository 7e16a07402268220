/** A box in the middle of the screen that asks something: what it says scrolls, what is typed and its keys stay in sight. */
import type { Size } from '../model/layout.ts';
import { fitSpans, spansWidth } from '../text/cut.ts';
import type { Row, Span } from '../text/spans.ts';
import type { PanePicture } from './cells.ts';
import { framed } from './frame.ts';

/** A key of a box and what it does. */
export interface BoxKey {
  readonly key: string;
  readonly text: string;
}

export interface Box {
  readonly id: string;
  readonly title: string;
  readonly size: Size;
  /** What it says for a width inside. */
  readonly rows: (width: number) => readonly Row[];
  /** The same where not all of it has room: what matters first. */
  readonly tight?: (width: number) => readonly Row[];
  /** Rows scrolled past. */
  readonly top: number;
  /** What stays above the keys: what is wrong, what is typed. */
  readonly below: (width: number) => readonly Row[];
  readonly keys: readonly BoxKey[];
  /** Whether its keys are taken yet. */
  readonly heard: boolean;
}

const most = 78;
/** Under this width it takes all of it. */
const narrow = 60;

/** Keys as rows, as many side by side as fit. */
function keyRows(keys: readonly BoxKey[], width: number, heard: boolean): Row[] {
  const rows: Span[][] = [[]];
  for (const { key, text } of keys) {
    const item: Span[] = [{ text: `[${key}]`, tone: heard ? 'key' : 'dim' }, { text: ` ${text}`, tone: heard ? 'normal' : 'dim' }];
    const row = rows.at(-1) ?? [];
    if (row.length > 0 && spansWidth(row) + 3 + spansWidth(item) <= width) row.push({ text: '   ', tone: 'normal' }, ...item);
    else if (row.length === 0) row.push(...item);
    else rows.push(item);
  }
  return rows.map((spans) => ({ spans }));
}

/** The box, and how many columns and rows its content begins from the screen's corner. */
export function boxPane({ id, title, size, rows, tight = rows, top, below, keys, heard }: Box): { readonly pane: PanePicture; readonly x: number; readonly belowY: number } {
  const width = size.columns < narrow ? size.columns : Math.min(size.columns, most);
  const inside = width - 4;
  const all = rows(inside);
  const room = size.rows - 2 - 2;
  const whole = [...below(inside), ...keyRows(keys, inside, heard)];
  const roomy = all.length + 1 + whole.length <= room;
  // where not all has room, what parts it goes first, and keys that the footer has too
  const said = roomy ? all : tight(inside).filter(({ spans }) => spans.length > 0);
  const fixed = roomy ? whole : [...below(inside), ...keyRows(keys.slice(0, 2), inside, heard)];
  const gap: Row[] = roomy ? [{ spans: [] }] : [];
  const visible = Math.max(1, Math.min(said.length, room - fixed.length - gap.length));
  const from = Math.min(top, Math.max(0, said.length - visible));
  const shown = said.slice(from, from + visible);
  const height = Math.min(room, shown.length + gap.length + fixed.length) + 2;
  const margin = (row: Row): Row => ({ ...row, spans: [{ text: ' ', tone: 'normal' }, ...fitSpans(row.spans, inside), { text: ' ', tone: 'normal' }] });
  const x = Math.floor((size.columns - width) / 2);
  const y = 1 + Math.floor((size.rows - 2 - height) / 2);
  const pane = framed({
    id, rectangle: { x, y, width, height }, focused: true, title: [{ text: title, tone: 'accent-strong' }],
    facts: said.length > visible ? [[{ text: `${from + 1}-${from + shown.length} of ${said.length} · PgDn`, tone: 'normal' }]] : [],
    rows: [...shown, ...gap, ...fixed].map(margin),
  });
  return { pane, x: x + 2, belowY: y + 1 + shown.length + gap.length };
}
