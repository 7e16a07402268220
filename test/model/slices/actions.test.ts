import { describe, expect, test } from 'vitest';
import { ask, askFor } from '../../app/ask.ts';
import { openApp } from '../../app/driver.ts';
import { fakeEngine, type Given, idOf } from '../../app/fake-engine.ts';

const fleet: readonly Given[] = [
  { name: 'db', state: 'exited' }, { name: 'job', state: 'paused', status: 'Up 2 hours (Paused)' }, { name: 'prod-web', labels: { 'whalewatch.protect': 'true' } }, { name: 'web', labels: { 'com.docker.compose.project': 'shop' } },
];
const on = async (name: string, options: Parameters<typeof openApp>[1] = {}) => {
  const app = await openApp(fleet, options);
  for (const at of fleet.keys()) if (fleet[at]?.name === name) await app.press('g', ...Array.from({ length: at }, () => 'j'));
  await app.pass(400);
  return app;
};

describe('asking for something to be done', () => {
  test.each([
    ['s', 'web', 'Stop web?'], ['s', 'db', 'Start db?'], ['s', 'job', 'Stop job?'], ['r', 'web', 'Restart web?'], ['r', 'db', 'Restart db?'], ['p', 'web', 'Pause web?'], ['p', 'job', 'Unpause job?'],
    ['K', 'web', 'Kill web?'], ['d', 'db', 'Remove db?'], ['d', 'web', 'Remove web?'],
  ])('%s on %s: %s', async (key, name, sentence) => {
    const app = await on(name);
    await ask(app, key);
    app.pane('question').shows(sentence);
    expect(app.engine.actions.acts).toEqual([]);
  });

  test.each([
    ['p', 'db', 'db is not paused.'], ['K', 'db', 'db does not run.'],
  ])('%s on %s says why not', async (key, name, why) => {
    const app = await on(name);
    await app.press(key);
    app.pane('footer').shows(why);
    expect(app.state().screen.panel).toBeNull();
  });

  test('by name where there is no key', async () => {
    const app = await on('web');
    await askFor(app, ':rename');
    app.pane('question').shows('Rename web to:');
    await app.press('esc');
    await askFor(app, ':limits');
    app.pane('question').shows('Change the limits of web:');
    await app.press('esc');
    await askFor(app, ':stop');
    app.pane('question').shows('Stop web?');
  });

  test('it names container, image, project, engine and state, what is lost, and the docker command', async () => {
    const engine = fakeEngine({
      name: 'web', image: 'shop/web:2', labels: { 'com.docker.compose.project': 'shop' }, stopTimeout: 30, ports: { '80/tcp': [{ HostIp: '0.0.0.0', HostPort: '8080' }] }, hostConfig: { AutoRemove: true },
      mounts: [{ Type: 'volume', Name: 'f'.repeat(64), Destination: '/data', RW: true }],
    });
    const app = await openApp([], { engine });
    await ask(app, 's');
    for (const wanted of ['Stop web?', 'shop/web:2', 'shop', 'unix:///fake.sock', 'running for 2h', 'TERM, and KILL after 30 s \\(its own time', 'in memory', '8080', 'removes itself', '1 anonymous volume', 'docker -H unix:///fake.sock stop web', '\\[y\\] stop it', '\\[esc\\] leave it']) {
      app.pane('question').shows(new RegExp(wanted));
    }
  });

  test('to all that are marked: who is meant, who is not and why, hidden ones by name', async () => {
    const app = await on('db');
    await app.press('space', 'space', 'space', 'space', '/');
    await app.type('prod');
    await app.press('enter');
    await ask(app, 's');
    app.pane('question').shows('Stop 2 of the 4 containers?');
    app.pane('question').shows(/web {2}shop\/app:1 {2}Up 2 hours {2}\(hidden by the filter\)/);
    app.pane('question').shows('db does not run');
    app.pane('question').shows('prod-web is protected by its label');
  });

  test('none of those that are marked: that is said', async () => {
    const app = await on('db');
    await app.press('space', 'g', 'K');
    app.pane('footer').shows('db does not run.');
  });

  test('one is renamed at a time', async () => {
    const app = await on('db');
    await app.press('space', 'space');
    await askFor(app, ':rename');
    app.pane('footer').shows('One container is renamed at a time');
  });

  test('no container, and one that is removed', async () => {
    const none = await openApp([]);
    await none.press('s');
    none.pane('footer').shows('There is no container to do anything to.');
    const app = await on('web');
    app.engine.set(...fleet.slice(0, 3));
    await app.pass(2500);
    await app.press('d');
    app.pane('footer').shows('web is removed: nothing can be done to it any more.');
  });

  test('prune lists what it would remove, and leaves out what is protected or runs', async () => {
    const app = await openApp([...fleet, { name: 'keep', state: 'exited', labels: { 'whalewatch.protect': 'true' } }, { name: 'new', state: 'created', status: 'Created' }]);
    await askFor(app, ':prune');
    app.pane('question').shows('Remove 2 stopped containers?');
    app.pane('question').shows(/db .*Exited/);
    app.pane('question').shows(/new .*Created/);
    app.pane('question').shows('keep is protected');
    app.pane('question').lacks('web');
    await app.press('esc');
    app.engine.set({ name: 'web' });
    await app.pass(2500);
    await askFor(app, ':prune');
    app.pane('footer').shows('there is nothing to prune');
  });

  test('on the heading of a group prune is about the engine of the group; of one on several engines it says why not', async () => {
    const stopped = (name: string, project: string): Given => ({ name, state: 'exited', labels: { 'com.docker.compose.project': project } });
    const far = { ...fakeEngine(stopped('far-job', 'a-far')), address: 'tcp://far:2375' };
    const app = await openApp([stopped('near-job', 'b-near')], { others: [far] });
    await app.press('o', 'g');
    await askFor(app, ':prune');
    app.pane('question').shows('Remove 1 stopped container?');
    app.pane('question').shows('far-job');
    app.pane('question').lacks('near-job');
    await app.press('esc', 'o', 'o', 'o', 'g');
    expect(app.state().containers.group).toBe('state');
    await askFor(app, ':prune');
    app.pane('footer').shows('exited is on several engines: choose a container of the one that is meant.');
    expect(app.state().screen.panel).toBeNull();
  });

  test('a stale engine: how old what stands there is, and nothing is sent before it was looked at', async () => {
    const app = await on('web');
    app.engine.fail('unreachable');
    await app.pass(12_000);
    await ask(app, 's');
    app.pane('question').shows(/does not answer: what stands here is 1\ds old/);
    await app.press('y');
    app.pane('question').shows('web cannot be looked at now: nothing is sent until it has been.');
    app.engine.fail(null);
    await app.pass(2500);
    await app.press('y');
    expect(app.engine.actions.acts).toMatchObject([{ id: idOf('web'), request: { verb: 'stop' } }]);
  });

  test('the container whalewatch runs in is named as such, and its name must be typed', async () => {
    const app = await on('web', { settings: { self: idOf('web') } });
    await ask(app, 's');
    app.pane('question').shows('whalewatch itself runs in this container');
    await app.press('y');
    app.pane('question').shows('Type web:');
    expect(app.engine.actions.acts).toEqual([]);
  });
});

