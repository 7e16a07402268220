/** A program with nothing but a terminal, for tests that need a real one: it shows its size and the last thing it heard. */
import { openTerminal } from '../../src/terminal/open.ts';

const terminal = openTerminal({
  input: process.stdin, output: process.stdout, fd: 1, env: process.env, color: process.env['NO_COLOR'] === undefined,
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
});
let heard = 'nothing';

function show(): void {
  const { columns, rows } = terminal.size;
  const text = `${columns}x${rows} heard ${heard} 日本 🚀|`;
  const filler = Array.from({ length: Math.max(0, rows - 1) }, () => ({ spans: [{ text: `日本 🚀 ${heard} `.repeat(20), tone: 'accent' as const }] }));
  const panes = [{ id: 'all', x: 0, y: 0, width: columns, height: rows, rows: [{ spans: [{ text, tone: 'strong' as const }] }, ...filler] }];
  terminal.paint({ size: terminal.size, panes, cursor: null });
}

terminal.listen((input) => {
  heard = input.kind === 'key' ? `key ${input.name}` : input.kind;
  if (input.kind === 'closed') process.exit(3);
  if (heard === 'key q') {
    terminal.close();
    process.exit(0);
  }
  if (heard === 'key ctrl-z') {
    terminal.leave();
    process.kill(process.pid, 'SIGSTOP');
    // runs when the stop is over; without something to wait for, the program would end there
    setTimeout(() => terminal.enter(), 0);
    return;
  }
  if (heard === 'key F') setInterval(() => { heard = String(process.hrtime()[1]); show(); }, 5);
  show();
});
process.on('SIGTERM', () => {
  terminal.close();
  process.exit(143);
});
terminal.enter();
show();
