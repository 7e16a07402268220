import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { routeOf } from '../../src/engine/address.ts';
import { openEngine } from '../../src/engine/client.ts';
import { EngineError } from '../../src/engine/errors.ts';
import type { LogLine } from '../../src/engine/types.ts';
import { dockerStage } from '../contract/docker-stage.ts';
import { freePort } from '../free-port.ts';
import { missingCommand } from '../own-engine.ts';
import { describeReal } from '../real-engine.ts';

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

/** The ssh processes whose arguments name the port. */
function sshProcesses(port: number): number[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
      return words[0]?.endsWith('ssh') === true && words.includes(String(port));
    } catch {
      return false;
    }
  });
}

describeReal('an engine over ssh', (address) => {
  const { signal } = new AbortController();
  const socket = address.slice('unix://'.length);
  let folder = '';
  let port = 0;
  let server: ChildProcess;
  const path = process.env['PATH'];
  const route = (more = socket) => routeOf(`ssh://root@127.0.0.1:${port}${more}`, 'test');

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ww-ssh-'));
    const at = (name: string) => join(folder, name);
    for (const name of ['host-key', 'user-key', 'stranger-key']) execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', at(name)]);
    copyFileSync(at('user-key.pub'), at('authorized'));
    port = await freePort();
    writeFileSync(at('sshd.conf'), [`Port ${port}`, 'ListenAddress 127.0.0.1', `HostKey ${at('host-key')}`, `AuthorizedKeysFile ${at('authorized')}`, `PidFile ${at('pid')}`,
      'PermitRootLogin yes', 'StrictModes no', 'PasswordAuthentication no', 'KbdInteractiveAuthentication no', 'UsePAM no', ''].join('\n'));
    writeFileSync(at('known'), `[127.0.0.1]:${port} ${readFileSync(at('host-key.pub'), 'utf8')}`);
    // ssh reads its owner's own settings, wherever HOME points: the tests' stand in front of it
    writeFileSync(at('ssh'), `#!/bin/sh\nexec /usr/bin/ssh -F none -o UserKnownHostsFile="$WW_SSH_KNOWN" -o IdentitiesOnly=yes -i "$WW_SSH_KEY" "$@"\n`);
    chmodSync(at('ssh'), 0o755);
    process.env['PATH'] = `${folder}${delimiter}${path}`;
    process.env['WW_SSH_KNOWN'] = at('known');
    process.env['WW_SSH_KEY'] = at('user-key');
    execFileSync('mkdir', ['-p', '/run/sshd']);
    server = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', at('sshd.conf')], { stdio: 'ignore' });
    await listens(port);
  }, 60_000);
  afterAll(async () => {
    process.env['PATH'] = path;
    server?.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  });

  test('lists, keeps one connection for short calls, and leaves no process behind', async () => {
    const engine = openEngine(route());
    const { product } = await engine.connect(signal);
    for (let call = 0; call < 5; call++) await engine.list(signal);
    expect(product).toBe('Docker');
    expect(sshProcesses(port)).toHaveLength(1);
    engine.close();
    await expect.poll(() => sshProcesses(port)).toEqual([]);
  });

  test('follows a log on a connection of its own, which ends with the signal', async () => {
    const stage = dockerStage(address);
    const made = await stage.make('ticking');
    const engine = openEngine(route());
    const lines: LogLine[] = [];
    const leaving = new AbortController();
    const followed = engine.logs(made.id, { tty: false, follow: true, tail: 10 }, (received) => lines.push(...received), leaving.signal).catch(() => 'left');
    await expect.poll(() => lines.length, { timeout: 10_000 }).toBeGreaterThan(5);
    leaving.abort(new Error('enough'));
    expect(await followed).toBe('left');
    engine.close();
    await expect.poll(() => sshProcesses(port)).toEqual([]);
    await stage.close();
  });

  const failing = async (more?: string) => {
    const engine = openEngine(route(more));
    try {
      await engine.connect(signal);
      throw new Error('it connected');
    } catch (error) {
      if (error instanceof EngineError) return error.failure;
      throw error;
    } finally {
      engine.close();
    }
  };

  test('60: a key that is not let in', async () => {
    process.env['WW_SSH_KEY'] = join(folder, 'stranger-key');
    const failure = await failing();
    process.env['WW_SSH_KEY'] = join(folder, 'user-key');
    expect(failure).toMatchObject({ kind: 'unreachable', why: expect.stringContaining('Permission denied'), hint: expect.stringContaining('by hand') });
  });

  test('60: a host nobody vouches for is not asked about, and not let in', async () => {
    process.env['WW_SSH_KNOWN'] = '/dev/null';
    const failure = await failing();
    process.env['WW_SSH_KNOWN'] = join(folder, 'known');
    expect(failure).toMatchObject({ kind: 'unreachable', why: expect.stringContaining('Host key verification failed') });
  });

  test('60: no engine at the far end', async () => {
    const failure = await failing('/nonexistent/docker.sock');
    expect(failure.kind).toBe('unreachable');
    expect(failure.why).toMatch(/ssh ended with exit code 1: .*nonexistent/);
  });
}, missingCommand('ssh', 'sshd', 'ssh-keygen', 'docker') ?? (process.getuid?.() === 0 ? null : 'only root can log in as root'));
