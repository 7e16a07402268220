/** A made-up process in a container: what it is given, and what it does with input, sizes and its end. */

import type { DemoContainer } from './container.ts';
import type { DemoClock } from './clock.ts';
import { isThere, type Room, run } from './shell.ts';
import { createStdin } from './stdin.ts';

export interface Wanted {
  readonly command: readonly string[];
  readonly tty: boolean;
  readonly user: string;
  readonly workingDir: string;
  readonly size: readonly [number, number];
}

export interface DemoProcess {
  feed(bytes: Buffer): void;
  endInput(): void;
  resize(rows: number, columns: number): void;
  /** Its container has stopped: nothing more is heard of it. */
  kill(): void;
}

const roots = ['/', '/bin', '/dev', '/etc', '/home', '/proc', '/root', '/sys', '/tmp', '/usr', '/var'];
const people: Readonly<Record<string, number>> = { root: 0, daemon: 1, 'www-data': 33, node: 1000, nobody: 65534 };
const shellsOf = { debian: ['bash', 'sh'], busybox: ['ash', 'sh', 'busybox'], none: [] } as const;

const failed = (why: string) => `OCI runtime exec failed: exec failed: unable to start container process: ${why}: unknown`;

function userOf(user: string): Room['user'] | undefined {
  const [who = '', group = ''] = user.split(':');
  const uid = who === '' ? 0 : /^\d+$/.test(who) ? Number(who) : people[who];
  if (uid === undefined) return undefined;
  const name = Object.entries(people).find(([, number]) => number === uid)?.[0] ?? '';
  return { uid, gid: /^\d+$/.test(group) ? Number(group) : name === '' ? 0 : uid, name };
}

/** What a process finds in a container; a text with Docker's words when it cannot begin there. */
export function roomIn({ recipe, id }: DemoContainer, { command: [name = ''], user, workingDir }: Wanted): Omit<Room, 'stdin' | 'tty' | 'write' | 'size'> | string {
  const folder = workingDir || recipe.workingDir || '/';
  const own = recipe.workingDir ?? '/';
  const folders = [...new Set([...roots, ...own.split('/').map((_, at, all) => all.slice(0, at + 1).join('/') || '/')])].sort();
  const known = userOf(user || recipe.user || '');
  const shells = shellsOf[recipe.tools ?? 'busybox'];
  if (!known) return `unable to find user ${user}: no matching entries in passwd file`;
  if (!folders.includes(folder)) return failed(`chdir to cwd ("${folder}") set in config.json failed: no such file or directory`);
  if (!isThere({ shells }, name)) return failed(name.includes('/') ? `exec: "${name}": stat ${name}: no such file or directory` : `exec: "${name}": executable file not found in $PATH`);
  const env = new Map<string, string>([['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], ['HOSTNAME', id.slice(0, 12)]]);
  for (const pair of recipe.env ?? []) env.set(...(pair.split(/=(.*)/s, 2) as [string, string]));
  return { hostname: id.slice(0, 12), shells, folders, user: known, env, folder, status: 0, prompt: null };
}

/** Starts a process in its room; `write` gets what it says as it would stand on the wire. */
export function startProcess(room: Exclude<ReturnType<typeof roomIn>, string>, { command, tty, size }: Wanted, clock: DemoClock, write: (error: boolean, text: string) => void, ended: (code: number) => void): DemoProcess {
  let alive = true;
  let current = size;
  const put = (error: boolean, text: string) => {
    if (alive) write(error && !tty, text);
  };
  const stdin = createStdin(tty, clock, (text) => put(false, text));
  const inside: Room = { ...room, stdin, tty, size: () => current, write: (error, text) => put(error, tty ? text.replaceAll('\n', '\r\n') : text) };
  void run(inside, command).then((code) => {
    if (!alive) return;
    alive = false;
    ended(code);
  });
  return {
    feed: stdin.feed,
    endInput: stdin.end,
    resize(rows, columns) {
      const changed = rows !== current[0] || columns !== current[1];
      current = [rows, columns];
      if (changed && inside.prompt !== null) put(false, `\r\x1b[K${inside.prompt}${stdin.typed()}`);
    },
    kill() {
      alive = false;
      stdin.end();
    },
  };
}
