import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type IPty, spawn } from '@lydell/node-pty';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/app/clock.ts';
import type { Foreground, Visit } from '../../src/shell/foreground.ts';
import { openPipe, pagerOf, staysOpen } from '../../src/shell/pipe.ts';
import { missingCommand } from '../own-engine.ts';
import { createVirtualScreen } from '../terminal/virtual-screen.ts';

test.each([
  ['less', true], ['less -R', true], ['/usr/bin/less', true], [' LESS=-S LC_ALL=C vim -', true], ['jq -C . | less -R', true], ['grep "a|b" | bat', true],
  ['jq .', false], ['grep less', false], ["grep 'x| less'", false], ['grep x\\|less', false], ['less; wc', false], ['lesskey', false], ['', false],
])('%j stays open: %s', (command, expected) => expect(staysOpen(command)).toBe(expected));

test.each([[{}, 'less -R'], [{ PAGER: ' ' }, 'less -R'], [{ PAGER: 'most' }, 'most']])('the pager of %j is %s', (env, expected) => expect(pagerOf(env)).toBe(expected));

describe('without a terminal', () => {
  const said: string[] = [];
  const visit: Visit = { say: (text) => said.push(text), runs: () => undefined, interrupted: () => new Promise(() => undefined), enterPressed: () => Promise.resolve(),
    borrow: () => {
      throw new Error('nobody borrows here');
    } };
  const foreground: Foreground = { given: false, interrupt: () => undefined, give: (use) => use(visit), takeBack: (then) => then() };
  const pipe = openPipe({ env: { PATH: process.env['PATH'] }, foreground, clock: systemClock });
  const pieces = (text: string) => () => [text];

  test('a command gets every byte, however slowly it reads', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pipe-'));
    const parts = Array.from({ length: 3000 }, (_, at) => `${at} 日本 ${'x'.repeat(at % 900)}\n`);
    expect(await pipe(`sleep 0.3; cat >'${folder}/all'`, () => parts)).toMatch(/ended\.$/);
    expect(readFileSync(join(folder, 'all'), 'utf8') === parts.join('')).toBe(true);
    rmSync(folder, { recursive: true });
  });

  test.each([
    ['true', 'true ended.'], ['exit 5', 'exit 5 ended with status 5.'], ['no-such-command 2>/dev/null', 'no-such-command 2>/dev/null ended with status 127.'],
    ['kill -KILL $$', 'kill -KILL $$ was ended by SIGKILL.'], ['  ', 'Nothing was run: no command was given.'],
    [`: '${'é'.repeat(80)}\x1b[31m'`, `: '${'é'.repeat(57)}... ended.`],
  ])('%j: %s', async (command, sentence) => expect(await pipe(command, pieces('text'))).toBe(sentence));

  test('a shell that is not there, a command no shell can be given', async () => {
    const elsewhere = openPipe({ env: { SHELL: '/nonexistent/sh' }, foreground, clock: systemClock });
    expect(await elsewhere('less', pieces('text'))).toBe('less cannot be started: /nonexistent/sh (ENOENT).');
    expect(await pipe('less \0', pieces('text'))).toMatch(/^less .*cannot be started: /);
    expect(await pipe('x'.repeat(3_000_000), pieces('text'))).toMatch(/cannot be started: .*E2BIG/);
  });

  test('an early end leaves the rest unmade, and what reads in the background is cut off', async () => {
    let made = 0;
    function* endless() {
      for (;;) yield `${made++}`.padEnd(1000, '.');
    }
    expect(await pipe('head -n 0; exec 0</dev/null; sleep 0.1', endless)).toMatch(/ended\.$/);
    expect(made).toBeLessThan(2000);
    expect(await pipe('(cat >/dev/null) <&0 & exit 3', endless)).toContain('status 3');
  });

  test('a bug in what makes the parts ends the command and is a bug', async () => {
    await expect(pipe('exec sleep 60', () => {
      throw new Error('bug');
    })).rejects.toThrow('bug');
    function* broken() {
      yield 'x';
      throw new Error('late bug');
    }
    await expect(pipe('exec sleep 60', broken)).rejects.toThrow('late bug');
  });
});

