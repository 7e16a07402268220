/** Happenings: from the event feed, and from comparing two lists where the feed said nothing. */
import type { EngineEvent } from '../engine/event-types.ts';
import type { Container } from '../engine/types.ts';
import { type EventsState, type Happening, type HappeningKind, mostHappenings } from './event-state.ts';
import type { Row } from './row.ts';

/** What is known of a happening before it has its number. */
export type News = Omit<Happening, 'number'>;

const kinds: Readonly<Record<string, HappeningKind>> = {
  create: 'created', start: 'started', die: 'exited', died: 'exited', oom: 'oom', pause: 'paused', unpause: 'unpaused', rename: 'renamed', kill: 'signalled', destroy: 'removed', remove: 'removed',
};

/** Happenings that are looked through for what belongs to a new one. */
const lookBack = 300;
/** Milliseconds within which the kernel's word and the exit it caused arrive, in either order. */
const oomSpan = 5000;
/** Signals that a process is ended with, and milliseconds within which any other may have done it. */
const ending: ReadonlySet<number> = new Set([0, 2, 3, 9, 15]);
const atOnce = 2000;
/** Milliseconds by which a list and the feed may be apart. */
const apart = 15_000;

const plain = { exitCode: null, oom: false, signals: [], again: false, lasted: null, oldName: '' } as const;

/** What an event of the feed tells; null for one that is no happening. `now` is the engine's time, for an event without one. */
export function newsOf(engine: string, event: EngineEvent, row: Row | undefined, now: number): News | null {
  const kind = event.action === 'health_status' ? (event.health === 'healthy' || event.health === 'unhealthy' ? event.health : undefined) : kinds[event.action];
  if (!kind) return null;
  return {
    ...plain, kind, engine, container: event.id, name: event.name || row?.name || event.id.slice(0, 12), image: event.image || row?.image || '', at: event.at ?? now, from: null,
    exitCode: event.exitCode, oom: kind === 'oom', signals: kind === 'signalled' ? [event.signal ?? 0] : [], again: kind === 'started' && row !== undefined && row.state !== 'created',
    oldName: event.oldName,
  };
}

const up = ({ state }: Container) => state === 'running' || state === 'paused';
const over = ({ state }: Container) => state === 'exited' || state === 'stopped' || state === 'dead' || state === 'restarting';
/** The engine's sentence has the age in whole units, of which hours are rounded. */
const roundedUp = 0.7;

/** The time between two lists. */
export interface Span {
  /** On the engine's clock, milliseconds. */
  readonly from: number;
  readonly at: number;
  /** Seconds on ours; null when the engine's clock was set in between, so that no age of before can be compared. */
  readonly elapsed: number | null;
}

/** What must have happened to a container between two lists. */
export function between(before: Container, after: Container, elapsed: number | null): readonly HappeningKind[] {
  const found: HappeningKind[] = [];
  // an age that fell, to no more than can have passed, has begun anew
  const younger = (one: Container, other: Container) => elapsed !== null && one.age !== null && other.age !== null && other.age < one.age && other.age * roundedUp <= elapsed + 2;
  const ranAnew = up(before) && up(after) && younger(before, after);
  if ((up(before) && over(after)) || ranAnew || (over(before) && over(after) && before.state !== 'restarting' && younger(before, after)) || (before.state === 'created' && over(after))) found.push('exited');
  if (ranAnew || (!up(before) && up(after))) found.push('started');
  if (before.state !== 'paused' && after.state === 'paused') found.push('paused');
  if (before.state === 'paused' && after.state === 'running' && !ranAnew) found.push('unpaused');
  if (up(after) && after.health !== before.health && (after.health === 'healthy' || after.health === 'unhealthy')) found.push(after.health);
  if (after.name !== before.name) found.push('renamed');
  return found;
}

/** What a container that was not there before has been through. */
const sinceMade = (container: Container): readonly HappeningKind[] => ['created', ...(up(container) ? ['started' as const] : over(container) ? ['exited' as const] : [])];

/** What happened between two lists of an engine. A container that is the very same value costs next to nothing. */
export function compared(engine: string, rows: readonly Row[], list: readonly Container[], { from, at, elapsed }: Span): readonly News[] {
  let start = 0;
  while (start < rows.length && start < list.length && rows[start]?.container === list[start]) start++;
  let [end, listEnd] = [rows.length, list.length];
  while (end > start && listEnd > start && rows[end - 1]?.container === list[listEnd - 1]) [end, listEnd] = [end - 1, listEnd - 1];
  if (start === end && start === listEnd) return [];
  const left = new Map(rows.slice(start, end).map((row) => [row.id, row]));
  // engines list the newest first
  const found: (readonly News[])[] = [];
  const telling = (kind: HappeningKind, { id, name, image }: Container, more: Partial<News> = {}): News => ({ ...plain, kind, engine, container: id, name, image, at, from, ...more });
  for (const container of list.slice(start, listEnd)) {
    const before = left.get(container.id);
    left.delete(container.id);
    if (before?.container === container) continue;
    found.push((before ? between(before, container, elapsed) : sinceMade(container)).map((kind) => telling(kind, container, {
      again: kind === 'started' && before !== undefined && before.state !== 'created', exitCode: kind === 'exited' ? container.exitCode : null, oldName: kind === 'renamed' ? (before?.name ?? '') : '',
    })));
  }
  for (const row of left.values()) found.push([telling('removed', row)]);
  return found.reverse().flat();
}

