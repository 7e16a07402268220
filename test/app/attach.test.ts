import { describe, expect, test } from 'vitest';
import { engineError } from '../../src/engine/errors.ts';
import { parseDetachKeys } from '../../src/model/detach-keys.ts';
import { type App, openApp } from './driver.ts';
import { fakeEngine, type Given } from './fake-engine.ts';

const attempt = { what: 'attach to the container', where: 'unix:///fake.sock', path: '/fake.sock' };
const shop = { 'com.docker.compose.project': 'shop' };

/** The words on the footer. */
const footer = (app: App) => app.screen().split('\n').at(-1)?.trim();

async function attachTo(given: Given, options: Parameters<typeof openApp>[1] = {}): Promise<App> {
  const app = await openApp([{ labels: shop, ...given }], options);
  app.engine.stream(given.name).say('from the log');
  await app.press('a');
  await app.pass(100);
  return app;
}

/** The question before input, once it could be read. */
async function ask(app: App): Promise<void> {
  await app.press('I');
  await app.pass(1000);
}

/** The editor of a container without a terminal, open. */
async function typeInto(given: Partial<Given> = {}, options: Parameters<typeof openApp>[1] = {}): Promise<App> {
  const app = await attachTo({ name: 'web', openStdin: true, ...given }, options);
  await ask(app);
    await app.press('y');
  return app;
}

describe('attached, to watch', () => {
  test('what it writes from now on is shown, nothing is sent, and q brings the log back without a hole', async () => {
    const app = await attachTo({ name: 'web' });
    app.pane('logs').shows(/Attached ─ web.*attached[^]*Nothing is sent to it: I turns input on, q detaches\./);
    expect(app.engine.streams.map(({ request }) => request)).toEqual([null]);
    app.engine.attached('web').say('live one', 'live \u001b]0;title\u0007two');
    await app.pass(100);
    app.pane('logs').shows(/live one[^]*live two/);
    app.pane('logs').lacks('from the log');
    expect(app.engine.sessions).toEqual([]);
    await app.press('q');
    await app.pass(100);
    expect([footer(app), app.engine.streams.length, app.state().screen.focus]).toEqual(['Detached: web runs on.', 1, 'logs']);
    app.pane('logs').shows(/Logs ─ web[^]*from the log/);
    app.engine.stream('web').say('and on');
    await app.pass(100);
    app.pane('logs').shows('and on');
  });

  test('leaving it for another container, or for its own log, lets go', async () => {
    const app = await openApp([{ name: 'db' }, { name: 'web' }]);
    await app.press('g', 'a', '1', 'j');
    await app.pass(500);
    expect(app.engine.streams.map(({ id, request }) => [id.slice(0, 2), request === null])).toEqual([['we', false]]);
    await app.press('a', '1', 'enter');
    await app.pass(500);
    expect(app.engine.streams.map(({ request }) => request === null)).toEqual([false]);
  });

  test.each([['exited', /not running \(exited\)/], ['created', /not been started/]])('fault 38: one that is %s is not asked for', async (state, why) => {
    const app = await openApp([{ name: 'web', state }]);
    await app.press('a');
    expect([footer(app), app.engine.count('attach web')]).toEqual([expect.stringMatching(why), 0]);
  });

  test.each([['paused', /is paused/], ['restarting', /is restarting/]])('fault 39: one that is %s is not asked for, and why is told', async (state, why) => {
    const app = await openApp([{ name: 'web', state }]);
    await app.press('a');
    expect([footer(app), app.engine.count('attach web')]).toEqual([expect.stringMatching(why), 0]);
  });

  test('fault 38: exited since the last list: found by asking, and told', async () => {
    const app = await openApp([{ name: 'web' }]);
    app.engine.set({ name: 'web', state: 'exited', exitCode: 3, finishedAt: '2026-11-23T12:00:00Z' });
    await app.press('a');
    await app.pass(100);
    app.pane('logs').shows(/web exited 3 at/);
    expect(app.engine.count('attach web')).toBe(0);
  });

  test('it ends: told with its exit code; runs again: attached to again', async () => {
    const app = await attachTo({ name: 'web' });
    const attached = app.engine.attached('web');
    app.engine.set({ name: 'web', state: 'exited', exitCode: 7, finishedAt: '2026-11-23T12:00:00Z' });
    attached.say('last words');
    attached.end();
    await app.pass(100);
    app.pane('logs').shows(/last words[^]*web exited 7 at 12:00:00/);
    await app.pass(3000);
    app.engine.set({ name: 'web', startedAt: '2026-11-23T12:00:05Z' });
    await app.pass(3000);
    app.engine.attached('web').say('again');
    await app.pass(100);
    app.pane('logs').shows('again');
  });

  test('fault 37: suspended, it is let go of at once, stays so, and a attaches again', async () => {
    const app = await attachTo({ name: 'web' });
    app.loop.post({ type: 'terminal/suspended' });
    await app.pass(5000);
    expect(app.engine.streams).toEqual([]);
    app.pane('logs').shows(/detached ·[^]*detached while whalewatch is suspended/);
    await app.press('a');
    await app.pass(100);
    app.engine.attached('web').say('back');
    await app.pass(100);
    app.pane('logs').shows(/suspended[^]*back/);
  });

  test('fault 37: having stood still, it lets go to protect the container', async () => {
    const app = await attachTo({ name: 'web' });
    app.stall(3000);
    await app.pass(1000);
    expect(app.engine.streams).toEqual([]);
    app.pane('logs').shows(/detached to protect the container: whalewatch stood still for \d s/);
    await app.pass(5000);
    expect(app.engine.streams).toEqual([]);
  });

  test('read-only: it can be watched', async () => {
    const app = await attachTo({ name: 'web', openStdin: true }, { settings: { readOnly: true } });
    expect(app.engine.attached('web').request).toBeNull();
    await app.press('I');
    expect(footer(app)).toMatch(/read-only/);
  });
});

