import { describe, expect, test } from 'vitest';
import { openApp } from '../driver.ts';

const fleet = [{ name: 'web', labels: { 'com.docker.compose.project': 'shop' } }, { name: 'db' }];

describe('what the user has chosen', () => {
  test('is handed over at once, each time something is chosen, and otherwise never', async () => {
    const app = await openApp(fleet);
    await app.press('j', 'k', 'i', '1');
    await app.pass(5000);
    expect(app.remembered).toEqual([]);
    await app.press('o');
    await app.press('U');
    expect(app.remembered.map(({ group, sort }) => [group, sort])).toEqual([['project', 'name'], ['project', 'uptime']]);
  });

  test('is there again at the next start', async () => {
    const app = await openApp(fleet);
    await app.press('o', 'Z', 'U', 'U');
    const again = await openApp(fleet, { kept: app.remembered.at(-1)! });
    again.pane('containers').shows(/grouped by project · by uptime/);
    again.pane('containers').shows(/▶  shop ×1/);
    expect(again.state().containers.sort).toEqual({ by: 'uptime', reverse: true });
    expect(again.remembered).toEqual([]);
  });

  test('that it cannot be kept is said once', async () => {
    const app = await openApp(fleet, { remember: () => Promise.reject(new Error('there is no home directory.')) });
    await app.press('o');
    expect(app.screen()).toMatch('What you choose is not remembered: there is no home directory.');
    await app.press('o');
    expect(app.screen()).toMatch('Grouped by image.');
  });
});
