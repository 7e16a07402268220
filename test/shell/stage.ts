/** A program with nothing but a terminal and its foreground: it counts on its screen, and a digit gives the terminal to that command of its arguments. */
import { systemClock } from '../../src/app/clock.ts';
import { createForeground } from '../../src/shell/foreground.ts';
import { openPipe } from '../../src/shell/pipe.ts';
import { heedSignals } from '../../src/shell/signals.ts';
import { openTerminal } from '../../src/terminal/open.ts';

const { after } = systemClock;
const terminal = openTerminal({ input: process.stdin, output: process.stdout, fd: 1, env: process.env, color: true, after });
const foreground = createForeground({ terminal, typing: process.stdin, say: (text) => process.stdout.write(text), after });
const end = (code: number) => foreground.takeBack(() => {
  terminal.close();
  process.exit(code);
});
const suspend = heedSignals({ self: process, terminal, foreground, after, end, suspending: () => undefined });
const pipe = openPipe({ env: process.env, foreground, clock: systemClock });
const lines = Number(process.env['STAGE_LINES'] ?? 1000);
let said = 'nothing yet';
let ticks = 0;
let made = 0;

function* parts(): Generator<string> {
  for (made = 0; made < lines; made += 100) yield Array.from({ length: 100 }, (_, at) => `line ${made + at} ${'x'.repeat(80)}\n`).join('');
}

function show(): void {
  const { columns, rows } = terminal.size;
  const texts = [`said: ${said}|`, `tick ${ticks} made ${made}|`];
  terminal.paint({ size: terminal.size, cursor: null, panes: [{ id: 'all', x: 0, y: 0, width: columns, height: rows, rows: texts.map((text) => ({ spans: [{ text, tone: 'normal' as const }] })) }] });
}

terminal.listen((input) => {
  const name = input.kind === 'key' ? input.name : input.kind;
  if (name === 'closed') process.exit(3);
  if (name === 'q') end(0);
  if (name === 'ctrl-z') suspend();
  const command = /^[1-9]$/.test(name) ? process.argv[1 + Number(name)] : undefined;
  if (command !== undefined) {
    const tell = (words: string) => {
      said = words;
      show();
    };
    pipe(command, parts).then(tell, (error: unknown) => tell(`rejected: ${String(error)}`));
  }
  show();
});
terminal.enter();
setInterval(() => {
  ticks++;
  show();
}, 20);
show();
