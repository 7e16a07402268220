import { describe, expect, test } from 'vitest';
import { type App, openApp } from '../driver.ts';

const shop = { 'com.docker.compose.project': 'shop' };
const fleet = [{ name: 'web', labels: shop }, { name: 'db' }, { name: 'job', state: 'exited', status: 'Exited (0) 2 hours ago' }];

/** Shows a column that is hidden from the beginning, and closes the panel. */
async function show(app: App, id: string): Promise<void> {
  await app.press('c');
  const at = app.state().containers.columns.findIndex((column) => column.id === id);
  for (let step = 0; step < at; step++) await app.press('j');
  for (let step = at; step > 2; step--) await app.press('K');
  await app.press('space', 'esc');
}

describe('sizes', () => {
  test('are asked for once when their column is shown, and again by R', async () => {
    const app = await openApp(fleet);
    app.engine.figures.sizes('web', { own: 3 * 1024 * 1024, all: null }, { own: 5 * 1024 * 1024, all: null });
    await app.pass(5000);
    expect(app.engine.count('sizes')).toBe(0);
    await show(app, 'size');
    await app.pass(9000);
    expect(app.engine.count('sizes')).toBe(1);
    app.pane('containers').shows(/web +3Mi/);
    app.pane('containers').shows(/db +--/);
    await app.press('R');
    await app.pass(100);
    expect(app.engine.count('sizes')).toBe(2);
    app.pane('containers').shows(/web +5Mi/);
  });

  test('that are not to be had are told, and asked for again by R only', async () => {
    const app = await openApp(fleet);
    await show(app, 'size');
    app.engine.fail('timeout', 'no answer in 30 s');
    await app.press('R');
    await app.pass(100);
    expect(app.screen()).toMatch('No sizes: no answer in 30 s. R asks again.');
    const { length } = app.engine.calls.filter((call) => call === 'sizes');
    await app.pass(9000);
    expect(app.engine.count('sizes')).toBe(length);
  });
});

describe('restarts', () => {
  test('are asked for one container after the other, of those in sight, once', async () => {
    const app = await openApp(fleet);
    await show(app, 'restarts');
    await app.pass(500);
    app.pane('containers').shows(/web +0/);
    expect(app.engine.count('inspect web')).toBe(1);
    await app.pass(20_000);
    expect(app.engine.count('inspect web')).toBe(1);
  });

  test('are asked for anew of one that may have been started again', async () => {
    const app = await openApp(fleet);
    await show(app, 'restarts');
    await app.pass(500);
    app.engine.set({ name: 'web', status: 'Up 2 seconds' }, ...fleet.slice(1));
    await app.pass(3000);
    expect(app.engine.count('inspect web')).toBe(2);
  });

  test('of a container that is not there are not asked for again and again', async () => {
    const app = await openApp(fleet);
    app.engine.fail('status', 'no such container');
    await show(app, 'restarts');
    await app.pass(500);
    const asked = app.engine.count('inspect web');
    await app.pass(5000);
    expect(app.engine.count('inspect web')).toBe(asked);
    app.pane('containers').shows(/web +--/);
  });
});
