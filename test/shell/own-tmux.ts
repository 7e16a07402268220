/** A tmux server of one's own, with a client in a pseudo-terminal: what the client writes is what the terminal around tmux would see. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pty from '@lydell/node-pty';

export interface OwnTmux {
  /** The environment of a program that runs in its window. */
  readonly env: Record<string, string>;
  /** Runs tmux and gives what it prints. */
  ask(...args: readonly string[]): string;
  /** What the terminal around it has seen. */
  seen(): string;
  stop(): void;
}

/** Starts tmux with no configuration, showing one window that waits. */
export async function startOwnTmux(): Promise<OwnTmux> {
  const folder = mkdtempSync(join(tmpdir(), 'own-tmux-'));
  const plain = { PATH: process.env['PATH'] ?? '', HOME: folder, LANG: 'C.UTF-8', TERM: 'xterm-256color', TMUX_TMPDIR: folder };
  const server = ['-L', 'own', '-f', '/dev/null'];
  const ask = (...args: readonly string[]) => execFileSync('tmux', [...server, ...args], { env: plain, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, stdio: ['ignore', 'pipe', 'ignore'] });
  const client = pty.spawn('tmux', [...server, 'new-session', 'cat'], { cols: 80, rows: 24, env: plain });
  let seen = '';
  client.onData((data) => (seen += data));
  const gone = new Promise<void>((resolve) => client.onExit(() => resolve()));
  const where = () => {
    try {
      return ask('list-clients', '-F', '#{socket_path},#{pid},0 #{pane_id}').trim();
    } catch {
      return '';
    }
  };
  for (let tries = 0; tries < 200 && where() === ''; tries++) await new Promise((done) => setTimeout(done, 25));
  const [address = '', pane = ''] = where().split(' ');
  return {
    env: { ...plain, TMUX: address, TMUX_PANE: pane },
    ask,
    seen: () => seen,
    stop: () => {
      ask('kill-server');
      void gone.then(() => rmSync(folder, { recursive: true, force: true }));
    },
  };
}
