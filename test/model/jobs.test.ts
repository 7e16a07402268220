import { describe, expect, test } from 'vitest';
import { jobs } from '../../src/model/jobs.ts';
import { openApp } from '../app/driver.ts';

const fleet = [{ name: 'a' }, { name: 'b', state: 'exited' }];
const keys = (app: Awaited<ReturnType<typeof openApp>>) => jobs(app.state()).map(({ key }) => key.replace(/[0-9a-z]{60,}/g, 'ID'));

describe('the jobs that should be running', () => {
  test('one watch, one clock, the details and the log of the selection, the figures of those in sight', async () => {
    expect(keys(await openApp(fleet))).toEqual(['watch unix:///fake.sock 0', 'clock 10000', 'inspect unix:///fake.sock ID running none 0', 'logs unix:///fake.sock ID 0 0', 'figures unix:///fake.sock 0']);
  });

  test('no details where their pane is not in sight', async () => {
    expect(keys(await openApp(fleet, { columns: 80, rows: 24 })).some((key) => key.startsWith('inspect'))).toBe(false);
  });

  test('nothing about a container when there is none', async () => {
    expect(keys(await openApp([]))).toEqual(['watch unix:///fake.sock 0', 'clock 10000']);
  });

  test('a key of its own for another state, so that the details come anew', async () => {
    const app = await openApp(fleet);
    const before = keys(app);
    app.engine.set({ name: 'a', state: 'paused', status: 'Up 2 hours (Paused)' });
    await app.pass(2500);
    expect(keys(app)[2]).not.toBe(before[2]);
    expect(keys(app)[3]).toBe(before[3]);
  });

  test('whole seconds while something is late', async () => {
    const app = await openApp(fleet);
    app.engine.hang();
    await app.pass(8000);
    expect(keys(app)).toContain('clock 1000');
  });

  test('a key is never there twice, whatever is pressed', async () => {
    const app = await openApp(fleet);
    for (const key of ['j', 'k', 'tab', 'z', '2', '3', '?', 'q', 'A', 'D', ':', 'esc', 'q']) {
      await app.press(key);
      expect(new Set(keys(app)).size).toBe(keys(app).length);
    }
  });
});
