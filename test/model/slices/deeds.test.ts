import { describe, expect, test } from 'vitest';
import { ask, askFor, outcomes, stopAll } from '../../app/ask.ts';
import { type App, openApp } from '../../app/driver.ts';
import { fakeEngine, idOf } from '../../app/fake-engine.ts';

/** Opens it on containers, with actions that wait, and asks for one. */
async function asked(key: string, options: { fleet?: Parameters<typeof openApp>[0]; others?: Parameters<typeof openApp>[1] } = {}): Promise<App> {
  const app = await openApp(options.fleet ?? [{ name: 'web' }], options.others);
  app.engine.actions.holdActions();
  await ask(app, key);
  await app.press('y');
  await app.pass(200);
  return app;
}

describe('what was asked for', () => {
  test('shows in its row until the list tells', async () => {
    const app = await asked('s');
    app.pane('containers').shows(/web .*stopping…/);
    app.engine.actions.act('web').done();
    await app.pass(50);
    app.pane('footer').shows('web: stopped (docker -H unix:///fake.sock stop web)');
    app.pane('containers').shows('stopping…');
    app.engine.set({ name: 'web', state: 'exited', status: 'Exited (0) 1 second ago' });
    await app.pass(2500);
    app.pane('containers').shows(/web .*exit 0/);
    expect(outcomes(app)).toEqual(['web stop done']);
  });

  test('a list that was asked for before the answer does not settle it', async () => {
    const app = await asked('r');
    app.engine.hang();
    await app.pass(2500);
    app.engine.actions.act('web').done();
    await app.pass(50);
    app.engine.wake();
    await app.pass(50);
    app.pane('containers').shows('restarting…');
    // a list that took its time is asked for less often
    await app.pass(15_000);
    app.pane('containers').lacks('restarting…');
  });

  test('the row shows what the list says as soon as that is what was asked for', async () => {
    const app = await asked('s');
    app.engine.set({ name: 'web', state: 'exited', status: 'Exited (143) 1 second ago' });
    await app.pass(2500);
    app.pane('containers').shows(/web .*exit 143/);
    expect(outcomes(app)).toEqual(['web stop under way']);
  });

  test('done, and the list shows otherwise: it says how it is', async () => {
    const app = await asked('s', { fleet: [{ name: 'job', state: 'exited' }] });
    app.engine.actions.act('job').done();
    app.engine.set({ name: 'job', state: 'exited', status: 'Exited (1) 1 second ago' });
    await app.pass(2500);
    expect(app.state().actions.deeds[0]).toMatchObject({ over: true, outcome: { kind: 'done', why: 'and is now: Exited (1) 1 second ago' } });
  });

  test.each([['s', 'exited', 'web: ran already'], ['s', 'running', 'web: was stopped already'], ['d', 'exited', 'web: already gone']])('%s when it was so already (%s)', async (key, state, said) => {
    const app = await asked(key, { fleet: [{ name: 'web', state }] });
    app.engine.actions.act('web').already();
    await app.pass(50);
    app.pane('footer').shows(said);
  });

  test('the reason of an engine that refuses is told, and the row is as it was', async () => {
    const app = await asked('p');
    app.engine.actions.act('web').fail('status', 'cannot pause: cgroup \u001b[31mfreezer', 500);
    await app.pass(50);
    app.pane('footer').shows('web: not paused: cannot pause: cgroup freezer (docker');
    app.pane('containers').lacks('pausing');
    expect(outcomes(app)).toEqual(['web pause failed']);
  });

  test('is never sent twice, whatever happens to the list, the selection and the screen', async () => {
    const app = await asked('s', { fleet: [{ name: 'web' }, { name: 'x' }] });
    await app.press('s');
    await app.press('G', '3', '1', 'g', 'esc');
    app.engine.fail('unreachable');
    await app.pass(8000);
    app.engine.fail(null);
    await app.pass(8000);
    expect(app.engine.actions.acts).toHaveLength(1);
  });

  test('the same again is refused while it has no answer, another verb is not, and says what is under way', async () => {
    const app = await asked('s', { fleet: [{ name: 'web' }, { name: 'x' }] });
    await app.press('s');
    app.pane('footer').shows('web is at it: the same was asked for before, and has no answer yet');
    await ask(app, 'K');
    app.pane('question').shows('Meanwhile');
    app.pane('question').shows('stopping it is under way');
    await app.press('y');
    expect(app.engine.actions.acts.map(({ request }) => request.verb)).toEqual(['stop', 'kill']);
  });
});

