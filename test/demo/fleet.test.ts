import { describe, expect, test } from 'vitest';
import { recipes } from '../../src/demo/crowd.ts';
import { passes } from '../../src/demo/events.ts';
import { createFleet } from '../../src/demo/fleet.ts';
import type { Fleet } from '../../src/demo/fleet.ts';
import { createLister } from '../../src/demo/list-body.ts';
import { humanDuration } from '../../src/demo/status.ts';
import { testClock } from './ask.ts';

function row(fleet: Fleet, name: string): { State: string; Status: string } | undefined {
  const rows = JSON.parse(createLister(fleet)({ all: true, limit: 0, filters: { name: [name] } })) as { State: string; Status: string }[];
  return rows[0];
}

describe('a lively fleet', () => {
  test('one crashes and is started again, about every twenty seconds', () => {
    const clock = testClock();
    const fleet = createFleet(clock, 1);
    for (const recipe of recipes(undefined, 1)) fleet.add(recipe);
    const seen: string[] = [];
    for (let second = 0; second < 60; second++) {
      clock.pass(1000);
      const state = row(fleet, 'payments-gateway')?.State ?? '';
      if (state !== seen.at(-1)) seen.push(state);
    }
    expect(seen).toEqual(['restarting', 'running', 'restarting', 'running', 'restarting', 'running', 'restarting']);
  });

  test('one turns unhealthy and healthy again', () => {
    const clock = testClock();
    const fleet = createFleet(clock, 1);
    for (const recipe of recipes(undefined, 1)) fleet.add(recipe);
    expect(row(fleet, 'shop-worker-1')?.Status).toContain('(healthy)');
    clock.pass(30_000);
    expect(row(fleet, 'shop-worker-1')?.Status).toContain('(unhealthy)');
    clock.pass(30_000);
    expect(row(fleet, 'shop-worker-1')?.Status).toContain('(healthy)');
  });

  test('a stopped container stays stopped, whatever its restart policy', () => {
    const clock = testClock();
    const fleet = createFleet(clock, 1);
    fleet.add({ name: 'one', restart: { name: 'always', maximum: 0 } });
    fleet.stop('one', 143);
    clock.pass(60_000);
    expect(row(fleet, 'one')).toMatchObject({ State: 'exited', Status: 'Exited (143) About a minute ago' });
    fleet.start('one');
    fleet.exit('one', 1);
    expect(row(fleet, 'one')?.State).toBe('restarting');
    clock.pass(1000);
    expect(row(fleet, 'one')?.State).toBe('running');
  });
});

describe('events', () => {
  test('tell what happened, in Docker\'s shape', () => {
    const fleet = createFleet(testClock(), 1);
    fleet.add({ name: 'one', labels: { key: 'value' } });
    const texts: string[] = [];
    const actions: string[] = [];
    fleet.events.listen((event) => {
      texts.push(event.text);
      if (event.type === 'container') actions.push(event.action);
    });
    fleet.restart('one', 143);
    fleet.remove('one');
    expect(actions).toEqual(['kill', 'die', 'start', 'restart', 'kill', 'die', 'destroy']);
    expect(JSON.parse(texts[1] as string)).toMatchObject({ status: 'die', from: 'busybox:latest', Type: 'container', Action: 'die', Actor: { Attributes: { exitCode: '143', key: 'value', name: 'one' } }, scope: 'local' });
    expect(texts[0]).toMatch(/"time":(\d{10}),"timeNano":\1\d{9}\}$/);
  });

  test('pass filters as Docker filters them', () => {
    const fleet = createFleet(testClock(), 1);
    const { id } = fleet.add({ name: 'one', probe: { test: ['CMD', 'x'], every: 1, status: 'healthy', good: '', bad: '' } });
    fleet.health('one', 'unhealthy');
    const event = fleet.events.past.at(-1);
    if (event === undefined) throw new Error('no event');
    expect(passes(event, { type: ['container'], event: ['start', 'health_status'], container: [id.slice(0, 12)] })).toBe(true);
    expect(passes(event, { event: ['start'] })).toBe(false);
    expect(passes(event, { type: ['network'] })).toBe(false);
  });
});

test('lengths of time read as Docker writes them', () => {
  const day = 86_400;
  expect([0.5, 1, 59, 60, 119, 120, 3599, 3600, 5300, 5400, 47 * 3600, 49 * 3600, 13 * day, 15 * day, 70 * day, 800 * day].map(humanDuration)).toEqual([
    'Less than a second', '1 second', '59 seconds', 'About a minute', 'About a minute', '2 minutes', '59 minutes', 'About an hour', 'About an hour', '2 hours', '47 hours', '2 days', '13 days', '2 weeks', '2 months', '2 years',
  ]);
});
