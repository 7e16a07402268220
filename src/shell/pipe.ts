/** Runs a shell command at the terminal with text of ours on its standard input: a pager, jq, grep. */
import type { ChildProcessByStdio } from 'node:child_process';
import type { Writable } from 'node:stream';
import type { Clock } from '../app/clock.ts';
import type { Context } from '../app/perform/context.ts';
import { oneLine } from '../text/sanitise.ts';
import type { Foreground } from './foreground.ts';

/** What piping needs of the process. */
export interface PipeOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly foreground: Foreground;
  readonly clock: Clock;
}

/** Programs that keep the terminal until the user has seen enough. */
const fullScreen = new Set(['less', 'more', 'most', 'lnav', 'vim', 'vi', 'nvim', 'nano', 'emacs', 'view', 'fzf', 'bat']);
/** A program that ends sooner has shown nothing that could be read, milliseconds. */
const glance = 300;
/** Written at once, characters. */
const pieceLength = 65_536;

/** The user's pager, as a shell command. */
export function pagerOf(env: NodeJS.ProcessEnv): string {
  return env['PAGER']?.trim() || 'less -R';
}

/** Whether the last program of the command, which is what the user sees, keeps the terminal. */
export function staysOpen(command: string): boolean {
  // what is quoted separates nothing
  const bare = command.trim().replace(/'[^']*'|"(?:\\[^]|[^"\\])*"|\\[^]/g, '_');
  const name = bare.split(/[|;&\n]+/).at(-1)?.trim().split(/\s+/).find((word) => !/^\w+=/.test(word)) ?? '';
  return fullScreen.has(name.slice(name.lastIndexOf('/') + 1));
}

/** How a command ended; `unstarted` says why it never began. */
interface Ending {
  readonly status: number | null;
  readonly signal: string | null;
  readonly unstarted: string | null;
}

/** What the ending means: after a ctrl-c that a pager only heard, dash waits for the pager and then ends itself by SIGINT. */
function meant(ending: Ending, opened: boolean): Ending {
  return opened && ending.signal === 'SIGINT' ? { status: 0, signal: null, unstarted: null } : ending;
}

type Child = ChildProcessByStdio<Writable, null, null>;

function endingOf(child: Child): Promise<Ending> {
  return new Promise((resolve) => {
    child.on('exit', (status, signal) => resolve({ status, signal, unstarted: null }));
    child.on('error', (error: NodeJS.ErrnoException) => resolve({ status: null, signal: null, unstarted: error.code ?? error.message }));
  });
}

/** Writes until all is read or nobody reads on, which is how a pager is left early. */
async function feed(stdin: Writable, parts: () => Iterable<string>, { after }: Clock): Promise<void> {
  let piece = '';
  const write = () => new Promise<boolean>((resolve) => stdin.write(piece, (error) => {
    piece = '';
    // a turn for everything else, however fast it is read
    after(0, () => resolve(!error));
  }));
  for (const part of parts()) {
    piece += part;
    if (piece.length >= pieceLength && !await write()) return;
  }
  if (piece === '' || await write()) stdin.end();
}

/** Makes the piping. */
export function openPipe({ env, foreground, clock }: PipeOptions): Context['pipe'] {
  return (command, parts) => foreground.give(async (visit) => {
    const shown = oneLine(command.trim()).replace(/^([^]{60})[^]{4,}$/, '$1...');
    if (shown === '') return 'Nothing was run: no command was given.';
    const { spawn } = await import('node:child_process');
    const began = clock.now();
    const shell = env['SHELL'] || '/bin/sh';
    let child: Child;
    try {
      child = spawn(shell, ['-c', command], { stdio: ['pipe', 'inherit', 'inherit'], env });
    } catch (error) {
      return `${shown} cannot be started: ${error instanceof Error ? oneLine(error.message) : String(error)}.`;
    }
    visit.runs(child);
    child.stdin.on('error', () => undefined);
    // what a child of its own still reads in the background ends with it
    const ended = endingOf(child).finally(() => child.stdin.destroy());
    const fed = feed(child.stdin, parts, clock).catch(async (error: unknown) => {
      child.kill();
      await ended;
      throw error;
    });
    const [ending] = await Promise.all([ended, fed]);
    const opened = staysOpen(command);
    const { status, signal, unstarted } = meant(ending, opened);
    if (unstarted !== null) return `${shown} cannot be started: ${shell} (${unstarted}).`;
    if (status !== 0 || !opened || clock.now() - began < glance) {
      visit.say(`\n[whalewatch: ${shown} ${signal === null ? `ended with ${status}` : `was ended by ${signal}`} - enter goes back]`);
      await visit.enterPressed();
    }
    if (signal !== null) return `${shown} was ended by ${signal}.`;
    return status === 0 ? `${shown} ended.` : `${shown} ended with status ${status}.`;
  });
}
