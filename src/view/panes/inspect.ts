/** The inspect pane: summary or raw JSON of the selected container. */
import { contentSize, type Layout, type Rectangle } from '../../model/layout.ts';
import { inspectLines, inspectPane as paneLines, shownLabel, shownValue } from '../../model/panes.ts';
import { conditionOf } from '../../model/query.ts';
import { inspectMatches } from '../../model/slices/inspect.ts';
import type { State } from '../../model/state.ts';
import { visibleRows } from '../../model/viewport.ts';
import { sliceSpans, windowOf } from '../../text/cut.ts';
import { oneLine } from '../../text/sanitise.ts';
import type { Row, Span } from '../../text/spans.ts';
import { textWidth } from '../../text/width.ts';
import type { PanePicture } from '../cells.ts';
import { framed } from '../frame.ts';
import { highlight } from '../highlight.ts';
import { capital, failureText, wrappedText } from '../prose.ts';
import { subjectTitle } from '../subject.ts';

function message(text: string, width: number, bad: boolean): Row[] {
  return wrappedText(text, width - 2, bad ? 'bad' : 'dim').map((spans) => ({ spans: [{ text: ' ', tone: 'normal' }, ...spans] }));
}

function rowsOf(state: State, width: number, height: number): Row[] {
  const { inspect, screen } = state;
  if (state.containers.selected === null) return message('No container is selected.', width, false);
  if (!inspect.details) {
    if (!inspect.failure) return message('Asking for the details.', width, false);
    return message(capital(failureText(inspect.failure, false)), width, true);
  }
  const entries = inspectLines(state);
  const prompt = screen.prompt?.kind === 'search-inspect' ? screen.prompt.text : undefined;
  const matcher = conditionOf(prompt ?? inspect.search?.text ?? '');
  const focused = screen.focus === 'inspect';
  return visibleRows(paneLines(state), inspect.anchor, height).map(({ line, row, from, to }): Row => {
    const entry = entries[line];
    if (!entry) return { spans: [] };
    const label = shownLabel(state, entry);
    const here = focused && line === inspect.cursor;
    const bar: Span = { text: here ? '▌' : ' ', tone: 'accent' };
    const whole = highlight([{ text: label, tone: state.inspect.tab === 'raw' ? 'accent' : 'dim' }, { text: shownValue(state, line, entry), tone: entry.tone }], matcher, inspect.search?.at === line);
    const labelColumns = textWidth(label);
    const spans = inspect.wrap
      ? [...(row === 0 ? sliceSpans(whole, 0, labelColumns) : [{ text: ' '.repeat(labelColumns), tone: 'dim' as const }]), ...sliceSpans(whole, labelColumns + from, Math.min(to - from, width))]
      : windowOf(whole, inspect.left, width - 1);
    return { spans: [bar, ...spans], selected: here };
  });
}

/** The inspect pane. */
export function inspectPane(state: State, layout: Layout, rectangle: Rectangle): PanePicture {
  const { inspect, screen } = state;
  const focused = screen.focus === 'inspect';
  const size = contentSize(layout, 'inspect');
  const title = subjectTitle(state, 'Inspect', focused);
  const tab = (name: 'summary' | 'raw', label: string): Span => ({ text: label, tone: inspect.tab === name ? 'accent-strong' : 'dim' });
  const facts: Span[][] = [[tab('summary', 'Summary'), { text: '  ', tone: 'dim' }, tab('raw', 'Raw')]];
  if (inspect.search) {
    const { total, position } = inspectMatches(state);
    facts.push([{ text: `/${oneLine(inspect.search.text)} ${position}/${total}`, tone: total > 0 ? 'accent' : 'warn' }]);
  }
  if (state.containers.gone) facts.push([{ text: 'removed', tone: 'warn' }]);
  else if (inspect.details && inspect.failure) facts.push([{ text: 'not current', tone: 'warn' }]);
  if (focused && inspect.details) facts.push([{ text: `${inspect.cursor + 1}/${inspectLines(state).length}`, tone: 'dim' }]);
  return framed({ id: 'inspect', rectangle, focused, title, facts, rows: rowsOf(state, size.columns, size.rows) });
}
