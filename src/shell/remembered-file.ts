/** The file of what is remembered: read once, written whole and in one step, with what other whalewatches wrote kept. */
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { merged, readRemembered, type Remembered } from '../model/remembered.ts';

export interface RememberedFile {
  /** As it was when it was opened. */
  readonly remembered: Remembered;
  /** What was wrong with it then; null when nothing was. */
  readonly warning: string | null;
  /** What was chosen from the start on, by a flag or from the beginning: it is not written before it changes. */
  readonly begin: (chosen: Remembered) => void;
  /** Writes what has changed since the last time; one after the other, the newest last. Rejects with a sentence. */
  readonly write: (now: Remembered) => Promise<void>;
  /** Whether something is being written. */
  readonly busy: () => boolean;
  /** Resolves when all is written, or could not be. */
  readonly settled: () => Promise<void>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Where it is; null when there is no place for it. */
export function rememberedPath(env: Environment): string | null {
  const home = env['HOME'] ?? '';
  const folder = env['XDG_STATE_HOME'] || (home !== '' && existsSync(home) ? join(home, '.local', 'state') : '');
  return folder.startsWith('/') ? join(folder, 'whalewatch', 'state.json') : null;
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('it holds no settings');
  return value as Readonly<Record<string, unknown>>;
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : null);

/** What the file holds at the start. A broken one is put aside. */
function readNow(path: string): { content: Readonly<Record<string, unknown>>; warning: string | null } {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = codeOf(error);
    return { content: {}, warning: code === 'ENOENT' || code === 'ENOTDIR' ? null : `What was remembered cannot be read: ${path} (${code ?? 'unknown reason'}).` };
  }
  try {
    return { content: parsed(text), warning: null };
  } catch {
    try {
      renameSync(path, `${path}.broken`);
    } catch {
      return { content: {}, warning: `${path} is broken: nothing is remembered.` };
    }
    return { content: {}, warning: `${path} is broken, and kept as state.json.broken: what was remembered begins anew.` };
  }
}

/** A lock of this age was left by somebody who died, milliseconds. */
const staleLock = 5000;
const tries = 100;
const pause = 20;

/** Does something while no other whalewatch does; a lock that is not to be had within two seconds is passed over. */
async function alone(path: string, act: () => Promise<void>): Promise<void> {
  const lock = `${path}.lock`;
  let held = false;
  for (let left = tries; left > 0 && !held; left--) {
    try {
      await (await open(lock, 'wx', 0o600)).close();
      held = true;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
      const age = await stat(lock).then(({ mtimeMs }) => Date.now() - mtimeMs, () => 0);
      if (age > staleLock) await rm(lock, { force: true });
      else await new Promise((done) => void setTimeout(done, pause));
    }
  }
  try {
    await act();
  } finally {
    if (held) await rm(lock, { force: true });
  }
}

async function contentOf(path: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return parsed(await readFile(path, 'utf8'));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return {};
    if (codeOf(error) !== null) throw error;
    // somebody broke it meanwhile
    await rename(path, `${path}.broken`);
    return {};
  }
}

/** Opens the file of an environment; nothing is made before something is written. */
export function openRemembered(env: Environment, pid: number): RememberedFile {
  const path = rememberedPath(env);
  const { content, warning } = path === null ? { content: {}, warning: null } : readNow(path);
  const remembered = readRemembered(content);
  let written = remembered;
  let waiting: Remembered | null = null;
  let writing: Promise<void> | null = null;

  const writeOnce = async (now: Remembered) => {
    if (path === null) throw new Error('there is no home directory.');
    const own = `${path}.${pid}`;
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await alone(path, async () => {
        const file = await open(own, 'w', 0o600);
        try {
          await file.writeFile(`${JSON.stringify(merged(await contentOf(path), written, now), null, 1)}\n`);
        } finally {
          await file.close();
        }
        await rename(own, path);
      });
    } catch (error) {
      await rm(own, { force: true }).catch(() => undefined);
      throw new Error(`${path} cannot be written (${codeOf(error) ?? 'unknown reason'}).`, { cause: error });
    }
    written = now;
  };
  const writeAll = async () => {
    try {
      for (let next = waiting; next; next = waiting) {
        waiting = null;
        await writeOnce(next);
      }
    } finally {
      writing = null;
    }
  };
  return {
    remembered, warning,
    begin: (chosen) => {
      written = chosen;
    },
    write: (now) => {
      waiting = now;
      writing ??= writeAll();
      return writing;
    },
    busy: () => writing !== null,
    settled: () => (writing ?? Promise.resolve()).catch(() => undefined),
  };
}
