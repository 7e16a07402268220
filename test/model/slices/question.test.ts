import { describe, expect, test } from 'vitest';
import { ask, askFor, reading } from '../../app/ask.ts';
import { type App, openApp } from '../../app/driver.ts';
import { fakeEngine, type Given, idOf } from '../../app/fake-engine.ts';

const requests = (app: App) => app.engine.actions.acts.map(({ id, request }) => ({ id, ...request }));
const web: Given = { name: 'web' };
const question = (app: App) => app.state().screen.panel?.kind === 'question';

describe('a question is answered', () => {
  test.each(['y', 'enter'])('by %s: once, for the full id it showed', async (key) => {
    const app = await openApp([web]);
    await ask(app, 's');
    await app.press(key);
    expect(requests(app)).toEqual([{ id: idOf('web'), verb: 'stop', timeout: null }]);
    expect(question(app)).toBe(false);
  });

  test.each(['esc', 'n', 'q'])('by %s: left, and nothing is done', async (key) => {
    const app = await openApp([web]);
    await ask(app, 's');
    await app.press(key);
    expect([requests(app), question(app)]).toEqual([[], false]);
    app.pane('footer').shows('Nothing was done.');
  });

  test('by nothing else: any other key leaves it standing and says so', async () => {
    const app = await openApp([web]);
    await ask(app, 's');
    for (const key of ['s', 'd', 'x', 'Y', 'tab', '1', '3', ':', '?', '/', 'space', 'D', 'z', 'f', 'ctrl-d', 'left', 'backspace']) {
      await app.press(key);
      expect([requests(app), question(app)], key).toEqual([[], true]);
    }
    app.pane('footer').shows('backspace answers nothing: y or enter does it, esc leaves it.');
  });

  test('not before it was looked at', async () => {
    const app = await openApp([web]);
    await app.pass(400);
    app.engine.hang();
    await ask(app, 's');
    app.pane('question').shows('looking…');
    await app.press('y');
    expect([requests(app), question(app)]).toEqual([[], true]);
    app.pane('question').shows('Still looking at what it would do.');
    app.engine.wake();
    await app.pass(100);
    await app.press('y');
    expect(requests(app)).toHaveLength(1);
  });

  test('not for one that turns out to be gone, or in another state', async () => {
    const app = await openApp([web, { name: 'x' }]);
    await app.pass(400);
    app.engine.set({ name: 'web', state: 'exited' });
    await ask(app, 's');
    app.pane('question').shows('it does not run');
    await app.press('y');
    app.pane('footer').shows('web does not run.');
    app.pane('footer').lacks('y do it');
    await app.press('esc');
    app.engine.set({ name: 'x' });
    await ask(app, 'r');
    app.pane('question').shows('it is gone');
    await app.press('y');
    expect(requests(app)).toEqual([]);
  });
});

describe('no accidents', () => {
  test('keys that came before a question could be read answer nothing', async () => {
    const app = await openApp([web]);
    await app.press('s', 'y', 'enter', 'y');
    expect([requests(app), question(app)]).toEqual([[], true]);
    await app.pass(reading);
    await app.press('y');
    expect(requests(app)).toHaveLength(1);
  });

  test('keys that queued up behind the answer do not act on what stands there next', async () => {
    const app = await openApp([{ name: 'a', state: 'exited' }, { name: 'b', state: 'exited' }]);
    await ask(app, 'd');
    await app.press('y', 'd', 'y', 'enter', 'j', ':');
    expect(requests(app)).toHaveLength(1);
    expect(app.state().screen).toMatchObject({ panel: null, prompt: null, focus: 'containers' });
    await app.pass(reading);
    await app.press('j');
    expect(app.state().containers.selected?.container).toBe(idOf('b'));
  });

  test('a key held down asks once and answers nothing', async () => {
    const app = await openApp([web]);
    for (let at = 0; at < 40; at++) {
      await app.press('s');
      await app.pass(30);
    }
    expect([requests(app), question(app)]).toEqual([[], true]);
  });

  test('enter held down in the palette does not answer the question it brings up', async () => {
    const app = await openApp([web]);
    await askFor(app, 'restart');
    for (let at = 0; at < 40; at++) {
      await app.press('enter');
      await app.pass(30);
    }
    expect([requests(app), question(app)]).toEqual([[], true]);
    await app.press('y');
    expect(requests(app)).toHaveLength(1);
  });

  test('enter held down at the end of typing does not answer', async () => {
    const app = await openApp([web]);
    await ask(app, 's');
    await app.press('t', '5', 'enter', 'enter', 'enter');
    expect([requests(app), question(app)]).toEqual([[], true]);
    await app.pass(1000);
    await app.press('enter');
    app.pane('footer').shows('enter brought this up, and may be held down: y does it');
    await app.press('y');
    expect(requests(app)).toEqual([{ id: idOf('web'), verb: 'stop', timeout: 5 }]);
  });

  test('pasted text answers nothing, and is not the word that confirms', async () => {
    const app = await openApp([{ name: 'web', labels: { 'whalewatch.protect': 'true' } }]);
    await app.hear({ kind: 'paste', text: 'sy\n' });
    expect(app.state().screen.panel).toBeNull();
    await ask(app, 's');
    await app.hear({ kind: 'paste', text: 'y' });
    app.pane('question').shows('Pasted text answers nothing.');
    await app.press('y');
    await app.hear({ kind: 'paste', text: 'web' });
    app.pane('question').shows('pasted text does nothing here');
    await app.press('enter');
    app.pane('question').shows('Type web, or esc leaves it.');
    expect(requests(app)).toEqual([]);
  });
});

