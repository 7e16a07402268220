import { describe, expect, test } from 'vitest';
import { openApp } from '../driver.ts';

const fleet = [{ name: 'a' }, { name: 'b' }];

describe('the details of the selection', () => {
  test('are asked for at once, and then less often than the list', async () => {
    const app = await openApp(fleet);
    expect(app.engine.count('inspect a')).toBeGreaterThan(0);
    const before = app.engine.count('inspect a');
    await app.pass(30_000);
    expect(app.engine.count('inspect a') - before).toBeLessThanOrEqual(6);
  });

  test('are asked for anew when the list says that the container changed', async () => {
    const app = await openApp(fleet);
    const before = app.engine.count('inspect a');
    app.engine.set({ name: 'a', state: 'exited', exitCode: 3, finishedAt: '2026-11-23T11:59:00Z' }, { name: 'b' });
    app.engine.event('die');
    await app.pass(700);
    expect(app.engine.count('inspect a')).toBeGreaterThan(before);
    app.pane('inspect').shows('exited 3');
  });

  test('are not asked for when their pane is not in sight', async () => {
    const app = await openApp(fleet, { columns: 80, rows: 24 });
    await app.press('j');
    await app.pass(10_000);
    // the log asks once, whether the container has a TTY
    expect(app.engine.count('inspect b')).toBe(1);
  });

  test('of a container that has gone say so, and stay', async () => {
    const app = await openApp(fleet);
    app.engine.set({ name: 'b' });
    await app.pass(3000);
    app.pane('inspect').shows(/a.*removed|removed/);
    app.pane('inspect').shows('running for');
  });

  test('a failure is told in the pane, and asked again', async () => {
    const app = await openApp(fleet);
    app.engine.hang();
    await app.press('j');
    await app.pass(1000);
    app.pane('inspect').shows('Asking for the details');
    app.engine.wake();
    await app.pass(100);
    app.pane('inspect').shows('running for');
  });
});
