/** The built program in a pseudo-terminal, its bytes replayed into a headless terminal: what a person would see. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pty from '@lydell/node-pty';
import unicode from '@xterm/addon-unicode11';
import headless from '@xterm/headless';

export interface Program {
  readonly pid: number;
  readonly terminal: InstanceType<typeof headless.Terminal>;
  /** Bytes written to the terminal so far. */
  bytes(): number;
  press(keys: string): void;
  resize(columns: number, rows: number): void;
  /** The terminal reads nothing more of what is written to it, as a stuck ssh does, or reads on. */
  stick(stuck: boolean): void;
  screen(): string;
  /** What was written of late. */
  output(): string;
  /** Resolves once the screen satisfies the condition; rejects with the screen after `within` milliseconds. */
  shows(condition: string | RegExp | ((screen: string) => boolean), within?: number): Promise<string>;
  /** Everything that was written, once the program has ended. */
  readonly ended: Promise<{ code: number; signal: number; output: string }>;
  kill(signal?: string): void;
}

/** Opens the built program, or with `shell` a shell with job control that can start it. */
export function openProgram(options: { args?: readonly string[]; columns?: number; rows?: number; env?: Record<string, string>; root?: string; shell?: boolean; uid?: number } = {}): Program {
  const { columns = 160, rows = 45 } = options;
  const terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 0 });
  terminal.loadAddon(new unicode.Unicode11Addon());
  terminal.unicode.activeVersion = '11';
  /** In the middle of a frame: what has come is the first part of one. */
  let unfinished = false;
  for (const final of ['h', 'l']) {
    terminal.parser.registerCsiHandler({ prefix: '?', final }, ([mode]) => {
      if (mode === 2026) unfinished = final === 'h';
      return false;
    });
  }
  // of its own, so that nothing is remembered from one program to the next
  const kept = mkdtempSync(join(tmpdir(), 'whalewatch-state-'));
  const env = { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', TERM: 'xterm-256color', LANG: 'C.UTF-8', TZ: 'UTC', XDG_STATE_HOME: kept, ...options.env };
  const [file, args] = options.shell ? ['bash', ['--norc', '-i']] : [process.execPath, [resolve(options.root ?? '.', 'dist/whalewatch.js'), ...(options.args ?? [])]];
  const child = pty.spawn(file, args, { cols: columns, rows, env, ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }) });
  let output = '';
  let bytes = 0;
  const listeners = new Set<() => void>();
  child.onData((data) => {
    output = (output + data).slice(-2_000_000);
    bytes += Buffer.byteLength(data);
    terminal.write(data, () => {
      for (const listener of listeners) listener();
    });
  });
  const screen = () => Array.from({ length: terminal.rows }, (_, y) => terminal.buffer.active.getLine(terminal.buffer.active.viewportY + y)?.translateToString(true) ?? '').join('\n');
  const ended = new Promise<{ code: number; signal: number; output: string }>((done) => {
    child.onExit(({ exitCode, signal }) => {
      rmSync(kept, { recursive: true, force: true });
      done({ code: exitCode, signal: signal ?? 0, output });
    });
  });
  return {
    pid: child.pid, terminal, ended, screen,
    bytes: () => bytes,
    output: () => output,
    press: (keys) => child.write(keys),
    stick: (stuck) => (stuck ? child.pause() : child.resume()),
    resize: (width, height) => {
      terminal.resize(Math.max(width, 1), Math.max(height, 1));
      child.resize(width, height);
    },
    shows: (condition, within = 15_000) => new Promise((done, failed) => {
      const holds = typeof condition === 'function' ? condition : (text: string) => (typeof condition === 'string' ? text.includes(condition) : condition.test(text));
      const look = () => {
        const text = screen();
        if (unfinished || !holds(text)) return;
        clearTimeout(timer);
        listeners.delete(look);
        done(text);
      };
      const timer = setTimeout(() => {
        listeners.delete(look);
        failed(new Error(`not seen within ${within} ms: ${String(condition)}\n${screen()}`));
      }, within);
      listeners.add(look);
      look();
    }),
    kill: (signal) => child.kill(signal),
  };
}
