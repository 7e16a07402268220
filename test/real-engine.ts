/** The real Docker engine the tests run on: one shared by all suites, and engines of a suite's own that it may kill. */

import { execFile, spawnSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, inject, test } from 'vitest';

/** Where the shared engine is, or why there is none; `must` when its suites have to fail then. */
export type RealEngine = { readonly address: string } | { readonly missing: string; readonly must: boolean };

declare module 'vitest' {
  export interface ProvidedContext {
    realEngine: RealEngine;
  }
}

export interface OwnEngine {
  /** `unix:///…/docker.sock`. */
  readonly address: string;
  readonly socketPath: string;
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

/** Why no engine can be started here; null when one can. */
export function noEngine(): string | null {
  const command = ['dockerd', 'docker', 'busybox'].find((name) => !onPath(name));
  if (command !== undefined) return `no ${command} on PATH (.ci/engine install brings it; WHALEWATCH_TEST_ENGINE=unix:///… names a running engine)`;
  if (process.getuid?.() !== 0) return 'only root can start dockerd (WHALEWATCH_TEST_ENGINE=unix:///… names a running engine)';
  return null;
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

/** Starts an engine in a folder of its own below the temporary one, with more arguments for dockerd; it takes about two seconds. */
export async function startOwnEngine(args: readonly string[] = []): Promise<OwnEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'ww-engine-'));
  const clean = () => {
    spawnSync(script, ['stop', folder], { stdio: 'ignore' });
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', clean);
  try {
    await run('start', folder, { ENGINE_ARGUMENTS: args.join(' ') });
  } catch (error) {
    process.off('exit', clean);
    clean();
    throw error;
  }
  const socketPath = join(folder, 'docker.sock');
  return {
    address: `unix://${socketPath}`,
    socketPath,
    kill: () => run('kill', folder),
    pause: () => run('pause', folder),
    resume: () => run('resume', folder),
    restart: () => run('restart', folder),
    async stop() {
      await run('stop', folder);
      process.off('exit', clean);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A suite on the shared real engine; skipped where there is none, and failed where there has to be one. */
export function describeReal(name: string, suite: (address: string) => void): void {
  const engine = inject('realEngine');
  if ('address' in engine) {
    describe(name, () => suite(engine.address));
  } else if (engine.must) {
    describe(name, () => {
      test('a real engine is there', () => {
        throw new Error(engine.missing);
      });
    });
  } else {
    describe.skip(name, () => suite('unix:///nowhere'));
  }
}
