/** The list with everything on: all columns, groups, and a filter being typed. */
import { columnFacts } from '../src/model/columns.ts';
import { openProgram } from '../test/whole-program.ts';
import { measure } from './keys.ts';
import { demoEngine } from './stage.ts';
import { rest } from './tools.ts';

const all = columnFacts.map(({ id }) => id).join(',');
const typed = 'srv-api';
/** A filter is typed letter by letter, taken back, and typed again. */
const letter = (press: number): string => (press % 8 < typed.length ? typed[press % 8] ?? '' : '\x15');
const promptText = (screen: string) => screen.split('\n').at(-1);

/** Keys among 1,000 containers with the usual columns and with all; then 5,000 in groups, and a filter over them. */
export async function columns(): Promise<void> {
  const engine = await demoEngine('--containers=1000');
  for (const [name, args] of [['usual columns', []], ['all columns', ['--columns', all]], ['all columns, grouped', ['--columns', all, '--group', 'project']]] as const) {
    const program = openProgram({ args: ['-H', engine.address, ...args], columns: 240, rows: 60 });
    await program.shows('● live', 30_000);
    program.press('z');
    await rest(1500);
    await measure(program, `1,000 containers, ${name}, 240x60`, { presses: 200, pause: 40 });
    program.kill('SIGKILL');
  }
  engine.close();
  const many = await demoEngine('--containers=5000');
  const program = openProgram({ args: ['-H', many.address, '--group', 'project'] });
  await program.shows('● live', 30_000);
  await rest(1500);
  await measure(program, '5,000 containers in groups', { presses: 200, pause: 40 });
  program.press('/');
  await program.shows(/\n \/[^\n]*$/);
  await measure(program, '5,000 containers, a filter being typed', { presses: 160, pause: 60, key: letter, of: promptText });
  program.kill('SIGKILL');
  many.close();
}
