/**
 * One ssh that may ask at the terminal, for a host key or a password. What it opens is shared with every ssh after it (ControlMaster), for as long as
 * this program lives: its far end reads a pipe of ours, which ends however we end.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SshRoute } from './address.ts';

interface Login {
  readonly master: ChildProcess;
  readonly folder: string;
}

const logins = new Map<string, Login>();
const nameOf = ({ user, host, port }: SshRoute) => `${user ?? ''}@${host}:${port ?? ''}`;
const socketIn = (folder: string) => join(folder, 's');

/** ssh's options that let a connection use the login there is; none without one. */
export function sharedLogin(route: SshRoute): readonly string[] {
  const login = logins.get(nameOf(route));
  return login ? ['-o', 'ControlMaster=no', '-o', `ControlPath=${socketIn(login.folder)}`] : [];
}

function forget(name: string): void {
  const login = logins.get(name);
  logins.delete(name);
  if (login) rmSync(login.folder, { recursive: true, force: true });
}

/** What the far end says once ssh is through. */
const through = 'whalewatch is in';

/**
 * Runs ssh with the terminal to itself. `say` gets what it writes beside its questions, until it is through. Resolves to true once it is logged in, to false
 * when it ended before.
 */
export function logIn(route: SshRoute, say: (words: string) => void, command = 'ssh'): Promise<boolean> {
  const { host, user, port } = route;
  const name = nameOf(route);
  logins.get(name)?.master.kill();
  forget(name);
  const folder = mkdtempSync(join(tmpdir(), 'whalewatch-ssh-'));
  // in our process group, the one in the foreground: another may not read the terminal
  const master = spawn(command, [
    '-o', 'ConnectTimeout=30', '-o', 'ControlMaster=yes', '-o', 'ControlPersist=no', '-o', `ControlPath=${socketIn(folder)}`,
    '-T', ...(user === null ? [] : ['-l', user]), ...(port === null ? [] : ['-p', String(port)]), '--', host, `echo ${through}; cat >/dev/null`,
  ], { stdio: ['pipe', 'pipe', 'pipe'] });
  logins.set(name, { master, folder });
  return new Promise((resolve) => {
    let heard = '';
    let isIn = false;
    master.stdin.on('error', () => undefined);
    master.stderr.setEncoding('utf8').on('data', (words: string) => isIn || say(words));
    master.stdout.setEncoding('utf8').on('data', (words: string) => {
      heard = (heard + words).slice(-1000);
      if (isIn || !heard.includes(through)) return;
      isIn = true;
      resolve(true);
    });
    master.on('error', (error) => say(`ssh cannot be started: ${error.message}\n`));
    master.on('close', () => {
      if (logins.get(name)?.master === master) forget(name);
      resolve(false);
    });
  });
}

/** Ends every login. */
export function closeLogins(): void {
  for (const [name, { master }] of logins) {
    master.kill();
    forget(name);
  }
}
