import { describe, expect, test } from 'vitest';
import type { EngineChoice } from '../../../src/model/engine-state.ts';
import { markKey } from '../../../src/model/event-state.ts';
import { dataAge, dropEngine, engineAt, engineInHand, lateEngines, liveness, pollPause } from '../../../src/model/slices/engines.ts';
import type { State } from '../../../src/model/state.ts';
import { line } from '../lines.ts';
import { address, after, container, failed, key, listed, opened, start, target, tick } from '../state.ts';

const other = 'tcp://build:2376';
const demoChoice: EngineChoice = { address: 'unix:///demo.sock', context: null, why: '--demo', demo: true, insecure: null };
const openedAs = (choice: EngineChoice, alone: boolean) => ({ type: 'engine/opened' as const, wish: { kind: 'host' as const, name: choice.address, alone }, choice, at: start + 1 });
const demo = { ...openedAs(demoChoice, true), wish: { kind: 'demo' as const, name: 'demo', alone: true } };
const plain = (to: string, change: Partial<EngineChoice> = {}): EngineChoice => ({ address: to, context: null, why: ':engines', demo: false, insecure: null, ...change });
const two = () => opened(160, 45, address, other);
const first = (state: State) => state.engines[0]!;

describe('how current the data is', () => {
  test.each<[string, State, string]>([
    ['before the first answer', opened(), 'connecting'],
    ['with a list', after(opened(), listed(['a'])), 'live'],
    ['with a list just not late', after(opened(), listed(['a']), tick(start + 5000)), 'live'],
    ['with a list that is late', after(opened(), listed(['a']), tick(start + 5001)), 'stale'],
    ['after a time-out', after(opened(), listed(['a']), failed('timeout')), 'stale'],
    ['after nonsense', after(opened(), listed(['a']), failed('protocol')), 'stale'],
    ['after a loss', after(opened(), listed(['a']), failed('unreachable')), 'unreachable'],
    ['when it may not be opened', after(opened(), listed(['a']), failed('denied')), 'unreachable'],
    ['after any failure before the first list', after(opened(), failed('timeout')), 'unreachable'],
    ['when it came back', after(opened(), listed(['a']), failed('unreachable'), listed(['a'])), 'live'],
  ])('%s: %s', (_, state, wanted) => expect(liveness(state, first(state))).toBe(wanted));

  test('its age is known once there is a list, and never negative', () => {
    const age = (state: State) => dataAge(state, first(state));
    expect(age(opened())).toBeNull();
    expect(age(after(opened(), listed(['a']), tick(start + 1500)))).toBe(1500);
    expect(age(after(opened(), listed(['a']), tick(start - 1500)))).toBe(0);
  });

  test('each engine has its own; the worst is named first', () => {
    const state = after(two(), listed(['a']), failed('unreachable', start, other));
    expect(state.engines.map((engine) => liveness(state, engine))).toEqual(['live', 'unreachable']);
    const worse = after(state, failed('timeout'));
    expect(lateEngines(worse).map((engine) => engine.address)).toEqual([other, address]);
    expect(lateEngines(after(two(), listed(['a']), listed(['b'], start, other)))).toEqual([]);
  });
});

describe('how often an engine is asked', () => {
  test('the one in hand every interval, the others two an interval between them', () => {
    const many = Array.from({ length: 10 }, (_, at) => `unix:///${at}.sock`);
    const state = after(opened(160, 45, ...many), listed(['b'], start, many[3]), listed(['a'], start, many[4]));
    expect(engineInHand(state).address).toBe(many[3]);
    expect(many.map((one) => pollPause(state, one))).toEqual(many.map((_, at) => (at === 3 ? 2000 : 9000)));
    expect(pollPause(two(), other)).toBe(2000);
  });

  test('on the heading of a group that of its first container is in hand', () => {
    const state = after(two(), listed([]), listed([container('b', { project: 'shop' })], start, other), key('o'), key('g'));
    expect([state.containers.selected, engineInHand(state).address, pollPause(state, address)]).toEqual([null, other, 2000]);
  });

  test('one that is asked less often is late later', () => {
    const many = Array.from({ length: 10 }, (_, at) => `unix:///${at}.sock`);
    const state = after(opened(160, 45, ...many), ...many.map((one) => listed(['a'], start, one)), tick(start + 15_000));
    expect(state.engines.map((engine) => liveness(state, engine)).filter((word) => word === 'live')).toHaveLength(9);
    expect(lateEngines(after(state, tick(start + 19_001)))).toHaveLength(10);
  });
});

describe('an engine that fails and comes back', () => {
  test('keeps its list, and when it began to fail', () => {
    const state = after(opened(), listed(['a', 'b']), failed('timeout', start + 1000), failed('unreachable', start + 5000));
    expect(state.containers.shown).toHaveLength(2);
    expect(first(state)).toMatchObject({ failingSince: start + 1000, retryAt: start + 6000, listedAt: start });
    expect(first(after(state, listed(['a'], start + 7000)))).toMatchObject({ failure: null, failingSince: null, retryAt: null, listedAt: start + 7000 });
  });

  test('streams begin anew after a loss or a silence only', () => {
    const open = after(opened(), listed(['a']));
    const epoch = (state: State) => first(state).epoch;
    expect(epoch(after(open, failed('unreachable'), listed(['a'])))).toBe(1);
    expect(epoch(after(open, failed('timeout'), listed(['a'])))).toBe(1);
    expect(epoch(after(open, failed('protocol'), listed(['a'])))).toBe(0);
    expect(epoch(after(opened(), failed('unreachable'), listed(['a'])))).toBe(0);
  });
});

