import { describe, expect, test } from 'vitest';
import { openApp } from '../../app/driver.ts';

const fleet = [
  { name: 'web', image: 'nginx:1', status: 'Up 2 hours (healthy)', labels: { 'com.docker.compose.project': 'shop' } },
  { name: 'api', image: 'shop/api:2', status: 'Up 5 minutes (unhealthy)', labels: { 'com.docker.compose.project': 'shop' } },
  { name: 'job', image: 'batch:9', state: 'exited', status: 'Exited (1) 3 days ago' },
  { name: 'db', image: 'postgres:16', status: 'Up 12 days' },
];
const open = () => openApp(fleet);
const names = (app: Awaited<ReturnType<typeof open>>) => app.state().containers.shown.map(({ name }) => name);

describe('the container list', () => {
  test.each([
    ['N', ['web', 'job', 'db', 'api']], ['U', ['api', 'web', 'db', 'job']], ['I', ['job', 'web', 'db', 'api']], ['S', ['api', 'db', 'web', 'job']], ['H', ['api', 'web', 'db', 'job']], ['O', ['api', 'web', 'db', 'job']],
  ])('%s sorts, and again the other way round', async (key, order) => {
    const app = await open();
    await app.press(key);
    // by name it is sorted from the start
    expect(names(app)).toEqual(order);
    if (key === 'N' || key === 'U') {
      await app.press(key);
      expect(names(app)).toEqual([...order].reverse());
    }
  });

  test('the filter narrows while it is typed; enter keeps it, esc in the list clears it', async () => {
    const app = await open();
    await app.press('/');
    await app.type('shop');
    expect(names(app)).toEqual(['api', 'web']);
    await app.press('space');
    await app.type('unh');
    expect(names(app)).toEqual(['api']);
    await app.press('enter');
    expect(names(app)).toEqual(['api']);
    await app.press('esc');
    expect(names(app)).toEqual(['api', 'db', 'job', 'web']);
  });

  test('esc while it is typed brings back the filter of before', async () => {
    const app = await open();
    await app.press('/');
    await app.type('web');
    await app.press('enter', '/');
    await app.type('xyz');
    await app.press('esc');
    expect(names(app)).toEqual(['web']);
  });

  test('esc while it is typed brings back the selection of before too', async () => {
    const app = await open();
    await app.press('j', 'j');
    app.pane('containers').shows(/▌✖  job/);
    await app.press('/');
    await app.type('web');
    app.pane('containers').shows(/▌✚  web/);
    await app.type('nothing');
    await app.press('esc');
    app.pane('containers').shows(/▌✖  job/);
    await app.press('/');
    await app.type('job');
    app.engine.set(...fleet.filter(({ name }) => name !== 'job'));
    await app.press('ctrl-u');
    await app.type('web');
    await app.pass(2500);
    await app.press('esc');
    app.pane('containers').shows(/▌✚  web/);
  });

  test('a filter that was emptied stays empty when backspace leaves the prompt', async () => {
    const app = await open();
    await app.press('/');
    await app.type('w');
    await app.press('enter', '/', 'backspace', 'backspace');
    expect(app.state().screen.prompt).toBeNull();
    expect(names(app)).toHaveLength(4);
  });

  test('A keeps the running ones, and brings the others back', async () => {
    const app = await open();
    await app.press('A');
    expect(names(app)).toEqual(['api', 'db', 'web']);
    await app.press('A');
    expect(names(app)).toHaveLength(4);
  });

  test('the selection stays with its container through every refresh, sort and filter', async () => {
    const app = await open();
    await app.press('j', 'j', 'j');
    const { selected } = app.state().containers;
    app.engine.set({ name: 'aaa' }, ...fleet);
    await app.pass(2500);
    await app.press('S', 'N', 'A', '/');
    await app.type('w');
    expect(app.state().containers.selected).toBe(selected);
    app.pane('containers').shows(/▌✚  web/);
  });

  test('the selection is in sight again after the pane was not on screen, or became smaller', async () => {
    const many = Array.from({ length: 30 }, (_, at) => ({ name: `c${String(at).padStart(2, '0')}` }));
    const app = await openApp(many, { columns: 80, rows: 24 });
    await app.press('3', 'z');
    await app.pass(5000);
    await app.press('z', '1');
    app.pane('containers').shows(/▌●  c00/);
    await app.press('z', 'ctrl-f', 'z');
    app.pane('containers').shows(/▌●  c\d\d/);
    const small = await openApp(many, { columns: 40, rows: 10 });
    await small.press('l');
    await small.pass(5000);
    await small.press('1');
    small.pane('containers').shows(/▌●  c00/);
  });

  test('a selected container that is removed keeps its row until the selection moves', async () => {
    const app = await open();
    await app.press('j');
    app.engine.set(...fleet.filter(({ name }) => name !== 'db'));
    await app.pass(2500);
    app.pane('containers').shows(/▌✖  db .* removed/);
    await app.press('j');
    expect(names(app)).toEqual(['api', 'job', 'web']);
    app.pane('containers').shows(/▌✖  job/);
  });

  test('g, G and pages keep the selection in sight among 1,000', async () => {
    const app = await openApp(Array.from({ length: 1000 }, (_, at) => ({ name: `c${String(at).padStart(4, '0')}` })));
    for (const [key, wanted] of [['G', 'c0999'], ['pageup', 'c0982'], ['g', 'c0000'], ['ctrl-d', 'c0009'], ['pagedown', 'c0026'], ['ctrl-u', 'c0017'], ['k', 'c0016']] as const) {
      await app.press(key);
      app.pane('containers').shows(new RegExp(`▌●  ${wanted}`));
    }
  });
});
