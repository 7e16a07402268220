/** The paste buffers of the tmux around us. */
import type { Clock } from '../app/clock.ts';

/** How long tmux may take, milliseconds. */
const patience = 2000;

/** How tmux ended: its status, null when it did not start or was late; and why it did not do what it was asked. */
interface Answer {
  readonly status: number | null;
  readonly why: string;
}

async function ask(args: readonly string[], text: string, env: NodeJS.ProcessEnv, clock: Clock): Promise<Answer> {
  // most sessions copy nothing, and start sooner without it
  const { spawn } = await import('node:child_process');
  return await new Promise((resolve) => {
    const child = spawn('tmux', args, { stdio: ['pipe', 'ignore', 'pipe'], env });
    let words = '';
    const callOff = clock.after(patience, () => {
      words = `tmux did not answer within ${patience / 1000} s`;
      child.kill('SIGKILL');
    });
    const answer = (status: number | null, why: string) => {
      callOff();
      resolve({ status, why });
    };
    child.stderr.setEncoding('utf8').on('data', (heard: string) => (words = (words + heard).slice(0, 500)));
    // a tmux that ends early says why
    child.stdin.on('error', () => undefined);
    child.stdin.end(text);
    child.on('error', (error: NodeJS.ErrnoException) => answer(null, error.code === 'ENOENT' ? 'tmux is not found' : error.message));
    child.on('close', (status) => answer(status, words.trim() || `tmux ended with status ${status ?? 'none'}`));
  });
}

/**
 * Puts text into a new paste buffer of tmux, and with `clipboard` on the clipboard of the terminal around it: tmux as it comes ignores OSC 52 from a program.
 * Resolves to null, or to why it did not.
 */
export async function loadTmuxBuffer(text: string, clipboard: boolean, env: NodeJS.ProcessEnv, clock: Clock): Promise<string | null> {
  const first = await ask(clipboard ? ['load-buffer', '-w', '-'] : ['load-buffer', '-'], text, env, clock);
  // before 3.2 there was no -w
  const last = clipboard && first.status ? await ask(['load-buffer', '-'], text, env, clock) : first;
  return last.status === 0 ? null : last.why;
}
