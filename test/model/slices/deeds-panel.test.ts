import { describe, expect, test } from 'vitest';
import { ask, askFor } from '../../app/ask.ts';
import { type App, openApp } from '../../app/driver.ts';

/** Two things done: web stopped, db not started. */
async function done(options: Parameters<typeof openApp>[1] = {}): Promise<App> {
  const app = await openApp([{ name: 'db', state: 'exited' }, { name: 'web' }], options);
  app.engine.actions.holdActions();
  await ask(app, 's');
  await app.press('y');
  await app.pass(200);
  app.engine.actions.act('db').fail('status', 'port is already allocated', 500);
  await app.pass(1000);
  await app.press('G');
  await ask(app, 's');
  await app.press('y');
  await app.pass(200);
  app.engine.actions.act('web').done();
  await app.pass(200);
  await askFor(app, ':log');
  return app;
}

describe('what was done in this session', () => {
  test('stands in :log with time, outcome and docker command', async () => {
    const app = await done();
    app.pane('deeds').shows('Done in this session');
    app.pane('deeds').shows(/12:00:00 {2}db: not started: port is already allocated/);
    app.pane('deeds').shows(/12:00:01 {2}web: stopped/);
    app.pane('deeds').shows('docker -H unix:///fake.sock stop web');
    app.pane('deeds').shows('2 in all · 1 not done');
    await app.press('k');
    app.pane('deeds').shows('docker -H unix:///fake.sock start db');
    await app.press('q');
    expect(app.state().screen.panel).toBeNull();
  });

  test('before anything was done', async () => {
    const app = await openApp([]);
    await askFor(app, ':log');
    app.pane('deeds').shows('Nothing was done from here yet.');
    for (const key of ['y', 'Y', 'S']) {
      await app.press(key);
      app.pane('footer').shows('Nothing was done yet.');
    }
  });

  test('y copies the command of the chosen one, Y of all', async () => {
    const app = await done();
    await app.press('y');
    await app.pass(50);
    await app.press('Y');
    expect(app.copied).toEqual(['docker -H unix:///fake.sock stop web', 'docker -H unix:///fake.sock start db\ndocker -H unix:///fake.sock stop web']);
  });

  test('S saves all of it', async () => {
    const files: Record<string, string> = {};
    const app = await done({ create: (path) => Promise.resolve({ write: (text) => Promise.resolve((files[path] = (files[path] ?? '') + text).length), close: () => Promise.resolve() }) });
    await app.press('S');
    expect(app.state().screen.prompt).toMatchObject({ kind: 'save-deeds', text: expect.stringMatching(/^whalewatch-20261123-1200\d\d\.log$/) as string });
    await app.press('ctrl-u');
    await app.type('done.txt');
    await app.press('enter');
    await app.pass(100);
    expect(files['done.txt']).toMatch(/^12:00:00 {2}\/fake\.sock {2}db: not started: port is already allocated after [\d.]+ s {2}# docker -H unix:\/\/\/fake\.sock start db\n12:00:01 {2}\/fake\.sock {2}web: stopped \(and is now: Up 2 hours\) after [\d.]+ s {2}# docker -H unix:\/\/\/fake\.sock stop web\n$/);
    app.pane('footer').shows('2 lines');
  });

  test(':log is found first in the palette, whatever else has log in it', async () => {
    const app = await openApp([]);
    await askFor(app, 'log');
    expect(app.state().screen.panel).toMatchObject({ kind: 'deeds' });
  });
});
