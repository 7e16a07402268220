/** Lines that are in the log and not in memory: older ones, those left out in gaps, those since a time. */
import type { Command } from '../command.ts';
import type { LogEntry } from '../chunk.ts';
import { isFiltered, logPaneLines } from '../log-lines.ts';
import { isWhole, pageKey, type PageRequest } from '../log-state.ts';
import { chunkAt, endOf, insert, lineAt, type LogStore, nextLine, previousLine } from '../log-store.ts';
import { lineOfTime, stampNear } from '../log-times.ts';
import type { Message } from '../message.ts';
import { sameTarget } from '../row.ts';
import type { State } from '../state.ts';
import { clockTime, grouped } from '../time.ts';
import { timeAsked } from '../time-asked.ts';
import { reveal, visibleRows } from '../viewport.ts';
import { moveLogs } from './log-cursor.ts';
import { resifted } from './log-search.ts';
import { keptLines, logAnchor, logHeight, standAt, withinBudget, withLogs } from './logs.ts';
import { openPrompt } from './prompt.ts';
import { notify, withScreen } from './screen.ts';

/** What to ask for to fill the gap that ends before number `before`, from one of its sides. */
function intoGap(store: LogStore, before: number, way: PageRequest['way']): PageRequest {
  const last = previousLine(store, before - 1);
  return { way, since: last === null ? null : stampNear(store, last, -1), until: stampNear(store, before, 1), before, above: last !== null, all: false, show: false };
}

/** The gap nearest to the edge that is moved to, among the rows in sight; null when there is none. */
function gapInSight(state: State): number | null {
  const rows = visibleRows(logPaneLines(state), logAnchor(state), logHeight(state));
  return rows.find(({ line }) => lineAt(state.logs.store, line)?.stream === 'gap')?.line ?? null;
}

/** One that is under way already is waited for. */
function asked(state: State, page: PageRequest): State {
  const before = state.logs.page;
  return before && pageKey(before) === pageKey(page) ? state : withLogs(state, { page });
}

/** The page above the first line, or into a gap, when moving has come there; as it is when there is nothing to ask for. */
function neared(state: State, delta: number): State {
  const { logs } = state;
  if (logs.page || logs.follow || logs.store.count === 0 || logs.opened || logs.sources.some(({ live }) => live)) return state;
  const atTop = logAnchor(state).line <= (logPaneLines(state).next(-Infinity) ?? 0);
  const older = delta < 0 && atTop && !isWhole(logs) && logs.cleared <= logs.store.first && (!isFiltered(logs) || logs.scanned.from === -Infinity);
  if (older) return asked(state, { ...intoGap(logs.store, logs.store.first, 'back'), above: false, since: null });
  const gap = gapInSight(state);
  return gap === null ? state : asked(state, intoGap(logs.store, gap + 1, delta < 0 ? 'back' : 'on'));
}

/** Moving in the log, which loads what comes into sight and is not in memory. */
export function travelLogs(state: State, delta: number): State {
  return neared(moveLogs(state, delta), delta);
}

/** The first line shown, and what is older. */
export function toLogStart(state: State): State {
  const first = logPaneLines(state).next(-Infinity);
  return first === null ? state : neared(standAt(withLogs(state, state.logs.cursor ? { cursor: { line: first, from: state.logs.cursor.from } } : {}), { line: first, row: 0 }), -1);
}

function showLine(state: State, line: number): State {
  return standAt(state, reveal(logPaneLines(state), { line, row: 0 }, 1, line));
}

/** What `T` offers. */
const presets = ['1m', '5m', '15m', '1h', '6h', '1d', 'start'];
const presetSteps: Readonly<Record<string, number>> = { tab: 1, down: 1, 'shift-tab': -1, up: -1 };

/** The prompt for a time with the next offer in it; null when the key asks for none. */
export function presetAfter<Typed extends { readonly text: string; readonly cursor: number }>(prompt: Typed, name: string): Typed | null {
  const step = presetSteps[name];
  if (step === undefined) return null;
  const sign = prompt.text.startsWith('@') ? '@' : '';
  const at = presets.indexOf(prompt.text.slice(sign.length));
  const text = sign + (presets[at < 0 ? (step > 0 ? 0 : presets.length - 1) : (at + step + presets.length) % presets.length] ?? '');
  return { ...prompt, text, cursor: text.length };
}

/** What `T` did when nothing had to be loaded. */
function sinceText({ logs: { store }, zone, now }: State, at: number | null, line: number): string {
  const since = at === null ? 'From where the log begins' : `Since ${clockTime(at, zone, now)}`;
  const gaps = store.chunks.some(({ first, follows }) => first > line && !follows);
  return `${since}: ${gaps ? 'shown from here on, with gaps that moving on loads' : 'all is shown from here on'}. f follows the newest line again.`;
}

