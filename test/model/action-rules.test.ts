import { describe, expect, test } from 'vitest';
import type { ActionRequest } from '../../src/engine/action-types.ts';
import { isDone, isListedDone, protectedBy, secondsOf, whyNoLongerTrue, whyNot } from '../../src/model/action-rules.ts';
import type { Verb } from '../../src/model/action-state.ts';
import { facts, stateOf } from './facts.ts';
import { opened } from './state.ts';

const stop = { verb: 'stop', timeout: null } as const;
const remove = { verb: 'remove', force: false, volumes: false } as const;

describe('what may be asked for in which state', () => {
  const words = ['running', 'paused', 'restarting', 'exited', 'created', 'dead', 'removing'];
  test.each<[Verb, string]>([
    ['start', 'exited created'], ['stop', 'running paused restarting'], ['restart', 'running paused restarting exited created'], ['pause', 'running'], ['unpause', 'paused'],
    ['kill', 'running paused restarting'], ['rename', 'running paused restarting exited created dead'], ['update', 'running paused restarting exited created dead'],
    ['remove', 'running paused restarting exited created dead'], ['prune', 'exited created dead'],
  ])('%s: %s', (verb, wanted) => {
    expect(words.filter((word) => whyNot(verb, word) === null).join(' ')).toBe(wanted);
  });
});

describe('a question is no longer true', () => {
  const seen = facts();
  test('not while nothing has changed', () => {
    expect(whyNoLongerTrue(seen, facts(), stop)).toBeNull();
    expect(whyNoLongerTrue(seen, facts({ state: stateOf('running', { health: { status: 'unhealthy', failingStreak: 3, probes: [] } }) }), stop)).toBeNull();
  });
  test.each([
    ['was replaced', { id: 'b'.repeat(64) }], ['was replaced', { imageId: 'sha256:2' }], ['is called other', { name: 'other' }], ['is exited', { state: stateOf('exited') }],
    ['is paused', { state: stateOf('paused') }], ['was started anew', { state: stateOf('running', { startedAt: '2026-11-23T11:00:00Z' }) }],
  ])('when it %s', (why, change) => {
    expect(whyNoLongerTrue(seen, facts(change), stop)).toContain(why);
    expect(whyNoLongerTrue(seen, facts(change), remove)).toContain(why);
  });
  test('one that its own policy starts again and again can be stopped', () => {
    expect(whyNoLongerTrue(seen, facts({ restarts: 1, state: stateOf('restarting') }), stop)).toBeNull();
    expect(whyNoLongerTrue(facts({ state: stateOf('restarting') }), facts({ state: stateOf('running', { startedAt: '2026-11-23T11:00:00Z' }) }), stop)).toBeNull();
    expect(whyNoLongerTrue(facts({ state: stateOf('restarting') }), facts({ state: stateOf('exited') }), stop)).toContain('is exited');
  });
  test('a new name or new limits matter to those who change them, a new state does not', () => {
    const exited = facts({ state: stateOf('exited') });
    expect(whyNoLongerTrue(seen, exited, { verb: 'rename', name: 'x' })).toBeNull();
    expect(whyNoLongerTrue(seen, exited, { verb: 'update', pids: 1 })).toBeNull();
    expect(whyNoLongerTrue(seen, facts({ limits: { ...seen.limits, pids: 5 } }), { verb: 'update', pids: 1 })).toContain('other limits');
    expect(whyNoLongerTrue(seen, facts({ name: 'x' }), { verb: 'rename', name: 'y' })).toContain('is called x');
  });
});

describe('protection', () => {
  const { settings } = opened();
  const web = { name: 'prod-web', project: null, labels: {} };
  test('by label, and by a pattern of the name or the project', () => {
    expect(protectedBy(web, settings)).toBeNull();
    expect(protectedBy({ ...web, labels: { 'whalewatch.protect': 'true' } }, settings)).toContain('label');
    expect(protectedBy({ ...web, labels: { 'whalewatch.protect': 'false' } }, settings)).toBeNull();
    expect(protectedBy(web, { ...settings, protect: ['db', 'prod-*'] })).toContain('“prod-*”');
    expect(protectedBy({ ...web, name: 'x', project: 'prod-eu' }, { ...settings, protect: ['prod-??'] })).toContain('prod-??');
  });
  test('a pattern is the whole of a name, and no regular expression', () => {
    expect(protectedBy(web, { ...settings, protect: ['prod', 'web', 'prod.web', '(', '[a'] })).toBeNull();
    expect(protectedBy({ ...web, name: 'a+b' }, { ...settings, protect: ['a+b'] })).not.toBeNull();
  });
});

describe('what can be seen of it afterwards', () => {
  const seen = facts();
  const anew = facts({ state: stateOf('running', { startedAt: '2026-11-23T12:00:00Z' }) });
  const down = facts({ state: stateOf('exited') });
  test.each<[ActionRequest, readonly [boolean | null, boolean | null, boolean | null, boolean | null]]>([
    [{ verb: 'start' }, [true, true, false, null]],
    [stop, [false, false, true, true]],
    [{ verb: 'restart', timeout: null }, [false, true, false, null]],
    [{ verb: 'pause' }, [false, false, false, null]],
    [{ verb: 'unpause' }, [true, true, true, null]],
    [{ verb: 'kill', signal: 'KILL' }, [false, true, true, true]],
    [{ verb: 'kill', signal: 'HUP' }, [null, null, null, null]],
    [remove, [false, false, false, true]],
    [{ verb: 'rename', name: 'other' }, [false, false, false, null]],
    [{ verb: 'update', pids: 5 }, [false, false, false, null]],
  ])('%o: as it was, started anew, ended, gone', (request, wanted) => {
    expect([seen, anew, down, undefined].map((now) => isDone(request, seen, now))).toEqual(wanted);
  });
  test('a new name, new limits', () => {
    expect(isDone({ verb: 'rename', name: 'other' }, seen, facts({ name: 'other' }))).toBe(true);
    expect(isDone({ verb: 'update', pids: 5, restartPolicy: { name: 'always', maximum: 0 } }, seen, facts({ limits: { ...seen.limits, pids: 5 }, restartPolicy: { name: 'always', maximum: 0 } }))).toBe(true);
    expect(isDone({ verb: 'update', pids: 0 }, seen, facts())).toBe(true);
  });
  test.each<[ActionRequest, string, boolean | null]>([
    [{ verb: 'start' }, 'running', true], [{ verb: 'start' }, 'exited', false], [stop, 'exited', true], [stop, 'running', false], [stop, 'removing', false], [{ verb: 'pause' }, 'paused', true],
    [{ verb: 'unpause' }, 'running', true], [remove, 'exited', false], [remove, 'removing', false], [{ verb: 'restart', timeout: null }, 'running', null], [{ verb: 'rename', name: 'web' }, 'running', true],
  ])('in the list: %o, %s', (request, state, wanted) => {
    expect(isListedDone(request, { state, name: 'web' })).toBe(wanted);
  });
  test('no longer listed: removed; ended if it was to end', () => {
    expect([remove, stop, { verb: 'start' } as const].map((request) => isListedDone(request, undefined))).toEqual([true, true, null]);
  });
  test('only what ends a container takes its time', () => {
    expect([secondsOf(stop, null), secondsOf(stop, facts({ stopTimeout: 90 })), secondsOf({ verb: 'restart', timeout: 0 }, facts({ stopTimeout: 90 })), secondsOf(remove, seen)]).toEqual([10, 90, 0, 0]);
  });
});
