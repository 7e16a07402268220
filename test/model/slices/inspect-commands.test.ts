import { describe, expect, test } from 'vitest';
import { openApp } from '../../app/driver.ts';
import { EngineError, engineError } from '../../../src/engine/errors.ts';

const fleet = [{ name: 'web', env: ['DB_PASSWORD=hunter2', 'LANG=C.UTF-8'], labels: { 'com.example': 'x' } }, { name: 'zeta', state: 'exited' }];
const open = async (tab = 'summary', options: Parameters<typeof openApp>[1] = {}, prepare: (app: Awaited<ReturnType<typeof openApp>>) => void = () => undefined) => {
  const app = await openApp(fleet, options);
  prepare(app);
  await app.press(':');
  await app.type(tab);
  await app.press('enter');
  await app.pass(100);
  return app;
};
const ps = (...rows: readonly (readonly string[])[]) => ({ titles: ['PID', '%CPU', 'CMD'], rows });
const wrong = (why: string): EngineError => engineError({ what: 'list its processes', where: 'x', path: 'x' }, 'timeout', why);

describe('a tab', () => {
  test.each(['summary', 'stats', 'processes', 'env', 'mounts', 'networks', 'labels', 'health', 'changes', 'raw'])('%s is reached by its name from the list', async (tab) => {
    const app = await open(tab);
    expect(app.state().inspect.tab).toBe(tab);
    expect(app.state().screen.focus).toBe('inspect');
  });

  test('keeps its place, its search and its folds, for each container', async () => {
    const app = await open('raw');
    await app.search('"Config"');
    await app.press('enter', 'l');
    const { cursor } = app.state().inspect;
    await app.press(']', 'j', 'j', '[');
    expect(app.state().inspect).toMatchObject({ tab: 'raw', cursor, search: { text: '"Config"', at: cursor } });
    app.pane('inspect').shows('"Config": {');
    await app.press('1', 'j');
    await app.pass(500);
    expect(app.state().inspect).toMatchObject({ cursor: 0, search: { text: '"Config"', at: null } });
    app.pane('inspect').lacks('entries');
    await app.press('k', '2');
    await app.pass(500);
    expect(app.state().inspect).toMatchObject({ cursor, search: { at: cursor } });
    app.pane('inspect').shows(/"Config": \{ \d+ entries \}/);
  });

  test('the places kept are limited', async () => {
    const app = await openApp(Array.from({ length: 12 }, (_, at) => ({ name: `c-${at}-x` })));
    await app.press('2');
    for (let step = 0; step < 12; step++) await app.press(...Array.from({ length: 10 }, () => ']'), '1', 'j', '2');
    expect(app.state().inspect.views).toHaveLength(100);
  });
});

describe('folds', () => {
  test('enter on a plain value folds nothing and says so; on what closes an object it folds that', async () => {
    const app = await open('raw');
    await app.search('"Status"');
    const { folds } = app.state().inspect;
    await app.press('enter');
    app.pane('footer').shows('Nothing to fold here; Z folds all.');
    expect(app.state().inspect.folds).toEqual(folds);
    await app.press('G', 'enter');
    app.pane('inspect').shows(/▌▶\{ \d+ entries \}/);
  });

  test('enter folds what the cursor is on, and opens it; Z all', async () => {
    const app = await open('raw');
    await app.search('"State"');
    await app.press('enter');
    app.pane('inspect').shows(/▌▶ {2}"State": \{ \d+ entries \}/);
    await app.press('space');
    app.pane('inspect').shows('"Status": "running"');
    await app.press('Z');
    app.pane('inspect').shows(/"State": \{ \d+ entries \},[^]*"Mounts": \[\]/);
    await app.press('Z', 'G');
    expect(app.state().inspect.cursor).toBeGreaterThan(20);
    await app.press('g', 'enter');
    app.pane('inspect').shows(/▌▶\{ \d+ entries \}/);
  });

  test('where nothing folds, that is said', async () => {
    const app = await open('env');
    await app.press('enter');
    app.pane('footer').shows('Nothing folds in this tab.');
  });
});

describe('a masked value', () => {
  test('is shown for thirty seconds', async () => {
    const app = await open('env');
    await app.press('x');
    app.pane('inspect').shows('hunter2');
    await app.pass(29_000);
    app.pane('inspect').shows('hunter2');
    await app.pass(2000);
    app.pane('inspect').lacks('hunter2');
  });

  test('is masked when the cursor, the tab or the pane is left', async () => {
    for (const keys of [['j', 'k'], [']', '['], ['1', '2'], ['x']]) {
      const app = await open('env');
      await app.press('x');
      app.pane('inspect').shows('hunter2');
      await app.press(...keys);
      app.pane('inspect').lacks('hunter2');
    }
  });
});