/** Goes to a time that was typed: what is in memory at once, the rest asked for. With `@` in front only as much as is shown, else all that came since. */
export function goToTime(state: State, typed: string): State {
  const only = typed.startsWith('@');
  const text = only ? typed.slice(1) : typed;
  if (text.trim() === '') return state;
  const found = timeAsked(text, state.now, state.zone);
  if ('problem' in found) return notify(state, found.problem, 'warn');
  const { store } = state.logs;
  const since = found.at === null ? null : new Date(found.at).toISOString().replace(/Z$/, '000000Z');
  const key = since ?? '';
  const line = found.at === null ? store.first : lineOfTime(store, key);
  const before = store.chunks[chunkAt(store, line)];
  const gap = before && line === before.first ? (before === store.chunks[0] ? !isWhole(state.logs) : !before.follows) : lineAt(store, line)?.stream === 'gap';
  const told = (shown: State) => (only ? shown : notify(shown, sinceText(state, found.at, line)));
  if (!before || !gap) return line >= store.end ? notify(state, 'Nothing has come since then.') : told(showLine(withLogs(state, { cursor: null }), line));
  const start = line === before.first ? before.first : nextLine(store, line) ?? before.first;
  const request: PageRequest = { ...intoGap(store, start, 'on'), since, above: false, all: !only, show: true };
  return notify(asked(state, request), 'Loading.');
}

/** What a page brought, put in its place; the next one is asked for when all is wanted. */
function paged(state: State, { request, lines, joined, follows, more, failure }: Extract<Message, { type: 'logs/paged' }>): State {
  const { logs, settings: { logBudget } } = state;
  if (logs.page !== request) return state;
  const done = more ? state : withScreen(withLogs(state, { page: null }), { notice: null });
  if (failure) return notify(done, `Older lines could not be read: ${failure.why}`, 'warn');
  const entries = lines.map(({ target, line }): LogEntry => {
    const source = logs.sources.findIndex((one) => sameTarget(one.target, target));
    return source > 0 ? { ...line, source } : line;
  });
  const isTop = !follows && logs.store.first === request.before;
  if (entries.length === 0 && isTop) return notify(withLogs(done, { begins: joined.above ? logs.store.first : logs.begins }), 'This is where the log begins.');
  const store = insert(logs.store, entries, request.before, { above: (request.above || follows) && joined.above, after: joined.after }, logBudget, keptLines(state));
  const place = store.chunks[store.chunks.findIndex(({ first }) => first === request.before) - 1];
  const first = place && entries.length > 0 ? firstOf(store, place.first, entries.length) : null;
  const begins = isTop && joined.above ? request.before - entries.length : logs.begins;
  const put = withinBudget(withLogs(done, { store, begins }));
  const sifted = isFiltered(put.logs) ? resifted(put, {}) : put;
  const shown = request.show && !follows && first !== null ? showLine(sifted, first) : sifted;
  const isFull = store.count < logs.store.count + entries.length;
  if (!isFull && (!request.all || joined.after || entries.length === 0)) return shown;
  if (isFull) return notify(withLogs(shown, { page: null }), `The memory for lines is full (${grouped(store.count)}, --log-budget): lines further on made room and come back when you go there.`, 'warn');
  if (more) return shown;
  return asked(shown, { ...intoGap(store, request.before, 'on'), all: true });
}

/** The number of the first of `count` lines that end with the chunk that begins at `last`. */
function firstOf(store: LogStore, last: number, count: number): number | null {
  let left = count;
  for (let at = chunkAt(store, last); at >= 0; at--) {
    const chunk = store.chunks[at];
    if (!chunk) return null;
    if (chunk.count >= left) return endOf(chunk) - left;
    left -= chunk.count;
  }
  return store.first;
}

export function updatePages(state: State, message: Message): State {
  return message.type === 'logs/paged' ? paged(state, message) : state;
}

const noTimes = ({ logs }: State): string | null => {
  if (logs.sources.length === 0) return 'No container is selected.';
  return logs.sources.some(({ live }) => live) ? 'What is read by attaching has no past and no times.' : null;
};


export const pageCommands: readonly Command[] = [
  { id: 'since', keys: ['T'], title: 'show the log since 5m, 1d, start, 14:02, a date', short: 'since', where: 'logs', footer: 15, refused: noTimes, run: (state) => openPrompt(state, 'time', '') },
  { id: 'go to time', keys: ['@'], title: 'go to a time: 14:02, 5m ago, a date', short: 'to time', where: 'logs', refused: noTimes, run: (state) => openPrompt(state, 'go-to', '') },
];
