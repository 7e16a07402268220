import { describe, expect, test } from 'vitest';
import { engineError } from '../../../src/engine/errors.ts';
import { parseDetachKeys } from '../../../src/model/detach-keys.ts';
import { type App, openApp } from '../driver.ts';

const attempt = { what: 'run a command in the container', where: 'unix:///fake.sock', path: '/fake.sock' };
const refused = (status: number, why: string) => Object.assign(engineError(attempt, 'status', why), { failure: { kind: 'status', what: attempt.what, where: attempt.where, why, hint: '', status } });

async function shellIn(app: App): Promise<void> {
  await app.press('e');
  expect(app.lent.given).toBe(true);
}

/** The words on the footer. */
const footer = (app: App) => app.screen().split('\n').at(-1)?.trim();

describe('a shell', () => {
  test('has the terminal: keys go to it as they are typed, what it writes is shown, and its end gives the screen back with the code', async () => {
    const app = await openApp([{ name: 'web', labels: { 'com.docker.compose.project': 'shop' } }]);
    await shellIn(app);
    expect(app.lent.shown).toMatch(/^whalewatch: web - project shop - engine \/fake\.sock\r\nctrl-p ctrl-q leaves.*\r\ndocker -H unix:\/\/\/fake\.sock exec -it web bash\r\n\r\n$/);
    const session = app.engine.session('web');
    expect(session.request).toEqual({ command: ['bash'], tty: true, input: true, user: null, workingDir: null, size: { columns: 160, rows: 45 } });
    session.say('root@web:/# ');
    app.lent.type('ls\r\x1b[200~pasted\x1b[201~\x03\x1b');
    await app.settled();
    expect([session.written, app.lent.shown.endsWith('root@web:/# ')]).toEqual(['ls\r\x1b[200~pasted\x1b[201~\x03\x1b', true]);
    session.end(3);
    await app.settled();
    expect([app.lent.given, footer(app)]).toEqual([false, 'bash ended with exit code 3 in web.']);
  });

  test('what is typed before it stands is not lost, and it hears every size', async () => {
    const app = await openApp([{ name: 'web' }]);
    app.engine.hang();
    await app.press('e');
    app.lent.type('whoami\r');
    app.engine.wake();
    await app.settled();
    const session = app.engine.session('web');
    app.lent.resize({ columns: 100, rows: 30 });
    await app.settled();
    expect([session.written, session.sizes.at(-1)]).toEqual(['whoami\r', { columns: 100, rows: 30 }]);
  });

  test('of bash, ash, sh, busybox sh the first that is there; the next time at once', async () => {
    const app = await openApp([{ name: 'web' }, { name: 'other', image: 'other:1' }]);
    await app.press('g');
    const name = app.screen().includes('Logs ─ web') ? 'web' : 'other';
    await shellIn(app);
    for (const code of [126, 127]) {
      app.engine.session(name).say('OCI runtime exec failed');
      app.engine.session(name).end(code);
      await app.settled();
    }
    const { request } = app.engine.session(name);
    expect(request).toMatchObject({ command: ['sh'] });
    app.lent.type('x');
    app.engine.session(name).end(0);
    await app.pass(600);
    await shellIn(app);
    expect(app.engine.session(name).request).toMatchObject({ command: ['sh'] });
    app.engine.session(name).end(0);
    await app.pass(600);
    // another image has its own
    await app.press('j');
    await shellIn(app);
    expect(app.engine.sessions.at(-1)?.request).toMatchObject({ command: ['bash'] });
  });

  test('fault 41: an image without any is told in words, with what the engine said', async () => {
    const app = await openApp([{ name: 'web' }]);
    await app.press('e');
    for (let tries = 0; tries < 4; tries++) {
      app.engine.session('web').end(127);
      await app.settled();
    }
    expect([app.lent.given, footer(app)]).toEqual([false, 'web has no shell (tried bash, ash, sh, busybox sh): E runs another command. with exit code 127 (no such command)']);
    await app.pass(600);
    app.engine.refuseSessions(refused(400, 'exec: "bash": executable file not found'));
    await app.press('e');
    expect(footer(app)).toMatch(/^web has no shell .*executable file not found/);
  });

  test('fault 41: refused for the container’s sake it is told at once', async () => {
    const app = await openApp([{ name: 'web' }]);
    app.engine.refuseSessions(refused(409, 'Container 1234 is paused, unpause the container before exec'));
    await app.press('e');
    expect([app.engine.sessions, footer(app)]).toEqual([[], 'Cannot run a command in the container: Container 1234 is paused, unpause the container before exec.']);
  });

  test('fault 41: paused since the last list: nothing is sent', async () => {
    const app = await openApp([{ name: 'web' }]);
    app.engine.set({ name: 'web', state: 'paused' });
    await app.press('e');
    expect([app.engine.sessions, footer(app)]).toEqual([[], 'web is paused: it hears and says nothing until it is unpaused.']);
  });

  test('the connection breaks off: told', async () => {
    const app = await openApp([{ name: 'web' }]);
    await shellIn(app);
    app.engine.session('web').cut();
    await app.settled();
    expect(footer(app)).toBe('The connection to bash in web broke off.');
  });

  test('twenty, one after the other, leave nothing behind', async () => {
    const app = await openApp([{ name: 'web' }]);
    for (let at = 0; at < 20; at++) {
      await shellIn(app);
      app.lent.type('exit\r');
      app.engine.session('web').end(0);
      await app.pass(600);
    }
    expect([app.engine.sessions.every(({ over }) => over), app.lent.times, app.state().requests.terminal]).toEqual([true, 20, null]);
  });
});