describe('the question before input', () => {
  test('names container, project, engine and the keys; anything but yes sends nothing', async () => {
    const app = await attachTo({ name: 'web', openStdin: true });
    for (const no of ['esc', 'n', 'q', 'x']) {
      await ask(app);
      app.pane('input').shows(/Type into web\?[^]*web - project shop - engine \/fake\.sock[^]*web runs on[^]*ctrl-p ctrl-q leaves[^]*docker -H unix:\/\/\/fake\.sock attach --detach-keys=ctrl-p,ctrl-q web[^]*\[y\] type into it {3}\[esc\] leave it/);
      await app.press(no);
      if (no === 'x') await app.press('esc');
    }
    await app.press('I', 'y');
    expect(app.engine.sessions).toEqual([]);
    await app.pass(1000);
    await app.hear({ kind: 'paste', text: 'y\ny\n' });
    expect([app.engine.sessions, app.state().sessions.input]).toEqual([[], null]);
    app.pane('input').shows('Type into web?');
  });

  test('one without an input is watched only, and why is told', async () => {
    const app = await attachTo({ name: 'web' });
    await app.press('I');
    expect([footer(app), app.state().screen.panel]).toEqual(['web was started without an input (docker run -i gives it one): it can be watched only.', null]);
  });

  test('StdinOnce: what leaving means is told before', async () => {
    const app = await attachTo({ name: 'web', openStdin: true, stdinOnce: true });
    await app.press('I');
    app.pane('input').shows(/Leaving ends its input for good \(StdinOnce\)/);
  });

  test('nothing attached to: told', async () => {
    const app = await openApp([{ name: 'web', openStdin: true }]);
    await app.press('3', 'I');
    expect(footer(app)).toMatch(/^Nothing is attached to/);
  });

  test('it was paused meanwhile: nothing is sent', async () => {
    const app = await attachTo({ name: 'web', openStdin: true });
    await ask(app);
    app.engine.set({ name: 'web', state: 'paused' });
    await app.press('y');
    expect([footer(app), app.engine.sessions]).toEqual([expect.stringMatching(/is paused/), []]);
  });
});

