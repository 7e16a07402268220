/** Measures the built program on the demo engine in a process of its own: `npm run bench [-- SECONDS_IDLE]`. Compare ratios of one run, not runs. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { openProgram, type Program } from '../test/whole-program.ts';

const idleSeconds = Number(process.argv[2] ?? 30);
const say = (name: string, value: string) => process.stdout.write(`${name.padEnd(46)}${value}\n`);
const rest = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

async function demoEngine(...args: string[]): Promise<{ address: string; end: () => void }> {
  const child = spawn(process.execPath, ['dist/demo-engine.js', ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [address] = await new Promise<string[]>((done) => createInterface(child.stdout).once('line', (line) => done([line])));
  return { address: address ?? '', end: () => child.kill() };
}

/** CPU seconds of a process so far, and its resident memory in MB. */
function usage(pid: number): { cpu: number; memory: number } {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  const memory = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0';
  return { cpu: (Number(fields[11]) + Number(fields[12])) / 100, memory: Number(memory) / 1024 };
}

const middle = (values: readonly number[], part: number) => [...values].sort((a, b) => a - b)[Math.floor(values.length * part)] ?? 0;

async function starts(address: string): Promise<void> {
  const times: number[] = [];
  const bare: number[] = [];
  for (let run = 0; run < 7; run++) {
    const before = performance.now();
    const program = openProgram({ args: ['-H', address] });
    await program.shows(/running[^]*▌/);
    times.push(performance.now() - before);
    program.kill('SIGKILL');
    const from = performance.now();
    await new Promise((done) => spawn(process.execPath, ['-e', '0']).once('exit', done));
    bare.push(performance.now() - from);
  }
  say('start to the list on screen, ms (bare node -e 0)', `${middle(times, 0.5).toFixed(0)} (${middle(bare, 0.5).toFixed(0)})`);
}

async function keys(program: Program, name: string): Promise<void> {
  const times: number[] = [];
  const before = program.bytes();
  for (let press = 0; press < 60; press++) {
    const down = press % 2 === 0;
    const old = program.screen().split('\n').findIndex((line) => line.includes('▌'));
    const from = performance.now();
    program.press(down ? 'j' : 'k');
    await program.shows((screen) => screen.split('\n').findIndex((line) => line.includes('▌')) !== old, 5000);
    times.push(performance.now() - from);
    await rest(40);
  }
  say(`key to picture, ${name}, ms p50 / p95`, `${middle(times, 0.5).toFixed(1)} / ${middle(times, 0.95).toFixed(1)}`);
  if (name === 'idle') say('bytes per key press', ((program.bytes() - before) / 60).toFixed(0));
}

const fleet = await demoEngine('--containers=50');
await starts(fleet.address);
const idle = openProgram({ args: ['-H', fleet.address] });
await idle.shows('● live');
await keys(idle, 'idle');
await rest(3000);
const began = { ...usage(idle.pid), bytes: idle.bytes() };
await rest(idleSeconds * 1000);
const after = usage(idle.pid);
say('idle, 50 containers: own CPU s/min', (((after.cpu - began.cpu) * 60) / idleSeconds).toFixed(2));
say('idle: bytes to the terminal per minute', (((idle.bytes() - began.bytes) * 60) / idleSeconds).toFixed(0));
say('idle: RSS MB', after.memory.toFixed(0));
idle.kill('SIGKILL');
fleet.end();

const flood = await demoEngine('--containers=20', '--flood=60000');
const pressed = openProgram({ args: ['-H', flood.address] });
await pressed.shows('● live');
await rest(500);
pressed.press('/flood\r');
await rest(1500);
const lineCount = (screen: string) => ['lines', 'dropped'].reduce((sum, word) => sum + Number((new RegExp(`([\\d,]+) ${word}`).exec(screen)?.[1] ?? '0').replaceAll(',', '')), 0);
const early = { ...usage(pressed.pid), lines: lineCount(pressed.screen()), at: performance.now(), bytes: pressed.bytes() };
await rest(15_000);
const late = usage(pressed.pid);
const seconds = (performance.now() - early.at) / 1000;
const lines = lineCount(pressed.screen()) - early.lines;
say('a log of 60,000 lines/s: lines/s into memory', (lines / seconds).toFixed(0));
say('- own CPU s for 1,000,000 lines / RSS MB', `${(((late.cpu - early.cpu) * 1e6) / lines).toFixed(1)} / ${late.memory.toFixed(0)}`);
say('- kB/s to the terminal', ((pressed.bytes() - early.bytes) / 1000 / seconds).toFixed(0));
pressed.press('\x1b');
await rest(500);
await keys(pressed, 'list moves beside a flood of 60,000 lines/s');
pressed.kill('SIGKILL');
flood.end();
process.exit(0);
