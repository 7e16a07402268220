/** The inspect pane: a tab of the selected container's details. */
import { type Document, isFoldable, isFolded } from '../../model/document.ts';
import { hangOf, inspectPane as paneLines, inspectSize, isClear, shownLabel, shownValue } from '../../model/inspect-lines.ts';
import type { InspectTab } from '../../model/inspect-state.ts';
import { inspectDocument } from '../../model/inspect-tabs.ts';
import { contentSize, type Layout, type Rectangle } from '../../model/layout.ts';
import { conditionOf } from '../../model/query.ts';
import { inspectMatches } from '../../model/slices/inspect-search.ts';
import { displayName, selectedContainer } from '../../model/slices/containers.ts';
import type { State } from '../../model/state.ts';
import { type VisibleRow, visibleRows } from '../../model/viewport.ts';
import { cutMiddle, sliceSpans, spansWidth, windowOf } from '../../text/cut.ts';
import { oneLine } from '../../text/sanitise.ts';
import type { Row, Span } from '../../text/spans.ts';
import type { PanePicture } from '../cells.ts';
import { framed } from '../frame.ts';
import { highlight } from '../highlight.ts';
import { capital, failureText, wrappedText } from '../prose.ts';
import { subjectTitle } from '../subject.ts';
import { tabTitles } from '../tab-titles.ts';
import { statsRows } from './stats.ts';

function message(text: string, width: number, bad: boolean): Row[] {
  return wrappedText(text, width - 2, bad ? 'bad' : 'dim').map((spans) => ({ spans: [{ text: ' ', tone: 'normal' }, ...spans] }));
}

/** Makes the rows of a document's lines. */
function rowMaker(state: State, document: Document): (row: VisibleRow) => Row {
  const { inspect, screen } = state;
  const { columns } = inspectSize(state);
  const prompt = screen.prompt?.kind === 'search-inspect' ? screen.prompt.text : undefined;
  const matcher = conditionOf(prompt ?? inspect.search?.text ?? '');
  const focused = screen.focus === 'inspect';
  const foldable = isFoldable(document);
  return ({ line, row, from, to }) => {
    const entry = document.lines[line];
    if (!entry) return { spans: [] };
    const here = focused && line === inspect.cursor;
    const mark = !foldable ? '' : row > 0 || entry.foldEnd === undefined ? ' ' : isFolded(document, inspect.folds, line) ? '▶' : '▼';
    const lead: Span[] = [{ text: here ? '▌' : ' ', tone: 'accent' }, { text: mark, tone: 'dim' }];
    const label = shownLabel(document, entry);
    const spans: readonly Span[] = [{ text: label, tone: document.labelTone }, { text: shownValue(state, line, entry), tone: entry.tone }];
    // what is beneath the mask is never searched, not even while it is shown
    const whole = entry.secret !== null && isClear(state, line) && !state.settings.showSecrets ? spans : highlight(spans, matcher, inspect.search?.at === line);
    if (!inspect.wrap) return { spans: [...lead, ...windowOf(whole, inspect.left, columns)], selected: here };
    const hang: Span[] = row === 0 ? [] : [{ text: ' '.repeat(hangOf(label, columns)), tone: 'dim' }];
    return { spans: [...lead, ...hang, ...sliceSpans(whole, from, Math.min(to - from, columns))], selected: here };
  };
}

function rowsOf(state: State, width: number, height: number): Row[] {
  const { inspect } = state;
  const { selected, selectedGroup } = state.containers;
  if (selected === null && selectedGroup === null) return message('No container is selected.', width, false);
  if (selectedGroup === null && inspect.tab === 'stats') return statsRows(state, width, height);
  if (selectedGroup === null && !inspect.details) {
    if (!inspect.failure) return message('Asking for the details.', width, false);
    return message(capital(failureText(inspect.failure, false)), width, true);
  }
  const document = inspectDocument(state);
  if (document.pending) return document.lines.flatMap(({ value, tone }) => message(value, width, tone === 'bad')).slice(0, height);
  const { rows, columns } = inspectSize(state);
  const lines = visibleRows(paneLines(state), inspect.anchor, rows).map(rowMaker(state, document));
  if (document.heading === undefined) return lines;
  const heading: readonly Span[] = [{ text: document.heading, tone: 'dim' }];
  return [{ spans: [{ text: isFoldable(document) ? '  ' : ' ', tone: 'dim' }, ...windowOf(heading, inspect.wrap ? 0 : inspect.left, columns)] }, ...lines];
}

/** Facts about what is shown, most wanted first. */
function factsOf(state: State, document: Document, focused: boolean): Span[][] {
  const { inspect } = state;
  const facts: Span[][] = [];
  if (inspect.search) {
    const { total, position } = inspectMatches(state);
    facts.push([{ text: `/${oneLine(inspect.search.text)} ${position}/${total}`, tone: total > 0 ? 'accent' : 'warn' }]);
  }
  const asked = inspect.tab === 'processes' ? inspect.processes : inspect.tab === 'changes' ? inspect.changes : null;
  if (state.containers.gone) facts.push([{ text: 'removed', tone: 'warn' }]);
  else if (inspect.details && (inspect.failure ?? (asked?.answer ? asked.failure : null))) facts.push([{ text: 'not current', tone: 'warn' }]);
  if (focused && document.lines.length > 0 && !document.pending) facts.push([{ text: `${inspect.cursor + 1}/${document.lines.length}`, tone: 'dim' }]);
  return facts;
}

/** Columns of the border that are neither title, facts nor what parts them. */
const borderColumns = 8;
/** The present tab is always named: room for it alone, an arrow on either side. */
const leastTabs = (tab: InspectTab) => spansWidth(tabTitles(tab, 0));

/** The title in at most `room` columns: the name of the container is what stays longest. */
function titleIn(state: State, focused: boolean, room: number): Span[] {
  const title = subjectTitle(state, 'Inspect', focused);
  const row = selectedContainer(state);
  return spansWidth(title) <= room || !row ? title : [{ text: cutMiddle(displayName(row), room), tone: 'strong' }];
}

/** The inspect pane. */
export function inspectPane(state: State, layout: Layout, rectangle: Rectangle): PanePicture {
  const focused = state.screen.focus === 'inspect';
  const size = contentSize(layout, 'inspect');
  const least = leastTabs(state.inspect.tab);
  const title = titleIn(state, focused, rectangle.width - borderColumns - least);
  const facts = factsOf(state, inspectDocument(state), focused);
  const room = rectangle.width - borderColumns - spansWidth(title);
  const others = facts.reduce((sum, fact) => sum + 3 + spansWidth(fact), 0);
  const tabs = state.containers.selectedGroup === null ? [tabTitles(state.inspect.tab, Math.max(least, room - others))] : [];
  return framed({ id: 'inspect', rectangle, focused, title, facts: [...tabs, ...facts], rows: rowsOf(state, size.columns, size.rows) });
}
