import { describe, expect, test } from 'vitest';
import { openApp } from './driver.ts';

const web = { name: 'web' };
const db = { name: 'db' };
const crashed = { name: 'web', state: 'exited', status: 'Exited (1) 2 seconds ago', exitCode: 1 };

describe('what happened while nobody looked', () => {
  test('an exit the feed tells is on the panel with its code, and on its row until it is looked at', async () => {
    const app = await openApp([web, db]);
    app.engine.set(db, crashed);
    app.engine.event('die', 'web', { exitCode: 1 });
    await app.pass(1000);
    app.pane('containers').shows(/✖ !web .*exit 1/);
    app.pane('containers').shows(/● {2}db/);
    await app.press('v');
    app.pane('events').shows(/✖ web +exited 1/);
    await app.press('enter');
    expect(app.state().containers.selected?.container).toContain('web');
    await app.pass(1500);
    app.pane('containers').lacks(/!web/);
  });

  test('fault 56: without a feed it is found by comparing lists', async () => {
    const app = await openApp([web, db]);
    app.engine.set(db, crashed);
    await app.pass(2500);
    await app.press('v');
    app.pane('events').shows(/~\d\d:\d\d:\d\d ✖ web +exited 1/);
  });

  test('the time an engine did not answer is told, with what it missed', async () => {
    const app = await openApp([web, db]);
    app.engine.fail('unreachable');
    await app.pass(30_000);
    app.engine.set(db, crashed);
    app.engine.fail(null);
    await app.pass(6000);
    await app.press('v');
    app.pane('events').shows(/◐ \S+ +the engine did not answer for 3\ds/);
    app.pane('events').shows(/✖ web +exited 1, between \d\d:\d\d:\d\d and \d\d:\d\d:\d\d/);
  });

  test('fault 55: a thousand old events, doubles and strange ones ask for few lists and tell nothing twice', async () => {
    const app = await openApp([web, db]);
    await app.pass(3000);
    const asked = app.engine.count('list');
    for (let at = 0; at < 1000; at++) app.engine.event(at % 3 ? 'die' : 'made-up', 'web', { at: Date.parse('2026-11-20T00:00:00Z') + at, exitCode: 1 });
    for (let at = 0; at < 5; at++) app.engine.event('pause', 'db', { at: Date.parse('2026-11-23T12:00:03Z') });
    await app.pass(1000);
    expect(app.engine.count('list') - asked).toBeLessThanOrEqual(2);
    expect(app.state().events.ring.map(({ kind, name }) => `${name} ${kind}`)).toEqual(['db paused']);
  });

  test('the bell rings when it is wanted, once', async () => {
    const app = await openApp([web, db], { settings: { alert: 'bell' } });
    app.engine.event('die', 'web', { exitCode: 1 });
    app.engine.event('oom', 'db');
    await app.pass(1000);
    expect(app.asked).toEqual(['ring']);
    const silent = await openApp([web, db]);
    silent.engine.event('die', 'web', { exitCode: 1 });
    await silent.pass(1000);
    expect(silent.asked).toEqual([]);
  });

  test('restarts are counted beside the age', async () => {
    const app = await openApp([web, db]);
    for (let at = 0; at < 3; at++) {
      app.engine.event('die', 'web', { exitCode: 1 });
      app.engine.event('start', 'web');
    }
    await app.pass(1000);
    app.pane('containers').shows(/web .*2h ↻3/);
  });
});
