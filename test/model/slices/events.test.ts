import { describe, expect, test } from 'vitest';
import type { EngineEvent } from '../../../src/engine/event-types.ts';
import type { Message } from '../../../src/model/message.ts';
import { isLooking, newsOfRow, unseenCount } from '../../../src/model/slices/events.ts';
import type { State } from '../../../src/model/state.ts';
import { address, after, container, failed, key, listed, opened, start, tick } from '../state.ts';

const second = (count: number) => start + count * 1000;
const event = (action: string, at: number, more: Partial<EngineEvent> = {}): EngineEvent => ({ action, id: 'web', name: 'web', image: 'shop/app:1', at: second(at), stamp: `${second(at)}000000`, exitCode: null, signal: null, health: '', oldName: '', ...more });
const heard = (...events: readonly EngineEvent[]): Message => ({ type: 'events/received', engine: address, events, at: Math.max(...events.map(({ at }) => at ?? start)) });
const die = (at: number, exitCode = 1) => event('die', at, { exitCode });
const said = ({ events }: State) => events.ring.map(({ kind, exitCode }) => `${kind}${exitCode === null ? '' : ` ${exitCode}`}`);
const begun = () => after(opened(), listed(['db', 'web']));
const ringing = () => {
  const state = begun();
  return { ...state, settings: { ...state.settings, alert: 'bell' as const } };
};
const marks = (state: State, name: string) => newsOfRow(state, state.containers.listed?.find((row) => row.name === name) ?? state.containers.listed![0]!);

describe('the ring of what happened', () => {
  test('each event once, however often it is sent', () => {
    expect(said(after(begun(), heard(die(1)), heard(die(1), event('start', 2)), heard(die(1), event('start', 2))))).toEqual(['exited 1', 'started']);
  });

  test('fault 55: a history that is sent again tells nothing', () => {
    const old = Array.from({ length: 1000 }, (_, at) => event(at % 2 ? 'start' : 'die', at - 5000));
    expect(said(after(begun(), heard(event('start', 1)), { ...heard(...old), at: second(2) } as Message))).toEqual(['started']);
  });

  test('events that waited for us for long are told: nothing newer was heard before', () => {
    expect(said(after(begun(), { ...heard(event('pause', 1), event('unpause', 2)), at: second(900) } as Message))).toEqual(['paused', 'unpaused']);
  });

  test('fault 57: the engine\'s clock set back an hour silences nothing', () => {
    const back = { ...(listed(['db', 'web'], second(10)) as Extract<Message, { type: 'list/received' }>), list: { containers: [container('db'), container('web')], skew: -3_600_000 } };
    expect(said(after(begun(), heard(event('pause', 5)), back, { ...heard(event('unpause', -3580)), at: second(20) } as Message))).toEqual(['paused', 'unpaused']);
  });

  test('what the feed does not tell is found by comparing lists', () => {
    const state = after(begun(), listed(['db', container('web', { state: 'exited', exitCode: 3, age: 1 })], second(2)), listed(['db'], second(4)));
    expect(said(state)).toEqual(['exited 3', 'removed']);
    expect(state.events.ring[0]).toMatchObject({ from: start, at: second(2), engine: address });
  });

  test('the first list is no news, nor is an engine that comes back with the same containers', () => {
    expect(said(after(begun(), failed('timeout', second(3)), listed(['db', 'web'], second(5))))).toEqual([]);
  });

  test('an engine that was not heard for long: since when, and what happened in between', () => {
    const state = after(begun(), failed('unreachable', second(3)), failed('unreachable', second(30)), listed(['db'], second(200)));
    expect(said(state)).toEqual(['unheard', 'removed']);
    expect(state.events.ring[0]).toMatchObject({ container: '', from: start, at: second(200) });
    expect(unseenCount(state)).toBe(0);
  });
});

