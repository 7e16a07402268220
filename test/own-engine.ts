/** Real Docker engines of one's own, which may be killed: for suites, and for the benches. */

import { execFile, spawnSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface OwnEngine {
  /** `unix:///…/docker.sock`. */
  readonly address: string;
  readonly socketPath: string;
  /** dockerd's own process. */
  pid(): number;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** SIGSTOP. */
  pause(): Promise<void>;
  /** SIGCONT. */
  resume(): Promise<void>;
  /** Starts it again with its containers, after `kill` or while it runs. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const script = join(dirname(fileURLToPath(import.meta.url)), '..', '.ci', 'engine');

function onPath(command: string): boolean {
  return [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'].some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Which of the commands a suite needs is not here, as a reason; null when all are. */
export function missingCommand(...commands: readonly string[]): string | null {
  const command = commands.find((name) => !onPath(name));
  return command === undefined ? null : `no ${command} on PATH (.ci/engine install brings it)`;
}

/** Why no engine can be started here; null when one can. */
export function noEngine(): string | null {
  return missingCommand('dockerd', 'docker', 'busybox') ?? (process.getuid?.() === 0 ? null : 'only root can start it');
}

function run(verb: string, folder: string, more: Readonly<Record<string, string>> = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...more, PATH: `${process.env['PATH'] ?? ''}${delimiter}/usr/sbin${delimiter}/sbin` };
    execFile(script, [verb, folder], { env }, (error, out, trouble) => {
      if (error === null) resolve();
      else reject(new Error(`.ci/engine ${verb}: ${trouble.trim() || out.trim() || error.message}`));
    });
  });
}

/** Why there is no newer Debian suite to take engines from; null when there is one. */
export function noNewerSuite(): string | null {
  const missing = noEngine();
  if (missing !== null) return missing;
  return spawnSync(join(dirname(script), 'newer-suite'), ['there']).status === 0 ? null : 'no newer suite (.ci/newer-suite install makes it)';
}

/** Starts an engine in a folder of its own below the temporary one, with more arguments for dockerd, or a newer one; it takes about two seconds. */
export async function startOwnEngine(args: readonly string[] = [], newer = false): Promise<OwnEngine> {
  const more = { ENGINE_ARGUMENTS: args.join(' '), ...(newer ? { ENGINE_SUITE: 'newer' } : {}) };
  const folder = mkdtempSync(join(tmpdir(), 'ww-engine-'));
  const clean = () => {
    spawnSync(script, ['stop', folder], { stdio: 'ignore' });
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', clean);
  try {
    await run('start', folder, more);
  } catch (error) {
    process.off('exit', clean);
    clean();
    throw error;
  }
  const socketPath = join(folder, 'docker.sock');
  return {
    address: `unix://${socketPath}`,
    socketPath,
    pid: () => Number(readFileSync(join(folder, 'docker.pid'), 'utf8')),
    kill: () => run('kill', folder),
    pause: () => run('pause', folder),
    resume: () => run('resume', folder),
    restart: () => run('restart', folder, more),
    async stop() {
      await run('stop', folder);
      process.off('exit', clean);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
