import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { SshRoute } from '../../src/engine/address.ts';
import { sshArguments } from '../../src/engine/ssh.ts';
import { closeLogins, logIn, sharedLogin } from '../../src/engine/ssh-login.ts';
import { temporaryFolder } from './socket-server.ts';

const route: SshRoute = { host: 'far', user: 'me', port: 2222, path: null };

/** A shell script in ssh's place. */
function fakeSsh(script: string): string {
  const command = join(temporaryFolder(), 'ssh');
  writeFileSync(command, `#!/bin/sh\n${script}\n`);
  chmodSync(command, 0o755);
  return command;
}

const through = "echo 'a banner of the far end'; echo whalewatch is in; exec cat >/dev/null";
const control = () => sharedLogin(route).find((word) => word.startsWith('ControlPath='))?.slice('ControlPath='.length) ?? '';

afterEach(closeLogins);

describe('a login at the terminal', () => {
  test('is asked for as the connections after it are, but may ask', async () => {
    const seen = join(temporaryFolder(), 'arguments');
    await logIn(route, () => undefined, fakeSsh(`echo "$@" >${seen}; ${through}`));
    const words = readFileSync(seen, 'utf8');
    expect(words).toMatch(/ControlMaster=yes .*ControlPersist=no .*-l me -p 2222 -- far echo whalewatch is in/);
    expect(words).not.toMatch(/BatchMode|StrictHostKeyChecking/);
  });

  test('once it is through, every ssh to that place shares it, and no other', async () => {
    expect(sharedLogin(route)).toEqual([]);
    expect(await logIn(route, () => undefined, fakeSsh(through))).toBe(true);
    expect(sshArguments(route).join(' ')).toContain('-o BatchMode=yes -o ControlMaster=no -o ControlPath=/');
    expect(sharedLogin({ ...route, user: 'somebody-else' })).toEqual([]);
  });

  test('that ends before says what ssh said, and is shared by nobody', async () => {
    let said = '';
    expect(await logIn(route, (words) => (said += words), fakeSsh('echo "Permission denied (publickey)." >&2; exit 255'))).toBe(false);
    expect(said).toBe('Permission denied (publickey).\n');
    expect(sharedLogin(route)).toEqual([]);
  });

  test('is silent once it is through: the screen is back', async () => {
    let said = '';
    await logIn(route, (words) => (said += words), fakeSsh("echo whalewatch is in; sleep 0.1; echo 'Connection closed' >&2; sleep 0.1"));
    await expect.poll(() => sharedLogin(route)).toEqual([]);
    expect(said).toBe('');
  });

  test('without an ssh to start is told', async () => {
    let said = '';
    expect(await logIn(route, (words) => (said += words), '/nonexistent/ssh')).toBe(false);
    expect(said).toContain('ssh cannot be started');
  });

  test('closed, it leaves neither process nor folder', async () => {
    await logIn(route, () => undefined, fakeSsh(through));
    const folder = dirname(control());
    expect(existsSync(folder)).toBe(true);
    closeLogins();
    expect([existsSync(folder), sharedLogin(route)]).toEqual([false, []]);
  });
});