describe('lines entered for a container without a terminal', () => {
  test('go out whole and in order, are shown, and edit as prompts do', async () => {
    const app = await typeInto();
    const session = app.engine.session('web');
    expect(session.request).toEqual({ tty: false, size: null });
    await app.type('lss');
    await app.press('backspace', 'enter');
    await app.type('日本 q');
    await app.press('enter', 'enter');
    expect(session.written).toBe('ls\n日本 q\n\n');
    app.engine.attached('web').say('answer');
    await app.pass(100);
    app.pane('logs').shows(/INPUT · attached[^]*› ls[^]*› 日本 q[^]*answer/);
    await app.press('up', 'up');
    await app.type('!');
    await app.press('enter');
    expect(session.written).toBe('ls\n日本 q\n\nls!\n');
    expect(app.ended).toBeNull();
  });

  test('a question without a newline stands in front of the line', async () => {
    const app = await typeInto();
    app.engine.session('web').say('hello\nName: ');
    await app.pass(100);
    await app.type('me');
    app.pane('logs').shows(/ Name: me/);
    app.engine.session('web').say('\n');
    await app.pass(100);
    app.pane('logs').shows(/› me/);
  });

  test('ctrl-c stops nothing and quits nothing: it clears the line, then says what leaves', async () => {
    const app = await typeInto();
    await app.type('half');
    await app.press('ctrl-c');
    app.pane('logs').lacks('half');
    await app.press('ctrl-c');
    expect(footer(app)).toMatch(/ctrl-c sends nothing to web, which has no terminal\. esc leaves it running\./);
    await app.type('x');
    await app.press('enter');
    expect([app.engine.session('web').written, app.ended, app.engine.calls.filter((call) => /kill|stop/.test(call))]).toEqual(['x\n', null, []]);
  });

  test('ctrl-d on podman: it closes the container\'s own input', async () => {
    const podman = { ...fakeEngine({ name: 'web', openStdin: true }), connect: () => Promise.resolve({ product: 'Podman', version: '5.4.2', api: '1.41' }) };
    const app = await typeInto({}, { engine: podman });
    await app.press('ctrl-d');
    expect(footer(app)).toBe('ctrl-d again ends web\'s input for good: podman opens it to nobody again.');
  });

  test('ctrl-d on an empty line says what it does, and does it when it comes again', async () => {
    const app = await typeInto();
    const session = app.engine.session('web');
    await app.press('ctrl-d');
    expect([footer(app), session.inputEnded]).toEqual(['ctrl-d again stops your typing here; web\'s own input stays open.', false]);
    await app.press('x', 'backspace', 'ctrl-d');
    expect(session.inputEnded).toBe(false);
    await app.press('ctrl-d');
    expect(session.inputEnded).toBe(true);
    session.end();
    await app.pass(100);
    expect(footer(app)).toBe('The engine ended the input: web runs on.');
  });

  test.each([[['esc']], [['ctrl-p', 'ctrl-q']]])('%j leaves: the container is watched on', async (keys) => {
    const app = await typeInto();
    const session = app.engine.session('web');
    await app.press(...keys);
    expect([session.over, session.inputEnded, app.engine.attached('web').request, footer(app)]).toEqual([true, false, null, 'Input is off: web runs on and is watched. q detaches.']);
    // and again
    await ask(app);
    await app.press('y', 'o', 'k', 'enter');
    expect([app.engine.session('web').written, app.engine.sessions.length]).toEqual(['ok\n', 2]);
  });

  test('half of the detach keys is shown, and is what it is when another follows', async () => {
    const app = await typeInto({}, { settings: { detachKeys: parseDetachKeys('ctrl-x,x')! } });
    await app.press('ctrl-x');
    expect(footer(app)).toMatch(/^ctrl-x … +x leaves$/);
    await app.press('a', 'x', 'enter');
    expect(app.engine.session('web').written).toBe('ax\n');
    await app.press('ctrl-x', 'x');
    expect(app.engine.sessions[0]?.over).toBe(true);
  });

  test('fault 68: pasted text is text: its lines go out with enter, and no key of a pane is pressed', async () => {
    const app = await typeInto();
    await app.hear({ kind: 'paste', text: 'dd\ny\u0003\n' });
    expect(app.engine.session('web').written).toBe('');
    app.pane('logs').shows('dd⏎y⏎');
    await app.press('enter');
    expect(app.engine.session('web').written).toBe('dd\ny\n\n');
  });

  test('lines entered before the attach stands go out once it does', async () => {
    const app = await attachTo({ name: 'web', openStdin: true });
    await ask(app);
    app.engine.hang();
    await app.press('y', 'l', 's', 'enter');
    app.pane('logs').shows(/\(opening\)/);
    app.engine.wake();
    await app.settled();
    expect(app.engine.session('web').written).toBe('ls\n');
  });

  test('the container ends: told with its code, and what is typed on is no command: it goes nowhere until esc', async () => {
    const app = await typeInto();
    app.engine.set({ name: 'web', state: 'exited', exitCode: 3, finishedAt: '2026-11-23T12:00:00Z' });
    app.engine.session('web').end();
    app.engine.attached('web').end();
    await app.pass(100);
    expect(footer(app)).toBe('web ended with exit code 3: input is off.');
    app.pane('logs').shows(/web exited 3 at[^]*esc leaves: web ended with exit code 3: input is off\./);
    app.pane('logs').lacks('INPUT');
    await app.type('| xargs rm -f');
    await app.hear({ kind: 'paste', text: 'q' });
    await app.press('enter', 'ctrl-p', 'ctrl-q', 'q');
    expect([app.piped, app.ended, footer(app), app.state().screen.prompt?.text]).toEqual([[], null, 'esc leaves  ctrl-c quits', '']);
    app.pane('logs').shows('esc leaves: web ended');
    await app.press('esc', '?');
    expect([app.state().sessions.input, app.state().screen.help]).toEqual([null, { top: 0, filter: '' }]);
    expect(app.state().sessions.past.map(({ text }) => text)).toEqual(['web: 0 lines entered']);
  });

  test('ended, ctrl-c quits as it does elsewhere', async () => {
    const app = await typeInto();
    app.engine.session('web').end();
    await app.pass(100);
    await app.press('ctrl-c');
    expect(app.ended).toEqual({ code: 0 });
  });

  test('the container falls out of the filter, or another is selected: the pane stays with it, lines go on, and esc turns it to the selection', async () => {
    const app = await openApp([{ name: 'db' }, { name: 'web', openStdin: true }]);
    await app.press('/');
    await app.type('status:running');
    await app.press('enter', 'G', 'a');
    await app.pass(500);
    await ask(app);
    await app.press('y');
    const session = app.engine.session('web');
    app.engine.set({ name: 'db' }, { name: 'web', openStdin: true, state: 'paused' });
    await app.pass(3000);
    expect(app.state().containers.shown.map(({ name }) => name)).toEqual(['db']);
    await app.type('ls');
    await app.press('enter');
    app.pane('logs').shows(/Attached ─ web[^]*INPUT[^]*› ls/);
    expect([session.written, app.piped]).toEqual(['ls\n', []]);
    await app.press('esc');
    expect([session.over, footer(app)]).toEqual([true, 'Input is off: web runs on. The log is that of what is selected.']);
    app.pane('logs').shows('Logs ─ db');
  });

  test.each(['enter', 'y'])('%s that answers, doubled or held down, sends nothing; let go, or after another key, it is a key again', async (answer) => {
    const app = await attachTo({ name: 'web', openStdin: true });
    await ask(app);
    await app.press(answer, answer, 'enter');
    await app.pass(600);
    for (let held = 0; held < 20; held++) {
      await app.press(answer);
      await app.pass(30);
    }
    expect([app.engine.session('web').written, app.state().screen.prompt?.text, footer(app)]).toEqual(['', '', `${answer} answered the question, and may be held down: nothing was sent.`]);
    await app.pass(700);
    await app.press('y', 'enter');
    expect(app.engine.session('web').written).toBe('y\n');
    const other = await typeInto();
    await other.press('o', 'y', 'enter');
    expect(other.engine.session('web').written).toBe('oy\n');
  });

  test('the engine dies: told', async () => {
    const app = await typeInto();
    app.engine.fail('unreachable', 'nobody listens');
    app.engine.session('web').cut();
    await app.pass(100);
    expect([footer(app), app.state().sessions.input?.over]).toEqual(Array(2).fill(expect.stringMatching(/^Input is off\. Cannot .*nobody listens/)));
  });

  test('fault 37: suspended or having stood still, both attaches are let go', async () => {
    for (const stop of [(app: App) => app.loop.post({ type: 'terminal/suspended' }), (app: App) => app.stall(3000)]) {
      const app = await typeInto();
      stop(app);
      await app.pass(1000);
      expect([app.engine.sessions.every(({ over }) => over), app.engine.streams, app.state().sessions.input?.over]).toEqual([true, [], expect.stringMatching(/suspended|stood still/)]);
    }
  });

  test('the container is removed and another takes its name: nothing goes to the new one', async () => {
    const app = await typeInto();
    await app.type('rm -rf x');
    app.engine.set({ name: 'other' });
    await app.pass(5000);
    await app.press('enter');
    expect(app.engine.sessions.map(({ id }) => id.slice(0, 3))).toEqual(['web']);
  });
});

