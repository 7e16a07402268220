/** Attach, shells and commands on a wire to the demo engine: the whole program but for the terminal, by the numbers of the field guide. */
import { describe, expect, test } from 'vitest';
import type { Recipe } from '../../src/demo/recipe.ts';
import { openWired, type WiredApp } from './app.ts';

const open = (recipe: Omit<Recipe, 'name'> = {}) => openWired({ fleet: [{ name: 'web', ...recipe }], deadlines: { firstByte: 5000, body: 5000 } });

async function attach(app: WiredApp): Promise<void> {
  await app.press('a');
  await app.sees(/Attached ─ web.* attached/);
}

async function typeInto(app: WiredApp): Promise<void> {
  await attach(app);
  await app.press('I');
  await app.sees(/Type into web\?/);
  await app.until(() => app.state().actions.heard, 'the question was read');
  await app.press('y');
}

const shown = (app: WiredApp, text: RegExp) => app.until(() => text.test(app.lent.shown), String(text));
const attaches = (app: WiredApp) => app.wire.asked.filter((asked) => asked.includes('/attach'));

describe('attached', () => {
  test('fault 37: nobody reads for a while: it is let go of to protect the container, and a attaches again', async () => {
    const app = await open({ voice: 'web', pace: 5 });
    await attach(app);
    app.stall(5000);
    await app.sees(/detached ·[^]*detached to protect the container: whalewatch stood still for \d s/);
    await app.press('a');
    await app.sees(/Attached ─ web.* attached/);
    expect(attaches(app)).toHaveLength(2);
  });

  test.each([['exited', 38, /web is not running \(exited\)/], ['paused', 39, /web is paused/], ['created', 38, /web has not been started yet/]] as const)('one that is %s (fault %i): refused before anything is sent', async (state, _, why) => {
    const app = await open({ state });
    for (const key of ['a', 'e', 'E', '!']) {
      await app.press(key);
      await app.sees(why);
    }
    expect(app.wire.asked.filter((asked) => asked.startsWith('POST'))).toEqual([]);
  });

  test('fault 40: the detach keys, and the end of the program: the container goes on, its input as open as before', async () => {
    const app = await open({ tty: true });
    for (const text of ['one', 'two']) {
      if (text === 'one') await typeInto(app);
      else {
        await app.press('I');
        await app.until(() => app.state().actions.heard, 'the question was read');
        await app.press('y');
      }
      await app.until(() => app.lent.given, 'the terminal is given away');
      app.lent.type(`echo ${text}\r`);
      await shown(app, new RegExp(`\n${text}\r`));
      app.lent.type('\x10\x11');
      await app.sees(/Left web: it runs on/);
    }
    expect(app.state().containers.listed?.[0]?.state).toBe('running');
    app.loop.stop();
    await app.until(() => app.wire.open() === 0, 'no connection is left open');
  });

  test('fault 40: the connection breaks off: told, the screen is back, and nothing more is sent', async () => {
    const app = await open({ tty: true });
    await typeInto(app);
    await shown(app, /[$#] $/);
    app.wire.breakOff();
    await app.until(() => !app.lent.given, 'the terminal is ours again');
    await app.sees(/The connection to web broke off: it runs on|web closed its output and runs on/);
  });

  test('lines go in and answers come; the connection breaks: nothing can be entered any more, and it says so', async () => {
    const app = await open({ openStdin: true });
    await typeInto(app);
    await app.sees(/INPUT · attached/);
    await app.type('echo hello');
    await app.press('enter');
    await app.sees(/› echo hello[^]*│ hello/);
    app.wire.breakOff();
    await app.sees(/esc leaves: /);
    await app.type('more');
    await app.press('enter', 'esc');
    await app.until(() => app.state().sessions.input === null, 'the editor is closed');
    expect([app.state().screen.prompt, app.screen()]).toEqual([null, expect.not.stringContaining('› more')]);
  });

  test('fault 68: pasted text triggers nothing, neither in the list nor at the question', async () => {
    const app = await open({ tty: true });
    for (const text of ['e\n', 'a\ny\n', 'dd\ny\n', '!rm -rf /\n']) await app.hear({ kind: 'paste', text });
    await attach(app);
    await app.press('I');
    await app.sees(/Type into web\?/);
    await app.until(() => app.state().actions.heard, 'the question was read');
    await app.hear({ kind: 'paste', text: 'y\n' });
    await app.pass(500);
    expect([app.lent.times, app.wire.asked.filter((asked) => /exec|stdin=1/.test(asked))]).toEqual([0, []]);
  });
});

describe('run in a container', () => {
  test('a shell, left and opened again: no connection stays', async () => {
    const app = await open();
    const before = app.wire.open();
    for (let round = 0; round < 5; round++) {
      await app.press('e');
      await app.until(() => app.lent.given && /[$#] $/.test(app.lent.shown.slice(-4)), 'a prompt');
      app.lent.resize({ columns: 100 + round, rows: 30 });
      await app.until(() => app.wire.asked.some((asked) => asked.includes('/resize') && asked.includes('h=30') && asked.includes(`w=${100 + round}`)), 'it is told its size');
      app.lent.type('stty size\r');
      await shown(app, new RegExp(`30 ${100 + round}\r\n`));
      app.lent.type(`exit ${round}\r`);
      await app.sees(new RegExp(`ash ended with exit code ${round} in web\\.`));
      await app.pass(600);
    }
    await app.until(() => app.wire.open() <= before, 'as many connections as before');
  });

  test('fault 41: a binary that is not there, at the terminal and kept', async () => {
    const app = await open();
    await app.press('E');
    await app.type('nosuch');
    await app.press('enter');
    await shown(app, /`nosuch` could not be run \(exit code 12[67]/);
    app.lent.type('\r');
    await app.sees(/`nosuch` could not be run in web \(exit code 12[67]/);
    await app.pass(600);
    await app.press('!');
    await app.type('nosuch');
    await app.press('enter');
    await app.sees(/ended with exit code 12[67][^]*nosuch/);
  });

  test('fault 41: an image without any shell, and one paused since the last list', async () => {
    const bare = await open({ tools: 'none' });
    await bare.press('e');
    await bare.sees(/web has no shell \(tried bash, ash, sh, busybox sh\)/);
    const app = await open();
    app.wire.fault(/\/exec$/, (near) => near.end('HTTP/1.1 409 Conflict\r\nContent-Type: application/json\r\nContent-Length: 56\r\n\r\n{"message":"Container web is paused, unpause it before"}\n'));
    await app.press('e');
    await app.sees(/Cannot [^:]*: Container web is paused/);
  });
});
