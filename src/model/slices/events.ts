/** What happens to containers, heard and found: the ring of it, the marks on rows, the bell. */
import type { EngineEvent } from '../../engine/event-types.ts';
import type { ContainerList } from '../../engine/types.ts';
import { engineName, type EngineState } from '../engine-state.ts';
import { type Feed, type Happening, type Mark, markKey, restartSpan } from '../event-state.ts';
import { compared, type News, newsOf, untold, withNews } from '../happenings.ts';
import type { Message } from '../message.ts';
import type { Row } from '../row.ts';
import type { State } from '../state.ts';
import { engineAt } from './engines.ts';

/** Milliseconds a row is selected before it counts as looked at, and after a key that somebody is taken to be there. */
const glance = 1000;
const present = 10_000;
/** An engine that was not heard for longer is told of, milliseconds. */
const longSilence = 10_000;
/** An event older than this, and than others that were heard, is a replay: podman repeats its whole history when its file rotates. */
const replayed = 60_000;
const mostStamps = 256;
/** Restarts within `restartSpan` that make a loop. */
const loop = 3;
/** Milliseconds between two bells at least. */
const bellPause = 10_000;

/** Nobody asked for it and it is not well: what a bell is for. */
export function isBad({ kind, exitCode, oom, signals }: Happening): boolean {
  return kind === 'unhealthy' || oom || (kind === 'exited' && exitCode !== null && exitCode !== 0 && signals.length === 0);
}

const notable = new Set(['started', 'exited', 'oom', 'healthy', 'unhealthy', 'paused', 'unpaused']);
const noMark: Mark = { unseen: null, restarts: [], oom: false };

/** A container's mark after one thing more. */
function marked(before: Mark, happening: Happening, heardAt: number): Mark {
  const { kind, at, again } = happening;
  const bad = isBad(happening);
  const first = { kind, bad, heardAt };
  return {
    unseen: notable.has(kind) && (bad || !before.unseen?.bad) ? first : before.unseen,
    restarts: kind === 'started' && again ? [...before.restarts.filter((time) => time > at - restartSpan), at] : before.restarts,
    oom: kind === 'exited' ? happening.oom : kind === 'started' ? false : before.oom,
  };
}

/** Whether a happening is the beginning of trouble: of a container that goes on crashing, only that it does. */
function isIncident(before: Mark, after: Mark, happening: Happening): boolean {
  const recent = (mark: Mark) => mark.restarts.filter((time) => time > happening.at - restartSpan).length;
  if (recent(before) >= loop) return false;
  return isBad(happening) || (recent(after) >= loop && happening.kind === 'started');
}

/** The state with news told, each once. */
function told(state: State, news: readonly News[], at: number): State {
  if (news.length === 0) return state;
  let { events } = state;
  let incident = false;
  const marks = new Map(events.marks);
  for (const one of news) {
    const { events: next, added } = withNews(events, one);
    events = next;
    if (!added || added.container === '') continue;
    const key = markKey(added.engine, added.container);
    const before = marks.get(key) ?? noMark;
    const after = marked(before, added, at);
    if (added.kind === 'removed' || (!after.unseen && !after.oom && after.restarts.length === 0)) marks.delete(key);
    else marks.set(key, after);
    incident ||= isIncident(before, after, added);
  }
  events = { ...events, marks };
  const rings = incident && state.settings.alert === 'bell' && at - events.rangAt >= bellPause;
  const requests = rings ? { ...state.requests, bells: state.requests.bells + 1 } : state.requests;
  return { ...state, requests, events: rings ? { ...events, rangAt: at } : events };
}

/** Whether an event was heard before, and the feed after it. */
function hear(feed: Feed, { stamp, at, id, action }: EngineEvent, now: number): { readonly known: boolean; readonly feed: Feed } {
  const key = `${id} ${action} ${stamp}`;
  const time = at ?? now;
  const known = (stamp !== '' && feed.stamps.includes(key)) || (time <= feed.latest && time < now - replayed);
  return { known, feed: known ? feed : { latest: Math.max(time, Math.min(feed.latest, now)), stamps: stamp === '' ? feed.stamps : [...feed.stamps.slice(1 - mostStamps), key] } };
}

function heard(state: State, engine: EngineState, events: readonly EngineEvent[], at: number): State {
  const now = at + engine.skew;
  let feed = state.events.feeds.get(engine.address) ?? { latest: 0, stamps: [] };
  let rows: Map<string, Row> | null = null;
  const news: News[] = [];
  for (const event of events) {
    const { known, feed: next } = hear(feed, event, now);
    feed = next;
    if (known) continue;
    rows ??= new Map((engine.listed ?? []).map((row) => [row.id, row]));
    const one = newsOf(engine.address, event, rows.get(event.id), now);
    if (one) news.push(one);
  }
  return told({ ...state, events: { ...state.events, feeds: new Map(state.events.feeds).set(engine.address, feed) } }, news, at);
}