describe('the detach keys', () => {
  test('leave, and are never sent', async () => {
    const app = await openApp([{ name: 'web' }]);
    await shellIn(app);
    const session = app.engine.session('web');
    app.lent.type('sleep 9\r\x10');
    app.lent.type('\x11');
    await app.settled();
    expect([session.written, session.closed, app.lent.given]).toEqual(['sleep 9\r', true, false]);
    expect(footer(app)).toMatch(/^Left bash in web/);
  });

  test('half of them goes through after half a second, and at once with another key', async () => {
    const app = await openApp([{ name: 'web' }]);
    await shellIn(app);
    const session = app.engine.session('web');
    app.lent.type('\x10');
    await app.pass(490);
    expect(session.written).toBe('');
    await app.pass(20);
    expect(session.written).toBe('\x10');
    app.lent.type('\x10');
    app.lent.type('k');
    expect(session.written).toBe('\x10\x10k');
    app.lent.type('\x11');
    await app.settled();
    expect([session.written, app.lent.given]).toEqual(['\x10\x10k\x11', true]);
  });

  test('can be others', async () => {
    const app = await openApp([{ name: 'web' }], { settings: { detachKeys: parseDetachKeys('ctrl-x,x')! } });
    await shellIn(app);
    app.lent.type('\x10\x11\x18x');
    await app.settled();
    expect([app.engine.sessions[0]?.written, app.lent.given]).toEqual(['\x10\x11', false]);
  });

  test('and ctrl-c leave an engine that does not answer', async () => {
    for (const keys of ['\x10\x11', '\x03']) {
      const app = await openApp([{ name: 'web' }]);
      app.engine.hang();
      await app.press('e');
      app.lent.type(keys);
      await app.pass(1100);
      expect([app.lent.given, footer(app), app.engine.sessions]).toEqual([false, 'Left web before it answered.', []]);
    }
  });
});

test('ctrl-c pressed twice at a shell that has not begun leaves the shell, not whalewatch', async () => {
  const app = await openApp([{ name: 'web' }]);
  app.engine.hang();
  await app.press('e');
  app.lent.type('\x03');
  app.engine.wake();
  await app.settled();
  expect([app.lent.given, footer(app)]).toEqual([false, expect.stringMatching(/^Left bash in web/)]);
  await app.press('ctrl-c');
  expect([app.ended, footer(app)]).toEqual([null, expect.stringMatching(/goes nowhere until you pause\.$/)]);
});