describe('right before it is sent it is looked at once more', () => {
  const changed = async (next: Parameters<typeof openApp>[0], key = 's') => {
    const app = await openApp([{ name: 'web' }]);
    await ask(app, key);
    app.engine.set(...next);
    await app.press('y');
    await app.pass(50);
    return app;
  };

  test.each([
    ['ended', [{ name: 'web', state: 'exited' }], 'web is exited since you were asked \\(it was running\\)'],
    ['started anew', [{ name: 'web', startedAt: '2026-11-23T11:30:00Z' }], 'web was started anew since you were asked'],
    ['gone', [], 'web is gone'],
    ['replaced by one of its name', [{ name: 'web', id: 'b'.repeat(64) }], 'web was replaced since you were asked: web is another container now, and was left alone'],
    ['renamed', [{ name: 'web_old', id: idOf('web') }], 'web is called web_old since you were asked'],
  ])('%s: it is not sent, and says why', async (_how, next, why) => {
    const app = await changed(next);
    expect(app.engine.actions.acts).toEqual([]);
    app.pane('footer').shows(new RegExp(`web: stop was not sent: ${why}`));
    expect(outcomes(app)).toEqual(['web stop withheld']);
  });

  test('one that its policy started again is stopped all the same', async () => {
    const app = await changed([{ name: 'web', startedAt: '2026-11-23T11:30:00Z', restarts: 1 }]);
    expect(app.engine.actions.acts).toHaveLength(1);
  });

  test('what was to be removed and is gone is done', async () => {
    const app = await openApp([{ name: 'web', state: 'exited' }]);
    await ask(app, 'd');
    app.engine.set();
    await app.press('y');
    await app.pass(50);
    expect([app.engine.actions.acts, outcomes(app)]).toEqual([[], ['web remove already']]);
  });

  test('an engine that does not answer: nothing is sent', async () => {
    const app = await openApp([{ name: 'web' }]);
    await ask(app, 's');
    app.engine.fail('unreachable', 'nobody listens');
    await app.press('y');
    await app.pass(50);
    expect(app.engine.actions.acts).toEqual([]);
    app.pane('footer').shows('stop was not sent: web could not be looked at before: nobody listens');
  });
});

describe('when nobody knows whether it was done', () => {
  const lost = async (key = 's', kind: 'timeout' | 'unreachable' = 'timeout') => {
    const app = await asked(key, { fleet: [{ name: 'web' }, { name: 'x' }] });
    app.engine.actions.act('web').fail(kind, 'no answer came');
    await app.pass(50);
    return app;
  };

  test('it is said, and looked for', async () => {
    const app = await lost();
    app.pane('footer').shows('web: unknown whether stopped, still looking: no answer came');
    app.pane('containers').shows(/web .*stopping\?/);
    await app.pass(5000);
    expect(outcomes(app)).toEqual(['web stop unknown']);
  });

  test.each(['timeout', 'unreachable'] as const)('the list decides that it was done (%s)', async (kind) => {
    const app = await lost('s', kind);
    app.engine.set({ name: 'web', state: 'exited', status: 'Exited (137) 1 second ago' }, { name: 'x' });
    await app.pass(2500);
    expect(outcomes(app)).toEqual(['web stop done']);
    app.pane('containers').shows(/web .*exit 137/);
  });

  test('a restart is told by when it was started', async () => {
    const app = await lost('r');
    await app.pass(4000);
    expect(outcomes(app)).toEqual(['web restart unknown']);
    app.engine.set({ name: 'web', startedAt: '2026-11-23T12:00:03Z', status: 'Up 1 second' }, { name: 'x' });
    await app.pass(4500);
    expect(outcomes(app)).toEqual(['web restart done']);
  });

  test('it can be asked for again, and the question tells of the first', async () => {
    const app = await lost();
    await ask(app, 's');
    app.pane('question').shows(/asked for before, and nobody knows yet/);
    await app.press('y');
    expect(app.engine.actions.acts).toHaveLength(2);
  });

  test('when all the time it may take is over and nothing has happened, it was not done', async () => {
    const app = await lost();
    await app.pass(20_000);
    expect(outcomes(app)).toEqual(['web stop unknown']);
    await app.pass(10_000);
    expect(outcomes(app)).toEqual(['web stop undone']);
    expect(app.state().actions.deeds[0]?.outcome?.why).toContain('it is as it was');
    app.pane('containers').lacks('stopping');
  });

  test('a removal that is still under way is not given up', async () => {
    const app = await asked('d', { fleet: [{ name: 'web', state: 'exited' }] });
    app.engine.actions.act('web').fail('timeout', 'no answer came');
    app.engine.set({ name: 'web', state: 'removing', status: 'Removal In Progress' });
    await app.pass(40_000);
    expect(outcomes(app)).toEqual(['web remove unknown']);
    app.engine.set();
    await app.pass(2500);
    expect(outcomes(app)).toEqual(['web remove done']);
  });

  test('a signal leaves no trace: it stays unknown, and is looked for no longer', async () => {
    const app = await openApp([{ name: 'web' }]);
    app.engine.actions.holdActions();
    await ask(app, 'K');
    await app.press('j', 'y');
    app.engine.actions.act('web').fail('timeout', 'no answer came');
    await app.pass(25_000);
    expect(app.state().actions.deeds[0]).toMatchObject({ over: true, outcome: { kind: 'unknown' } });
  });

  test('an engine that is gone meanwhile is looked at when it is back', async () => {
    const app = await asked('s');
    app.engine.fail('unreachable');
    app.engine.actions.act('web').fail('unreachable', 'the engine broke the connection off');
    await app.pass(40_000);
    expect(outcomes(app)).toEqual(['web stop unknown']);
    app.engine.set({ name: 'web', state: 'exited' });
    app.engine.fail(null);
    await app.pass(8000);
    expect(outcomes(app)).toEqual(['web stop done']);
  });

  test('an engine that is watched no longer is not asked', async () => {
    const far = { ...fakeEngine({ name: 'x' }), address: 'tcp://far:2375' };
    const app = await openApp([{ name: 'web' }], { others: [far] });
    app.engine.actions.holdActions();
    await ask(app, 's');
    await app.press('y');
    await app.pass(200);
    await app.press(':');
    await app.type('engines');
    await app.press('enter', 'space');
    await app.pass(5000);
    expect(app.ended).toBeNull();
    expect(app.state().actions.deeds[0]).toMatchObject({ over: true, outcome: { kind: 'unknown', why: 'its engine is no longer watched' } });
  });
});