/** Places in the ring of the latest happenings of a container, newest first. */
function* latestOf(ring: readonly Happening[], { engine, container }: News): Generator<number> {
  for (let at = ring.length - 1; at >= Math.max(0, ring.length - lookBack); at--) {
    const one = ring[at];
    if (one && one.container === container && one.engine === engine) yield at;
  }
}

const without = (ring: readonly Happening[], places: ReadonlySet<number>) => (places.size === 0 ? ring : ring.filter((_, at) => !places.has(at)));

/** An exit with what led to it: the signals that were sent, the kernel's word about memory, and how long it had run. These have no line of their own then. */
function exitOf(ring: readonly Happening[], news: News): { readonly rest: readonly Happening[]; readonly news: News } {
  const taken = new Set<number>();
  let [signals, oom, started]: [readonly number[], boolean, number | null] = [[], news.oom, null];
  for (const at of latestOf(ring, news)) {
    const one = ring[at] as Happening;
    if (one.kind === 'started') started = one.from === null && news.from === null ? one.at : null;
    if (one.kind === 'started' || one.kind === 'exited') break;
    if (one.kind === 'signalled' && (ending.has(one.signals[0] ?? 0) || news.at - one.at <= atOnce)) signals = [...one.signals, ...signals];
    else if (one.kind === 'oom' && Math.abs(news.at - one.at) <= oomSpan) oom = true;
    else continue;
    taken.add(at);
  }
  return { rest: without(ring, taken), news: { ...news, signals: [...signals, ...news.signals], oom, lasted: started === null ? null : Math.max(0, news.at - started) } };
}

/** A start with how long it had rested; of one that has exited before, it is one again. */
function startOf(ring: readonly Happening[], news: News): News {
  for (const at of latestOf(ring, news)) {
    const one = ring[at] as Happening;
    if (one.kind === 'created') break;
    if (one.kind === 'exited') return { ...news, again: true, lasted: one.from === null && news.from === null ? Math.max(0, news.at - one.at) : null };
  }
  return news;
}

/** The ring with one thing more that happened, told once: what comparing lists found before makes way for the feed's exact word. `added` is null when nothing new was told. */
export function withNews(events: EventsState, news: News): { readonly events: EventsState; readonly added: Happening | null } {
  const { ring, count } = events;
  if (news.from === null) {
    for (const at of latestOf(ring, news)) {
      const one = ring[at] as Happening;
      if (news.kind === 'oom' && one.kind === 'oom' && Math.abs(news.at - one.at) <= oomSpan) return { events, added: null };
      if (news.kind === 'oom' && one.kind === 'exited' && one.from === null && Math.abs(news.at - one.at) <= oomSpan) {
        return { events: { ...events, ring: ring.with(at, { ...one, oom: true }) }, added: one.oom ? null : { ...one, oom: true } };
      }
      if (one.kind === news.kind && one.from !== null && news.at >= one.from - apart && news.at <= one.at + apart) {
        const exact = { ...news, exitCode: news.exitCode ?? one.exitCode, again: news.again || one.again };
        return { ...withNews({ ...events, ring: without(ring, new Set([at])) }, exact), added: null };
      }
    }
  }
  const { rest, news: whole } = news.kind === 'exited' ? exitOf(ring, news) : { rest: ring, news: news.kind === 'started' ? startOf(ring, news) : news };
  const added: Happening = { ...whole, number: count };
  const next = rest.length < mostHappenings ? [...rest, added] : [...rest.slice(rest.length - mostHappenings + 1), added];
  return { events: { ...events, ring: next, count: count + 1 }, added };
}

/** What lists found that the feed has not told in that time. */
export function untold(events: EventsState, found: readonly News[]): readonly News[] {
  const first = found[0];
  if (!first) return found;
  const told = new Set<string>();
  for (let at = events.ring.length - 1; at >= 0; at--) {
    const one = events.ring[at] as Happening;
    if (one.from === null && one.engine === first.engine && one.at >= (first.from ?? first.at) - apart) told.add(`${one.container} ${one.kind}`);
  }
  return found.filter(({ container, kind }) => !told.has(`${container} ${kind}`));
}
