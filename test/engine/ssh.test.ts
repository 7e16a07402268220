import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SshRoute } from '../../src/engine/address.ts';
import { openSsh, sshArguments, SshError } from '../../src/engine/ssh.ts';

const plain: SshRoute = { host: 'far', user: null, port: null, path: null };
let folder = '';
let opened: Duplex[] = [];

/** Opens a connection through a shell script in ssh's place. */
function through(script: string): Duplex {
  const command = join(folder, 'ssh');
  writeFileSync(command, `#!/bin/sh\n${script}\n`);
  chmodSync(command, 0o755);
  const socket = openSsh(plain, command);
  opened.push(socket);
  return socket;
}

const ended = (socket: Duplex) => new Promise<Error | null>((resolve) => {
  let error: Error | null = null;
  socket.on('error', (problem) => (error = problem)).on('close', () => resolve(error)).resume();
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ww-fake-ssh-'));
  opened = [];
});
afterEach(() => {
  for (const socket of opened) socket.on('error', () => undefined).destroy();
  rmSync(folder, { recursive: true, force: true });
});

describe("ssh's arguments", () => {
  test('ask nothing, and keep the host from being taken for an option', () => {
    expect(sshArguments(plain)).toEqual(['-o', 'ConnectTimeout=30', '-o', 'BatchMode=yes', '-T', '--', 'far', 'docker', 'system', 'dial-stdio']);
  });

  test('have user, port and the socket at the far end, safe from the shell there', () => {
    expect(sshArguments({ host: 'far', user: 'me', port: 2222, path: "/run/it's.sock" }).slice(5)).toEqual(['-l', 'me', '-p', '2222', '--', 'far', 'docker', `'--host=unix:///run/it'\\''s.sock'`, 'system', 'dial-stdio']);
  });

  test('never weaken the checking of host keys', () => {
    expect(sshArguments(plain).join(' ')).not.toContain('StrictHostKeyChecking');
  });
});

describe('60: a connection through ssh', () => {
  test('fault 60: carries bytes both ways, however late the far end speaks', async () => {
    const socket = through('sleep 0.2; exec cat');
    socket.write('hello');
    expect(String(await new Promise((resolve) => socket.once('data', resolve)))).toBe('hello');
  });

  test('fault 60: that ssh ends with trouble says what ssh said', async () => {
    const error = await ended(through('echo "banner" >&2; echo "Host key verification failed." >&2; exit 255'));
    expect(error).toBeInstanceOf(SshError);
    expect(error).toMatchObject({ status: 255, message: 'banner\nHost key verification failed.' });
  });

  test('fault 60: that dies in the middle says so after what came', async () => {
    const socket = through('printf half; exit 3');
    let got = '';
    socket.on('data', (bytes: Buffer) => (got += String(bytes)));
    expect(await ended(socket)).toMatchObject({ status: 3 });
    expect(got).toBe('half');
  });

  test('that ends well is an end, not an error', async () => {
    expect(await ended(through('printf all; exit 0'))).toBeNull();
  });

  test('keeps only the end of what ssh says', async () => {
    const error = await ended(through('head -c 100000 /dev/zero | tr "\\0" x >&2; echo last >&2; exit 1'));
    expect(error?.message.length).toBeLessThanOrEqual(4096);
    expect(error?.message).toMatch(/last$/);
  });

  test('without an ssh to start is an error, not a crash', async () => {
    const socket = openSsh(plain, '/nonexistent/ssh');
    expect(await ended(socket)).toMatchObject({ status: null, message: expect.stringContaining('cannot be started') });
  });

  test('fault 60: that is given up leaves no process behind', async () => {
    const socket = through(`echo $$ > '${folder}/pid'; exec sleep 1000`);
    await expect.poll(() => existsSync(`${folder}/pid`) && readFileSync(`${folder}/pid`, 'utf8') !== '').toBe(true);
    const pid = readFileSync(`${folder}/pid`, 'utf8').trim();
    socket.destroy();
    await expect.poll(() => existsSync(`/proc/${pid}`)).toBe(false);
  });

  test('holds back a far end that says more than is read', async () => {
    const socket = through(`head -c 20000000 /dev/zero; echo written > '${folder}/all'`);
    socket.once('readable', () => undefined);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(existsSync(`${folder}/all`)).toBe(false);
    let bytes = 0;
    socket.on('data', (part: Buffer) => (bytes += part.length));
    await ended(socket);
    expect(bytes).toBe(20_000_000);
  });
});
