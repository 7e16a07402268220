/** Key to picture: from the write of a key to the screen that answers it. */
import { openProgram, type Program } from '../test/whole-program.ts';
import { quantile, rest, say } from './tools.ts';
import { demoEngine, type Stage } from './stage.ts';

const presses = 100;
const row = (screen: string) => screen.split('\n').findIndex((line) => line.includes('▌'));

async function measure(program: Program, name: string): Promise<void> {
  const times: number[] = [];
  let missed = 0;
  const before = program.bytes();
  for (let press = 0; press < presses; press++) {
    const old = row(program.screen());
    const from = performance.now();
    program.press(press % 20 < 10 ? 'j' : 'k');
    await program.shows((screen) => row(screen) !== old, 1000).then(() => times.push(performance.now() - from), () => missed++);
    await rest(60);
  }
  say(`key to picture, ${name}, ms p50 / p95 (missed)`, `${quantile(times, 0.5).toFixed(1)} / ${quantile(times, 0.95).toFixed(1)} (${missed})`);
  say('- bytes to the terminal per key', ((program.bytes() - before) / presses).toFixed(0));
}

/** Selection moves among quiet containers, then scrolling a log that floods. */
export async function keys(stage: Stage): Promise<void> {
  const quiet = openProgram({ args: ['-H', stage.address] });
  await quiet.shows('● live');
  await rest(1000);
  await measure(quiet, 'idle');
  quiet.kill('SIGKILL');
  const flood = await demoEngine('--containers=20', '--flood=60000');
  const program = openProgram({ args: ['-H', flood.address] });
  await program.shows('● live');
  program.press('/flood\r');
  await program.shows(/Logs ─ flood[^\n]* lines/);
  await rest(2000);
  const times: number[] = [];
  let missed = 0;
  for (let press = 0; press < presses; press++) {
    const open = program.screen().includes('┌ Keys');
    const from = performance.now();
    program.press('?');
    await program.shows((screen) => screen.includes('┌ Keys') !== open, 1000).then(() => times.push(performance.now() - from), () => missed++);
    await rest(60);
  }
  say('key to picture, log of 60,000 lines/s in sight, ms p50 / p95 (missed)', `${quantile(times, 0.5).toFixed(1)} / ${quantile(times, 0.95).toFixed(1)} (${missed})`);
  program.kill('SIGKILL');
  flood.close();
}