describe('what is typed into a question', () => {
  test('another timeout; nothing is its own again; what is no number is said', async () => {
    const app = await openApp([web]);
    await ask(app, 's');
    await app.press('t');
    await app.type('soon');
    await app.press('enter');
    app.pane('question').shows('“soon” is no number of seconds');
    await app.press('ctrl-u', '9', '0', 'enter');
    app.pane('question').shows('KILL after 90 s (chosen');
    app.pane('question').shows('stop -t 90 web');
    await app.pass(reading);
    await app.press('t', 'esc');
    app.pane('question').shows('stop -t 90 web');
    await app.press('t', 'ctrl-u', 'enter');
    app.pane('question').shows('stop web');
    await app.pass(reading);
    await app.press('y');
    expect(requests(app)).toEqual([{ id: idOf('web'), verb: 'stop', timeout: null }]);
  });

  test('another signal: chosen or typed', async () => {
    const app = await openApp([web]);
    await ask(app, 'K');
    app.pane('question').shows('Kill web?');
    await app.press('j');
    app.pane('question').shows('Send TERM to web?');
    app.pane('question').shows('kill -s TERM web');
    await app.press('k', 'k');
    app.pane('question').shows('Kill web?');
    await app.press('t');
    await app.type('no signal');
    await app.press('enter');
    app.pane('question').shows('“no signal” is no signal');
    await app.press('ctrl-u');
    await app.type('sigwinch');
    await app.press('enter');
    await app.pass(reading);
    await app.press('y');
    expect(requests(app)).toEqual([{ id: idOf('web'), verb: 'kill', signal: 'WINCH' }]);
  });

  test('a new name, begun with the present one', async () => {
    const app = await openApp([web]);
    await askFor(app, ':rename');
    app.pane('question').shows('New name: web');
    await app.press('enter');
    app.pane('question').shows('That is its name already.');
    await app.type('!');
    await app.press('enter');
    app.pane('question').shows('A name has letters, digits');
    await app.press('backspace', '2');
    app.pane('question').shows('rename web web2');
    await app.press('enter');
    expect(requests(app)).toEqual([]);
    app.pane('question').shows('Rename web to web2?');
    app.pane('question').shows(/Changes +its name: web → web2/);
    app.pane('question').shows(/\[y\] rename it +\[esc\] leave it/);
    await app.pass(reading);
    await app.press('t', '3', 'enter');
    app.pane('question').shows('Rename web to web23?');
    await app.pass(reading);
    await app.press('t', 'backspace', 'enter');
    await app.pass(reading);
    await app.press('y');
    expect(requests(app)).toEqual([{ id: idOf('web'), verb: 'rename', name: 'web2' }]);
  });

  test('a value may be typed before the question counts as read, and enter does not take it yet', async () => {
    const app = await openApp([web]);
    await app.press(':');
    await app.type(':rename');
    await app.press('enter', 'ctrl-u', 'n', 'e', 'w', 'enter');
    app.pane('question').shows('New name: new');
    expect(requests(app)).toEqual([]);
    await app.pass(reading);
    await app.press('enter');
    await app.pass(reading);
    app.pane('question').shows('Rename web to new?');
    expect(requests(app)).toEqual([]);
    await app.press('y');
    expect(requests(app)).toHaveLength(1);
  });

  test('limits, begun with the present ones; what is wrong is said, and nothing typed is lost', async () => {
    const app = await openApp([{ name: 'web', hostConfig: { Memory: 512 * 1024 ** 2 } }]);
    await askFor(app, ':limits');
    app.pane('question').shows('memory=512m cpus=0 pids=0 restart=no');
    app.pane('question').shows('e.g. memory=512m');
    app.pane('question').shows('0 means no limit');
    await app.press('enter');
    app.pane('question').shows('Nothing is changed yet');
    await app.press('ctrl-u');
    await app.type('memory=1g cpus=lots');
    await app.press('enter');
    app.pane('question').shows('cpus=lots cannot be: cpus is a number of cores');
    app.pane('question').shows('memory=1g cpus=lots');
    await app.press('backspace', 'backspace', 'backspace', 'backspace', '2');
    app.pane('question').shows('update --memory 1g --cpus 2 web');
    await app.press('enter');
    expect(requests(app)).toEqual([]);
    app.pane('question').shows(/Changes +memory: 512m → 1g\W+cpus: no limit → 2/);
    app.pane('question').shows('update --memory 1g --cpus 2 web');
    await app.pass(reading);
    await app.press('y');
    expect(requests(app)).toEqual([{ id: idOf('web'), verb: 'update', memory: 1024 ** 3, cpus: 2 }]);
  });
});

