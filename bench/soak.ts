/**
 * A working day in a few minutes: `npm run soak [-- MINUTES]` (30 unless said), at ten times the usual pace: the list polled every 200 ms, a key every
 * 200 ms, the selection visiting ten chatty logs over and over, a container restarted and every connection cut every 3 s, the engine killed and started
 * again every minute. After the first sixth memory, open files and sockets must be flat; the program must start and leave no process, and its screen
 * must be right in the end.
 */
import { spawn } from 'node:child_process';
import { openProgram } from '../test/whole-program.ts';
import { realEngine, sleepers, type Stage, ticker } from './stage.ts';
import { held, marked, rest, say } from './tools.ts';
import { countingWire } from './wire.ts';

const minutes = Number(process.argv[2] ?? '30');
const stage = await realEngine();
if (!stage || !(minutes > 0)) {
  process.stderr.write('soak: needs a Docker engine (.ci/engine install) and a number of minutes\n');
  process.exit(1);
}

const step = 10_000;
/** The keys of one visit: to a chatty container, its log, its details, help, a filter, and back to the list. */
const visit = (to: number) => ['1', 'g', ...'j'.repeat(to), 'l', ...'tw/0', '\r', 'n', '\x1b', 'i', ']', '?', '?', '1', '/chatty\r', '\x1b'];
/** In the environment of the program, and so of whatever it may start. */
const mark = { WHALEWATCH_SOAK: String(process.pid) };

const faults: string[] = [];

/** Says the most in each fifth of the time after the first sixth; the last must not be above the first by more than `slack`. */
function flat(name: string, values: readonly number[], slack: number): void {
  const settled = values.slice(Math.ceil(values.length / 6));
  const length = Math.max(1, Math.ceil(settled.length / 5));
  const most = Array.from({ length: Math.ceil(settled.length / length) }, (_, at) => Math.max(...settled.slice(at * length, (at + 1) * length)));
  say(`${name}, most in each fifth after the first sixth`, most.map((value) => value.toFixed(0)).join(' '));
  if ((most.at(-1) ?? 0) > (most[0] ?? 0) + slack) faults.push(`${name} still grows`);
}

async function soak(engine: Stage): Promise<void> {
  sleepers(engine, 20);
  for (let at = 0; at < 10; at++) ticker(engine, `chatty-${at}`, 50);
  const wire = await countingWire(engine.address);
  const program = openProgram({ args: ['-H', wire.address, '--interval', '200ms', '--log-budget', '4MiB'], env: mark });
  await program.shows('● live');
  const cutting = setInterval(() => {
    wire.cut();
    spawn('docker', ['-H', engine.address, 'restart', '-t', '0', 'quiet-007'], { stdio: 'ignore' });
  }, 3000);
  const series: ReturnType<typeof held>[] = [];
  const steps = Math.ceil(minutes * 6);
  const keys = Array.from({ length: 10 }, (_, to) => visit(to)).flat();
  let pressed = 0;
  let restarts = 0;
  for (let at = 0; at < steps; at++) {
    const away = at % 6 === 5 ? engine.kill().then(() => engine.restart()) : null;
    if (away) restarts++;
    for (const from = performance.now(); performance.now() - from < step; pressed++) {
      program.press(keys[pressed % keys.length] ?? '');
      await rest(200);
    }
    await away;
    series.push(held(program.pid));
  }
  clearInterval(cutting);
  say('minutes, keys, lists asked, restarts of the engine', `${minutes}, ${pressed}, ${wire.counts().lists}, ${restarts}`);
  flat('memory MB', series.map(({ memory }) => memory), 8);
  flat('open files', series.map(({ files }) => files), 3);
  flat('sockets', series.map(({ sockets }) => sockets), 3);
  const most = Math.max(...series.map(({ children }) => children));
  if (most > 0) faults.push(`it had up to ${most} processes of its own`);
  // whatever pane and prompt the keys have left it in
  for (const key of ['\x1b', '1', '\x1b', '/chatty-3\r', '\x1b']) {
    program.press(key);
    await rest(300);
  }
  const newest = Number(/^\d+/.exec(engine.docker('logs', '--tail', '1', 'chatty-3'))?.[0] ?? 'NaN');
  const right = (screen: string) => screen.includes('● live') && screen.includes('30 · by name') && /▌● +chatty-3/.test(screen)
    && [...screen.matchAll(/(\d+) 0{20}/g)].some(([, digits]) => Number(digits) >= newest);
  await program.shows(right, 30_000).catch((error: unknown) => faults.push(`the screen is wrong: ${String(error)}`));
  program.kill('SIGTERM');
  const { code } = await program.ended;
  await rest(500);
  const left = marked(`WHALEWATCH_SOAK=${mark.WHALEWATCH_SOAK}`);
  if (left.length > 0) faults.push(`left behind: process ${left.join(', ')}`);
  say('processes of its own, left behind; ended with', `${most}, ${left.length}; ${code}`);
  wire.close();
}

try {
  await soak(stage);
} catch (error) {
  faults.push(error instanceof Error ? error.message : String(error));
} finally {
  await stage.close();
}
say('soak', faults.length === 0 ? 'passed: flat, nothing left behind, the screen right' : `FAILED\n${faults.join('\n')}`);
process.exit(faults.length === 0 ? 0 : 1);
