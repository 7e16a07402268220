import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { missingCommand } from '../own-engine.ts';
import { type OwnSshd, startOwnSshd } from '../own-sshd.ts';
import { describeReal } from '../real-engine.ts';
import { openProgram, type Program } from '../whole-program.ts';

describeReal('the built program and an ssh that asks', (address) => {
  let sshd: OwnSshd;
  let program: Program;
  const open = () => {
    const env = { ...sshd.env, WW_SSH_KNOWN: sshd.file('unknown'), WW_SSH_KEY: sshd.file('locked-key') };
    program = openProgram({ args: ['-H', `ssh://root@127.0.0.1:${sshd.port}${address.slice('unix://'.length)}`], env });
  };

  beforeAll(async () => {
    sshd = await startOwnSshd();
  }, 60_000);
  afterEach(() => program?.kill('SIGKILL'));
  afterAll(() => sshd?.stop());

  test('fault 60: L gives it the terminal for its host key and passphrase; the login is shared, and ends with the program', async () => {
    open();
    await program.shows(/Host key verification failed[^]*L log in by ssh/);
    program.press('L');
    await program.shows(/whalewatch: ssh root@127\.0\.0\.1[^]*Are you sure you want to continue connecting/);
    program.press('yes\r');
    await program.shows('Enter passphrase');
    program.press('open sesame\r');
    await program.shows(/● live[^]*┌ Containers/);
    program.press('q');
    expect((await program.ended).code).toBe(0);
    await expect.poll(() => sshd.processes(), { timeout: 5000 }).toEqual([]);
  });

  test('fault 60: however the program ends, no ssh stays', async () => {
    open();
    await program.shows(/L log in by ssh/);
    program.press('L');
    await program.shows('Enter passphrase');
    program.press('open sesame\r');
    await program.shows(/● live[^]*┌ Containers/);
    program.kill('SIGKILL');
    await expect.poll(() => sshd.processes(), { timeout: 10_000 }).toEqual([]);
  });

  test('fault 60: a login that fails says so, and enter goes back to the screen', async () => {
    open();
    await program.shows(/L log in by ssh/);
    program.press('L');
    for (let tries = 0; tries < 3; tries++) {
      await program.shows(new RegExp(`(passphrase[^]*){${tries + 1}}`));
      program.press('wrong\r');
    }
    await program.shows(/Permission denied[^]*ssh did not log in\. enter goes back/);
    program.press('\r');
    await program.shows(/○ unreachable[^]*┌ Containers/);
  });

  test('fault 60: ctrl-c at its question goes back to the screen', async () => {
    open();
    await program.shows(/L log in by ssh/);
    program.press('L');
    await program.shows('Enter passphrase');
    program.press('\x03');
    await program.shows(/○ unreachable[^]*┌ Containers/);
    expect(program.screen()).toContain('L log in by ssh');
  });
}, missingCommand('ssh', 'sshd', 'ssh-keygen', 'docker') ?? (process.getuid?.() === 0 ? null : 'only root can log in as root'));
