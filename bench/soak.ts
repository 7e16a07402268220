/**
 * A working day in a few minutes: `npm run soak [-- MINUTES]` (30 unless said). Polls every 500 ms, the selection moving all the time, ten chatty
 * containers, the engine killed and started again every minute. Memory, open files and sockets must not grow after the first sixth; the screen must be right.
 */
import { readdirSync, readlinkSync } from 'node:fs';
import { openProgram } from '../test/whole-program.ts';
import { realEngine, sleepers, ticker } from './stage.ts';
import { rest, say, usage } from './tools.ts';

const minutes = Number(process.argv[2] ?? '30');
const stage = await realEngine();
if (!stage || !(minutes > 0)) {
  process.stderr.write('soak: needs a Docker engine (.ci/engine install) and a number of minutes\n');
  process.exit(1);
}

/** Open files of a process, and how many of them are sockets. */
function files(pid: number): { all: number; sockets: number } {
  const names = readdirSync(`/proc/${pid}/fd`).map((fd) => {
    try {
      return readlinkSync(`/proc/${pid}/fd/${fd}`);
    } catch {
      return '';
    }
  });
  return { all: names.length, sockets: names.filter((name) => name.startsWith('socket:')).length };
}

let failed = false;
try {
  sleepers(stage, 20);
  for (let at = 0; at < 10; at++) ticker(stage, `chatty-${at}`, 50);
  const program = openProgram({ args: ['-H', stage.address, '--interval', '500ms', '--log-budget', '4MiB'] });
  await program.shows('● live');
  const steps = Math.ceil(minutes * 6);
  const figures: { memory: number; all: number; sockets: number }[] = [];
  for (let step = 0; step < steps; step++) {
    for (let move = 0; move < 50; move++) {
      program.press('jjkjtw?q/'.charAt(move % 9) === '/' ? '/chatty\r\x1b' : 'jjkjtw?q'.charAt(move % 8));
      await rest(200);
      if (program.screen().includes('Quit') || program.terminal.cols !== 160) throw new Error('it left');
    }
    if (step % 6 === 5) {
      await stage.restart();
      for (let at = 0; at < 10; at++) stage.docker('start', `chatty-${at}`);
      await program.shows('● live', 30_000);
    }
    program.press('\x1b');
    await rest(300);
    program.press('g');
    await rest(1500);
    figures.push({ memory: usage(program.pid).memory, ...files(program.pid) });
  }
  const settled = figures.slice(Math.ceil(figures.length / 6));
  const most = (of: (one: (typeof figures)[number]) => number, list: typeof figures) => Math.max(...list.map(of));
  const half = Math.ceil(settled.length / 2);
  say('memory MB, most of the first and of the second half', `${most(({ memory }) => memory, settled.slice(0, half)).toFixed(0)} ${most(({ memory }) => memory, settled.slice(half)).toFixed(0)}`);
  say('open files, first and second half', `${most(({ all }) => all, settled.slice(0, half))} ${most(({ all }) => all, settled.slice(half))}`);
  say('sockets, first and second half', `${most(({ sockets }) => sockets, settled.slice(0, half))} ${most(({ sockets }) => sockets, settled.slice(half))}`);
  const screen = await program.shows(/● live[^]*▌/, 30_000);
  failed = !screen.includes('30 · by name') || !screen.includes('┌ Logs');
  say('the screen at the end', failed ? `wrong:\n${screen}` : 'right: 30 containers, live, with a log');
  program.kill('SIGTERM');
  say('ended with', String((await program.ended).code));
} finally {
  await stage.close();
}
process.exit(failed ? 1 : 0);
