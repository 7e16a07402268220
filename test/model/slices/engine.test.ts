import { describe, expect, test } from 'vitest';
import { dataAge, liveness } from '../../../src/model/slices/engine.ts';
import type { State } from '../../../src/model/state.ts';
import { address, after, failed, key, listed, opened, start, target, tick } from '../state.ts';

const chosen = { type: 'engine/chosen' as const, choice: { address: 'unix:///demo.sock', context: null, why: '--demo', demo: true, insecure: null }, at: start + 1 };

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
  ])('%s: %s', (_, state, wanted) => expect(liveness(state)).toBe(wanted));

  test('its age is known once there is a list, and never negative', () => {
    expect(dataAge(opened())).toBeNull();
    expect(dataAge(after(opened(), listed(['a']), tick(start + 1500)))).toBe(1500);
    expect(dataAge(after(opened(), listed(['a']), tick(start - 1500)))).toBe(0);
  });
});

describe('an engine that fails and comes back', () => {
  test('keeps its list, and when it began to fail', () => {
    const state = after(opened(), listed(['a', 'b']), failed('timeout', start + 1000), failed('unreachable', start + 5000));
    expect(state.containers.shown).toHaveLength(2);
    expect(state.engine).toMatchObject({ failingSince: start + 1000, retryAt: start + 6000, listedAt: start });
    expect(after(state, listed(['a'], start + 7000)).engine).toMatchObject({ failure: null, failingSince: null, retryAt: null, listedAt: start + 7000 });
  });

  test('streams begin anew after a loss only', () => {
    const open = after(opened(), listed(['a']));
    expect(after(open, failed('unreachable'), listed(['a'])).engine.epoch).toBe(1);
    expect(after(open, failed('timeout'), listed(['a'])).engine.epoch).toBe(0);
    expect(after(opened(), failed('unreachable'), listed(['a'])).engine.epoch).toBe(0);
  });
});

describe('turning to the demo engine', () => {
  test('is offered while none answers, or none has containers', () => {
    expect(after(opened(), failed('unreachable'), key('D')).requests.demo).toBe(true);
    expect(after(opened(), listed([]), key('D')).requests.demo).toBe(true);
    const watching = after(opened(), listed(['a']), key('D'));
    expect(watching.requests.demo).toBe(false);
    expect(watching.screen.notice?.text).toContain('An engine is being watched.');
  });

  test('forgets the other engine, but not how the list was sorted', () => {
    const state = after(opened(), listed(['a', 'b']), key('I'), chosen);
    expect(state.engine).toMatchObject({ address: 'unix:///demo.sock', demo: true, listedAt: null, info: null });
    expect(state.containers).toMatchObject({ listed: null, shown: [], selected: null, sort: { by: 'image' } });
    expect([state.logs.target, state.inspect.target]).toEqual([null, null]);
    expect(after(state, listed(['late'], start, address)).containers.listed).toBeNull();
    expect(after(state, key('D')).screen.notice?.text).toBe('This is the demo engine already.');
  });

  test('that fails says so, and can be tried again', () => {
    const state = after(opened(), failed('unreachable'), key('D'), { type: 'demo/failed', why: 'no room for a socket', at: start });
    expect(state.requests.demo).toBe(false);
    expect(state.screen.notice).toMatchObject({ text: 'The demo engine did not start: no room for a socket', tone: 'warn' });
    expect(after(state, key('D')).requests.demo).toBe(true);
  });
});

test('lists of two engines with the same containers are told apart', () => {
  const state = after(opened(), listed(['a']), chosen, listed(['a'], start, 'unix:///demo.sock'));
  expect(state.logs.target).toEqual({ ...target('a'), engine: 'unix:///demo.sock' });
});