describe('copies', () => {
  test('are of the value, masked as it is shown', async () => {
    const app = await open('env');
    await app.press('y', 'x', 'y', 'j', 'c');
    expect(app.copied).toEqual(['••••••••', 'hunter2', 'C.UTF-8']);
  });

  test('of raw JSON are values without their quotes, whole objects, and paths as jq writes them', async () => {
    const app = await open('raw');
    await app.search('"Env"');
    await app.press('y', 'Y', 'j', 'Y', 'y');
    await app.search('"Labels"');
    await app.press('y', 'j', 'Y', 'y', 'G', 'Y');
    expect(app.copied).toEqual(['[\n  "DB_PASSWORD=••••••••",\n  "LANG=C.UTF-8"\n]', '.Config.Env', '.Config.Env[0]', 'DB_PASSWORD=••••••••', '{\n  "com.example": "x"\n}', '.Config.Labels["com.example"]', 'x', '.']);
  });

  test('paths are only where there are any', async () => {
    const app = await open('env');
    await app.press('Y');
    app.pane('footer').shows('Only raw JSON and changed files have paths.');
  });
});

describe('processes', () => {
  test('are asked for every two seconds while in sight, and the cursor stays on its process', async () => {
    const app = await open('processes', {}, ({ engine }) => engine.figures.processes('web', ps(['1', '0.5', 'init'], ['7', '9.0', 'run']), ps(['1', '0.5', 'init'], ['5', '1.0', 'new'], ['7', '9.0', 'run'])));
    app.pane('inspect').shows('init');
    await app.press('j');
    await app.pass(2100);
    app.pane('inspect').shows(/▌ +7 +9\.0/);
    app.pane('inspect').shows('new');
    const asked = app.engine.count('processes web');
    await app.pass(6000);
    expect(app.engine.count('processes web') - asked).toBe(3);
    await app.press(']');
    const left = app.engine.count('processes web');
    await app.pass(6000);
    expect(app.engine.count('processes web')).toBe(left);
  });

  test('> orders them by the next column, I the other way round, < back', async () => {
    const app = await open('processes', {}, ({ engine }) => engine.figures.processes('web', ps(['1', '0.5', 'init'], ['7', '9.0', 'run'])));
    await app.press('>', '>');
    app.pane('footer').shows('Processes by %CPU, largest first.');
    app.pane('inspect').shows(/%CPU▼[^]*run[^]*▌ +1 +0\.5 +init/);
    await app.press('I');
    app.pane('inspect').shows(/%CPU▲[^]*init[^]*run/);
    await app.press('<', '<');
    app.pane('footer').shows('in the order of the engine');
    await app.press(']', '>');
    app.pane('footer').shows('Only processes can be ordered');
  });

  test('a failure is told; after an answer it is told that it is not current', async () => {
    const app = await open('processes', {}, ({ engine }) => engine.figures.processes('web', wrong('it did not answer'), ps(['1', '0', 'init']), wrong('no')));
    app.pane('inspect').shows('Cannot list its processes: it did not answer.');
    await app.pass(2100);
    app.pane('inspect').shows('init');
    await app.pass(2100);
    app.pane('inspect').shows('init');
    app.pane('inspect').shows('not current');
  });

  test('of a container that does not run are not asked for', async () => {
    const app = await open('processes');
    await app.press('1', 'j');
    await app.pass(3000);
    app.pane('inspect').shows('zeta does not run: it has no processes.');
    expect(app.engine.count('processes zeta')).toBe(0);
  });
});

describe('changed files', () => {
  test('are asked for once, and again by R', async () => {
    const app = await open('changes', {}, ({ engine }) => engine.figures.changes('web', [{ kind: 'added', path: '/a' }], [{ kind: 'deleted', path: '/b' }]));
    app.pane('inspect').shows('+ a');
    await app.pass(20_000);
    await app.press('[', ']');
    expect(app.engine.count('changes web')).toBe(1);
    await app.press('R');
    await app.pass(100);
    app.pane('inspect').shows('- b');
    expect(app.engine.count('changes web')).toBe(2);
    await app.press(']', 'R');
    app.pane('footer').shows('This tab keeps itself current.');
  });

  test('a failure is told and asked again by R', async () => {
    const app = await open('changes', {}, ({ engine }) => engine.figures.changes('web', wrong('too slow'), []));
    app.pane('inspect').shows('too slow');
    await app.press('R');
    await app.pass(100);
    app.pane('inspect').shows('No file differs from the image.');
  });
});
