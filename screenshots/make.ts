/** Remakes the screenshots from the demo engine: `npm run screenshots`, optionally with a folder to write them to. */
import { join } from 'node:path';
import { writePicture } from '../test/picture-file.ts';
import { openProgram } from '../test/whole-program.ts';

const folder = process.argv[2] ?? 'screenshots';
const shots: readonly { name: string; args: readonly string[]; columns: number; rows: number; keys: readonly string[] }[] = [
  { name: 'wide', args: ['--demo'], columns: 160, rows: 45, keys: ['/api-1\r', '\x1b'] },
  { name: 'stacked', args: ['--demo'], columns: 80, rows: 24, keys: ['/web\r', '\x1b'] },
  { name: 'small', args: ['--demo'], columns: 40, rows: 10, keys: [] },
  { name: 'inspect', args: ['--demo'], columns: 80, rows: 24, keys: ['/web\r', '\x1b', 'i', 'z'] },
  { name: 'help', args: ['--demo'], columns: 160, rows: 45, keys: ['?'] },
  { name: 'ascii', args: ['--demo', '--ascii'], columns: 80, rows: 24, keys: [] },
  { name: 'no-engine', args: ['-H', 'unix:///nonexistent/docker.sock'], columns: 80, rows: 24, keys: [] },
];

for (const { name, args, columns, rows, keys } of shots) {
  const program = openProgram({ args, columns, rows });
  await program.shows(name === 'no-engine' ? 'unreachable' : 'live');
  for (const text of keys) {
    program.press(text);
    await new Promise((done) => setTimeout(done, 400));
  }
  await new Promise((done) => setTimeout(done, 1200));
  writePicture(program.terminal, join(folder, `${name}.png`));
  program.kill('SIGKILL');
}
process.exit(0);