/** The state without marks of containers that are on the engine no more, whatever was told of them in which order; one that was just heard of may not be listed yet. */
function pruned(state: State, { address, listedAt }: EngineState, list: ContainerList): State {
  const { marks } = state.events;
  if (marks.size === 0) return state;
  const here = new Set(list.containers.map(({ id }) => markKey(address, id)));
  const left = new Map([...marks].filter(([key, { unseen }]) => here.has(key) || !key.startsWith(`${address} `) || (unseen !== null && unseen.heardAt > (listedAt ?? 0))));
  return left.size === marks.size ? state : { ...state, events: { ...state.events, marks: left } };
}

/** What a list shows that the feed did not tell. */
function found(state: State, engine: EngineState, list: ContainerList, at: number): State {
  const now = at + list.skew;
  if (!engine.listed || engine.listedAt === null) {
    const feeds = new Map(state.events.feeds).set(engine.address, { latest: now, stamps: [] });
    return { ...state, events: { ...state.events, feeds } };
  }
  const from = engine.listedAt + engine.skew;
  const steady = list.skew === engine.skew;
  const news = untold(state.events, compared(engine.address, engine.listed, list.containers, { from, at: now, elapsed: steady ? (at - engine.listedAt) / 1000 : null }));
  const silent = engine.failingSince !== null && at - engine.listedAt >= longSilence;
  const unheard: News = { kind: 'unheard', engine: engine.address, container: '', name: engineName(engine), image: '', at: now, from, exitCode: null, oom: false, signals: [], again: false, lasted: null, oldName: '' };
  const kept = pruned(state, engine, list);
  return news.length === 0 && !silent ? kept : told(kept, silent ? [unheard, ...news] : news, at);
}

/** The mark of the selected row, if it is about to count as looked at. */
function lookedAt({ containers, events }: State): string | null {
  const { selected } = containers;
  if (!selected || events.marks.size === 0) return null;
  const key = markKey(selected.engine, selected.container);
  const unseen = events.marks.get(key)?.unseen;
  return unseen && events.pressedAt >= unseen.heardAt - present ? key : null;
}

/** Whether a mark is about to go, for which the time has to be told. */
export const isLooking = (state: State) => lookedAt(state) !== null;

/** A row that is selected for a moment, with somebody there, has been looked at. */
function glanced(state: State): State {
  const key = lookedAt(state);
  const mark = key === null ? undefined : state.events.marks.get(key);
  if (key === null || !mark?.unseen || state.now - Math.max(state.containers.movedAt, mark.unseen.heardAt) < glance) return state;
  const marks = new Map(state.events.marks);
  if (mark.oom || mark.restarts.length > 0) marks.set(key, { ...mark, unseen: null });
  else marks.delete(key);
  return { ...state, events: { ...state.events, marks } };
}

/** Before the engines take a list in: it is compared with the one before. */
export function updateEvents(state: State, message: Message): State {
  switch (message.type) {
    case 'input/key': return glanced({ ...state, events: { ...state.events, pressedAt: message.at } });
    case 'events/received': {
      const engine = engineAt(state, message.engine);
      return engine ? heard({ ...state, now: message.at }, engine, message.events, message.at) : state;
    }
    case 'list/received': {
      const engine = engineAt(state, message.engine);
      return glanced(engine ? found(state, engine, message.list, message.at) : state);
    }
    case 'clock/ticked': return glanced(state);
    default: return state;
  }
}

/** What a row shows of what happened: whether nobody has looked at it yet, restarts of the last ten minutes, an end for want of memory. */
export function newsOfRow({ events, engines, now }: Pick<State, 'events' | 'engines' | 'now'>, row: Row): { readonly unseen: Mark['unseen']; readonly restarts: number; readonly oom: boolean } {
  const mark = events.marks.get(markKey(row.engine, row.id));
  if (!mark) return { unseen: null, restarts: 0, oom: false };
  const time = now + (engines.find(({ address }) => address === row.engine)?.skew ?? 0);
  return { unseen: mark.unseen, oom: mark.oom, restarts: mark.restarts.filter((at) => at > time - restartSpan).length };
}

/** How many rows changed and were not looked at. */
export function unseenCount({ events, engines }: State): number {
  let count = 0;
  for (const [key, { unseen }] of events.marks) if (unseen && engines.some(({ address }) => key.startsWith(`${address} `))) count++;
  return count;
}
