import { describe, expect, test } from 'vitest';
import { openApp } from '../../app/driver.ts';

const open = async () => {
  const app = await openApp([{ name: 'web' }]);
  app.engine.stream('web').say(...Array.from({ length: 300 }, (_, at) => (at % 100 === 50 ? `\u001b[31mneedle\u001b[0m ${at}` : `hay ${at}`)));
  await app.pass(100);
  await app.press('3', 'g');
  return app;
};

describe('a search that is typed', () => {
  const view = (app: Awaited<ReturnType<typeof open>>) => app.painted.at(-1)?.panes.find(({ id }) => id === 'logs')?.rows;

  test('is live: each letter goes to the first match from where one stood; enter stays there', async () => {
    const app = await open();
    await app.press('/', 'n', 'e');
    app.pane('logs').shows(/\/ne 1\/3[^]*needle 50/);
    await app.press('e', 'd', 'l', 'e', ' ', '2');
    app.pane('logs').shows(/\/needle 2 1\/1[^]*needle 250/);
    await app.press('backspace', 'backspace');
    app.pane('logs').shows(/\/needle 1\/3[^]*needle 50/);
    await app.press('enter', 'n');
    app.pane('logs').shows(/\/needle 2\/3[^]*needle 150/);
  });

  test('esc leads back to what was there: the place, following, the search of before', async () => {
    const app = await open();
    await app.press('G');
    const before = view(app);
    await app.press('/', 'h', 'a', 'y', ' ', '1', '2');
    expect(app.state().logs.follow).toBe(false);
    await app.press('esc');
    expect([view(app), app.state().logs.follow, app.state().logs.search]).toEqual([before, true, null]);
    await app.search('needle');
    const { at } = app.state().logs.search ?? {};
    await app.press('/', 'x', 'y', 'z');
    app.pane('logs').shows('/xyz');
    await app.press('esc');
    expect(app.state().logs.search).toMatchObject({ condition: { text: 'needle' }, at });
    app.pane('footer').lacks('No match');
  });

  test('one that cannot be searched for says why, and the last good one stays', async () => {
    const app = await open();
    await app.press('/', '~', 'n', 'e', '(');
    app.pane('footer').shows(/[Uu]nterminated|group/);
    app.pane('logs').shows('/~ne 1/3');
    await app.press('enter');
    app.pane('footer').shows(/[Uu]nterminated|group/);
    await app.press('backspace', 'e');
    app.pane('logs').shows('/~nee 1/3');
  });

  test('nothing typed, and enter, ends the search', async () => {
    const app = await open();
    await app.search('needle');
    await app.press('/', 'enter');
    expect(app.state().logs.search).toBeNull();
  });
});

describe('searching the log', () => {
  test('goes to the first match from the top of the view, n and N to the others and round the ends', async () => {
    const app = await open();
    await app.search('needle');
    app.pane('logs').shows(/\/needle 1\/3[^]*needle 50/);
    await app.press('n', 'n');
    app.pane('logs').shows(/\/needle 3\/3[^]*needle 250/);
    await app.press('n');
    app.pane('logs').shows('/needle 1/3');
    app.pane('footer').shows('Round the end');
    await app.press('N');
    app.pane('logs').shows('/needle 3/3');
    app.pane('footer').shows('Round the start');
  });

  test('a small letter means any, a capital itself', async () => {
    const app = await open();
    await app.search('NEEDLE');
    app.pane('footer').shows('No match for /NEEDLE');
    await app.search('neEdle');
    app.pane('footer').shows('No match for /neEdle');
    await app.search('needle');
    app.pane('logs').shows('1/3');
  });

  test('finds text as shown, not the colours in it', async () => {
    const app = await open();
    await app.search('31m');
    app.pane('footer').shows('No match for /31m');
  });

  test('takes what is typed as text, whatever signs are in it', async () => {
    const app = await open();
    app.engine.stream('web').say('a-b (c) [d] .* \\ /x/ {1} ^$ |');
    await app.pass(100);
    for (const text of ['a-b', '(c)', '[d]', '.*', '\\', '/x/', '{1}', '^$', '|']) {
      await app.search(text);
      app.pane('logs').shows('1/1');
    }
  });

  test('counts lines that come while it is open, and esc ends it', async () => {
    const app = await open();
    await app.search('needle');
    app.engine.stream('web').say('another needle');
    await app.pass(100);
    app.pane('logs').shows('1/4');
    await app.press('esc');
    app.pane('logs').lacks('/needle');
    expect(app.state().screen.focus).toBe('logs');
  });

  test('n without a search says how to start one', async () => {
    const app = await open();
    await app.press('n');
    app.pane('footer').shows('No search yet: / starts one.');
  });
});
