import { describe, expect, test } from 'vitest';
import { engineError } from '../../src/engine/errors.ts';
import { type App, openApp } from './driver.ts';

const footer = (app: App) => app.screen().split('\n').at(-1)?.trim();

/** A command under way in `web`. */
async function run(line: string, options: Parameters<typeof openApp>[1] = {}): Promise<App> {
  const app = await openApp([{ name: 'web', image: 'shop/app:1' }], options);
  await app.press('!');
  await app.type(line);
  await app.press('enter');
  return app;
}

describe('a command whose output is kept', () => {
  test('runs without a terminal, as its user, through sh when only that understands it; its end shows the code', async () => {
    const app = await run('-u nobody ps aux | grep node');
    const session = app.engine.session('web');
    expect(session.request).toEqual({ command: ['sh', '-c', 'ps aux | grep node'], tty: false, input: false, user: 'nobody', workingDir: null, size: null });
    app.pane('output').shows(/ps aux \| grep node ─ web.*running[^]*It has written nothing yet[^]*docker -H unix:\/\/\/fake\.sock exec -u nobody web sh -c 'ps aux \| grep node'/);
    session.say('one\ntw');
    session.say('o\n\u001b[31mred\u001b[0m \u001b]0;title\u0007end', 'stdout');
    session.say('oops\n', 'stderr');
    session.end(3);
    await app.pass(100);
    app.pane('output').shows(/ended with exit code 3 · 4 lines[^]*│ one +│\n│ two +│\n[^]*▎oops[^]*│ red end/);
    await app.press('y');
    expect(app.copied).toEqual(['one\ntwo\noops\nred end']);
    await app.press('D');
    expect(app.copied[1]).toBe("docker -H unix:///fake.sock exec -u nobody web sh -c 'ps aux | grep node'");
    await app.press('esc');
    expect([app.state().screen.panel, app.state().sessions.output, session.over]).toEqual([null, null, true]);
  });

  test('what still runs is let go of after that was said; another key takes it back', async () => {
    const app = await run('sleep 100');
    const session = app.engine.session('web');
    await app.press('esc');
    expect([footer(app), session.over]).toEqual(['sleep 100 still runs: esc again lets it go, and it may run on in web.', false]);
    await app.press('j', 'esc');
    expect(session.over).toBe(false);
    await app.press('esc');
    expect([session.over, app.state().screen.panel]).toEqual([true, null]);
    session.say('late\n');
    await app.pass(100);
    expect(app.ended).toBeNull();
  });

  test('huge output: the newest is kept, what is not is counted, and the end is followed', async () => {
    const app = await run('seq 50000');
    const session = app.engine.session('web');
    for (let from = 0; from < 50_000; from += 10_000) session.say(`${Array.from({ length: 10_000 }, (_, at) => String(from + at + 1)).join('\n')}\n`);
    session.end(0);
    await app.pass(200);
    app.pane('output').shows(/ended with exit code 0 · 40,000 lines not kept · 10,000 lines/);
    app.pane('output').shows(/│ 50000 /);
    await app.press('g');
    app.pane('output').shows(/line 1 · 10,000 lines[^]*── 40,000 lines before these are not kept ──[^]*│ 40001 /);
    await app.press('ctrl-d', 'k', 'j', 'G');
    app.pane('output').shows(/│ 50000 /);
  });

  test('a line of megabytes keeps memory bounded', async () => {
    const app = await run('cat big');
    const session = app.engine.session('web');
    for (let at = 0; at < 40; at++) session.say('x'.repeat(300_000));
    session.end(0);
    await app.pass(200);
    const { lines = [] } = app.state().sessions.output ?? {};
    expect(lines.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(4 * 1024 * 1024);
  });

  test('fault 41: a missing binary: the engine’s words and the code, not only output', async () => {
    const app = await run('nosuch');
    app.engine.session('web').say('OCI runtime exec failed: exec: "nosuch": executable file not found');
    app.engine.session('web').end(126);
    await app.pass(100);
    app.pane('output').shows(/ended with exit code 126 \(it cannot be run\)[^]*executable file not found/);
  });

  test('fault 41: refused, or the connection broke: told in the panel', async () => {
    const app = await openApp([{ name: 'web' }]);
    app.engine.refuseSessions(engineError({ what: 'run a command in the container', where: 'x', path: 'x' }, 'status', 'no such exec'));
    await app.press('!', 'l', 's', 'enter');
    await app.pass(100);
    app.pane('output').shows(/failed[^]*Cannot run a command in the container: no such exec\./);
    const other = await run('ls');
    other.engine.session('web').cut();
    await other.pass(100);
    other.pane('output').shows('the connection broke off');
  });

  test('only its own keys act, and pasted text none', async () => {
    const app = await run('ls');
    await app.press('d', '1', 'tab');
    expect([footer(app), app.state().screen.panel?.kind]).toEqual(['tab does nothing here: esc closes the output.', 'output']);
    await app.hear({ kind: 'paste', text: 'q\ny\n' });
    expect(app.state().screen.panel?.kind).toBe('output');
  });

  test('one line is one line', async () => {
    const app = await run('top');
    app.engine.session('web').say('only\n');
    await app.pass(100);
    expect(app.screen()).toMatch(/ 1 line /);
  });

  test('while one scrolls, what comes moves nothing', async () => {
    const app = await run('top');
    const session = app.engine.session('web');
    session.say(`${Array.from({ length: 200 }, (_, at) => `line ${at}`).join('\n')}\n`);
    await app.pass(100);
    await app.press('g', 'j', 'j');
    session.say('more\nmore\n');
    await app.pass(100);
    expect(app.screen().split('\n')[2]).toMatch(/^│ line 2 /);
  });

  test('read-only, and a container that does not run: refused with the reason', async () => {
    const app = await openApp([{ name: 'web' }], { settings: { readOnly: true } });
    await app.press('!');
    expect([footer(app), app.state().screen.prompt]).toEqual([expect.stringMatching(/read-only/), null]);
    const other = await openApp([{ name: 'web', state: 'paused' }]);
    await other.press('!');
    expect(footer(other)).toMatch(/is paused/);
  });
});

describe('a secret in what was typed', () => {
  const line = 'mysql -uroot --password=hunter2';

  test('is masked wherever it is kept or shown, and clear in the copy of its docker command', async () => {
    const app = await run(line);
    const session = app.engine.session('web');
    expect(session.request).toMatchObject({ command: ['mysql', '-uroot', '--password=hunter2'] });
    app.pane('output').shows(/mysql -uroot --password=•+ ─ web[^]*exec web mysql -uroot '--password=•+'/);
    await app.press('D');
    expect(app.copied.at(-1)).toBe(`docker -H unix:///fake.sock exec web ${line}`);
    await app.press('esc');
    expect(footer(app)).toMatch(/^mysql -uroot --password=•+ still runs/);
    session.end(0);
    await app.pass(100);
    expect(JSON.stringify(app.state().sessions.past)).toMatch(/^(?!.*hunter2).*password=•/);
  });

  test('typed for a shell too, and at the terminal', async () => {
    const app = await run(`${line} | cat`);
    app.pane('output').shows(/mysql -uroot --password=•/);
    expect(app.screen()).not.toContain('hunter2');
    app.engine.session('web').end(0);
    await app.pass(100);
    await app.press('esc', 'E');
    await app.type(line);
    await app.press('enter');
    app.engine.session('web').end(0);
    await app.settled();
    expect(app.lent.shown).toMatch(/exec -it web mysql -uroot '--password=•+'[^]*mysql -uroot --password=•+ ended/);
    expect(app.lent.shown).not.toContain('hunter2');
    app.lent.type('\r');
    await app.settled();
    expect(footer(app)).toMatch(/^mysql -uroot --password=•+ ended with exit code 0 in web/);
    expect(JSON.stringify(app.state().sessions.past)).not.toContain('hunter2');
  });

  test('is shown with --show-secrets', async () => {
    const app = await run(line, { settings: { showSecrets: true } });
    app.pane('output').shows(/mysql -uroot --password=hunter2 ─ web/);
  });
});

test('what was done in containers is in :log, with its docker command, and can be copied', async () => {
  const app = await run('true');
  app.engine.session('web').end(0);
  await app.pass(100);
  await app.press('esc', 'e');
  app.engine.session('web').end(127);
  await app.settled();
  app.lent.type('x');
  app.engine.session('web').end(2);
  await app.pass(600);
  await app.press(':');
  await app.type(':log');
  await app.press('enter');
  app.pane('deeds').shows(/2 in all[^]*● .* web: true: ended with exit code 0[^]*▌● .* ash ended with exit code 2 in web\.[^]*exec -it web ash/);
  await app.press('y');
  expect(app.copied.at(-1)).toBe('docker -H unix:///fake.sock exec -it web ash');
});
