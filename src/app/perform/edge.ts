/** Where the lines of a page end: at the first line below it that is in memory. */
import type { LogLine } from '../../engine/types.ts';
import { isMark } from '../../model/chunk.ts';
import type { LogsState } from '../../model/log-state.ts';
import { lineAt, type LogStore, nextLine } from '../../model/log-store.ts';
import { stampKey } from '../../model/time.ts';

/** Lines looked at for what is known below an edge, at most. */
const nearby = 100_000;

/** A filter for the lines of a log in its order: lets those above the edge through, each once. */
export interface Edge {
  take(lines: readonly LogLine[]): LogLine[];
  /** Whether the line below the edge has come: nothing more is above it. */
  met(): boolean;
}

/** A line's timestamp as a text that sorts by time; empty when it has none. */
export function stampedAt({ raw, body }: LogLine): string {
  return body === 0 ? '' : stampKey(raw.slice(0, body - 1));
}

/** The lines of a source from number `before` on, up to the next gap. */
function* linesBelow(store: LogStore, before: number, source: number): Generator<LogLine> {
  let line: number | null = before;
  for (let left = nearby; line !== null && left > 0; left--, line = nextLine(store, line)) {
    const entry = lineAt(store, line);
    if (entry?.stream === 'gap') return;
    if (entry && !isMark(entry) && entry.body > 0 && (entry.source ?? 0) === source) yield entry;
  }
}

const same = (one: LogLine, other: LogLine) => one.raw === other.raw && one.stream === other.stream;

/**
 * The edge above number `before` of a log, for one of its sources. The log and what is in memory have their lines in the same order, so all that
 * comes after the first line in memory is there, or on its way there. Stamps of whole seconds do not tell two lines of the same text
 * apart: of the second in which the edge lies, lines are taken out as often as they are in memory.
 */
export function edgeOf({ store }: LogsState, source: number, before: number, until: string | null): Edge {
  const [first] = linesBelow(store, before, source);
  const edge = first ? stampedAt(first) : until === null ? null : stampKey(until);
  const exact = !first || first.raw.slice(0, first.body).includes('.');
  const second = edge?.slice(0, 19) ?? '';
  const known = new Map<string, number>();
  if (!exact) {
    for (const line of linesBelow(store, before, source)) {
      if (stampedAt(line).slice(0, 19) > second) break;
      known.set(`${line.stream} ${line.raw}`, (known.get(`${line.stream} ${line.raw}`) ?? 0) + 1);
    }
  }
  let met = false;
  // newer than the edge and not yet known to stand above it: stdout and stderr are stamped apart
  let waiting: LogLine[] = [];
  const isKnown = (line: LogLine): boolean => {
    const key = `${line.stream} ${line.raw}`;
    const count = known.get(key) ?? 0;
    known.set(key, count - 1);
    return count > 0;
  };
  return {
    met: () => met,
    take: (lines) => {
      const above: LogLine[] = [];
      for (const line of lines) {
        if (!met && first && same(line, first)) {
          met = true;
          above.push(...waiting);
          waiting = [];
        }
        if (met) {
          if (!exact && stampedAt(line).slice(0, 19) === second && !isKnown(line)) above.push(line);
        } else if (edge !== null && stampedAt(line) > edge) waiting.push(line);
        else {
          above.push(...waiting, line);
          waiting = [];
        }
      }
      return above;
    },
  };
}
