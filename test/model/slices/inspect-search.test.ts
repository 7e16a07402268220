import { describe, expect, test } from 'vitest';
import { openApp } from '../../app/driver.ts';

const open = async (settings = {}) => {
  const app = await openApp([{ name: 'web', env: ['DB_PASSWORD=hunter2', 'LANG=C.UTF-8', 'OTHER=hunter3'] }], { settings });
  await app.press('2');
  return app;
};

describe('searching a tab', () => {
  test('cannot be used to guess a secret, not even while it is shown', async () => {
    const app = await open();
    await app.press(']', ']', ']');
    await app.search('hunter2');
    app.pane('footer').shows('No match for /hunter2');
    await app.search('DB_PASS');
    await app.press('x');
    app.pane('inspect').shows('hunter2');
    for (const guess of ['hunter2', 'hunter', '~^DB_PASSWORD +h']) {
      await app.search(guess);
      // only the value that is no secret is found, and only by what is its own
      expect(app.state().inspect.cursor, guess).toBe(guess === 'hunter2' ? 0 : 2);
    }
    // what is shown is not marked by what is typed either
    await app.search('DB_PASS');
    await app.press('x', '/');
    await app.type('hunter2');
    const spans = app.painted.at(-1)!.panes.find(({ id }) => id === 'inspect')!.rows.flatMap((row) => row.spans);
    expect(spans.filter(({ tone, text }) => tone.startsWith('match') && text.includes('hunter2'))).toEqual([]);
  });

  test('sees them with --show-secrets', async () => {
    const app = await open({ showSecrets: true });
    app.pane('title').shows('secrets shown');
    await app.press(']', ']', ']');
    app.pane('inspect').shows('hunter2');
    await app.search('hunter2');
    app.pane('inspect').shows('/hunter2 1/1');
    await app.press('x');
    app.pane('footer').shows('Nothing is masked (--show-secrets).');
    await app.press('y');
    expect(app.copied).toEqual(['hunter2']);
  });

  test('opens what the match is folded under', async () => {
    const app = await open();
    await app.press('[', 'Z');
    app.pane('inspect').shows(/"State": \{ \d+ entries \}/);
    app.pane('inspect').lacks('"Pid"');
    await app.search('"Pid"');
    app.pane('inspect').shows('"Pid": 42');
    expect(app.state().inspect.search?.at).toBe(app.state().inspect.cursor);
  });

  test('a condition turned round finds the lines without it', async () => {
    const app = await open();
    await app.press(']', ']', ']');
    await app.search('!hunter3');
    app.pane('inspect').shows('/!hunter3 1/2');
    await app.press('n');
    expect(app.state().inspect.cursor).toBe(1);
  });

  test('counts the matches of this tab', async () => {
    const app = await open();
    await app.press(']', ']', ']');
    await app.search('a');
    app.pane('inspect').shows('/a 1/2');
    await app.press('n', 'n');
    app.pane('inspect').shows('/a 1/2');
    await app.press('esc');
    app.pane('inspect').lacks('/a');
  });
});
