import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startOwnEngine } from '../own-engine.ts';
import { describeReal } from '../real-engine.ts';
import { openProgram, type Program } from '../whole-program.ts';
import { pressed } from './asking.ts';
import { dockerAt } from './log-stage.ts';

describeReal('attach, shell and commands on a real engine in the built program', () => {
  let engine: Awaited<ReturnType<typeof startOwnEngine>>;
  let docker: ReturnType<typeof dockerAt>;
  let program: Program;
  const folder = mkdtempSync(join(tmpdir(), 'ww-attach-'));

  beforeAll(async () => {
    engine = await startOwnEngine();
    docker = dockerAt(engine.address);
    // an image with one program in it, and no shell
    mkdirSync(join(folder, 'root'));
    copyFileSync('/bin/busybox', join(folder, 'root', 'sleep'));
    execFileSync('tar', ['-C', join(folder, 'root'), '-cf', join(folder, 'bare.tar'), '.']);
    docker('import', join(folder, 'bare.tar'), 'bare:1');
  }, 120_000);
  afterAll(async () => {
    await engine?.stop();
    rmSync(folder, { recursive: true });
  }, 60_000);
  afterEach(() => {
    program?.kill('SIGKILL');
    const all = docker('ps', '-aq').split('\n').filter((id) => id !== '');
    if (all.length > 0) docker('rm', '-f', ...all);
  });

  const start = (name: string, options: readonly string[], ...command: readonly string[]) => docker('run', '-d', '--name', name, '--network', 'none', ...options, ...command);
  /** The built program with a container selected. */
  const open = async (name: string, options: Parameters<typeof openProgram>[0] = {}) => {
    program = openProgram({ args: ['-H', engine.address], columns: 120, rows: 36, ...options });
    await program.shows('● live');
    // there is no other
    await program.shows(new RegExp(`Logs ─ ${name}`));
  };
  const attach = async (name: string) => {
    program.press('a');
    await program.shows(new RegExp(`Attached ─ ${name}[^]*attached`));
  };
  /** Input is on: the question was read and answered. */
  const typeInto = async (name: string) => {
    await pressed(program, 'I', `Type into ${name}?`);
    // an answer counts once the question could be read; one too many would be typed into the container
    for (let gone = false; !gone;) {
      program.press('y');
      gone = await program.shows((text) => !text.includes(`Type into ${name}?`), 1500).then(() => true, () => false);
    }
  };
  /** After a session that ended by itself keys count once there was a pause. */
  const heardAgain = () => pressed(program, '\x0c', 'Drawn again.', 1000);
  const until = async (holds: () => boolean) => {
    for (let tries = 0; !holds(); tries++) {
      if (tries > 400) throw new Error('not so after 20 s');
      await new Promise((done) => setTimeout(done, 50));
    }
  };
  const state = (name: string) => docker('inspect', '-f', '{{.State.Status}} {{.State.ExitCode}}', name);

  test('a shell with a terminal: typed to, resized, left, and attached to again', async () => {
    start('tty', ['-it'], 'busybox', 'sh');
    await open('tty');
    await attach('tty');
    await typeInto('tty');
    // the nudge makes the shell draw its prompt
    await program.shows(/whalewatch: tty - engine .*\nctrl-p ctrl-q leaves it running[^]*attach --detach-keys=ctrl-p,ctrl-q tty\n\n~ # /);
    program.press('stty size; echo in the container\r');
    await program.shows(/\n36 120\nin the container\n~ # /);
    program.resize(100, 30);
    await until(() => docker('exec', 'tty', 'stty', '-F', '/dev/console', 'size') === '30 100');
    program.press('echo now; sleep 100\r');
    await program.shows(/^now/m);
    program.press('\x03');
    await program.shows(/now\n\^C\n~ # /);
    program.press('\x10\x11');
    await program.shows(/┌ Containers[^]*Attached ─ tty[^]*in the container[^]*Left tty: it runs on/);
    expect(state('tty')).toBe('running 0');
    await typeInto('tty');
    await program.shows(/^~ #/m);
    program.press('exit 3\r');
    await program.shows(/tty ended with exit code 3 while you were attached/);
    expect(state('tty')).toBe('exited 3');
  });

  test('a shell without a terminal: lines go in, answers come, leaving leaves it running', async () => {
    start('plain', ['-i'], 'busybox', 'sh');
    await open('plain');
    await attach('plain');
    await typeInto('plain');
    await program.shows(/INPUT · attached/);
    program.press('hostname\r');
    await program.shows(new RegExp(`› hostname[^]*${docker('inspect', '-f', '{{.Config.Hostname}}', 'plain')}`));
    program.press('printf Name:;read n;echo =$n');
    await program.shows('echo =$n');
    program.press('\r');
    await program.shows(/│ Name: /);
    program.press('Ann');
    await program.shows('Name: Ann');
    program.press('\x03');
    await program.shows((text) => !text.includes('Ann'));
    program.press('Eve\r');
    await program.shows(/› Eve[^]*=Eve/);
    program.press('\x03');
    await program.shows('ctrl-c sends nothing to plain');
    program.press('\x10\x11');
    await program.shows('Input is off: plain runs on');
    expect(state('plain')).toBe('running 0');
    await typeInto('plain');
    await program.shows(/INPUT · attached/);
    program.press('exit 7\r');
    await program.shows(/plain exited 7 at/);
    expect(state('plain')).toBe('exited 7');
  });

  test('StdinOnce: what leaving means is told, and it is so', async () => {
    docker('create', '-i', '-a', 'stdin', '--name', 'once', '--network', 'none', 'busybox', 'sh', '-c', 'cat; echo input over; exec sleep 100');
    docker('start', 'once');
    expect(docker('inspect', '-f', '{{.Config.StdinOnce}}', 'once')).toBe('true');
    await open('once');
    await attach('once');
    program.press('I');
    await program.shows(/Leaving ends its input for good \(StdinOnce\)/);
    program.press('\x1b');
    await program.shows('Nothing is sent.');
    await typeInto('once');
    await program.shows(/INPUT · attached/);
    program.press('hello\r');
    await program.shows(/› hello[^]*│ hello/);
    program.press('\x1b');
    await program.shows(/│ input over[^]*Left once: its input has ended \(StdinOnce\)/);
    expect(state('once')).toBe('running 0');
  });

  test('10 MB while attached: what writes them is never held up, neither while one looks elsewhere nor while the terminal is stuck', async () => {
    const burst = 'read go; i=0; while [ $i -lt 10 ]; do dd if=/dev/zero bs=1024 count=1024 2>/dev/null | tr "\\0" "x" | fold -w 99; i=$((i+1)); done; echo > /done; exec sleep 1000';
    const isDone = (name: string) => docker('exec', name, 'sh', '-c', 'ls /done 2>/dev/null || true') === '/done';
    start('burst', ['-i'], 'busybox', 'sh', '-c', burst);
    await open('burst');
    await attach('burst');
    await typeInto('burst');
    await program.shows(/INPUT · attached/);
    program.press('go\r');
    await program.shows('› go');
    program.press('\x1b');
    await program.shows('Input is off');
    program.press('?');
    await until(() => isDone('burst'));
    program.kill('SIGKILL');
    docker('rm', '-f', 'burst');
    start('stuck', ['-it'], 'busybox', 'sh', '-c', burst);
    await open('stuck');
    await attach('stuck');
    await typeInto('stuck');
    await program.shows('attach --detach-keys');
    program.stick(true);
    program.press('go\r');
    await until(() => isDone('stuck'));
    program.stick(false);
    await program.shows(/xxxx/);
    program.press('\x10\x11');
    await program.shows(/┌ Containers[^]*Left stuck: it runs on/);
  }, 60_000);

  test('a shell: the best there is, its exit code, and nothing of it stays behind', async () => {
    start('web', [], 'busybox', 'sleep', '1000');
    await open('web');
    for (const round of [1, 2, 3]) {
      program.press('e');
      await program.shows(/exec -it web ash\n\n[^]*# $/m);
      program.press('printf "\\033[?1049h\\033[?1000h\\033[31mred\\033[2;5r"; stty size\r');
      await program.shows(/36 120/);
      program.press(`exit ${round}\r`);
      await program.shows(new RegExp(`┌ Containers[^]*ash ended with exit code ${round} in web\\.`));
      await heardAgain();
    }
    expect(program.terminal.modes.mouseTrackingMode).toBe('none');
    expect(docker('exec', 'web', 'ps').split('\n').filter((line) => / ash\b/.test(line))).toEqual([]);
    program.press('q');
    expect((await program.ended).code).toBe(0);
    expect(program.terminal.buffer.active.type).toBe('normal');
  });

  test('commands: at the terminal, kept in a panel, and one that is not there', async () => {
    start('web', [], 'busybox', 'sleep', '1000');
    await open('web');
    program.press('E');
    await program.shows(/^ run: /m);
    program.press('-w /tmp pwd');
    await program.shows('/tmp pwd');
    program.press('\r');
    await program.shows(/exec -it -w \/tmp web pwd\n\n\/tmp\n[^]*\[whalewatch: pwd ended with exit code 0 - enter goes back\]/);
    program.press('\r');
    await program.shows('pwd ended with exit code 0 in web.');
    await heardAgain();
    program.press('!');
    await program.shows(/^ !/m);
    program.press('echo out; exit 5');
    await program.shows('exit 5');
    program.press('\r');
    await program.shows(/ended with exit code 5 · 1 line[^]*│ out /);
    program.press('\x1b');
    await program.shows(/Logs ─ web/);
    program.press('E');
    await program.shows(/^ run: /m);
    program.press('nosuch');
    await program.shows('nosuch');
    program.press('\r');
    await program.shows(/`nosuch` could not be run \(exit code 12[67]/);
    program.press('\r');
    await program.shows(/`nosuch` could not be run in web/);
  });

  test('fault 41: an image without a shell is told in words', async () => {
    start('bare', [], 'bare:1', '/sleep', '1000');
    await open('bare');
    program.press('e');
    await program.shows(/┌ Containers[^]*bare has no shell \(tried bash, ash, sh, busybox sh\)/);
  });

  test('fault 40: the terminal goes away while attached: it is restored, and the container runs on', async () => {
    start('tty', ['-it'], 'busybox', 'sh');
    await open('tty');
    await attach('tty');
    await typeInto('tty');
    await program.shows(/^~ #/m);
    program.press('echo still here; printf "\\033[?1049h\\033[?25l"\r');
    await program.shows(/still here|^\s*$/);
    program.kill('SIGHUP');
    const { code } = await program.ended;
    expect([code, program.terminal.buffer.active.type, state('tty')]).toEqual([129, 'normal', 'running 0']);
    // its input is as open as it was
    await open('tty');
    await attach('tty');
    await typeInto('tty');
    await program.shows(/^~ #/m);
    program.press('echo and again\r');
    await program.shows(/\nand again/);
  });

  test('fault 39: paused while attached: told before anything is sent', async () => {
    start('plain', ['-i'], 'busybox', 'sh');
    docker('pause', 'plain');
    await open('plain');
    program.press('a');
    await program.shows('plain is paused');
    for (const key of ['e', 'E', '!']) {
      program.press(key);
      await program.shows('plain is paused');
    }
  });

  test('the engine dies while attached: told, and the screen is back', async () => {
    start('tty', ['-it'], 'busybox', 'sh');
    await open('tty');
    await attach('tty');
    await typeInto('tty');
    await program.shows(/^~ #/m);
    await engine.kill();
    try {
      await program.shows(/┌ Containers[^]*(Cannot|broke off)/);
    } finally {
      await engine.restart();
    }
  }, 60_000);
});
