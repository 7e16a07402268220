import { describe, expect, test } from 'vitest';
import { commandFor, commands, footerCommands, helpGroups, paletteCommands } from '../../src/model/commands.ts';
import { type App, openApp } from '../app/driver.ts';

describe('the commands', () => {
  test('have names, and within one place keys, that nobody else has', () => {
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
    for (const where of ['everywhere', 'text', 'containers', 'inspect', 'logs']) {
      const keys = commands.filter((command) => command.where === where).flatMap((command) => command.keys);
      expect(new Set(keys).size, where).toBe(keys.length);
    }
  });

  test('in help, all of them, once', () => {
    expect(helpGroups().flatMap((group) => group.commands).map(({ id }) => id).sort()).toEqual(commands.map(({ id }) => id).sort());
  });

  test("a pane's own key wins over one that works everywhere", () => {
    expect(commandFor('esc', 'containers')?.id).toBe('clear filter');
    expect(commandFor('esc', 'logs')?.id).toBe('clear log search');
    expect(commandFor('l', 'containers')?.id).toBe('open');
    expect(commandFor('l', 'logs')?.id).toBe('right');
    expect(commandFor('f', 'containers')).toBeUndefined();
  });

  test.each([
    ['containers', ['enter', 'l', 'i', '/', 'A', 'N', 'U', 'I']], ['inspect', ['/', 'n', 'N', 'w', '[', ']', 'x']], ['logs', ['f', 't', 'C', '/', 'n', 'N', 'w']],
  ] as const)('the keys of the contract work in %s', (pane, keys) => {
    const everywhere = ['q', 'ctrl-c', '?', ':', 'tab', 'shift-tab', '1', '2', '3', 'z', '+', '_', 'ctrl-l', 'esc', 'ctrl-z', 'j', 'k', 'down', 'up', 'g', 'G', 'home', 'end', 'ctrl-d', 'ctrl-u', 'ctrl-f', 'ctrl-b', 'pageup', 'pagedown', 'D'];
    for (const key of [...everywhere, ...keys]) expect(commandFor(key, pane), key).toBeDefined();
  });

  test('footer: only what works here and now', async () => {
    const shorts = (app: App) => footerCommands(app.state()).map(({ short }) => short);
    const none = await openApp([]);
    expect(shorts(none)).not.toContain('logs');
    const app = await openApp([{ name: 'a', env: ['TOKEN=x'] }]);
    expect(shorts(app)).toEqual(expect.arrayContaining(['logs', 'inspect', 'zoom']));
    await app.press('2');
    expect(shorts(app)).not.toContain('reveal');
    await app.press('/');
    await app.type('TOKEN');
    await app.press('enter');
    expect(shorts(app)).toContain('reveal');
    expect(shorts(await openApp([{ name: 'a' }], { columns: 40, rows: 10 }))).not.toContain('zoom');
  });

  test('footer: most wanted first, help and quit last', async () => {
    const app = await openApp([{ name: 'a' }]);
    const names = footerCommands(app.state()).map(({ short }) => short);
    expect(names[0]).toBe('logs');
    expect(names.slice(-2)).toEqual(['help', 'quit']);
  });

  test('palette: every word must stand in name, title or keys', async () => {
    const app = await openApp([{ name: 'a' }]);
    expect(paletteCommands(app.state(), 'image sort').map(({ id }) => id)).toEqual(['sort by image']);
    expect(paletteCommands(app.state(), 'reveal')).toEqual([]);
    expect(paletteCommands(app.state(), '').map(({ id }) => id)).not.toContain('command palette');
  });
});
