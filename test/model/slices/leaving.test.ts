import { describe, expect, test } from 'vitest';
import { ask, reading } from '../../app/ask.ts';
import { type App, openApp } from '../../app/driver.ts';

async function stopping(): Promise<App> {
  const app = await openApp([{ name: 'web' }]);
  app.engine.actions.holdActions();
  await ask(app, 's');
  await app.press('y');
  await app.pass(200);
  return app;
}

describe('quitting while something is under way', () => {
  test.each(['q', 'ctrl-c'])('%s asks once, and again quits', async (key) => {
    const app = await stopping();
    await app.press(key);
    app.pane('leaving').shows('Quit? One action is under way:');
    app.pane('leaving').shows('stopping web…  sent');
    expect(app.ended).toBeNull();
    await app.pass(reading);
    await app.press(key);
    expect(app.ended).toEqual({ code: 0 });
  });

  test('a key held down does not answer it', async () => {
    const app = await stopping();
    for (const key of ['q', 'q', 'q', 'ctrl-c', 'enter']) await app.press(key);
    expect(app.ended).toBeNull();
  });

  test.each(['esc', 'n'])('%s stays', async (key) => {
    const app = await stopping();
    await app.press('q');
    await app.pass(reading);
    await app.press(key);
    expect([app.ended, app.state().screen.panel]).toEqual([null, null]);
  });

  test('when it is done by then, that is said', async () => {
    const app = await stopping();
    await app.press('q');
    app.engine.actions.act('web').done();
    await app.pass(200);
    app.pane('leaving').shows('All is done by now.');
  });

  test('with nothing under way nothing is asked', async () => {
    const app = await stopping();
    app.engine.actions.act('web').done();
    await app.pass(200);
    await app.press('q');
    expect(app.ended).toEqual({ code: 0 });
  });
});
