/** The log pane: the rows in sight, parsed only when they are. */
import { contentSize, type Layout, type Rectangle } from '../../model/layout.ts';
import { type LogEntry, lineAt, stampOf, textOf } from '../../model/log-store.ts';
import { firstLogLine, logPaneLines, logPrefixWidth } from '../../model/panes.ts';
import { type Matcher, matcherOf } from '../../model/search.ts';
import { engineInHand } from '../../model/slices/engines.ts';
import { logAnchor } from '../../model/slices/logs.ts';
import { logMatches } from '../../model/slices/log-search.ts';
import type { State } from '../../model/state.ts';
import { grouped, stampTime } from '../../model/time.ts';
import { type VisibleRow, visibleRows } from '../../model/viewport.ts';
import { sliceSpans, windowOf } from '../../text/cut.ts';
import { oneLine, runsOf } from '../../text/sanitise.ts';
import { plainSgr, type Row, type Span } from '../../text/spans.ts';
import type { PanePicture } from '../cells.ts';
import { framed } from '../frame.ts';
import { highlight } from '../highlight.ts';
import { capital, failureText, wrappedText } from '../prose.ts';
import { subjectTitle } from '../subject.ts';

const parsed = new Map<string, readonly Span[]>();
const parsedMemory = 512;
const goesOn: Span = { text: ' ⏎ the line goes on', tone: 'dim' };

/** A line's clean text in its own colours, remembered while it may be in sight. */
function parsedSpans(text: string): readonly Span[] {
  const known = parsed.get(text);
  if (known) return known;
  if (parsed.size >= parsedMemory) parsed.clear();
  const spans = runsOf(text).map((run): Span => {
    const tone = run.mark ? 'dim' : 'normal';
    return run.sgr === plainSgr ? { text: run.text, tone } : { text: run.text, tone, sgr: run.sgr };
  });
  parsed.set(text, spans);
  return spans;
}

const spansOf = (entry: LogEntry) => (entry.broken ? [...parsedSpans(textOf(entry)), goesOn] : parsedSpans(textOf(entry)));

/** A line of our own across the pane: `── api-1 exited 137 at 14:02:11 ──`. */
function separator(text: string): Row {
  return { spans: [{ text: ` ── ${oneLine(text)} ──`, tone: 'dim' }] };
}

function lineRow(state: State, entry: LogEntry, visible: VisibleRow, width: number, matcher: Matcher | null): Row {
  if (entry.stream === 'mark') return separator(entry.raw);
  const { logs, logPane } = state;
  const spans: Span[] = [];
  const first = visible.row === 0;
  if (logPane.stamps) spans.push({ text: first ? ` ${stampTime(stampOf(entry), state.zone).slice(0, 12).padEnd(12)}` : ' '.repeat(13), tone: 'dim' });
  if (entry.stream === 'stderr') spans.push({ text: '▎', tone: 'stream-err' });
  else spans.push(entry.stream === 'engine' ? { text: '!', tone: 'warn' } : { text: ' ', tone: 'normal' });
  const text = entry.stream === 'engine' ? [{ text: `engine: ${oneLine(textOf(entry))}`, tone: 'warn' as const }] : spansOf(entry);
  const marked = highlight(text, matcher, logs.search?.at === visible.line);
  const room = width - logPrefixWidth(state);
  spans.push(...(logPane.wrap ? sliceSpans(marked, visible.from, Math.min(visible.to - visible.from, room)) : windowOf(marked, logs.left, room)));
  return { spans };
}

/** What the pane says when there is no line to show. */
function emptyText(state: State): { text: string; bad: boolean } {
  const { logs } = state;
  if (!logs.target) return { text: 'No container is selected.', bad: false };
  if (logs.failure?.status === 501 || (logs.failure && logs.driver === 'none')) {
    return { text: `This container's log driver${logs.driver === '' ? '' : ` (${oneLine(logs.driver)})`} cannot be read: the engine keeps no log of it. ${oneLine(logs.failure.why)}`, bad: true };
  }
  if (logs.failure) {
    const again = logs.phase === 'cut' ? ' Trying again.' : '';
    return { text: `${capital(failureText(logs.failure, false))}${again}`, bad: true };
  }
  if (logs.phase === 'opening') return { text: engineInHand(state).failure ? 'Waiting for the engine.' : 'Opening the log.', bad: false };
  return { text: `No lines yet${logs.driver === '' ? '' : ` (driver ${oneLine(logs.driver)})`}. New lines show at once.`, bad: false };
}

