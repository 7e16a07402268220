/** One row of the log pane: what stands in front of a line, and the line in its colours. */
import { isMark, type LogEntry, stampOf, textOf } from '../model/chunk.ts';
import { levelOf } from '../model/line-head.ts';
import type { Level } from '../model/level.ts';
import { formOf, logPrefixWidth, nameWidth, sieveOf, stampWidth } from '../model/log-lines.ts';
import { lineAt, nextLine, previousLine } from '../model/log-store.ts';
import { cleanText, type Part, partsOf } from '../model/log-text.ts';
import type { Condition } from '../model/query.ts';
import { repeatsAfter } from '../model/sieve.ts';
import { chosenLines } from '../model/slices/log-cursor.ts';
import type { State } from '../model/state.ts';
import { grouped, stampTime } from '../model/time.ts';
import type { VisibleRow } from '../model/viewport.ts';
import { fit, sliceSpans, spansWidth, windowOf } from '../text/cut.ts';
import { memoryOf } from '../text/memory.ts';
import { oneLine, runsOf } from '../text/sanitise.ts';
import { plainSgr, type Row, type Span, type Tone } from '../text/spans.ts';
import { highlight } from './highlight.ts';

const parsed = memoryOf<readonly Span[]>(512, 8_000_000);
const goesOn: Span = { text: ' ⏎ the line goes on', tone: 'dim' };
const sourceTones: readonly Tone[] = ['source-1', 'source-2', 'source-3', 'source-4', 'source-5', 'source-6', 'source-7', 'source-8'];
const levelTones: Readonly<Record<Level, Tone>> = { trace: 'dim', debug: 'dim', info: 'info', warn: 'warn', error: 'bad', fatal: 'bad' };
const partTones: Readonly<Record<Part['kind'], Tone>> = { time: 'dim', level: 'normal', message: 'normal', key: 'dim', value: 'normal' };
/** Where a plain line tells its level, if it does. */
const levelWord = /\b(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERR(?:OR)?|SEVERE|CRIT(?:ICAL)?|FATAL|PANIC|ALERT|EMERG)\b|\[(?:trace|debug|info|notice|warn|error|crit|alert|emerg)\]|\b(?:warning|error|fatal)(?=:)/;
/** Where a level is told at the latest. */
const headLength = 100;

/** A line's clean text in its own colours, remembered while it may be in sight. */
export function parsedSpans(text: string): readonly Span[] {
  const known = parsed.get(text);
  if (known) return known;
  const spans = runsOf(text).map((run): Span => {
    const tone = run.mark ? 'dim' : 'normal';
    return run.sgr === plainSgr ? { text: run.text, tone } : { text: run.text, tone, sgr: run.sgr };
  });
  parsed.set(text, spans);
  return spans;
}

/** A plain line with the word that tells its level in the level's tone. */
function withLevel(spans: readonly Span[]): readonly Span[] {
  const [only] = spans;
  if (!only || spans.length > 1 || only.sgr !== undefined) return spans;
  const word = levelWord.exec(only.text.slice(0, headLength));
  const level = word && levelOf(only.text);
  if (!word || !level) return spans;
  const end = word.index + word[0].length;
  return [{ text: only.text.slice(0, word.index), tone: only.tone }, { text: word[0], tone: levelTones[level] }, { text: only.text.slice(end), tone: only.tone }].filter(({ text }) => text !== '');
}

/** The text of a line, by what it says or as it came. */
function textSpans(state: State, entry: LogEntry): readonly Span[] {
  const { structured, zone } = formOf(state);
  const received = textOf(entry);
  const found = structured ? partsOf(cleanText(received), zone) : null;
  const spans = found ? found.parts.map(({ kind, text }): Span => ({ text, tone: kind === 'level' && found.level ? levelTones[found.level] : partTones[kind] }))
    : structured ? withLevel(parsedSpans(received)) : parsedSpans(received);
  return entry.broken ? [...spans, goesOn] : spans;
}