describe('a container with a terminal', () => {
  const tty = { name: 'web', tty: true, openStdin: true };

  test('has the whole terminal, raw, and is made to draw itself; leaving brings the screen back', async () => {
    const app = await attachTo(tty);
    await ask(app);
    app.pane('input').shows(/web runs on[^]*the whole terminal\.[^]*ctrl-c[^]*may end it\. ctrl-p ctrl-q leaves/);
    await app.press('y');
    const session = app.engine.session('web');
    expect([app.lent.given, session.request]).toEqual([true, { tty: true, size: null }]);
    expect(app.lent.shown).toMatch(/^whalewatch: web - project shop - engine \/fake\.sock\r\nctrl-p ctrl-q leaves it running;.*ctrl-c too\r\ndocker .*attach --detach-keys=ctrl-p,ctrl-q web\r\n\r\n$/);
    expect(session.sizes).toEqual([{ columns: 160, rows: 46 }, { columns: 160, rows: 45 }]);
    app.lent.resize({ columns: 90, rows: 20 });
    session.say('/ # ');
    app.lent.type('vi\r\x03');
    await app.settled();
    expect([session.sizes.at(-1), session.written, app.lent.shown.endsWith('/ # ')]).toEqual([{ columns: 90, rows: 20 }, 'vi\r\x03', true]);
    app.lent.type('\x10\x11');
    await app.settled();
    expect([app.lent.given, session.closed, session.inputEnded, app.engine.attached('web').request, footer(app)]).toEqual([false, true, false, null, 'Left web: it runs on and is watched. I types again.']);
  });

  test('ends while it has it: told with its code', async () => {
    const app = await attachTo(tty);
    await ask(app);
    await app.press('y');
    app.engine.set({ ...tty, state: 'exited', exitCode: 3, finishedAt: '2026-11-23T12:00:00Z' });
    app.engine.session('web').end();
    await app.settled();
    expect([app.lent.given, footer(app)]).toEqual([false, 'web ended with exit code 3 while you were attached.']);
  });

  test('ends while it is typed at: what is typed on is no command, until there is a pause', async () => {
    const app = await attachTo(tty);
    await ask(app);
    await app.press('y');
    app.engine.session('web').end();
    await app.settled();
    for (const key of '| xargs rm -f'.split('')) {
      await app.press(key === ' ' ? 'space' : key);
      await app.pass(400);
    }
    await app.press('enter', 'ctrl-c');
    expect([app.piped, app.ended, app.state().screen.prompt, footer(app)]).toEqual([[], null, null, 'web closed its output and runs on. What is typed on goes nowhere until you pause.']);
    await app.pass(500);
    await app.press('?');
    expect(app.state().screen.help).not.toBeNull();
  });

  test.each([['enter', '\r'], ['y', 'y']])('%s that answers, doubled or held down, is not sent; let go, or after another key, it is', async (answer, byte) => {
    const app = await attachTo(tty);
    await ask(app);
    await app.press(answer);
    const session = app.engine.session('web');
    app.lent.type(byte);
    await app.pass(600);
    for (let held = 0; held < 20; held++) {
      app.lent.type(byte);
      await app.pass(30);
    }
    app.lent.type('\r');
    expect(session.written).toBe('');
    app.lent.type(`${byte}ls\r`);
    app.lent.type('\ry');
    expect(session.written).toBe('ls\r\ry');
    app.lent.type('\x10\x11');
    await app.settled();
    await ask(app);
    await app.press(answer);
    await app.pass(700);
    app.lent.type(byte);
    expect(app.engine.session('web').written).toBe(byte);
  });

  test('fault 38: ended as it was attached to: an engine that says nothing for ever is not waited for', async () => {
    const app = await attachTo(tty);
    await ask(app);
    app.engine.hang();
    await app.press('y');
    app.engine.wake();
    app.engine.set({ ...tty, state: 'exited', exitCode: 0, finishedAt: '2026-11-23T12:00:00Z' });
    await app.pass(200);
    expect([app.lent.given, footer(app)]).toEqual([false, expect.stringMatching(/web (is not running|ended)/)]);
  });

  test('the engine dies, or refuses: told', async () => {
    const app = await attachTo(tty);
    await ask(app);
    await app.press('y');
    app.engine.fail('unreachable', 'nobody listens');
    app.engine.session('web').cut();
    await app.settled();
    expect([app.lent.given, footer(app)]).toEqual([false, expect.stringMatching(/^Cannot .*nobody listens/)]);
    const other = await attachTo(tty);
    other.engine.refuseSessions(engineError(attempt, 'protocol', 'the answer is no bare connection'));
    await ask(other);
    await other.press('y');
    expect([other.lent.given, footer(other)]).toEqual([false, 'Cannot attach to the container: the answer is no bare connection.']);
  });

  test('fault 37: having stood still, it lets go to protect the container', async () => {
    const app = await attachTo(tty);
    await ask(app);
    await app.press('y');
    app.stall(4000);
    await app.pass(1000);
    expect([app.lent.given, app.engine.sessions[0]?.closed, footer(app)]).toEqual([false, true, expect.stringMatching(/^Detached from web to protect it: whalewatch stood still for \d s/)]);
  });

  test('a size that is refused does not end it', async () => {
    const app = await attachTo(tty);
    await ask(app);
    await app.press('y');
    app.engine.session('web').refuseSizes(engineError(attempt, 'status', 'no'));
    app.lent.resize({ columns: 10, rows: 5 });
    await app.settled();
    expect(app.lent.given).toBe(true);
  });

  test('many times, one after the other', async () => {
    const app = await attachTo(tty);
    for (let at = 0; at < 10; at++) {
      await ask(app);
    await app.press('y');
      app.lent.type('x\x10\x11');
      await app.settled();
    }
    expect([app.engine.sessions.map(({ written, over }) => [written, over]), app.lent.times]).toEqual([Array(10).fill(['x', true]), 10]);
  });
});