describe('a word must be typed', () => {
  const typed = async (app: App, word: string) => {
    await app.press('y');
    expect(requests(app)).toEqual([]);
    await app.type(word);
    await app.press('enter');
  };

  test('to remove one that runs: force is off, and then its name', async () => {
    const app = await openApp([web]);
    await ask(app, 'd');
    await app.press('y');
    app.pane('footer').shows('web runs: f forces the removal');
    await app.press('f', 'v');
    app.pane('question').shows('rm -f -v web');
    await typed(app, 'wbe');
    app.pane('question').shows('That is not web.');
    expect(requests(app)).toEqual([]);
    await app.press('ctrl-u');
    await app.type('web');
    await app.press('enter');
    expect(requests(app)).toEqual([{ id: idOf('web'), verb: 'remove', force: true, volumes: true }]);
  });

  test('nobody can be removed as they are: no yes is offered, in the box or the footer', async () => {
    const app = await openApp([web, { name: 'x' }]);
    await app.press('space', 'space');
    await ask(app, 'd');
    app.pane('question').shows('None of the 2 containers can be removed as they are.');
    app.pane('question').lacks('[y]');
    app.pane('footer').lacks('do it');
    await app.press('5');
    app.pane('footer').shows('5 answers nothing: esc leaves it.');
    await app.press('f');
    app.pane('question').shows('Remove 2 containers?');
    app.pane('footer').shows('y do it');
  });

  test('to remove several of which some run: their number', async () => {
    const app = await openApp([web, { name: 'x' }]);
    await app.press('space', 'space');
    await ask(app, 'd');
    await app.press('f');
    await typed(app, '2');
    expect(requests(app)).toHaveLength(2);
  });

  test.each(['prune', '2'])('to prune: “%s”', async (word) => {
    const app = await openApp([{ name: 'a', state: 'exited' }, { name: 'b', state: 'created' }, web]);
    await askFor(app, ':prune');
    await typed(app, word);
    expect(requests(app)).toEqual(['a', 'b'].map((name) => ({ id: idOf(name), verb: 'remove', force: false, volumes: false })));
  });

  test.each(['s', 'r', 'p', 'K'])('%s on one that is protected, by label or by setting', async (key) => {
    for (const app of [await openApp([{ name: 'web', labels: { 'whalewatch.protect': 'true' } }]), await openApp([web], { settings: { protect: ['w*'] } })]) {
      await ask(app, key);
      app.pane('question').shows('its name must be typed');
      await typed(app, 'web');
      expect(requests(app)).toHaveLength(1);
    }
  });

  test('a protected one is renamed after its old name was typed', async () => {
    const app = await openApp([web], { settings: { protect: ['*'] } });
    await askFor(app, ':rename');
    await app.press('2', 'enter');
    await app.pass(reading);
    await app.press('y');
    app.pane('question').shows('Type web:');
    await app.type('web');
    await app.press('enter');
    expect(requests(app)).toEqual([{ id: idOf('web'), verb: 'rename', name: 'web2' }]);
  });

  test('a name that nobody can type is its short id', async () => {
    const app = await openApp([{ name: 'w\u202eeb', labels: { 'whalewatch.protect': 'true' } }]);
    await ask(app, 's');
    await app.press('y');
    app.pane('question').shows(`Type ${idOf('w\u202eeb').slice(0, 12).replace('\u202e', '')}`.slice(0, 6));
  });
});

describe('the docker command of a question', () => {
  test('is copied with c, one line for each engine', async () => {
    const far = { ...fakeEngine({ name: 'x' }), address: 'tcp://far:2375' };
    const app = await openApp([web], { others: [far] });
    await app.press('space', 'space');
    await ask(app, 's');
    await app.press('c');
    expect(app.copied).toEqual(['docker -H unix:///fake.sock stop web\ndocker -H tcp://far:2375 stop x']);
    expect(question(app)).toBe(true);
  });

  test('is not there while nobody is meant', async () => {
    const app = await openApp([web]);
    await ask(app, 'd');
    await app.press('c');
    app.pane('footer').shows('There is no docker command to copy yet.');
    expect(app.copied).toEqual([]);
  });
});
