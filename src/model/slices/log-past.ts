/**
 * The past of containers that join a merged tail. A tail begins where all of them are there: what one of them said before the others are read
 * that far back is left out, and comes with the page above, in its order.
 */
import { type LogEntry, stampOf } from '../chunk.ts';
import { isWhole, type LogsState } from '../log-state.ts';
import { from } from '../log-store.ts';
import { keyAt, lineOfTime } from '../log-times.ts';
import type { Message, Past } from '../message.ts';
import { sameTarget } from '../row.ts';
import type { State } from '../state.ts';
import { stampKey } from '../time.ts';
import { added, withLogs } from './logs.ts';

/** A line and where it belongs: never before what the same container said before it. */
interface Placed {
  readonly entry: LogEntry;
  readonly key: string;
}

function placed({ lines }: Past, source: number): readonly Placed[] {
  let key = '';
  return lines.map((line) => {
    const own = line.body > 0 ? stampKey(stampOf(line)) : '';
    if (own > key) key = own;
    return { entry: source > 0 ? { ...line, source } : line, key };
  });
}

/** From when on all sources are there; empty when nothing was left out. */
function edgeOf(logs: LogsState, parts: readonly (readonly Placed[])[], cut: readonly boolean[]): string {
  const before = logs.store.count > 0 && (logs.partial || logs.store.dropped > 0) && !isWhole(logs) ? keyAt(logs.store, logs.store.first) : '';
  return parts.reduce((edge, part, at) => {
    const first = cut[at] === true ? part[0]?.key ?? '' : '';
    return first > edge ? first : edge;
  }, before);
}

function joined(state: State, parts: readonly Past[]): State {
  const { logs } = state;
  const known = parts.flatMap((part) => {
    const source = logs.sources.findIndex(({ target }) => sameTarget(target, part.target));
    return source < 0 ? [] : [{ source, part }];
  });
  const past = known.map(({ source, part }) => placed(part, source));
  const cut = known.map(({ part }) => part.cut);
  const edge = edgeOf(logs, past, cut);
  const store = edge === '' ? logs.store : from(logs.store, lineOfTime(logs.store, edge));
  const less = store === logs.store && !cut.includes(true) ? state : withLogs(state, { store, partial: true, begins: null });
  const entries = past.flat().filter(({ key }) => key >= edge).sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ entry }) => entry);
  return entries.length === 0 ? less : added(less, entries, Infinity);
}

export function updatePast(state: State, message: Message): State {
  return message.type === 'logs/past' && state.logs.merged ? joined(state, message.parts) : state;
}
