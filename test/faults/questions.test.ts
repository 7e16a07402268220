import { describe, expect, test } from 'vitest';
import { ask, outcomes, stopAll } from '../app/ask.ts';
import { type App, openApp } from '../app/driver.ts';
import { idOf } from '../app/fake-engine.ts';
import { openWired } from './app.ts';

/** Asks about the selected container and says yes, as soon as the question has its facts. */
async function yes(app: Pick<App, 'press' | 'pass'> & { until(holds: () => boolean, what: string): Promise<void>; state(): ReturnType<App['state']> }, ...keys: readonly string[]): Promise<void> {
  await app.press(...keys);
  await app.until(() => {
    const { panel } = app.state().screen;
    return panel?.kind === 'question' && app.state().actions.heard && panel.question.subjects.every(({ facts }) => facts !== null);
  }, 'the question can be answered');
  await app.press('y');
}

describe('fault 31: what was asked for is so already, or cannot be', () => {
  test('each answer of an engine has its words, and the list is asked in the end', async () => {
    const app = await openWired({ fleet: [{ name: 'api' }] });
    await yes(app, 's');
    await app.sees(/api: stopped/);
    await app.sees(/api .*exit 143/);
    await yes(app, 's');
    await app.sees(/api: started/);
    await app.sees(/● .{1,2}api/);
  });

  test.each([
    ['start running', 'exited', 's', (app: App) => app.engine.actions.act('web').already(), 'web: ran already'],
    ['stop stopped', 'running', 's', (app: App) => app.engine.actions.act('web').already(), 'web: was stopped already'],
    ['remove gone', 'exited', 'd', (app: App) => app.engine.actions.act('web').already(), 'web: already gone'],
    ['kill exited', 'running', 'K', (app: App) => app.engine.actions.act('web').fail('status', 'cannot kill container: web: container web is not running', 409), 'web: not killed: cannot kill container: web: container web is not running'],
    ['unpause running', 'paused', 'p', (app: App) => app.engine.actions.act('web').fail('status', 'Container web is not paused', 500), 'web: not unpaused: Container web is not paused'],
  ] as const)('%s', async (_what, state, key, answer, said) => {
    const app = await openApp([{ name: 'web', state }]);
    app.engine.actions.holdActions();
    await ask(app, key);
    await app.press('y');
    await app.pass(200);
    const lists = app.engine.count('list');
    answer(app);
    await app.pass(100);
    app.pane('footer').shows(said);
    await app.pass(2500);
    expect(app.engine.count('list')).toBeGreaterThan(lists);
    app.pane('containers').lacks(/…|\?/);
  });
});

test('fault 32: a container replaced by another of its name while it is asked about is left alone, and so is the other', async () => {
  const app = await openApp([{ name: 'web' }]);
  await ask(app, 's');
  app.engine.set({ name: 'web', id: 'b'.repeat(64) });
  await app.pass(2500);
  // the selection has gone over to the new one; the question has not
  expect(app.state().containers.selected?.container).toBe('b'.repeat(64));
  app.pane('question').shows('Stop web?');
  await app.press('y');
  await app.pass(100);
  expect(app.engine.actions.acts).toEqual([]);
  app.pane('footer').shows('stop was not sent: web was replaced since you were asked: web is another container now, and was left alone');
});

describe('fault 33: a stop takes half a minute', () => {
  test('the row says so until the list says otherwise, wherever one goes meanwhile, and no second one is sent unasked', async () => {
    const app = await openApp([{ name: 'web' }, { name: 'x' }]);
    app.engine.actions.holdActions();
    await ask(app, 's');
    await app.press('y');
    await app.pass(10_000);
    await app.press('j', '3', '2', '1');
    await app.pass(10_000);
    app.pane('containers').shows(/web .*stopping…/);
    await app.press('k', 's');
    app.pane('footer').shows('the same was asked for before, and has no answer yet');
    await app.pass(10_000);
    app.engine.actions.act('web').done();
    app.engine.set({ name: 'web', state: 'exited', status: 'Exited (137) 1 second ago' }, { name: 'x' });
    await app.pass(2500);
    app.pane('containers').shows(/web .*exit 137/);
    expect(app.engine.actions.acts.map(({ id }) => id)).toEqual([idOf('web')]);
  });

  test('the connection is cut after it was sent: unknown, until the list tells that it was done', async () => {
    const app = await openWired({ fleet: [{ name: 'api' }] });
    // the answer to the stop, and to nothing else, is a 204
    app.wire.change((near, bytes) => (bytes.toString('latin1').startsWith('HTTP/1.1 204') ? near.destroy() : near.write(bytes)));
    await yes(app, 's');
    await app.until(() => app.state().actions.deeds[0]?.outcome !== null, 'it has failed');
    await app.sees(/api .*exit 143/);
    await app.until(() => app.state().actions.deeds[0]?.over === true, 'the list has told');
    expect(app.state().actions.deeds[0]?.outcome).toEqual({ kind: 'done', why: 'no answer came, but the list shows it' });
    expect(app.wire.asked.filter((asked) => asked.includes('/stop'))).toHaveLength(1);
  });

  test('the connection is cut before it arrived: unknown, until all its time is over; then it was not done, and can be asked for again', async () => {
    const app = await openWired({ fleet: [{ name: 'api' }] });
    app.wire.fault(/\/stop/, (near) => near.destroy());
    await yes(app, 's');
    await app.sees(/api .*stopping\?/);
    await app.until(() => app.state().actions.deeds[0]?.over === true, 'it is given up');
    expect(app.state().actions.deeds[0]?.outcome).toMatchObject({ kind: 'undone', why: expect.stringContaining('it is as it was') as string });
    app.wire.fault(/\/stop/, null);
    await yes(app, 's');
    await app.sees(/api .*exit 143/);
    expect(app.wire.asked.filter((asked) => asked.includes('/stop'))).toHaveLength(2);
  });
});

test('fault 40: the terminal closes while something is under way: what was not sent is not sent', async () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const app = await stopAll(names);
  await app.hear({ kind: 'closed' });
  expect(app.ended).toEqual({ code: 129 });
  await app.pass(60_000);
  expect(app.engine.actions.acts.map(({ id, over }) => ({ id, over }))).toEqual(names.slice(0, 4).map((name) => ({ id: idOf(name), over: true })));
});

test('fault 61: a proxy that forbids changes makes the engine read-only; what is watched goes on', async () => {
  const app = await openApp([{ name: 'web' }]);
  app.engine.actions.holdActions();
  await ask(app, 's');
  await app.press('y');
  await app.pass(200);
  app.engine.actions.act('web').fail('status', '403 Forbidden', 403);
  await app.pass(200);
  expect(outcomes(app)).toEqual(['web stop failed']);
  app.pane('title').shows('READ-ONLY');
  for (const key of ['s', 'r', 'd', 'K', 'p']) {
    await app.press(key);
    app.pane('footer').shows('This engine forbids changes (it answered 403)');
  }
  app.engine.stream('web').say('still here');
  await app.pass(200);
  app.pane('logs').shows('still here');
  expect(app.engine.actions.acts).toHaveLength(1);
});