describe('several engines', () => {
  test('are one list; the same container on two of them is two rows', () => {
    const state = after(two(), listed(['a', 'b']), listed(['a', 'c'], start, other));
    expect(state.containers.shown.map(({ name, where }) => `${name} ${where}`)).toEqual(['a /fake.sock', 'a build:2376', 'b /fake.sock', 'c build:2376']);
    const moved = after(state, key('j'));
    expect([state.logs.sources[0]?.target, moved.logs.sources[0]?.target]).toEqual([target('a'), { engine: other, container: 'a' }]);
  });

  test('are sorted and filtered by', () => {
    const state = after(two(), listed(['a', 'b']), listed(['a', 'c'], start, other));
    expect(after(state, key('W')).containers.shown.map(({ where }) => where)).toEqual(['/fake.sock', '/fake.sock', 'build:2376', 'build:2376']);
    expect(after(state, key('/'), ...[...'build'].map((letter) => key(letter))).containers.shown.map(({ name }) => name)).toEqual(['a', 'c']);
    expect(after(opened(), listed(['a']), key('/'), ...[...'fake'].map((letter) => key(letter))).containers.shown).toEqual([]);
  });

  test('a list of one leaves the rows of the other as they were', () => {
    const state = after(two(), listed(['a']), listed(['c'], start, other));
    const next = after(state, listed(['b'], start + 1), failed('unreachable', start, other));
    expect(next.containers.shown.map(({ name }) => name)).toEqual(['b', 'c'].toSpliced(0, 0, 'a'));
    expect(next.containers.shown.at(-1)).toBe(state.containers.shown.at(-1));
  });

  test('one that is watched beside the others joins them, with its warning', () => {
    const state = after(opened(), listed(['a']), openedAs(plain(other, { insecure: 'plain TCP' }), false), listed(['c'], start, other));
    expect(state.containers.shown.map(({ name }) => name)).toEqual(['a', 'c']);
    expect(state.screen.notice?.text).toBe('build:2376 is INSECURE: plain TCP.');
    expect(after(state, openedAs(plain(other), false)).screen.notice?.text).toBe('build:2376 is watched already.');
  });

  test('of one that is watched no longer, nothing is kept', () => {
    const own = 'unix:///b c.sock';
    const busy = (state: State, engine: string): State => ({
      ...state,
      events: { ...state.events, marks: new Map(state.events.marks).set(markKey(engine, 'a'), { unseen: null, restarts: [start], oom: true }), feeds: new Map(state.events.feeds).set(engine, { latest: 1, stamps: [] }) },
      containers: { ...state.containers, sizes: new Map(state.containers.sizes).set(engine, new Map()) },
      actions: { ...state.actions, forbidden: [...state.actions.forbidden, engine] },
    });
    const both = busy(busy(opened(160, 45, own, other), own), other);
    const { events, containers, actions } = dropEngine(both, other);
    expect([[...events.marks.keys()], [...events.feeds.keys()], [...containers.sizes.keys()], actions.forbidden]).toEqual([[markKey(own, 'a')], [own], [own], [own]]);
  });

  test('what was asked for and cannot be had is told of, and asked for no more', () => {
    const wish = { kind: 'context' as const, name: 'prod', alone: false };
    const asked: State = { ...opened(), requests: { ...opened().requests, engines: [wish] } };
    const state = after(asked, { type: 'engine/refused', wish, why: 'prod cannot be watched: no', at: start });
    expect([state.requests.engines, state.screen.notice?.text, state.engines.length]).toEqual([[], 'prod cannot be watched: no', 1]);
  });
});

describe('turning to the demo engine', () => {
  const wish = { kind: 'demo', name: 'demo', alone: true };

  test('is offered while none answers, or none has containers', () => {
    expect(after(opened(), failed('unreachable'), key('D')).requests.engines).toEqual([wish]);
    expect(after(opened(), listed([]), key('D')).requests.engines).toEqual([wish]);
    const watching = after(opened(), listed(['a']), key('D'));
    expect(watching.requests.engines).toEqual([]);
    expect(watching.screen.notice?.text).toContain('An engine is being watched.');
  });

  test('forgets the other engine, but not how the list was sorted', () => {
    const state = after(opened(), listed(['a', 'b']), { type: 'logs/received', target: target('a'), lines: [line('x')], at: start }, key('I'), demo);
    expect(state.engines).toMatchObject([{ address: 'unix:///demo.sock', demo: true, listedAt: null, info: null }]);
    expect(state.containers).toMatchObject({ listed: null, shown: [], selected: null, sort: { by: 'image' } });
    expect([state.logs.sources[0]?.target, state.inspect.target]).toEqual([undefined, null]);
    expect(after(state, listed(['late'], start, address)).containers.listed).toBeNull();
    expect(after(state, key('D')).screen.notice?.text).toBe('This is the demo engine already.');
    expect(engineAt(state, address)).toBeUndefined();
  });

  test('that fails says so, and can be tried again', () => {
    const state = after(opened(), failed('unreachable'), key('D'), { type: 'engine/refused', wish: demo.wish, why: 'The demo engine did not start: no room for a socket', at: start });
    expect(state.requests.engines).toEqual([]);
    expect(state.screen.notice).toMatchObject({ text: 'The demo engine did not start: no room for a socket', tone: 'warn' });
    expect(after(state, key('D')).requests.engines).toEqual([wish]);
  });
});
