import { describe, expect, test } from 'vitest';
import type { EngineEvent } from '../../src/engine/event-types.ts';
import { freshEngine, rowsOf } from '../../src/model/engine-state.ts';
import { type EventsState, freshEvents, type HappeningKind, mostHappenings } from '../../src/model/event-state.ts';
import { between, compared, newsOf, untold, withNews } from '../../src/model/happenings.ts';
import { address, container, start } from './state.ts';

const engine = freshEngine({ address, context: null, why: '--host', demo: false, insecure: null });
const event = (action: string, second: number, more: Partial<EngineEvent> = {}): EngineEvent => ({ action, id: 'web', name: 'web', image: 'shop/app:1', at: start + second * 1000, stamp: String(second), exitCode: null, signal: null, health: '', oldName: '', ...more });
const span = { from: start, at: start + 2000, elapsed: 2 };
const row = (name: string) => rowsOf(engine, [container(name)])[0];

/** The ring after events, in order. */
function after(...events: readonly EngineEvent[]): EventsState {
  return events.reduce((state, one) => {
    const news = newsOf(address, one, undefined, start);
    return news ? withNews(state, news).events : state;
  }, freshEvents(start));
}

const kinds = ({ ring }: EventsState) => ring.map(({ kind }) => kind);

describe('what events tell', () => {
  test.each([
    ['create', 'created'], ['start', 'started'], ['die', 'exited'], ['died', 'exited'], ['oom', 'oom'], ['pause', 'paused'], ['unpause', 'unpaused'], ['rename', 'renamed'], ['kill', 'signalled'],
    ['destroy', 'removed'], ['remove', 'removed'], ['stop', null], ['restart', null], ['init', null], ['cleanup', null], ['update', null], ['made up', null],
  ])('%s: %s', (action, kind) => {
    expect(newsOf(address, event(action, 1), undefined, start)?.kind ?? null).toBe(kind);
  });

  test('health by what was found; a check that has just begun is none', () => {
    expect(['healthy', 'unhealthy', 'starting', ''].map((health) => newsOf(address, event('health_status', 1, { health }), undefined, start)?.kind ?? null)).toEqual(['healthy', 'unhealthy', null, null]);
  });

  test('without a name it is called as it is listed, without a time it is now', () => {
    const bare = event('die', 1, { name: '', image: '', at: null });
    expect(newsOf(address, bare, row('web'), start + 5)).toMatchObject({ name: 'web', image: 'shop/app:1', at: start + 5 });
    expect(newsOf(address, { ...bare, id: 'a'.repeat(64) }, undefined, start)).toMatchObject({ name: 'a'.repeat(12) });
  });

  test('docker stop is one line: what it was sent, its code, how long it had run', () => {
    const { ring } = after(event('start', 0), event('kill', 60, { signal: 15 }), event('kill', 70, { signal: 9 }), event('die', 71, { exitCode: 137 }), event('stop', 71));
    expect(ring.map(({ kind }) => kind)).toEqual(['started', 'exited']);
    expect(ring[1]).toMatchObject({ exitCode: 137, signals: [15, 9], lasted: 71_000, oom: false });
  });

  test('a signal that ends nothing keeps its line', () => {
    expect(kinds(after(event('start', 0), event('kill', 5, { signal: 1 }), event('die', 60, { exitCode: 1 })))).toEqual(['started', 'signalled', 'exited']);
    expect(kinds(after(event('start', 0), event('kill', 5, { signal: 3 }), event('die', 60, { exitCode: 0 })))).toEqual(['started', 'exited']);
  });

  test.each([['before', ['oom', 'die']], ['after', ['die', 'oom']], ['before and after', ['oom', 'die', 'oom']]])('the kernel\'s word about memory %s the exit is part of it', (_, actions) => {
    const { ring } = after(event('start', 0), ...actions.map((action, at) => event(action, 10 + at, { exitCode: action === 'die' ? 137 : null })));
    expect(ring.map(({ kind, oom }) => [kind, oom])).toEqual([['started', false], ['exited', true]]);
  });

  test('without an exit it stands alone, once in five seconds', () => {
    expect(kinds(after(event('start', 0), event('oom', 10), event('oom', 11), event('oom', 30)))).toEqual(['started', 'oom', 'oom']);
  });

  test('a start after an exit is one again, with the rest in between', () => {
    const { ring } = after(event('create', 0), event('start', 1), event('die', 4, { exitCode: 1 }), event('start', 6));
    expect(ring.map(({ kind, again, lasted }) => [kind, again, lasted])).toEqual([['created', false, null], ['started', false, null], ['exited', false, 3000], ['started', true, 2000]]);
    expect(newsOf(address, event('start', 1), row('web'), start)?.again).toBe(true);
  });

  test('the ring has the latest, and every one its number', () => {
    const state = after(...Array.from({ length: mostHappenings + 10 }, (_, at) => event('pause', at, { id: `c${at}` })));
    expect(state.ring).toHaveLength(mostHappenings);
    expect([state.ring[0]?.number, state.ring.at(-1)?.number]).toEqual([10, mostHappenings + 9]);
  });
});

