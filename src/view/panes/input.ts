/** Input for a container: the question before it, and the line that is entered. */
import type { Layout } from '../../model/layout.ts';
import { inputQuestion } from '../../model/slices/log-attach.ts';
import type { Panel, State } from '../../model/state.ts';
import { cutMiddle } from '../../text/cut.ts';
import { oneLine } from '../../text/sanitise.ts';
import type { Row, Span } from '../../text/spans.ts';
import { placeText } from '../../model/session-words.ts';
import type { PanePicture } from '../cells.ts';
import { editLine } from '../edit-line.ts';
import { framed } from '../frame.ts';
import { wrappedText } from '../prose.ts';

const widest = 72;

/** The question, in a box in the middle. */
export function inputPane(state: State, panel: Extract<Panel, { kind: 'input' }>): PanePicture {
  const { size } = state.screen;
  const width = size.columns < 60 ? size.columns : widest;
  const inside = width - 4;
  const pad: Span = { text: ' ', tone: 'normal' };
  const said = (text: string, tone: Span['tone']) => wrappedText(text, inside, tone).map((spans): Row => ({ spans: [pad, ...spans] }));
  const answers: Row = { spans: [pad, { text: '[y]', tone: 'key' }, { text: ' type into it   ', tone: 'normal' }, { text: '[esc]', tone: 'key' }, { text: ' leave it', tone: 'normal' }] };
  const [first = '', second = ''] = inputQuestion(state, panel);
  const rows = [...said(placeText(panel.subject), 'strong'), ...said(first, panel.once ? 'warn' : 'normal'), ...said(second, 'normal'), ...said(oneLine(panel.docker), 'dim')];
  // the answers are always in sight
  const height = Math.min(size.rows - 2, rows.length + 4);
  const shown = rows.slice(0, height - 3);
  return framed({
    id: 'input', rectangle: { x: Math.floor((size.columns - width) / 2), y: Math.max(1, Math.floor((size.rows - height) / 2)), width, height }, focused: true,
    title: [{ text: `Type into ${cutMiddle(oneLine(panel.subject.name), Math.max(5, width - 20))}?`, tone: 'accent-strong' }], facts: [],
    rows: [...shown, ...(height > shown.length + 3 ? [{ spans: [] }] : []), answers],
  });
}

/** The line that is entered, in the last row of the log pane; null while none is. */
export function inputRow(state: State, width: number): { row: Row; cursor: number } | null {
  const { sessions: { input }, screen: { prompt } } = state;
  if (!input || prompt?.kind !== 'input') return null;
  if (input.over !== null) return { row: { spans: [{ text: ` esc leaves: ${cutMiddle(oneLine(input.over), Math.max(5, width - 14))}`, tone: 'warn' }] }, cursor: 0 };
  const asked = cutMiddle(oneLine(input.partial, 200).trimEnd(), Math.floor(width / 2));
  const sign = `${input.open ? '' : '(opening) '}${asked === '' ? '› ' : ` ${asked} `}`;
  const { spans, cursor } = editLine(sign, prompt, width);
  return { row: { spans }, cursor };
}

/** Where the text cursor stands while a line is entered. */
export function inputCursor(state: State, layout: Layout): { x: number; y: number } | null {
  const place = layout.panes.find(({ id }) => id === 'logs')?.rectangle;
  const line = place && inputRow(state, place.width - 2);
  return line ? { x: Math.min(place.x + 1 + line.cursor, place.x + place.width - 2), y: place.y + place.height - 2 } : null;
}
