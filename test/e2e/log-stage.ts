/** The log of a container on a real engine, read in the built program as a person would, and saved by it to be checked line by line. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openProgram, type Program } from '../whole-program.ts';

/** Numbered lines, `run 1 line 1`, so many a burst with a pause of seconds after each; every start of the container is the next run. */
export function numbered(perBurst: number, pause: number, last = 1e9, filling = ''): string[] {
  const one = `while [ $i -lt ${last} ] && [ $b -lt ${perBurst} ]; do i=$((i+1)); b=$((b+1)); echo "run $r line $i${filling}"; done`;
  return ['sh', '-c', `r=$(($(cat /runs 2>/dev/null || echo 0)+1)); echo $r > /runs; i=0; while [ $i -lt ${last} ]; do b=0; ${one}; sleep ${pause}; done; exec sleep 3600`];
}

/** The `docker` command on an engine: what it printed. A container is run in the place of one of its name, so that a test can be tried again. */
export function dockerAt(address: string): (...args: string[]) => string {
  const docker = (...args: string[]) => execFileSync('docker', ['-H', address, ...args], { encoding: 'utf8', maxBuffer: 256 << 20, stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  return (...args) => {
    const name = args[0] === 'run' ? args[args.indexOf('--name') + 1] ?? '' : '';
    if (name !== '' && docker('ps', '-aq', '--filter', `name=^/${name}$`) !== '') docker('rm', '-f', name);
    return docker(...args);
  };
}

export interface LogProgram extends Program {
  /** Saves what the log pane shows with `S`: the lines of the file. */
  saved(): Promise<string[]>;
  end(): void;
}

let files = 0;

/** Opens the built program on an engine, its list filtered down to some containers, and the log pane in hand. */
export async function openLog(address: string, filter: string, args: readonly string[] = []): Promise<LogProgram> {
  const folder = mkdtempSync(join(tmpdir(), 'ww-saved-'));
  const program = openProgram({ args: ['-H', address, ...args] });
  await program.shows('● live');
  program.press(`/${filter}`);
  await program.shows(`· /${filter} ·`);
  program.press('\r');
  // keys read together with what is behind an Enter are taken for a paste
  await program.shows((text) => !text.includes('enter keeps it'));
  program.press('3');
  return Object.assign(program, {
    saved: async () => {
      const path = join(folder, `${++files}.log`);
      program.press('S');
      await program.shows('save to: ');
      program.press('\x15');
      program.press(`${path}\r`);
      await program.shows(new RegExp(`saved to ${path}`));
      return readFileSync(path, 'utf8').split('\n').slice(0, -1);
    },
    end: () => {
      program.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  });
}

/** Lines of ours in a saved log: separators. */
export const isMark = (line: string): boolean => line.startsWith('── ');