describe('a command that was asked for', () => {
  test('is run as its user, in its folder, and stays to be read until enter', async () => {
    const app = await openApp([{ name: 'web' }]);
    await app.press('E');
    await app.type('-u postgres -w /srv psql -c "select 1"');
    await app.press('enter');
    const session = app.engine.session('web');
    expect(session.request).toMatchObject({ command: ['psql', '-c', 'select 1'], user: 'postgres', workingDir: '/srv', tty: true });
    expect(app.lent.shown).toContain("exec -it -u postgres -w /srv web psql -c 'select 1'\r\n");
    session.say('1\r\n');
    session.end(0);
    await app.settled();
    expect(app.lent.shown).toMatch(/1\r\n\r\n\[whalewatch: psql -c select 1 ended with exit code 0 - enter goes back\]$/);
    app.lent.type('q');
    await app.settled();
    expect(app.lent.given).toBe(true);
    app.lent.type('\r');
    await app.settled();
    expect([app.lent.given, footer(app)]).toEqual([false, 'psql -c select 1 ended with exit code 0 in web.']);
  });

  test('with a screen of its own it is not waited for', async () => {
    const app = await openApp([{ name: 'web' }]);
    await app.press('E');
    await app.type('vi');
    await app.press('enter');
    app.lent.toOther();
    app.engine.session('web').end(0);
    await app.settled();
    expect(app.lent.given).toBe(false);
  });

  test('fault 41: it is not there: the engine’s words and the code', async () => {
    const app = await openApp([{ name: 'web' }]);
    await app.press('E');
    await app.type('nosuch');
    await app.press('enter');
    app.engine.session('web').end(127);
    await app.settled();
    expect(app.lent.shown).toMatch(/`nosuch` could not be run \(exit code 127: no such command\) - enter goes back\]$/);
    app.lent.type('\r');
    await app.settled();
    expect(footer(app)).toBe('`nosuch` could not be run in web (exit code 127: no such command).');
  });

  test('what is no command is told, and nothing is sent', async () => {
    const app = await openApp([{ name: 'web' }]);
    await app.press('E');
    await app.type("echo 'a");
    await app.press('enter');
    expect([footer(app), app.lent.times]).toEqual(['Nothing was run: a quote is not closed.', 0]);
  });

  test('it goes into the container that was selected when it was asked for', async () => {
    const app = await openApp([{ name: 'db' }, { name: 'web' }]);
    await app.press('G', 'E');
    app.engine.set({ name: 'db' }, { name: 'zzz' });
    await app.type('ls');
    await app.pass(3000);
    await app.press('enter');
    expect([app.engine.sessions, app.lent.times === 0 || /no such container|removed|404/i.test(app.screen())]).toEqual([[], true]);
  });
});

test('a terminal that does not keep up: ctrl-c leaves the flood out, and the program draws anew', async () => {
  const app = await openApp([{ name: 'web' }]);
  await shellIn(app);
  app.lent.stall(5_000_000);
  app.lent.type('\x03');
  await app.settled();
  expect([app.lent.skipped, app.engine.session('web').written]).toEqual([1, '\x03']);
  expect(app.lent.shown).toContain('[whalewatch: 5.0 MB of output left out: the terminal did not keep up]');
  expect(app.engine.session('web').sizes.slice(-2)).toEqual([{ columns: 160, rows: 46 }, { columns: 160, rows: 45 }]);
});

test('suspended, the session is let go and the screen is back', async () => {
  const app = await openApp([{ name: 'web' }]);
  await shellIn(app);
  app.loop.post({ type: 'terminal/suspended' });
  await app.settled();
  expect([app.engine.sessions[0]?.over, app.lent.given, footer(app)]).toEqual([true, false, 'Left web, as whalewatch was suspended.']);
});

test('read-only: nothing is sent into a container, and why is told', async () => {
  const app = await openApp([{ name: 'web' }], { settings: { readOnly: true } });
  for (const key of ['e', 'E']) {
    await app.press(key);
    expect(footer(app)).toMatch(/read-only/);
  }
  expect([app.lent.times, app.engine.sessions]).toEqual([0, []]);
});

test.each([['exited', /not running \(exited\)/], ['paused', /is paused/], ['restarting', /is restarting/], ['created', /not been started/]])('fault 41: in a container that is %s nothing is run', async (state, why) => {
  const app = await openApp([{ name: 'web', state }]);
  for (const key of ['e', 'E']) {
    await app.press(key);
    expect(footer(app)).toMatch(why);
  }
  expect([app.lent.times, app.engine.sessions]).toEqual([0, []]);
});
