/** Remakes the screenshots from the demo engine: `npm run screenshots`, optionally with a folder to write them to. */
import { join } from 'node:path';
import { writePicture } from '../test/picture-file.ts';
import { openProgram } from '../test/whole-program.ts';

const folder = process.argv[2] ?? 'screenshots';
const shots: readonly { name: string; args: readonly string[]; columns: number; rows: number; keys: readonly string[]; wait?: number }[] = [
  { name: 'wide', args: ['--demo'], columns: 160, rows: 45, keys: ['/api-1\r', '\x1b'] },
  { name: 'stacked', args: ['--demo'], columns: 80, rows: 24, keys: ['/web\r', '\x1b'] },
  { name: 'small', args: ['--demo'], columns: 40, rows: 10, keys: [] },
  { name: 'inspect', args: ['--demo'], columns: 80, rows: 24, keys: ['/web\r', '\x1b', 'i', 'z'] },
  { name: 'groups', args: ['--demo'], columns: 160, rows: 45, keys: ['o', 'g'], wait: 12_000 },
  { name: 'stats', args: ['--demo'], columns: 120, rows: 32, keys: ['/db\r', '\x1b', '2', ']', 'z'], wait: 90_000 },
  { name: 'columns', args: ['--demo'], columns: 120, rows: 32, keys: ['c'], wait: 6000 },
  { name: 'question', args: ['--demo'], columns: 100, rows: 28, keys: ['/web\r', '\x1b', 's'] },
  { name: 'events', args: ['--demo'], columns: 100, rows: 28, keys: ['v'], wait: 60_000 },
  { name: 'help', args: ['--demo'], columns: 160, rows: 45, keys: ['?'] },
  { name: 'ascii', args: ['--demo', '--ascii'], columns: 80, rows: 24, keys: [] },
  { name: 'no-engine', args: ['-H', 'unix:///nonexistent/docker.sock'], columns: 80, rows: 24, keys: [] },
];

/** Milliseconds until what is shown has come in. */
const usualWait = 1200;

for (const { name, args, columns, rows, keys, wait = usualWait } of shots) {
  const program = openProgram({ args, columns, rows });
  await program.shows(name === 'no-engine' ? 'unreachable' : 'live');
  for (const text of keys) {
    program.press(text);
    await new Promise((done) => setTimeout(done, 400));
  }
  await new Promise((done) => setTimeout(done, wait));
  writePicture(program.terminal, join(folder, `${name}.png`));
  program.kill('SIGKILL');
}
process.exit(0);
