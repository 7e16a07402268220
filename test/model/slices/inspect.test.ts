import { describe, expect, test } from 'vitest';
import { openApp } from '../../app/driver.ts';

const open = async () => {
  const app = await openApp([{ name: 'web', env: ['DB_PASSWORD=hunter2', 'LANG=C.UTF-8', `LONG=${'x'.repeat(300)}end`] }, { name: 'zeta' }]);
  await app.press('2');
  return app;
};

describe('the inspect pane', () => {
  test('masks secrets, and shows one while x says so and the cursor stays', async () => {
    const app = await open();
    await app.search('DB_PASS');
    app.pane('inspect').shows('DB_PASSWORD=••••••••');
    await app.press('x');
    app.pane('inspect').shows('DB_PASSWORD=hunter2');
    await app.press('j');
    app.pane('inspect').lacks('hunter2');
  });

  test('masks again when another pane has the keyboard, and in raw JSON', async () => {
    const app = await open();
    await app.search('DB_PASS');
    await app.press('x', 'tab');
    app.pane('inspect').lacks('hunter2');
    await app.press('2', '[');
    await app.search('DB_PASS');
    app.pane('inspect').shows('DB_PASSWORD=••••••••');
    app.pane('inspect').lacks('hunter2');
  });

  test('masks again when new details put another line in its place', async () => {
    const app = await openApp([{ name: 'web', env: ['API_TOKEN=first', 'DB_PASSWORD=hunter2'] }]);
    await app.press('2');
    await app.search('API_TOKEN');
    await app.press('x');
    app.pane('inspect').shows('API_TOKEN=first');
    await app.pass(7000);
    app.pane('inspect').shows('API_TOKEN=first');
    app.engine.set({ name: 'web', env: ['DB_PASSWORD=hunter2', 'LANG=C'] });
    await app.pass(7000);
    app.pane('inspect').shows('DB_PASSWORD=••••••••');
    app.pane('inspect').lacks('hunter2');
  });

  test('the cursor is in sight again after the pane became smaller', async () => {
    const app = await open();
    await app.press('2', 'z', 'ctrl-d', 'z');
    const before = app.state().inspect.cursor;
    expect(before).toBeGreaterThan(14);
    app.pane('inspect').shows('▌');
    expect(app.state().inspect.cursor).toBe(before);
  });

  test('a masked value is not found by searching for it', async () => {
    const app = await open();
    await app.search('hunter2');
    app.pane('footer').shows('No match for /hunter2');
  });

  test('x on a line without a secret says so', async () => {
    const app = await open();
    await app.press('x');
    app.pane('footer').shows('No masked value on this line.');
  });

  test('] and [ turn between summary and raw; n and N go round', async () => {
    const app = await open();
    await app.press('[');
    app.pane('inspect').shows('"Name": "/web"');
    await app.search('"');
    const first = app.state().inspect.cursor;
    await app.press('n', 'n');
    expect(app.state().inspect.cursor).toBeGreaterThan(first);
    await app.press('N', 'N');
    expect(app.state().inspect.cursor).toBe(first);
    await app.press(']');
    app.pane('inspect').shows('State');
  });

  test('a long line is cut, moved sideways, or wrapped', async () => {
    const app = await open();
    await app.search('LONG=');
    app.pane('inspect').shows(/LONG=x+…/);
    for (let step = 0; step < 40; step++) await app.press('l');
    app.pane('inspect').shows('xend');
    for (let step = 0; step < 40; step++) await app.press('h');
    await app.press('w');
    app.pane('inspect').shows(/xend/);
    await app.press('l');
    app.pane('footer').shows('Lines are wrapped');
  });

  test('another container begins at the top, with tab and search kept', async () => {
    const app = await open();
    await app.press('[');
    await app.search('Name');
    await app.press('1', 'j');
    await app.pass(300);
    expect(app.state().inspect).toMatchObject({ tab: 'raw', cursor: 0, search: { text: 'Name', at: null } });
    app.pane('inspect').shows('"/zeta"');
  });
});
