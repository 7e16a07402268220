import { describe, expect, test } from 'vitest';
import { openApp } from '../../app/driver.ts';

const open = () => openApp([{ name: 'web' }, { name: 'zeta' }]);

describe('keys and pastes', () => {
  test('fault 68: a paste in the list does nothing, and says so', async () => {
    const app = await open();
    const before = { ...app.state().containers };
    await app.hear({ kind: 'paste', text: 'dd\ny\nq\n' });
    expect(app.ended).toBeNull();
    expect(app.state().containers).toEqual(before);
    app.pane('footer').shows('Pasted text does nothing here');
  });

  test('a paste in a prompt is text, newlines and all', async () => {
    const app = await open();
    await app.press('/');
    await app.hear({ kind: 'paste', text: 'we\nb\u001b[31m' });
    expect(app.state().screen.prompt?.text).toBe('we b [31m');
  });

  test('in a prompt every letter is a letter', async () => {
    const app = await open();
    await app.press('/');
    await app.type('q?:zAND');
    expect(app.state().containers.filter).toBe('q?:zAND');
    expect(app.ended).toBeNull();
  });

  test('the palette finds a command by words, runs it, and says when it cannot', async () => {
    const app = await open();
    await app.press(':');
    await app.type('image sort');
    app.pane('palette').shows('sort by image');
    await app.press('enter');
    expect(app.state().containers.sort.by).toBe('image');
    await app.press(':');
    await app.type('demo');
    await app.press('enter');
    app.pane('footer').shows('An engine is being watched.');
    await app.press(':');
    await app.type('frobnicate');
    await app.press('enter');
    app.pane('footer').shows('No command matches “frobnicate”.');
  });

  test('up and down choose in the palette, within its ends', async () => {
    const app = await open();
    await app.press(':', 'up');
    await app.type('sort');
    await app.press('down', 'down');
    expect(app.state().screen.choice).toBe(2);
    await app.press('esc');
    expect(app.state().screen.prompt).toBeNull();
  });

  test('the chosen command is in sight, and the list goes no further than it needs', async () => {
    const app = await openApp([{ name: 'web' }], { columns: 60, rows: 18 });
    await app.press(':', ...Array<string>(13).fill('down'));
    const rows = () => app.screen().split('\n').filter((line) => /^│[▌ ][a-z]/.test(line));
    expect(rows()).toHaveLength(14);
    expect(rows().at(-1)).toMatch(/^│▌/);
    expect(rows()[0]).toContain('show inspect');
    await app.press('down');
    expect(rows().at(-1)).toMatch(/^│▌/);
    expect(rows()[0]).not.toContain('show logs');
  });

  test('backspace in an empty prompt leaves it; ctrl-c quits from anywhere', async () => {
    const app = await open();
    await app.press('/', 'backspace');
    expect(app.state().screen.prompt).toBeNull();
    await app.press('?', 'ctrl-c');
    expect(app.ended).toEqual({ code: 0 });
  });
});
