/** A line of the log opened for reading, over the log pane. */
import { lineAt } from '../../model/log-store.ts';
import { stampOf } from '../../model/chunk.ts';
import { openedLines } from '../../model/slices/log-cursor.ts';
import type { State } from '../../model/state.ts';
import { oneLine } from '../../text/sanitise.ts';
import type { Row, Span } from '../../text/spans.ts';
import type { PanePicture } from '../cells.ts';
import { framed } from '../frame.ts';
import { wrappedText } from '../prose.ts';

/** A key and what follows it, in their tones. */
function rowSpans(text: string): Span[] {
  const [, indent = '', key, rest = ''] = /^(\s*)("(?:[^"\\]|\\.)*":|[\w.@-]+=)(.*)$/.exec(text) ?? [];
  return key === undefined ? [{ text, tone: 'normal' }] : [{ text: `${indent}${key}`, tone: 'info' }, { text: rest, tone: 'normal' }];
}

/** The opened line: its fields one below the other; the one in hand is selected. */
export function openedLinePane(state: State, opened: { readonly line: number; readonly top: number }): PanePicture {
  const { size } = state.screen;
  const width = Math.min(size.columns, 120);
  const lines = openedLines(state);
  const height = Math.min(size.rows - 2, Math.max(5, lines.length + 2));
  const inside = width - 4;
  const room = height - 2;
  const rows: Row[] = [];
  // the row in hand is in sight, with as much above it as there is
  const from = Math.max(0, Math.min(opened.top - Math.floor(room / 2), lines.length - room));
  for (let at = from; at < lines.length && rows.length < room; at++) {
    const text = lines[at] ?? '';
    const parts = text.length <= inside ? [rowSpans(text)] : wrappedText(text, inside, 'normal').map((spans, row) => (row === 0 ? rowSpans(spans.map((span) => span.text).join('')) : spans));
    for (const spans of parts) rows.push({ spans: [{ text: ' ', tone: 'normal' }, ...spans], ...(at === opened.top ? { selected: true } : {}) });
  }
  const entry = lineAt(state.logs.store, opened.line);
  const stamp = entry ? stampOf(entry) : '';
  return framed({
    id: 'opened', rectangle: { x: Math.floor((size.columns - width) / 2), y: Math.max(1, Math.floor((size.rows - height) / 2)), width, height }, focused: true,
    title: [{ text: 'Line', tone: 'accent-strong' }, ...(stamp === '' ? [] : [{ text: ` ─ ${oneLine(stamp)}`, tone: 'dim' as const }])],
    facts: [[{ text: 'y copies the value · esc closes', tone: 'dim' }]], rows: rows.slice(0, room),
  });
}
