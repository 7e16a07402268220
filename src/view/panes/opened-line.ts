/** A line of the log opened for reading, over the log pane. */
import { lineAt } from '../../model/log-store.ts';
import { stampOf } from '../../model/chunk.ts';
import { openedRows, openedWidth } from '../../model/slices/log-cursor.ts';
import type { State } from '../../model/state.ts';
import { oneLine } from '../../text/sanitise.ts';
import type { Row, Span } from '../../text/spans.ts';
import type { PanePicture } from '../cells.ts';
import { framed } from '../frame.ts';

/** A key and what follows it, in their tones. */
function rowSpans(text: string): Span[] {
  const [, indent = '', key, rest = ''] = /^(\s*)("(?:[^"\\]|\\.)*":|[\w.@-]+=)(.*)$/.exec(text) ?? [];
  return key === undefined ? [{ text, tone: 'normal' }] : [{ text: `${indent}${key}`, tone: 'info' }, { text: rest, tone: 'normal' }];
}

/** The opened line: its fields one below the other; the one in hand is selected. */
export function openedLinePane(state: State, opened: { readonly line: number; readonly top: number }): PanePicture {
  const { size } = state.screen;
  const width = openedWidth(state);
  const lines = openedRows(state);
  const height = Math.min(size.rows - 2, Math.max(5, lines.length + 2));
  const room = height - 2;
  const rows: Row[] = [];
  // the row in hand is in sight, with as much above it as there is
  const from = Math.max(0, Math.min(opened.top - Math.floor(room / 2), lines.length - room));
  for (let at = from; at < lines.length && rows.length < room; at++) {
    const row = lines[at];
    if (!row) break;
    const spans: Span[] = row.first ? rowSpans(row.text) : [{ text: row.text, tone: 'normal' }];
    rows.push({ spans: [{ text: ' ', tone: 'normal' }, ...spans], ...(at === opened.top ? { selected: true } : {}) });
  }
  const entry = lineAt(state.logs.store, opened.line);
  const stamp = entry ? stampOf(entry) : '';
  return framed({
    id: 'opened', rectangle: { x: Math.floor((size.columns - width) / 2), y: Math.max(1, Math.floor((size.rows - height) / 2)), width, height }, focused: true,
    title: [{ text: 'Line', tone: 'accent-strong' }, ...(stamp === '' ? [] : [{ text: ` ─ ${oneLine(stamp)}`, tone: 'dim' as const }])],
    facts: [[{ text: 'y copies the value · esc closes', tone: 'dim' }]], rows: rows.slice(0, room),
  });
}