function rowsOf(state: State, width: number, height: number): Row[] {
  const { logs, screen } = state;
  const first = firstLogLine(logs);
  if (logs.store.end <= first) {
    const { text, bad } = logs.cleared > 0 && logs.store.end > 0 && !logs.failure ? { text: 'View cleared. New lines show at once.', bad: false } : emptyText(state);
    return wrappedText(text, width - 2, bad ? 'bad' : 'dim').map((spans) => ({ spans: [{ text: ' ', tone: 'normal' }, ...spans] }));
  }
  const prompt = screen.prompt?.kind === 'search-logs' ? screen.prompt.text : undefined;
  const matcher = matcherOf(prompt ?? logs.search?.text ?? '');
  const anchor = logAnchor(state);
  const rows = visibleRows(logPaneLines(state), anchor, height).map((visible): Row => {
    const entry = lineAt(logs.store, visible.line);
    return entry ? lineRow(state, entry, visible, width, matcher) : { spans: [] };
  });
  // standing at the very first line: say what is no longer above it
  if (!logs.follow && anchor.line === first && anchor.row === 0 && logs.store.first > logs.cleared && rows.length > 0) {
    rows.unshift(separator(`${grouped(logs.store.first)} earlier lines were dropped to stay within the memory budget (--log-budget)`));
    return rows.slice(0, height);
  }
  return rows;
}

const mebi = 1024 * 1024;
const inMebi = (bytes: number) => (bytes / mebi).toFixed(bytes < 100 * mebi ? 1 : 0);

function facts(state: State): Span[][] {
  const { logs, settings } = state;
  if (!logs.target) return [];
  const waiting = logs.store.end - logs.pausedAt;
  const list: Span[][] = [];
  if (!logs.follow) list.push([{ text: waiting > 0 ? `paused, +${grouped(waiting)} new` : 'paused', tone: 'warn' }]);
  else if (logs.phase === 'open') list.push([{ text: 'follow', tone: 'normal' }]);
  else if (logs.phase === 'cut') list.push([{ text: 'reconnecting', tone: 'warn' }]);
  else if (logs.phase === 'over') list.push([{ text: 'ended', tone: 'normal' }]);
  if (logs.search) {
    const { total, position } = logMatches(state);
    list.push([{ text: `/${oneLine(logs.search.text)} ${grouped(position)}/${grouped(total)}`, tone: total > 0 ? 'accent' : 'warn' }]);
  }
  if (state.logPane.wrap) list.push([{ text: 'wrap', tone: 'dim' }]);
  else if (logs.left > 0) list.push([{ text: `column ${logs.left + 1}`, tone: 'dim' }]);
  if (logs.store.first > 0) list.push([{ text: `${grouped(logs.store.first)} dropped`, tone: 'warn' }]);
  list.push([{ text: `${grouped(logs.store.end - firstLogLine(logs))} lines`, tone: 'dim' }]);
  list.push([{ text: `${inMebi(logs.store.bytes)}/${Math.round(settings.logBudget / mebi) || inMebi(settings.logBudget)}MiB`, tone: 'dim' }]);
  if (logs.rate.perSecond > 0) list.push([{ text: `${grouped(logs.rate.perSecond)}/s`, tone: 'dim' }]);
  return list;
}

/** The log pane. */
export function logsPane(state: State, layout: Layout, rectangle: Rectangle): PanePicture {
  const focused = state.screen.focus === 'logs';
  const size = contentSize(layout, 'logs');
  return framed({ id: 'logs', rectangle, focused, title: subjectTitle(state, 'Logs', focused), facts: facts(state), rows: rowsOf(state, size.columns, size.rows) });
}
