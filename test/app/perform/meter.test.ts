import { expect, test } from 'vitest';
import { openApp } from '../driver.ts';

test(':requests shows in the title how many requests a second are sent, and takes it away again', async () => {
  const app = await openApp([{ name: 'web' }]);
  const toggle = async () => {
    await app.press(':');
    await app.type('requests');
    await app.press('enter');
  };
  await toggle();
  await app.pass(4100);
  app.pane('title').shows(/\d\.\d requests\/s/);
  await app.hear({ kind: 'resize', size: { columns: 40, rows: 10 } });
  expect(app.screen()).not.toContain('requests/s');
  await app.hear({ kind: 'resize', size: { columns: 160, rows: 45 } });
  await toggle();
  app.pane('title').lacks('requests/s');
});
