/** The log pane as lines to scroll through, search and draw: what is shown of a log, and how wide. */
import { wrapStarts } from '../text/cut.ts';
import { memoryOf } from '../text/memory.ts';
import { firstLogLine, type LogsState } from './log-state.ts';
import { lineAt } from './log-store.ts';
import { paneSize } from './panes.ts';
import { type LineForm, shownText } from './log-text.ts';
import type { Scanned } from './scan.ts';
import { type Sieve, stepShown } from './sieve.ts';
import type { State } from './state.ts';
import type { Lines } from './viewport.ts';

const oneRow: readonly number[] = [0];
/** Columns at most for a container's name in front of its lines. */
const longestName = 16;

const sieves = new WeakMap<LogsState, { structured: boolean; sieve: Sieve | null }>();

/** What lines of the log are shown; null for all. */
export function sieveOf({ logs, logPane: { structured } }: State): Sieve | null {
  const known = sieves.get(logs);
  if (known?.structured === structured) return known.sieve;
  const { filters, context, only } = logs;
  const sieve = filters.length > 0 || only !== null || structured ? { conditions: filters, context, only, records: structured, folded: structured } : null;
  sieves.set(logs, { structured, sieve });
  return sieve;
}

/** How lines are shown at present. */
export function formOf({ logPane, zone }: State): LineForm {
  return { structured: logPane.structured, zone };
}

/** Whether what is shown is more than a matter of taste: lines are left out. */
export function isFiltered({ filters, only }: LogsState): boolean {
  return filters.length > 0 || only !== null;
}

/** What of the log can be shown: not cleared, and looked through as far as filters have to. */
function bounds(logs: LogsState): Scanned {
  const { from, to } = isFiltered(logs) ? logs.scanned : { from: -Infinity, to: Infinity };
  return { from: Math.max(firstLogLine(logs), from), to };
}

/** Columns of the container's name in front of a line of a merged tail, with its blank; 0 when one log is shown. */
export function nameWidth({ merged, sources, only }: LogsState): number {
  if (!merged || only !== null) return 0;
  return Math.min(longestName, sources.reduce((most, { name }) => Math.max(most, [...name].length), 0)) + 1;
}

/** The columns of the engine's timestamp while it is shown; a name after it stands off. */
export function stampWidth({ logPane, logs }: State): number {
  if (!logPane.stamps) return 0;
  return nameWidth(logs) > 0 ? 14 : 13;
}

/** Columns in front of a log line's text: the timestamp and the name when they are shown, and the bar that tells stderr and marks. */
export function logPrefixWidth(state: State): number {
  return stampWidth(state) + nameWidth(state.logs) + 1;
}

const wrappedTexts = memoryOf<{ width: number; starts: readonly number[] }>(1024, 4_000_000);

/** The columns at which the rows of a text begin. */
function startsOf(text: string, width: number): readonly number[] {
  const known = wrappedTexts.get(text);
  if (known?.width === width) return known.starts;
  const starts = wrapStarts(text, width);
  wrappedTexts.set(text, { width, starts });
  return starts;
}

/** The log pane as lines to scroll through. */
export function logPaneLines(state: State): Lines {
  const { logs, logPane } = state;
  const { from, to } = bounds(logs);
  const sieve = sieveOf(state);
  const width = Math.max(1, paneSize(state, 'logs').columns - logPrefixWidth(state));
  return {
    next: (line) => {
      const next = stepShown(logs.store, sieve, Math.max(line, from - 1), 1);
      return next !== null && next < to ? next : null;
    },
    previous: (line) => {
      const previous = stepShown(logs.store, sieve, Math.min(line, to, logs.store.end), -1);
      return previous !== null && previous >= from ? previous : null;
    },
    starts: (line) => {
      const entry = logPane.wrap ? lineAt(logs.store, line) : undefined;
      return entry ? startsOf(shownText(entry, formOf(state)), width) : oneRow;
    },
  };
}
