/** Key to picture: from the write of a key to the screen that answers it. */
import { openProgram, type Program } from '../test/whole-program.ts';
import { quantile, rest, say } from './tools.ts';
import { demoEngine, type Stage } from './stage.ts';

const row = (screen: string) => screen.split('\n').findIndex((line) => line.includes('▌'));
const move = (press: number): string => (press % 20 < 10 ? 'j' : 'k');
const hasHelp = (screen: string) => screen.includes('┌ Keys');

/** Presses `presses` keys, `pause` milliseconds apart; each is answered when what `of` reads from the screen has changed. */
export async function measure(program: Program, name: string, { presses = 100, pause = 60, key = move, of = row as (screen: string) => unknown } = {}): Promise<void> {
  const times: number[] = [];
  let missed = 0;
  const before = program.bytes();
  for (let press = 0; press < presses; press++) {
    const old = of(program.screen());
    const from = performance.now();
    program.press(key(press));
    await program.shows((screen) => of(screen) !== old, 1000).then(() => times.push(performance.now() - from), () => missed++);
    await rest(pause);
  }
  const figures = [0.5, 0.95, 0.99, 1].map((part) => quantile(times, part).toFixed(1)).join(' / ');
  say(`key to picture, ${name}, ms p50 / p95 / p99 / most (missed)`, `${figures} (${missed})`);
  say('- bytes to the terminal per key', ((program.bytes() - before) / presses).toFixed(0));
}

/** Selection moves among quiet containers, then help over a log that floods. */
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
  await measure(program, 'a log of 60,000 lines/s in sight', { key: () => '?', of: hasHelp });
  program.kill('SIGKILL');
  flood.close();
}

/** Selection moves while lists of 1,000 and 5,000 containers are polled. */
export async function longLists(): Promise<void> {
  for (const containers of [1000, 5000]) {
    const engine = await demoEngine(`--containers=${containers}`);
    const program = openProgram({ args: ['-H', engine.address] });
    await program.shows('● live', 30_000);
    await rest(1500);
    await measure(program, `${containers} containers`, { presses: 300, pause: 23 });
    program.kill('SIGKILL');
    engine.close();
  }
}