describe('read-only', () => {
  test('keys explain themselves', async () => {
    const app = await on('web', { settings: { readOnly: true } });
    for (const key of ['s', 'r', 'p', 'K', 'd']) {
      await app.press(key);
      app.pane('footer').shows('Nothing can be changed from here: whalewatch is read-only');
      expect(app.state().screen.panel).toBeNull();
    }
    app.pane('title').shows('READ-ONLY');
  });

  test('an engine that answers 403 is taken for read-only, and can be tried again', async () => {
    const app = await on('web');
    app.pane('title').lacks('READ-ONLY');
    app.engine.actions.holdActions();
    await ask(app, 's');
    await app.press('y');
    app.engine.actions.act('web').fail('status', 'Forbidden', 403);
    await app.pass(100);
    app.pane('footer').shows('web: not stopped: Forbidden. This engine is taken for read-only');
    app.pane('title').shows('READ-ONLY');
    await app.pass(500);
    await app.press('d');
    app.pane('footer').shows('This engine forbids changes (it answered 403): it is taken for read-only. :writable tries again.');
    await app.press(':');
    await app.type(':writable');
    await app.press('enter');
    app.pane('title').lacks('READ-ONLY');
    await ask(app, 'd');
    app.pane('question').shows('Remove web?');
  });
});
