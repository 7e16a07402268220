import { describe, expect, test } from 'vitest';
import { openApp } from '../../app/driver.ts';

const open = (columns = 160, rows = 45) => openApp([{ name: 'web' }, { name: 'zeta' }], { columns, rows });

describe('focus, zoom and the way back', () => {
  test('tab and shift-tab go round, 1 2 3 go straight', async () => {
    const app = await open();
    const walked: string[] = [];
    for (const key of ['tab', 'tab', 'tab', 'shift-tab', '2', '3', '1']) {
      await app.press(key);
      walked.push(app.state().screen.focus);
    }
    expect(walked).toEqual(['inspect', 'logs', 'containers', 'logs', 'inspect', 'logs', 'containers']);
  });

  test('q goes back: out of help, the zoom, to the list, out of the program', async () => {
    const app = await open();
    await app.press('3', 'z', '?', 'q');
    expect(app.state().screen).toMatchObject({ help: null, zoomed: true, focus: 'logs' });
    await app.press('q');
    expect(app.state().screen).toMatchObject({ zoomed: false, focus: 'logs' });
    await app.press('q');
    expect(app.state().screen.focus).toBe('containers');
    await app.press('q');
    expect(app.ended).toEqual({ code: 0 });
  });

  test('esc never ends the program', async () => {
    const app = await open();
    for (let press = 0; press < 5; press++) await app.press('esc');
    expect(app.ended).toBeNull();
    app.pane('footer').shows('Nothing to clear. q quits.');
  });

  test('z gives a pane the whole screen, and says when it has it already', async () => {
    const app = await open();
    await app.press('z');
    expect(app.painted.at(-1)?.panes.map(({ id }) => id)).toEqual(['title', 'containers', 'footer']);
    const small = await open(40, 10);
    await small.press('z');
    small.pane('footer').shows('The pane already has');
  });

  test('at 80x24 i puts inspect in the place of the log, 3 brings the log back', async () => {
    const app = await open(80, 24);
    await app.press('i');
    expect(app.painted.at(-1)?.panes.map(({ id }) => id)).toEqual(['title', 'containers', 'inspect', 'footer']);
    await app.press('1', '3');
    expect(app.painted.at(-1)?.panes.map(({ id }) => id)).toEqual(['title', 'containers', 'logs', 'footer']);
  });

  test('what is said in the footer goes after four seconds', async () => {
    const app = await open();
    await app.press('X');
    app.pane('footer').shows('X does nothing here. ? lists the keys.');
    await app.pass(5000);
    app.pane('footer').shows('enter logs');
  });

  test('help scrolls, searches and closes', async () => {
    const app = await open(80, 24);
    await app.press('?', 'ctrl-d');
    app.pane('help').shows(/1\d-\d+ of \d+/);
    await app.press('/');
    await app.type('timestamps');
    await app.press('enter');
    app.pane('help').shows("show or hide the engine's timestamps");
    app.pane('help').lacks('sort by');
    await app.press('esc', 'q');
    app.pane('help').shows('no pane help');
  });
});
