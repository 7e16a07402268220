import { spawnSync } from 'node:child_process';
import { afterEach, describe, expect, test } from 'vitest';
import { openProgram, type Program } from '../whole-program.ts';

let program: Program;
const open = (options: Parameters<typeof openProgram>[0] = {}) => (program = openProgram({ args: ['--demo'], ...options }));
const run = (...args: string[]) => spawnSync(process.execPath, ['dist/whalewatch.js', ...args], { encoding: 'utf8', env: { PATH: process.env['PATH'], HOME: '/nonexistent' } });

afterEach(() => program?.kill('SIGKILL'));

describe('the built program on the demo engine', () => {
  test('three panes at 160x45: list, inspect and log of the first container', async () => {
    open();
    await program.shows(/DEMO.*● live[^]*┌ Containers .*┌ Inspect ─ debug-shell/);
    await program.shows(/Logs ─ debug-shell .* lines/);
    await program.shows(/State +running for/);
  });

  test('80x24 has list and log, inspect on i; 40x10 one pane; smaller says so; and back', async () => {
    open({ columns: 80, rows: 24 });
    await program.shows(/● live[^]*┌ Containers[^]*┌ Logs/);
    program.press('i');
    await program.shows(/┌ Containers[^]*┌ Inspect/);
    program.resize(40, 10);
    await program.shows((text) => /┌ Inspect/.test(text) && !text.includes('Containers'));
    program.resize(1, 1);
    program.resize(30, 5);
    await program.shows('needs 40x10');
    program.resize(80, 24);
    await program.shows(/┌ Containers[^]*┌ Inspect/);
  });

  test('filter, selection, log search and help by keyboard', async () => {
    open();
    await program.shows('● live');
    program.press('/shop-api');
    await program.shows(/2 · \d+ hidden · \/shop-api/);
    program.press('\r');
    await program.shows('Logs ─ shop-api-1');
    program.press('\x1b');
    await program.shows((text) => !text.includes('/shop-api '));
    program.press('?');
    await program.shows('┌ Keys');
    program.press('q');
    await program.shows((text) => !text.includes('┌ Keys'));
    program.press(':');
    program.press('sort by image');
    await program.shows('┌ Commands');
    program.press('\r');
    await program.shows('by image');
  });

  test('a split arrow key, a paste and a terminal reply never act', async () => {
    open();
    await program.shows('● live');
    program.press('\x1b[200~q\nqq\x1b[201~');
    await program.shows('Pasted text does nothing');
    program.press('\x1b[?62;22c\x1b]11;rgb:0000/0000/0000\x1b\\');
    program.press('j');
    await program.shows('Logs ─ i18n-feed');
  });

  test('quit restores the terminal and exits 0', async () => {
    open();
    await program.shows('● live');
    program.press('q');
    const { code, output } = await program.ended;
    expect(code).toBe(0);
    expect(output.lastIndexOf('\x1b[?1049l')).toBeGreaterThan(output.lastIndexOf('\x1b[?1049h'));
    expect(output.lastIndexOf('\x1b[?25h')).toBeGreaterThan(output.lastIndexOf('\x1b[?25l'));
  });

  test.each([['SIGTERM', 143], ['SIGHUP', 129]] as const)('%s restores the terminal and exits %i', async (signal, expected) => {
    open();
    await program.shows('● live');
    process.kill(program.pid, signal);
    const { code, output } = await program.ended;
    expect(code).toBe(expected);
    expect(output.lastIndexOf('\x1b[?1049l')).toBeGreaterThan(output.lastIndexOf('\x1b[?1049h'));
  });

  test('--ascii draws no sign of ours beyond ASCII, LANG=C nothing at all; NO_COLOR no colour', async () => {
    open({ args: ['--demo', '--ascii'] });
    const screen = await program.shows('* live');
    expect(screen).not.toMatch(/[┌┐└┘─│●✚✖◐○▌…·→]/);
    program.kill('SIGKILL');
    open({ env: { LANG: 'C', NO_COLOR: '1' } });
    await program.shows('* live');
    expect(program.screen()).toMatch(/^[\x20-\x7e\n]*$/);
    program.press('q');
    expect((await program.ended).output).not.toMatch(/\x1b\[[0-9;]*(?:3[0-7]|38|4[0-7]|48|9[0-7])[0-9;]*m/);
  });

  test('1,000 containers scroll', async () => {
    open({ args: ['--demo=1000'] });
    await program.shows(/ 1,000 · by name/);
    program.press('G');
    await program.shows((text) => /▌/.test(text.split('\n')[20] ?? ''));
  });

  test('ctrl-z gives the shell its screen and its group back, even through npm-like parents; fg returns', async () => {
    open({ shell: true, env: { PS1: 'shell> ' } });
    await program.shows('shell>');
    program.press(`sh -c "'${process.execPath}' dist/whalewatch.js --demo; true"\r`);
    await program.shows('● live');
    program.press('j');
    const before = await program.shows(/▌.*\n/);
    program.press('\x1a');
    await program.shows((text) => text.includes('Stopped') && !text.includes('● live'));
    program.press('echo shell works\r');
    await program.shows(/^shell works$/m);
    program.press('fg\r');
    await program.shows('● live');
    program.press('k');
    await program.shows((text) => text.includes('● live') && text !== before);
  });

  test('ctrl-z where no shell could bring it back leaves it running', async () => {
    open();
    await program.shows(/● live[^]*State +running[^]*Logs ─ debug-shell .* lines[^]*q quit/);
    const before = program.bytes();
    program.press('\x1a');
    await program.shows(() => program.bytes() > before + 1000); // drawn anew, whole
    program.press('?');
    await program.shows('┌ Keys');
  });

  test('nothing answers: the screen opens, says so, and D opens the demo', async () => {
    open({ args: ['-H', 'unix:///nonexistent/docker.sock'] });
    await program.shows(/unreachable[^]*ENOENT[^]*Trying again in \d s/);
    program.press('D');
    await program.shows(/DEMO[^]*debug-shell/);
  });
});

describe('without a screen', () => {
  test('--once prints the list, --json JSON', () => {
    expect(run('--demo', '--once').stdout).toMatch(/^NAME +IMAGE/);
    expect(JSON.parse(run('--demo', '--once', '--json').stdout)).toHaveLength(20);
    expect(run('--demo').stdout).toContain('shop-api-1');
  });

  test('failures are one sentence and exit 1, bad usage exit 2 with the nearest right option', () => {
    const gone = run('--once', '-H', 'unix:///nonexistent/docker.sock');
    expect([gone.status, gone.stdout]).toEqual([1, '']);
    expect(gone.stderr).toMatch(/^whalewatch: cannot .*ENOENT.*\n$/);
    expect(run('--hsot').stderr).toContain('did you mean --host?');
    expect(run('--hsot').status).toBe(2);
    expect(run('-H', '/var/run/docker.sock').stderr).toContain('unix:///var/run/docker.sock');
    expect(run('--context', 'x').stderr).toContain('names the context “x”, which is not in');
    expect(run('--context', 'x').status).toBe(2);
    expect(run('--interval', 'soon').stderr).toContain('not a duration');
    expect(run('--version').stdout).toMatch(/^whalewatch \d/);
    expect(run('--help').stdout).toContain('--log-budget SIZE');
  });
});