let folder: string;
let stage: string;
const open = new Set<IPty>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pipe-'));
  stage = join(folder, 'stage.cjs');
  await build({ entryPoints: [new URL('stage.ts', import.meta.url).pathname], outfile: stage, bundle: true, platform: 'node', format: 'cjs', external: ['term.js', 'pty.js'], logLevel: 'silent' });
});
afterEach(() => {
  for (const pty of open) pty.kill('SIGKILL');
  open.clear();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Long enough for a person to have read something. */
const readable = () => new Promise((done) => setTimeout(done, 350));

/** Resolves once a program of that name and arguments runs at the terminal. */
async function runs(pty: IPty, command: string): Promise<void> {
  const where = readlinkSync(`/proc/${pty.pid}/fd/0`).replace('/dev/', '');
  await expect.poll(() => execFileSync('pgrep', ['-f', `^${command}$`, '-t', where], { encoding: 'utf8' })).not.toBe('');
}

/** The stage in a terminal of its own, inside a shell that tells the state of the terminal when the stage is gone; `interactive`: one with job control. */
function play(commands: readonly string[], { lines = 1000, interactive = false } = {}) {
  const screen = createVirtualScreen(100, 12);
  const env = { PATH: process.env['PATH'] ?? '', HOME: folder, LANG: 'C.UTF-8', TERM: 'xterm-256color', SHELL: '/bin/sh', PS1: 'shell> ', STAGE_LINES: String(lines) };
  const script = '"$0" "$@"; code=$?; echo "code=$code raw=$(stty -a | grep -c -- "-icanon\\|-echo ") end"; read -r';
  const args = interactive ? ['--norc', '-i'] : ['--norc', '-c', script, process.execPath, stage, ...commands];
  const pty = spawn('bash', args, { cols: 100, rows: 12, env });
  open.add(pty);
  let bytes = '';
  let writing = Promise.resolve();
  pty.onData((data) => {
    bytes += data;
    writing = writing.then(() => screen.write(data));
  });
  const shows = (wanted: string | RegExp) => expect.poll(() => screen.text().join('\n'), { timeout: 15_000, interval: 20 }).toMatch(wanted);
  /** The stage's own process. */
  const pid = () => Number(execFileSync('pgrep', ['-P', String(pty.pid), '-f', stage], { encoding: 'utf8' }).trim());
  const ours = async (sentence: string) => {
    await shows(`said: ${sentence}|`);
    expect(screen.alternate).toBe(true);
    expect([screen.modes.bracketedPasteMode, screen.modes.wraparoundMode]).toEqual([true, false]);
  };
  /** Ends the stage and sees that the terminal is as it was. */
  const leaves = async (code = 0) => {
    if (code === 0) pty.write('q');
    await shows(`code=${code} raw=0 end`);
    expect([screen.alternate, screen.modes.bracketedPasteMode, screen.modes.wraparoundMode]).toEqual([false, false, true]);
    expect(bytes.lastIndexOf('\x1b[?25h')).toBeGreaterThan(bytes.lastIndexOf('\x1b[?25l'));
  };
  return { pty, screen, shows, pid, ours, leaves, bytes: () => bytes, resize: (columns: number, rows: number) => { screen.resize(columns, rows); pty.resize(columns, rows); } };
}

describe.skipIf(missingCommand('less', 'pgrep') !== null)('a pager at a real terminal', () => {
  test('has it to itself, quits early with megabytes unread, and the screen comes back whole', async () => {
    const { pty, shows, ours, leaves, bytes } = play(['less'], { lines: 200_000 });
    await shows('tick');
    pty.write('1');
    await shows(/^line 0 [^]*^:/m);
    const before = bytes().length;
    pty.write(' ');
    await shows(/^line 11 /m);
    await readable();
    // a screen that counts every 20 ms wrote nothing
    expect(bytes().slice(before)).not.toMatch(/tick|\d\|/);
    pty.write('qq');
    await ours('less ended.');
    // the second q was typed for the pager as well
    await shows(/tick \d+ made (?!200000)\d+\|/);
    await leaves();
  });

  test('hears ctrl-c, and so does not the program around it; a new size is heard by both', async () => {
    const { pty, shows, ours, leaves, resize } = play(['less']);
    await shows('tick');
    pty.write('1');
    await shows(/^line 0 [^]*^:/m);
    pty.write('\x03');
    await readable();
    pty.write('G');
    await shows(/^line 999 [^]*\(END\)/m);
    resize(60, 8);
    await shows(/^line 989 x+\nx+\nline 990/);
    pty.write('q');
    await ours('less ended.');
    await leaves();
  });

  test.each([['SIGTERM', 143], ['SIGHUP', 129]] as const)('%s ends both, and gives the terminal back', async (signal, code) => {
    const { pty, shows, pid, leaves } = play(['less']);
    await shows('tick');
    pty.write('1');
    await shows(/^line 0 [^]*^:/m);
    process.kill(pid(), signal);
    await leaves(code);
  });

  test('ctrl-z stops both, fg brings the pager back', async () => {
    const { pty, shows, ours, screen } = play([], { interactive: true });
    await shows('shell>');
    pty.write(`'${process.execPath}' '${stage}' less\r`);
    await shows('tick');
    pty.write('1');
    await shows(/^line 0 [^]*^:/m);
    pty.write('\x1a');
    await shows('Stopped');
    expect(screen.alternate).toBe(false);
    pty.write('clear; echo shell works\r');
    await shows(/^shell works$/m);
    pty.write('fg\r');
    await shows(/^line 0 /m);
    await readable();
    pty.write('q');
    await ours('less ended.');
    pty.write('\x1a');
    await shows('Stopped');
    pty.write('clear; fg\r');
    await shows('tick');
  });
});

describe.skipIf(missingCommand('pgrep') !== null)('a command at a real terminal', () => {
  test('that prints and ends is read until enter; only enter goes back', async () => {
    const { pty, shows, ours, leaves, screen } = play(['wc -l']);
    await shows('tick');
    pty.write('1');
    await shows(/^1000\n+\[whalewatch: wc -l ended with 0 - enter goes back\]/m);
    expect(screen.alternate).toBe(false);
    pty.write('qj\x1b\x1a');
    await new Promise((done) => setTimeout(done, 100));
    expect(screen.text().join('\n')).toContain('enter goes back');
    pty.write('\r');
    await ours('wc -l ended.');
    await leaves();
  });

  test.each(['\x03', '\x04'])('%j goes back as well, and ends nothing', async (key) => {
    const { pty, shows, ours, leaves } = play(['exit 5']);
    await shows('tick');
    pty.write('1');
    await shows('[whalewatch: exit 5 ended with 5 - enter goes back]');
    pty.write(key);
    await ours('exit 5 ended with status 5.');
    await leaves();
  });

  test('ctrl-c and ctrl-\\ end the command alone', async () => {
    const { pty, shows, ours, leaves } = play(['exec sleep 60', 'ulimit -c 0; exec sleep 61']);
    await shows('tick');
    pty.write('1');
    await runs(pty, 'sleep 60');
    pty.write('\x03');
    await shows('exec sleep 60 was ended by SIGINT - enter goes back');
    pty.write('\r');
    await ours('exec sleep 60 was ended by SIGINT.');
    pty.write('2');
    await runs(pty, 'sleep 61');
    pty.write('\x1c');
    await shows('sleep 61 was ended by SIGQUIT - enter goes back');
    pty.write('\r');
    await ours('ulimit -c 0; exec sleep 61 was ended by SIGQUIT.');
    await leaves();
  });

  test('that was killed and left the terminal raw, on another screen, with a mouse and a scroll region', async () => {
    const { pty, shows, leaves, screen } = play(["stty raw -echo </dev/tty; printf '\\033[?1049h\\033[?1000h\\033[3;5r\\033[4h\\033[?6h'; kill -KILL $$"]);
    await shows('tick');
    pty.write('1');
    await shows(/was ended by SIGKILL -\s+enter goes back/);
    pty.write('\r');
    await shows(/^said: [^]*\n *tick/);
    expect(screen.text()[1]).toMatch(/^tick \d+ made \d+\|$/);
    await leaves();
  });

  test('SIGTERM while its last words are read', async () => {
    const { pty, shows, pid, leaves } = play(['wc -c']);
    await shows('tick');
    pty.write('1');
    await shows('enter goes back');
    process.kill(pid(), 'SIGTERM');
    await leaves(143);
  });
});