describe('several at once', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const bulk = () => stopAll(names);

  test('four are under way, the next when one has its answer', async () => {
    const app = await bulk();
    expect(app.engine.actions.acts.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd'].map(idOf));
    app.engine.actions.act('b').done();
    await app.pass(50);
    expect(app.engine.actions.acts.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e'].map(idOf));
  });

  test('each result stands in a panel, and one that fails stops none', async () => {
    const app = await bulk();
    app.pane('deeds').shows('6 in all · 6 under way');
    app.engine.actions.act('a').fail('status', 'permission denied', 500);
    app.engine.actions.act('b').fail('timeout', 'no answer came');
    app.engine.actions.act('c').already();
    await app.pass(50);
    app.engine.actions.act('d').done();
    app.engine.actions.act('e').done();
    await app.pass(50);
    app.engine.actions.act('f').done();
    await app.pass(50);
    expect(outcomes(app)).toEqual(['a stop failed', 'b stop unknown', 'c stop already', 'd stop done', 'e stop done', 'f stop done']);
    app.pane('deeds').shows('a: not stopped: permission denied');
    app.pane('deeds').shows('b: unknown whether stopped');
    app.pane('deeds').shows('c: was stopped already');
    app.pane('deeds').shows('6 in all · 1 not done · 1 unknown');
    await app.press('esc');
    expect(app.state().screen.panel).toBeNull();
  });
});

describe('after a removal', () => {
  const removed = async (at: number) => {
    const app = await openApp(['a', 'b', 'c'].map((name) => ({ name, state: 'exited' })));
    await app.press('g', ...Array.from({ length: at }, () => 'j'));
    await ask(app, 'd');
    await app.press('y');
    await app.pass(200);
    app.pane('containers').shows('removing…');
    app.engine.set(...['a', 'b', 'c'].filter((_, index) => index !== at).map((name) => ({ name, state: 'exited' })));
    await app.pass(2500);
    return app.state().containers.selected?.container;
  };
  test.each([[0, 'b'], [1, 'c'], [2, 'b']])('of row %i the selection is on %s', async (at, name) => {
    expect(await removed(at)).toBe(idOf(name));
  });

  test('of the only one nothing is left', async () => {
    const app = await openApp([{ name: 'a', state: 'exited' }]);
    await ask(app, 'd');
    await app.press('y');
    app.engine.set();
    await app.pass(2500);
    app.pane('containers').shows('No containers on this engine.');
    expect(app.state().containers.selected).toBeNull();
  });

  test('by somebody else the row stays until the selection moves', async () => {
    const app = await openApp(['a', 'b'].map((name) => ({ name, state: 'exited' })));
    app.engine.set({ name: 'b', state: 'exited' });
    await app.pass(2500);
    app.pane('containers').shows(/a .*removed/);
  });
});

test('prune removes those that were shown, and no other that has stopped meanwhile', async () => {
  const app = await openApp([{ name: 'a', state: 'exited' }, { name: 'web' }]);
  await askFor(app, ':prune');
  app.engine.set({ name: 'a', state: 'exited' }, { name: 'web', state: 'exited' });
  await app.press('y');
  await app.type('prune');
  await app.press('enter');
  await app.pass(3000);
  expect(app.engine.actions.acts.map(({ id }) => id)).toEqual([idOf('a')]);
});