describe('what two lists tell', () => {
  const ran = container('web', { age: 7200 });
  test.each<[string, ReturnType<typeof container>, ReturnType<typeof container>, readonly HappeningKind[]]>([
    ['it exited', ran, container('web', { state: 'exited', exitCode: 1, age: 3 }), ['exited']],
    ['it crashed and waits', ran, container('web', { state: 'restarting', exitCode: 1, age: 1 }), ['exited']],
    ['it runs again', container('web', { state: 'exited', exitCode: 0, age: 60 }), container('web', { age: 1 }), ['started']],
    ['it ran and ended in between', container('web', { state: 'exited', exitCode: 0, age: 600 }), container('web', { state: 'exited', exitCode: 2, age: 1 }), ['exited']],
    ['it was run anew', ran, container('web', { age: 1 }), ['exited', 'started']],
    ['time went by', ran, container('web', { age: 10_800 }), []],
    ['an age that cannot be new', ran, container('web', { age: 3600 }), []],
    ['it is paused', ran, container('web', { state: 'paused', age: 7200 }), ['paused']],
    ['it goes on', container('web', { state: 'paused', age: 7200 }), ran, ['unpaused']],
    ['it became unwell', ran, container('web', { health: 'unhealthy', age: 7200 }), ['unhealthy']],
    ['it is checked', ran, container('web', { health: 'starting', age: 7200 }), []],
    ['its name', ran, container('web', { name: 'api', age: 7200 }), ['renamed']],
    ['it is being removed', ran, container('web', { state: 'removing', age: 7200 }), []],
    ['made, then run and over', container('web', { state: 'created', age: null }), container('web', { state: 'exited', exitCode: 0, age: 1 }), ['exited']],
  ])('%s', (_, before, now, wanted) => {
    expect(between(before, now, 2)).toEqual(wanted);
  });

  test('fault 57: when the engine\'s clock was set, no age tells of a new run', () => {
    expect(between(ran, container('web', { age: 0 }), null)).toEqual([]);
  });

  test('who came and who went, oldest first', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => container(name)) as [ReturnType<typeof container>, ReturnType<typeof container>, ReturnType<typeof container>];
    const rows = rowsOf(engine, [b, a]);
    const news = compared(address, rows, [c, container('a', { state: 'exited', exitCode: 3, age: 0 })], span);
    expect(news.map(({ kind, name, exitCode }) => `${kind} ${name} ${exitCode ?? ''}`.trim())).toEqual(['removed b', 'exited a 3', 'created c', 'started c']);
    expect(news.every(({ from, at }) => from === start && at === start + 2000)).toBe(true);
  });

  test('lists of five thousand that are the same are compared in less than a millisecond', () => {
    const list = Array.from({ length: 5000 }, (_, at) => container(`c${at}`));
    const rows = rowsOf(engine, list);
    const fastest = (other: readonly ReturnType<typeof container>[]) => Math.min(...Array.from({ length: 20 }, () => {
      const begun = performance.now();
      compared(address, rows, other, span);
      return performance.now() - begun;
    }));
    expect(fastest(list)).toBeLessThan(1);
    // one that is new in front moves all the others
    expect(fastest([container('new'), ...list])).toBeLessThan(1);
    expect(compared(address, rows, list, span)).toEqual([]);
  });
});

describe('feed and lists together', () => {
  const exit = compared(address, rowsOf(engine, [container('web', { age: 60 })]), [container('web', { state: 'exited', exitCode: 1, age: 0 })], { from: start + 8000, at: start + 10_000, elapsed: 2 });
  const found = (state: EventsState) => untold(state, exit).reduce((next, one) => withNews(next, one).events, state);

  test('what the feed told is not told again by the list', () => {
    expect(found(after(event('start', 1), event('die', 9, { exitCode: 1 }))).ring.map(({ kind, from }) => [kind, from])).toEqual([['started', null], ['exited', null]]);
  });

  test('what it did not tell is: some time between the two lists', () => {
    expect(found(after(event('start', 1))).ring.at(-1)).toMatchObject({ kind: 'exited', from: start + 8000, at: start + 10_000, exitCode: 1 });
  });

  test('the feed\'s word that comes later takes its place', () => {
    const state = found(after(event('start', 1)));
    const late = withNews(state, newsOf(address, event('die', 9, { exitCode: 1 }), undefined, start) ?? exit[0]!);
    expect(late.added).toBeNull();
    expect(late.events.ring.map(({ kind, from, at }) => [kind, from, at])).toEqual([['started', null, start + 1000], ['exited', null, start + 9000]]);
  });

  test('the exit of another run is another exit', () => {
    const state = found(after(event('die', -60, { exitCode: 1 })));
    expect(kinds(state)).toEqual(['exited', 'exited']);
    expect(withNews(state, newsOf(address, event('die', 60, { exitCode: 1 }), undefined, start) ?? exit[0]!).added).not.toBeNull();
  });
});
