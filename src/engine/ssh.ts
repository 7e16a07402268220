/**
 * A connection to an engine through the system's `ssh`, as the docker CLI makes it: `docker system dial-stdio` at the far end carries plain HTTP.
 * ssh asks nothing (BatchMode: its questions would go straight through the screen) and checks host keys as its owner has set it up.
 */
import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { Duplex, type Readable, type Writable } from 'node:stream';
import type { SshRoute } from './address.ts';
import { sharedLogin } from './ssh-login.ts';

/** ssh's own last words are kept up to this many bytes. */
const keptWords = 4096;

/** ssh ended before its time. `status` is its exit code (255: ssh's own trouble; else the far end's), null when it was killed or never started. */
export class SshError extends Error {
  readonly code = 'SSH';
  readonly status: number | null;

  constructor(status: number | null, words: string) {
    super(words);
    this.name = 'SshError';
    this.status = status;
  }
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** ssh's arguments. `--` keeps a host from being taken for an option. */
export function sshArguments(route: SshRoute): string[] {
  const { host, user, port, path } = route;
  return [
    '-o', 'ConnectTimeout=30', '-o', 'BatchMode=yes', ...sharedLogin(route), '-T', ...(user === null ? [] : ['-l', user]), ...(port === null ? [] : ['-p', String(port)]),
    '--', host, 'docker', ...(path === null ? [] : [quoted(`--host=unix://${path}`)]), 'system', 'dial-stdio',
  ];
}

/** ssh's pipes as a socket; what HTTP asks of a socket beyond a stream means nothing here. */
class SshSocket extends Duplex {
  readonly connecting = false;
  private readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  private words = '';

  constructor(child: ChildProcessByStdio<Writable, Readable, Readable>) {
    super({ allowHalfOpen: false });
    this.child = child;
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.words = (this.words + text).slice(-keptWords)));
    child.stdout.on('data', (bytes: Buffer) => {
      if (!this.push(bytes)) child.stdout.pause();
    });
    // what is written to an ssh that has gone is told by its exit
    child.stdin.on('error', () => undefined);
    child.on('error', (error) => this.destroy(new SshError(null, `ssh cannot be started: ${error.message}`)));
    child.on('close', (status) => {
      if (this.destroyed) return;
      // only now is it known whether the end of its output was a proper one
      if (status === 0) this.push(null);
      else this.destroy(new SshError(status, this.words.trim()));
    });
  }

  override _read(): void {
    this.child.stdout.resume();
  }

  override _write(chunk: Buffer, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (this.child.stdin.write(chunk, encoding)) done();
    else this.child.stdin.once('drain', done);
  }

  override _final(done: () => void): void {
    this.child.stdin.end();
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.child.stdin.destroy();
    if (this.child.exitCode === null && this.child.pid !== undefined) this.child.kill('SIGTERM');
    done(error);
  }

  setTimeout(): this {
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    this.child.ref();
    return this;
  }

  unref(): this {
    this.child.unref();
    return this;
  }
}

/** Starts an ssh for one connection, in a process group of its own, so that a ctrl-c meant for the screen does not reach it. */
export function openSsh(route: SshRoute, command = 'ssh'): Duplex {
  return new SshSocket(spawn(command, sshArguments(route), { stdio: ['pipe', 'pipe', 'pipe'], detached: true }));
}
