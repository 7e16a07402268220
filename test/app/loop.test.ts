import { describe, expect, test } from 'vitest';
import type { Message } from '../../src/model/message.ts';
import { container } from '../model/state.ts';
import { fakeEngine } from './fake-engine.ts';
import { openApp } from './driver.ts';

const web = { name: 'web' };
const db = { name: 'db' };

describe('the loop', () => {
  test('opens on the list, the details and the log of the first container', async () => {
    const app = await openApp([web, db]);
    app.engine.stream('db').say('hello');
    await app.pass(50);
    app.pane('containers').shows(/▌●  db/);
    app.pane('inspect').shows('running for');
    app.pane('logs').shows('hello');
  });

  test('a key is answered before any time has passed', async () => {
    const app = await openApp([web, db]);
    const before = app.painted.length;
    await app.press('j');
    expect(app.painted.length).toBeGreaterThan(before);
    app.pane('containers').shows(/▌●  web/);
  });

  test('what nobody pressed is painted at most 30 times a second', async () => {
    const app = await openApp([web]);
    const before = app.painted.length;
    for (let at = 0; at < 100; at++) {
      app.engine.stream('web').say(`line ${at}`);
      await app.pass(10);
    }
    expect(app.painted.length - before).toBeLessThanOrEqual(31);
    expect(app.painted.length - before).toBeGreaterThan(20);
    await app.pass(100);
    app.pane('logs').shows('line 99');
  });

  test('an engine that answers at once is spared the picture of an empty list', async () => {
    const app = await openApp([web]);
    expect(app.painted[0]?.panes.find(({ id }) => id === 'containers')?.rows.some(({ spans }) => spans.some(({ text }) => text.includes('web')))).toBe(true);
  });

  test('one that does not is shown as not having answered yet', async () => {
    const engine = fakeEngine(web);
    engine.hang();
    const app = await openApp([], { engine });
    expect(app.painted).toHaveLength(1);
    app.pane('containers').shows('Asking unix:///fake.sock');
    engine.wake();
    await app.pass(50);
    app.pane('containers').shows('web');
  });

  test('ctrl-c ends it with 0, and nothing is asked or painted after', async () => {
    const app = await openApp([web]);
    await app.press('ctrl-c');
    expect(app.ended).toEqual({ code: 0 });
    expect(app.engine.calls.at(-1)).toBe('close');
    const { length } = app.painted;
    const asked = app.engine.calls.length;
    await app.pass(10_000);
    expect([app.painted.length, app.engine.calls.length]).toEqual([length, asked]);
    expect(app.engine.streams).toEqual([]);
  });

  test('a terminal that is gone ends it with 129', async () => {
    const app = await openApp([web]);
    await app.hear({ kind: 'closed' });
    expect(app.ended).toEqual({ code: 129 });
  });

  test('it ends once: who quits is not told of a terminal that is gone then', async () => {
    const app = await openApp([web]);
    await app.press('ctrl-c');
    await app.hear({ kind: 'closed' });
    expect(app.ended).toEqual({ code: 0 });
  });

  test.each<[string, Message]>([
    ['the model', { type: 'terminal/resized', size: null as never }],
    ['the view', { type: 'list/received', engine: 'unix:///fake.sock', list: { containers: [{ ...container('web'), name: null as never }], skew: 0 }, asked: 0, at: 0 }],
  ])('a bug in %s ends it, with its story, and nothing is asked or painted after', async (_, message) => {
    const app = await openApp([web]);
    app.loop.post(message);
    await app.pass(100);
    expect(app.ended).toEqual({ crash: expect.any(TypeError) as unknown });
    const { length } = app.painted;
    const asked = app.engine.calls.length;
    await app.press('j');
    await app.pass(10_000);
    expect([app.painted.length, app.engine.calls.length]).toEqual([length, asked]);
  });

  test('a bug in a job ends it too', async () => {
    const app = await openApp([web]);
    app.engine.list = () => Promise.reject(new TypeError('a bug'));
    await app.pass(3000);
    expect(app.ended).toEqual({ crash: new TypeError('a bug') });
  });

  test('ctrl-l asks for the whole screen again, ctrl-z for the shell, each once a press', async () => {
    const app = await openApp([web]);
    await app.press('ctrl-l', 'ctrl-z', 'j', 'ctrl-l');
    expect(app.asked).toEqual(['redraw', 'suspend', 'redraw']);
  });

  test('keys that come together are one picture', async () => {
    const app = await openApp([web, db]);
    const { length } = app.painted;
    for (const name of ['j', 'k', 'j']) app.loop.post({ type: 'input/key', name, text: name, at: 0 });
    await app.settled();
    expect(app.painted.length - length).toBe(1);
  });

  test('D turns to the demo engine when none answers', async () => {
    const engine = fakeEngine();
    engine.fail('unreachable');
    const app = await openApp([], { engine });
    app.pane('containers').shows('D watch the built-in demo engine');
    await app.press('D');
    await app.pass(100);
    app.pane('containers').shows('made-up');
    app.pane('title').shows('DEMO');
  });

  test('a resize is answered at once, down to nothing and back', async () => {
    const app = await openApp([web]);
    for (const [columns, rows] of [[80, 24], [40, 10], [1, 1], [0, 0], [160, 45]] as const) {
      await app.hear({ kind: 'resize', size: { columns, rows } });
      expect(app.painted.at(-1)?.size).toEqual({ columns, rows });
    }
    expect(app.ended).toBeNull();
    app.pane('inspect').shows('running for');
  });
});