describe('marks on rows', () => {
  test('a row that changed carries one until it has been looked at', () => {
    const crashed = after(begun(), heard(die(20)), listed(['db', container('web', { state: 'exited', exitCode: 1, age: 0 })], second(20)));
    expect(marks(crashed, 'web').unseen).toMatchObject({ kind: 'exited', bad: true });
    expect([unseenCount(crashed), marks(crashed, 'db').unseen, isLooking(crashed)]).toEqual([1, null, false]);
    const on = after(crashed, key('j', second(30)));
    expect([marks(on, 'web').unseen === null, isLooking(on)]).toEqual([false, true]);
    expect(marks(after(on, tick(second(30) + 900)), 'web').unseen).not.toBeNull();
    expect(unseenCount(after(on, tick(second(31))))).toBe(0);
  });

  test('the selected row keeps it while nobody is there', () => {
    const state = after(begun(), key('j', second(1)), heard(event('oom', 60)), tick(second(90)));
    expect(marks(state, 'web').unseen).toMatchObject({ kind: 'oom', bad: true });
    expect(unseenCount(after(state, key('esc', second(100)), tick(second(101))))).toBe(0);
  });

  test('what is well again does not hide what was not', () => {
    expect(marks(after(begun(), heard(event('health_status', 1, { health: 'unhealthy' })), heard(event('health_status', 9, { health: 'healthy' }))), 'web').unseen).toMatchObject({ kind: 'unhealthy' });
    expect(marks(after(begun(), heard(event('health_status', 9, { health: 'healthy' }))), 'web').unseen).toMatchObject({ kind: 'healthy', bad: false });
  });

  test('restarts of the last ten minutes are counted, no others', () => {
    const state = after(begun(), heard(die(1), event('start', 2)), heard(die(300), event('start', 301)), heard(die(500), event('start', 501)));
    expect(marks(state, 'web').restarts).toBe(3);
    expect(marks(after(state, tick(second(700))), 'web').restarts).toBe(2);
    expect(marks(after(state, tick(second(2000))), 'web').restarts).toBe(0);
  });

  test('an end for want of memory is told until the next start', () => {
    const state = after(begun(), heard(event('oom', 1), die(2, 137)));
    expect(marks(state, 'web').oom).toBe(true);
    expect(marks(after(state, heard(event('start', 3))), 'web').oom).toBe(false);
  });

  test('of a container that is removed nothing stays, in whatever order that is told', () => {
    expect(after(begun(), heard(die(1), event('destroy', 2))).events.marks.size).toBe(0);
    const late = after(begun(), heard(event('destroy', 1), die(2)), listed(['db'], second(3)));
    expect(unseenCount(late)).toBe(1);
    expect(after(late, listed(['db'], second(5))).events.marks.size).toBe(0);
  });

  test('of an engine that is watched no longer none is counted', () => {
    const state = after(begun(), heard(die(1)));
    expect([unseenCount(state), unseenCount({ ...state, engines: [] })]).toEqual([1, 0]);
  });
});

describe('the bell', () => {
  const bells = (...messages: readonly Message[]) => after(ringing(), ...messages).requests.bells;

  test('is silent unless it is wanted', () => {
    expect(after(begun(), heard(die(1))).requests.bells).toBe(0);
  });

  test.each([
    ['an exit that is not 0', [die(1)], 1],
    ['an exit with 0', [die(1, 0)], 0],
    ['one that somebody asked for', [event('kill', 1, { signal: 15 }), die(2, 143)], 0],
    ['no memory, told twice', [event('oom', 1), die(2, 137)], 1],
    ['unhealthy', [event('health_status', 1, { health: 'unhealthy' })], 1],
    ['healthy, created, started, removed', [event('create', 1), event('start', 2), event('health_status', 3, { health: 'healthy' }), event('destroy', 4)], 0],
  ])('%s: %s rings', (_, events, count) => {
    expect(bells(heard(...events))).toBe(count);
  });

  test('rings once in ten seconds at most', () => {
    expect(bells(heard(die(1)), heard(event('health_status', 5, { health: 'unhealthy' })), heard({ ...die(10), id: 'db' }))).toBe(1);
    expect(bells(heard(die(1)), heard({ ...die(12), id: 'db' }))).toBe(2);
  });

  test('one that crashes again and again is told as a loop, then no more', () => {
    const crash = (at: number) => [heard(die(at)), heard(event('start', at + 1))];
    const times = [0, 20, 40, 60, 80, 100];
    expect(bells(...times.flatMap(crash))).toBe(3);
    // calm for ten minutes, it is news again
    expect(bells(...times.flatMap(crash), heard(die(1000)))).toBe(4);
  });
});
