import { describe, expect, test } from 'vitest';
import { retryDelay } from '../../../src/app/perform/watch.ts';
import { openApp } from '../driver.ts';
import { fakeEngine } from '../fake-engine.ts';

const web = { name: 'web' };
const db = { name: 'db' };

describe('the watch over one engine', () => {
  test('asks for the list every interval, and never twice at once', async () => {
    const app = await openApp([web]);
    const before = app.engine.count('list');
    await app.pass(10_000);
    expect(app.engine.count('list') - before).toBe(5);
    app.engine.hang();
    await app.pass(2000);
    const { length } = app.engine.calls.filter((call) => call === 'list');
    await app.pass(20_000);
    expect(app.engine.count('list')).toBe(length);
    app.engine.wake();
    await app.settled();
  });

  test('waits four times as long as a list took', async () => {
    const app = await openApp([web]);
    await app.pass(1900);
    app.engine.hang();
    await app.pass(1500);
    app.engine.wake();
    await app.settled();
    const asked = app.engine.count('list');
    await app.pass(5500);
    expect(app.engine.count('list')).toBe(asked);
    await app.pass(1000);
    expect(app.engine.count('list')).toBe(asked + 1);
  });

  test('an event asks at once, many events once', async () => {
    const app = await openApp([web]);
    await app.pass(600);
    const asked = app.engine.count('list');
    app.engine.set(web, db);
    for (let at = 0; at < 50; at++) app.engine.event('start');
    await app.pass(200);
    expect(app.engine.count('list')).toBe(asked + 1);
    app.pane('containers').shows('db');
  });

  test('events without end ask no oftener than twice a second', async () => {
    const app = await openApp([web]);
    const asked = app.engine.count('list');
    for (let at = 0; at < 500; at++) {
      app.engine.event('start');
      await app.pass(10);
    }
    expect(app.engine.count('list') - asked).toBeLessThanOrEqual(10);
  });

  test('retries after ever longer waits, five seconds at most', () => {
    expect([0, 1, 2, 3, 4, 5, 50].map(retryDelay)).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000]);
  });

  test('faults 18, 19: the engine goes: the list stays, with its age and the reason; it comes back: so does everything', async () => {
    const app = await openApp([web, db, { name: 'zeta' }]);
    app.engine.stream('db').say('before');
    await app.press('j', '/', 'w', 'e', 'b', 'enter');
    await app.pass(400);
    app.engine.stream('web').say('one', 'two');
    await app.pass(300);
    app.engine.fail('unreachable');
    await app.pass(30_000);
    app.pane('title').shows(/the test says so.*○ unreachable 3\ds/);
    app.pane('containers').shows(/▌●  web/);
    app.pane('logs').shows('two');
    const tries = app.engine.count('connect');
    await app.pass(20_000);
    expect(app.engine.count('connect') - tries).toBeLessThanOrEqual(5);
    app.engine.fail(null);
    await app.pass(6000);
    app.pane('title').shows('● live');
    app.pane('containers').shows(/1 · 2 hidden · \/web[^]*▌●  web/);
    app.engine.stream('web').say('three');
    await app.pass(100);
    app.pane('logs').shows(/one[^]*two[^]*three/);
  });

  test('fault 22: a hung engine: the list grows stale, keys go on, nothing piles up', async () => {
    const app = await openApp([web, db]);
    await app.pass(100);
    app.engine.hang();
    await app.pass(7000);
    app.pane('title').shows('◐ stale');
    const asked = app.engine.calls.length;
    await app.press('j', 'k', 'j');
    app.pane('containers').shows(/▌●  web/);
    await app.pass(20_000);
    expect(app.engine.calls.length - asked).toBeLessThanOrEqual(6);
    app.engine.wake();
    await app.pass(3000);
    app.pane('title').shows('● live');
  });

  test('fault 27: a bad answer is a failure, not an empty list', async () => {
    const app = await openApp([web]);
    app.engine.fail('protocol');
    await app.pass(5000);
    app.pane('containers').shows('web');
    app.pane('title').shows('◐ stale');
  });

  test('nothing answers from the start: what was tried, why it failed, what can be done', async () => {
    const engine = fakeEngine();
    engine.fail('unreachable');
    const app = await openApp([], { engine });
    app.pane('containers').shows(/Cannot ask at unix:\/\/\/fake.sock: the test says so\..*Trying again in \d s/);
    app.pane('title').shows('○ unreachable');
  });
});
