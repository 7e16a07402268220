import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ageFrom, exitCodeFrom, healthFrom, healthOf } from '../../src/engine/status.ts';
import { capture, engines } from './captures.ts';

test.each([
  ['Up 42 seconds (Paused)', 42], ['Up 1 second', 1], ['Up Less than a second', 0], ['Exited (7) Less than a second ago', 0], ['Up About a minute', 60], ['Up 13 minutes (healthy)', 780],
  ['Up About an hour (unhealthy)', 3600], ['Up 2 hours', 7200], ['Restarting (1) 12 seconds ago', 12], ['Exited (137) 3 days ago', 259_200], ['Exited (0) 3 weeks ago', 1_814_400],
  ['Exited (0) 5 months ago', 12_960_000], ['Exited (0) 2 years ago', 63_072_000], ['Created', null], ['Dead', null], ['Removal In Progress', null], ['', null], ['Up', null], ['Exited (5) ago', null],
])('%j: %j seconds', (status, seconds) => {
  expect(ageFrom(status)).toBe(seconds);
});

test.each([
  ['Exited (0) 2 hours ago', 0], ['Exited (137) 3 weeks ago', 137], ['Exited (-1) 3 weeks ago', -1], ['Restarting (1) 12 seconds ago', 1], ['Up 42 seconds (Paused)', null], ['Up 3 hours (7)', null],
  ['Created', null], ['', null], ['Exited', null], ['Exited ()', null], ['He said: Exited (3)', null],
])('%j: exit code %j', (status, code) => {
  expect(exitCodeFrom(status)).toBe(code);
});

test.each([
  ['Up 13 minutes (healthy)', 'healthy'], ['Up 40 seconds (unhealthy)', 'unhealthy'], ['Up 2 seconds (health: starting)', 'starting'], ['Up 2 seconds', 'none'], ['Up 2 seconds (Paused)', 'none'],
  ['Exited (0) 2 hours ago', 'none'], ['', 'none'], ['healthy', 'none'], ['(health: none)', 'none'],
])('%j: %s', (status, health) => {
  expect(healthFrom(status)).toBe(health);
});

test('a health word is one of four', () => {
  expect(['healthy', 'unhealthy', 'starting', 'none', 'fine', '', 'Healthy'].map(healthOf)).toEqual(['healthy', 'unhealthy', 'starting', 'none', undefined, undefined, undefined]);
});

test.each(engines)('%s: every container that runs or has run says for how long', (engine) => {
  const rows = JSON.parse(capture(engine, 'list-all').toString()) as { State: string; Status: string }[];
  for (const { State, Status } of rows) {
    if (State === 'created') expect(ageFrom(Status)).toBeNull();
    else expect(ageFrom(Status)).toBeGreaterThanOrEqual(0);
    if (State === 'exited') expect(exitCodeFrom(Status)).toBe(3);
  }
});

test('any sentence is read without an error', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (status) => {
    const age = ageFrom(status);
    expect(age === null || (Number.isFinite(age) && age >= 0)).toBe(true);
    expect(exitCodeFrom(status)).not.toBeNaN();
    expect(healthOf(healthFrom(status))).toBeDefined();
  }));
});
