/** The output of a command run in a container, over the panes. */
import type { OutputLine, OutputState } from '../../model/session-state.ts';
import type { State } from '../../model/state.ts';
import { grouped } from '../../model/time.ts';
import { cutMiddle, sliceSpans, wrapStarts } from '../../text/cut.ts';
import { oneLine, plainText } from '../../text/sanitise.ts';
import type { Row, Span } from '../../text/spans.ts';
import type { PanePicture } from '../cells.ts';
import { framed } from '../frame.ts';
import { parsedSpans } from '../log-row.ts';
import { wrappedText } from '../prose.ts';

/** The rows of a line, wrapped. */
function rowsOf({ text, stderr, broken }: OutputLine, width: number): Row[] {
  const spans = parsedSpans(text);
  const starts = wrapStarts(plainText(text), width);
  const sign: Span = stderr ? { text: '▎', tone: 'stream-err' } : { text: ' ', tone: 'normal' };
  return starts.map((from, at): Row => ({ spans: [sign, ...sliceSpans(spans, from, width), ...(broken && at === starts.length - 1 ? [{ text: ' ⏎', tone: 'dim' as const }] : [])] }));
}

/** The rows in sight: from the top line on, or up to the last. */
function rowsInSight(output: OutputState, width: number, height: number): Row[] {
  const rows: Row[] = [];
  const { lines, top, follow, dropped } = output;
  if (!follow) {
    if (top === 0 && dropped > 0) rows.push({ spans: [{ text: ` ── ${grouped(dropped)} lines before these are not kept ──`, tone: 'warn' }] });
    for (let at = top; at < lines.length && rows.length < height; at++) rows.push(...rowsOf(lines[at] ?? { text: '', stderr: false, broken: false }, width));
    return rows.slice(0, height);
  }
  for (let at = lines.length - 1; at >= 0 && rows.length < height; at--) rows.unshift(...rowsOf(lines[at] ?? { text: '', stderr: false, broken: false }, width));
  return rows.slice(-height);
}

/** The panel; the docker command that does the same stands below the output. */
export function outputPane(state: State): PanePicture {
  const { size } = state.screen;
  const { output } = state.sessions;
  if (!output) return { id: 'output', x: 0, y: 0, width: 0, height: 0, rows: [] };
  const width = Math.min(size.columns, 160);
  const height = size.rows - 2;
  const { ended, lines, dropped, follow } = output;
  const below: Row = { spans: [{ text: ` ${cutMiddle(oneLine(output.docker), width - 4)}`, tone: 'dim' }] };
  const said = ended !== null && (lines.length === 0 || !ended.startsWith('ended')) ? wrappedText(oneLine(ended), width - 4, 'warn').map((spans): Row => ({ spans: [{ text: ' ', tone: 'normal' }, ...spans] })) : [];
  const nothing: Row[] = ended === null && lines.length === 0 ? [{ spans: [{ text: ' It has written nothing yet.', tone: 'dim' }] }] : [];
  const room = Math.max(1, height - 3 - said.length);
  const rows = [...nothing, ...rowsInSight(output, width - 3, room), ...said];
  const code = ended === null ? 'running' : ended.startsWith('ended') ? ended : 'failed';
  return framed({
    id: 'output', rectangle: { x: Math.floor((size.columns - width) / 2), y: 1, width, height }, focused: true,
    title: [{ text: output.label, tone: 'accent-strong' }, { text: ` ─ ${oneLine(output.subject.name)}`, tone: 'strong' }],
    facts: [[{ text: code, tone: ended === null || code === 'ended with exit code 0' ? 'normal' : 'warn' }], ...(dropped > 0 ? [[{ text: `${grouped(dropped)} ${dropped === 1 ? 'line' : 'lines'} not kept`, tone: 'warn' as const }]] : []), ...(follow ? [] : [[{ text: `line ${grouped(output.top + 1)}`, tone: 'dim' as const }]]), [{ text: `${grouped(lines.length)} ${lines.length === 1 ? 'line' : 'lines'}`, tone: 'dim' }]],
    rows: [...rows, ...Array.from({ length: Math.max(0, height - 3 - rows.length) }, (): Row => ({ spans: [] })), below],
  });
}
