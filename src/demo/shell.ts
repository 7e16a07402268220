/** A small made-up shell and the commands it knows. */

import { Interrupted } from './stdin.ts';
import type { Stdin } from './stdin.ts';

/** What a process has around it. */
export interface Room {
  readonly stdin: Stdin;
  readonly tty: boolean;
  write(error: boolean, text: string): void;
  /** Rows and columns of its terminal. */
  size(): readonly [number, number];
  readonly hostname: string;
  /** Names of the shells there are. */
  readonly shells: readonly string[];
  readonly folders: readonly string[];
  readonly user: { readonly uid: number; readonly gid: number; readonly name: string };
  readonly env: Map<string, string>;
  folder: string;
  status: number;
  /** What stands before the line that is waited for; null while something runs. */
  prompt: string | null;
}

type Command = (room: Room, words: readonly string[]) => number | Promise<number>;

/** The shell itself is to end. */
class Exit extends Error {
  readonly code: number;

  constructor(code: number) {
    super();
    this.code = code;
  }
}

const say = ({ write }: Room, text: string, code = 0): number => {
  write(code !== 0, `${text}\n`);
  return code;
};
const identity = ({ user: { uid, gid, name } }: Room) => `uid=${uid}${name === '' ? '' : `(${name})`} gid=${gid}${name === '' ? '' : `(${name})`} groups=${gid}${name === '' ? '' : `(${name})`}`;
const resolved = ({ folder }: Room, path: string) => (path.startsWith('/') ? path : `${folder === '/' ? '' : folder}/${path}`);

const commands: Readonly<Record<string, Command>> = {
  true: () => 0,
  false: () => 1,
  echo: (room, words) => say(room, words.join(' ')),
  pwd: (room) => say(room, room.folder),
  env: (room) => say(room, [...room.env].map(([name, value]) => `${name}=${value}`).join('\n')),
  hostname: (room) => say(room, room.hostname),
  whoami: (room) => (room.user.name === '' ? say(room, `whoami: unknown uid ${room.user.uid}`, 1) : say(room, room.user.name)),
  id: (room) => say(room, identity(room)),
  tty: (room) => say(room, room.tty ? '/dev/pts/0' : 'not a tty'),
  stty: (room, [word]) => (!room.tty ? say(room, 'stty: standard input', 1) : word === 'size' ? say(room, room.size().join(' ')) : say(room, 'speed 38400 baud; line = 0;')),
  sleep: async ({ stdin }, [seconds = '0']) => {
    await stdin.sleep(Number(seconds) * 1000);
    return 0;
  },
  ls: (room, words) => {
    const path = words.find((word) => !word.startsWith('-')) ?? room.folder;
    const full = resolved(room, path);
    if (!room.folders.includes(full)) return say(room, `ls: ${path}: No such file or directory`, 1);
    const inside = room.folders.filter((folder) => folder !== '/' && folder.slice(0, folder.lastIndexOf('/') || 1) === full).map((folder) => folder.slice(folder.lastIndexOf('/') + 1));
    return inside.length === 0 ? 0 : say(room, inside.join(room.tty ? '  ' : '\n'));
  },
  cat: async (room, words) => {
    if (words.length > 0) return say(room, `cat: can't open '${words[0]}': No such file or directory`, 1);
    for (;;) {
      const piece = await room.stdin.piece();
      if (piece === null) return 0;
      room.write(false, piece);
    }
  },
};

const builtins: Readonly<Record<string, Command>> = {
  exit: ({ status }, [code]) => {
    throw new Exit(code === undefined ? status : Number(code) & 255);
  },
  cd: (room, [path = '/']) => {
    const full = resolved(room, path);
    if (!room.folders.includes(full)) return say(room, `sh: cd: can't cd to ${path}: No such file or directory`, 2);
    room.folder = full;
    return 0;
  },
  read: async ({ stdin, env }, [name = 'REPLY']) => {
    const line = await stdin.line();
    env.set(name, line ?? '');
    return line === null ? 1 : 0;
  },
};

/** The words of a command, quotes and variables gone; whether it speaks to stderr. */
function words(room: Room, text: string): { words: string[]; error: boolean } {
  const error = /[12]?>&2/.test(text);
  const value = (name: string) => (name === '?' ? String(room.status) : room.env.get(name) ?? '');
  const found = text.replace(/[12]?>&[12]/g, '').matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g);
  const plain = (word: string) => word.replace(/'([^']*)'|"([^"]*)"|([^'"]+)/g, (_, single: string | undefined, double: string | undefined, bare: string | undefined) =>
    single ?? (double ?? bare ?? '').replace(/\$\{?(\w+|\?)\}?/g, (__, name: string) => value(name)));
  return { words: [...found].map(([word]) => plain(word)), error };
}

/** Whether a program of this name is there. */
export function isThere(room: Pick<Room, 'shells'>, name: string): boolean {
  const short = name.replace(/^\/(?:usr\/)?bin\//, '');
  return room.shells.includes(short) || (room.shells.length > 0 && short in commands);
}

/** Runs a program to its end; gives its exit code. It must be there. */
export async function run(room: Room, [name = '', ...rest]: readonly string[]): Promise<number> {
  const short = name.replace(/^\/(?:usr\/)?bin\//, '');
  if (short === 'busybox') return run(room, rest);
  if (room.shells.includes(short)) return shell(room, short, rest);
  return commands[short]?.(room, rest) ?? 127;
}

async function simple(room: Room, text: string, name: string): Promise<number> {
  const { words: [first = '', ...rest], error } = words(room, text);
  const [, variable, value = ''] = /^(\w+)=(.*)$/s.exec(first) ?? [];
  if (variable !== undefined) room.env.set(variable, value);
  if (first === '' || variable !== undefined) return 0;
  const inside: Room = error ? Object.assign(Object.create(room) as Room, { write: (_: boolean, said: string) => room.write(true, said) }) : room;
  const builtin = builtins[first];
  if (builtin) return builtin(room, rest);
  if (isThere(room, first)) return run(inside, [first, ...rest]);
  return say(room, `${name}: ${first}: not found`, 127);
}

/** Runs the commands of a line, one after the other. */
async function script(room: Room, text: string, name: string): Promise<void> {
  for (const [, part = '', end] of text.matchAll(/((?:'[^']*'|"[^"]*"|[^;\n'"])*?)(\n|;|&&|\|\||$)/g)) {
    if (part === '' && end === '') break;
    room.status = await simple(room, part, name);
    if (end === '&&' && room.status !== 0 || end === '||' && room.status === 0) return;
  }
}

const promptOf = (room: Room, name: string) => {
  const sign = room.user.uid === 0 ? '#' : '$';
  return name === 'bash' ? `${room.user.name || 'I have no name!'}@${room.hostname}:${room.folder}${sign} ` : `${room.folder} ${sign} `;
};


async function shell(room: Room, name: string, args: readonly string[]): Promise<number> {
  try {
    if (args[0] === '-c') {
      await script(room, args[1] ?? '', name);
      return room.status;
    }
    for (;;) {
      try {
        if (room.tty) room.write(false, room.prompt = promptOf(room, name));
        const line = await room.stdin.line();
        room.prompt = null;
        if (line === null) {
          if (room.tty) room.write(false, 'exit\n');
          return room.status;
        }
        await script(room, line, name);
      } catch (error) {
        if (!(error instanceof Interrupted)) throw error;
        room.status = 130;
      }
    }
  } catch (error) {
    if (error instanceof Exit) return error.code;
    if (error instanceof Interrupted) return 130;
    throw error;
  }
}