/** A line of our own across the pane: `── api-1 exited 137 at 14:02:11 ──`. */
export function separator(text: string, tone: Tone = 'dim'): Row {
  return { spans: [{ text: ` ── ${oneLine(text)} ──`, tone }] };
}

/** What a gap leaves out, by the times around it. */
function gapText(state: State, line: number): string {
  const { store, page } = state.logs;
  const around = (step: typeof nextLine) => {
    let at = step(store, line);
    for (let left = 20; at !== null && left > 0; left--, at = step(store, at)) {
      const entry = lineAt(store, at);
      if (entry && entry.body > 0) return stampTime(stampOf(entry), state.zone).slice(0, 8);
    }
    return '';
  };
  const [from, to] = [around(previousLine), around(nextLine)];
  const when = from === '' || to === '' ? '' : ` from ${from} to ${to}`;
  return page?.before === line + 1 ? `loading the lines${when}` : `lines${when} are not in memory: moving on loads them`;
}

function nameSpan(state: State, entry: LogEntry, first: boolean): Span[] {
  const width = nameWidth(state.logs);
  if (width === 0) return [];
  const source = entry.source ?? 0;
  const name = first ? oneLine(state.logs.sources[source]?.name ?? '') : '';
  return [{ text: `${fit(name, width - 1)} `, tone: sourceTones[source % sourceTones.length] ?? 'normal' }];
}

/** The sign in front of a line: that it is marked, or where it came from. */
function signSpan(state: State, entry: LogEntry, line: number): Span {
  if (state.logs.bookmarks.includes(line)) return { text: '◆', tone: 'accent' };
  if (entry.stream === 'stderr') return { text: '▎', tone: 'stream-err' };
  return entry.stream === 'engine' ? { text: '!', tone: 'warn' } : { text: ' ', tone: 'normal' };
}

/** How often a folded line stands for itself again. */
function repeatSpans(state: State, line: number): Span[] {
  if (!sieveOf(state)?.folded) return [];
  const again = repeatsAfter(state.logs.store, line);
  return again === 0 ? [] : [{ text: ` ×${grouped(again + 1)}`, tone: 'accent' }];
}

/** A row of the log pane, `width` columns wide at most. */
export function logRow(state: State, visible: VisibleRow, width: number, matcher: Condition | null): Row {
  const { logs, logPane, zone } = state;
  const entry = lineAt(logs.store, visible.line);
  if (!entry) return { spans: [] };
  const chosen = chosenLines(logs);
  const selected = chosen !== null && visible.line >= chosen.first && visible.line <= chosen.last;
  const done = (row: Row): Row => (selected ? { ...row, selected } : row);
  if (entry.stream === 'gap') return done(separator(gapText(state, visible.line), 'warn'));
  if (isMark(entry)) return done(entry.raw.startsWith('› ') ? { spans: [{ text: oneLine(entry.raw), tone: 'accent' }] } : separator(entry.raw));
  const first = visible.row === 0;
  const spans: Span[] = [];
  if (logPane.stamps) spans.push({ text: (first ? ` ${stampTime(stampOf(entry), zone).slice(0, 12)}` : '').padEnd(stampWidth(state)), tone: 'dim' });
  spans.push(...nameSpan(state, entry, first), signSpan(state, entry, visible.line));
  const text = entry.stream === 'engine' ? [{ text: `engine: ${oneLine(textOf(entry))}`, tone: 'warn' as const }] : textSpans(state, entry);
  const marked = highlight(text, matcher, logs.search?.at === visible.line);
  const again = visible.to === Infinity ? repeatSpans(state, visible.line) : [];
  const room = Math.max(1, width - logPrefixWidth(state) - spansWidth(again));
  const shown = logPane.wrap ? sliceSpans(marked, visible.from, Math.min(visible.to - visible.from, room)) : windowOf(marked, logs.left, room);
  return done({ spans: [...spans, ...shown, ...again] });
}
