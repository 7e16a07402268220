/** The single-line frame around a pane: title left, facts right, both on the upper border. */
import type { Rectangle } from '../model/layout.ts';
import { fitSpans, sliceSpans, spansWidth } from '../text/cut.ts';
import type { Row, Span, Tone } from '../text/spans.ts';
import type { PanePicture } from './cells.ts';

export interface Frame {
  readonly id: string;
  readonly rectangle: Rectangle;
  readonly focused: boolean;
  readonly title: readonly Span[];
  /** Facts about the pane, least wanted last: those that do not fit are left out. */
  readonly facts: readonly (readonly Span[])[];
  /** Rows of the content, each at most as wide as the inside. */
  readonly rows: readonly Row[];
}

const separator = ' · ';

/** The facts that fit in `room` columns, joined. */
function fitting(facts: Frame['facts'], room: number, tone: Tone): Span[] {
  for (let count = facts.length; count > 0; count--) {
    const kept = facts.slice(0, count).flatMap((fact, at) => (at === 0 ? fact : [{ text: separator, tone }, ...fact]));
    if (spansWidth(kept) <= room) return kept;
  }
  return [];
}

/** The upper border with its title and facts. */
function topBorder(frame: Frame, tone: Tone): Row {
  const inside = frame.rectangle.width - 2;
  const title = spansWidth(frame.title) + 2 > inside ? [...sliceSpans(frame.title, 0, Math.max(0, inside - 3)), { text: '…', tone }] : frame.title;
  const left: Span[] = [{ text: ' ', tone }, ...title, { text: ' ', tone }];
  const facts = fitting(frame.facts, inside - spansWidth(left) - 4, tone);
  const right: Span[] = facts.length > 0 ? [{ text: ' ', tone }, ...facts, { text: ' ─', tone }] : [];
  const line = Math.max(0, inside - spansWidth(left) - spansWidth(right));
  return { spans: [{ text: '┌', tone }, ...left, { text: '─'.repeat(line), tone }, ...right, { text: '┐', tone }] };
}

/** A framed pane as a picture: exactly as many rows and columns as its rectangle has. */
export function framed(frame: Frame): PanePicture {
  const { x, y, width, height } = frame.rectangle;
  const tone: Tone = frame.focused ? 'accent' : 'dim';
  const inside = width - 2;
  const side: Span = { text: '│', tone, border: true };
  const rows: Row[] = [topBorder(frame, frame.focused ? 'accent-strong' : 'dim')];
  for (let at = 0; at < height - 2; at++) {
    const row = frame.rows[at];
    const spans = [side, ...fitSpans(row?.spans ?? [], inside), side];
    rows.push(row?.selected ? { spans, selected: true } : { spans });
  }
  rows.push({ spans: [{ text: `└${'─'.repeat(inside)}┘`, tone }] });
  return { id: frame.id, x, y, width, height, rows: rows.slice(0, height) };
}
