/** A search over a million lines in memory, and keys while it goes on, next to `grep -c` of the same lines in a file. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openProgram } from '../test/whole-program.ts';
import { quantile, rest, say, usage } from './tools.ts';
import { type Stage, writer } from './stage.ts';

const count = 1_000_000;

/** Milliseconds until `grep` has counted the lines of the container in a file. */
function byGrep(stage: Stage, name: string, text: string): number {
  const folder = mkdtempSync(join(tmpdir(), 'whalewatch-grep-'));
  const file = join(folder, 'log');
  execFileSync('sh', ['-c', `docker -H ${stage.address} logs ${name} > ${file}`]);
  const from = performance.now();
  try {
    execFileSync('grep', ['-ic', text, file]);
  } catch {
    // nothing found is exit code 1
  }
  const took = performance.now() - from;
  rmSync(folder, { recursive: true });
  return took;
}

/** Fills a program with a million lines and searches them. */
export async function search(stage: Stage): Promise<void> {
  const made = writer(stage, 'million', count);
  made.go();
  await rest(30_000);
  const program = openProgram({ args: ['-H', stage.address, '--log-budget', '512MiB'] });
  await program.shows('● live');
  program.press('/million\r');
  await program.shows(/Logs ─ million/);
  program.press('\r');
  await program.shows(/1,000 lines/);
  program.press('T');
  program.press('start\r');
  await program.shows(/1,000,000 lines/, 240_000);
  await rest(2000);
  const searched = async (text: string, seen: RegExp) => {
    program.press('g');
    await rest(500);
    // it is searched while it is typed: the answer is due from the last letter on
    program.press(`/${text.slice(0, -1)}`);
    await rest(1500);
    const from = performance.now();
    program.press(text.slice(-1));
    await program.shows(seen, 60_000);
    const took = performance.now() - from;
    program.press('\x1b');
    await rest(300);
    return took;
  };
  const answers = [
    ['near the top', await searched('000000500 ', /000000500 0{9}/)],
    ['near the end', await searched('000999500 ', /000999500 0{9}/)],
    ['nowhere', await searched('nowhere', /nowhere 0\/0/)],
    ['near the end, as an expression', await searched('~0009994\\d7 ', /000999407 0{9}/)],
  ] as const;
  say(`a search over ${count.toLocaleString('en')} lines: ms to the answer on screen`, answers.map(([what, took]) => `${what} ${took.toFixed(0)}`).join(', '));
  say('- grep -ic of the same lines in a file, ms', byGrep(stage, 'million', 'nowhere').toFixed(0));
  const waits: number[] = [];
  for (let at = 0; at < 20; at++) {
    program.press(`/nothing${at}`);
    // by now the search has begun and not ended
    await rest(30);
    const from = performance.now();
    program.press('z');
    await program.shows(`nothing${at}z`);
    waits.push(performance.now() - from);
    program.press('\x1b');
    await rest(200);
  }
  say('- a key pressed at once after it: ms to its picture, median / most', `${quantile(waits, 0.5).toFixed(1)} / ${Math.max(...waits).toFixed(1)}`);
  say('- memory, MB', usage(program.pid).memory.toFixed(0));
  program.kill('SIGKILL');
  made.remove();
}
