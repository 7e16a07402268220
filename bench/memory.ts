/** A log of about 1,000 lines a second for half a minute, and one of about 10,000 for ten minutes. */
import { openProgram } from '../test/whole-program.ts';
import { rest, say, usage } from './tools.ts';
import { type Stage, ticker } from './stage.ts';

async function watched(stage: Stage, name: string, rate: number) {
  ticker(stage, name, rate);
  const program = openProgram({ args: ['-H', stage.address] });
  await program.shows('● live');
  program.press(`/${name}\r`);
  await program.shows(new RegExp(`Logs ─ ${name}[^\\n]* lines`));
  return program;
}

/** Half a minute of 1,000 lines/s. */
export async function steady(stage: Stage): Promise<void> {
  const program = await watched(stage, 'steady', 1000);
  const before = { ...usage(program.pid), bytes: program.bytes() };
  await rest(30_000);
  const after = usage(program.pid);
  say('30 s of 1,000 lines/s: own CPU s / kB/s to the terminal', `${(after.cpu - before.cpu).toFixed(2)} / ${((program.bytes() - before.bytes) / 30_000).toFixed(1)}`);
  program.kill('SIGKILL');
  stage.docker('rm', '-f', 'steady');
}

/** Ten minutes of 10,000 lines/s: memory at each; the budget is full within the first. */
export async function memory(stage: Stage): Promise<void> {
  const program = await watched(stage, 'tick', 10_000);
  const figures: string[] = [];
  for (let minute = 0; minute <= 10; minute++) {
    if (minute > 0) await rest(60_000);
    figures.push(usage(program.pid).memory.toFixed(0));
  }
  say('10,000 lines/s: RSS MB at each minute from 0 to 10', figures.join(' '));
  const newest = Number(/^(\d+) /.exec(stage.docker('logs', '--tail', '1', 'tick'))?.[1] ?? '0');
  await program.shows((screen) => [...screen.matchAll(/(\d+) 0{20}/g)].some(([, digits]) => Number(digits) >= newest));
  say('- lines written, the last of them on screen', newest.toLocaleString('en'));
  program.kill('SIGKILL');
  stage.docker('rm', '-f', 'tick');
}
