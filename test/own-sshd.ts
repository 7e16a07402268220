/** An sshd of a test's own on loopback, with keys of its own, and an `ssh` that uses these and nothing of its owner's settings. */
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { freePort } from './free-port.ts';

export interface OwnSshd {
  readonly port: number;
  /** What a program needs in its environment to use it: the right key, and a host that is vouched for. */
  readonly env: Readonly<Record<'PATH' | 'WW_SSH_KNOWN' | 'WW_SSH_KEY', string>>;
  /** A file of the folder: `user-key`, `stranger-key` (not let in), `locked-key` (let in; its passphrase is `open sesame`), `unknown` (vouches for nobody, can be written). */
  file(name: string): string;
  /** The ssh processes that go to its port. */
  processes(): number[];
  stop(): void;
}

/** Resolves once something listens on the port. */
async function listens(port: number): Promise<void> {
  for (;;) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });
    if (open) return;
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** Starts it; root is let in. Needs sshd and ssh-keygen, and root. */
export async function startOwnSshd(): Promise<OwnSshd> {
  const folder = mkdtempSync(join(tmpdir(), 'ww-sshd-'));
  const at = (name: string) => join(folder, name);
  for (const name of ['host-key', 'user-key', 'stranger-key', 'locked-key']) {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', name === 'locked-key' ? 'open sesame' : '', '-f', at(name)]);
  }
  copyFileSync(at('user-key.pub'), at('authorized'));
  writeFileSync(at('authorized'), readFileSync(at('locked-key.pub')), { flag: 'a' });
  writeFileSync(at('unknown'), '');
  const port = await freePort();
  writeFileSync(at('sshd.conf'), [`Port ${port}`, 'ListenAddress 127.0.0.1', `HostKey ${at('host-key')}`, `AuthorizedKeysFile ${at('authorized')}`, `PidFile ${at('pid')}`,
    'PermitRootLogin yes', 'StrictModes no', 'PasswordAuthentication no', 'KbdInteractiveAuthentication no', 'UsePAM no', ''].join('\n'));
  writeFileSync(at('known'), `[127.0.0.1]:${port} ${readFileSync(at('host-key.pub'), 'utf8')}`);
  // ssh reads its owner's own settings, wherever HOME points: the tests' stand in front of it
  writeFileSync(at('ssh'), `#!/bin/sh\nexec /usr/bin/ssh -F none -o UserKnownHostsFile="$WW_SSH_KNOWN" -o IdentitiesOnly=yes -i "$WW_SSH_KEY" "$@"\n`);
  chmodSync(at('ssh'), 0o755);
  execFileSync('mkdir', ['-p', '/run/sshd']);
  const server = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', at('sshd.conf')], { stdio: 'ignore' });
  await listens(port);
  return {
    port,
    env: { PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}`, WW_SSH_KNOWN: at('known'), WW_SSH_KEY: at('user-key') },
    file: at,
    processes: () => readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        return words[0]?.endsWith('ssh') === true && words.includes(String(port));
      } catch {
        return false;
      }
    }),
    stop: () => {
      server.kill('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
