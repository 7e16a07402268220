import { describe, expect, test } from 'vitest';
import { openApp } from '../driver.ts';

const fleet = [{ name: 'shop-api-1', image: 'shop/api:2' }, { name: 'shop-db-1', image: 'postgres:16' }, { name: 'job', image: 'batch:9', state: 'exited', status: 'Exited (1) 3 days ago', exitCode: 1 }];

describe('filtering by letters', () => {
  test('is loaded while one types; letters are marked, what is hidden is counted', async () => {
    const app = await openApp(fleet);
    expect(app.state().fuzzy).toBeNull();
    await app.press('/');
    await expect.poll(() => app.state().fuzzy).not.toBeNull();
    await app.type('shpapi');
    app.pane('containers').shows(/1 · 2 hidden · \/shpapi/);
    app.pane('containers').shows('shop-api-1');
    const cells = app.painted.at(-1)!.panes.find(({ id }) => id === 'containers')!.rows[2]!.spans;
    expect(cells.filter(({ tone }) => tone === 'match').map(({ text }) => text).join('')).toBe('shpapi');
  });

  test('smart case: capitals mean capitals', async () => {
    const app = await openApp(fleet);
    await app.press('/');
    await expect.poll(() => app.state().fuzzy).not.toBeNull();
    await app.type('SHPAPI');
    app.pane('containers').shows('No match for /SHPAPI (3 hidden). esc clears.');
  });
});
