/** Lines from the engine's socket to the screen, next to `docker logs -f` to nowhere in the same run. */
import { spawn } from 'node:child_process';
import { openProgram, type Program } from '../test/whole-program.ts';
import { rest, say, seconds, usage } from './tools.ts';
import { type Stage, writer } from './stage.ts';

/** The highest line number in sight. */
const lastInSight = (screen: string) => Math.max(0, ...[...screen.matchAll(/\b(\d{9}) 0{20}/g)].map(([, digits]) => Number(digits)));

async function following(stage: Stage, name: string): Promise<Program> {
  const program = openProgram({ args: ['-H', stage.address] });
  await program.shows('● live');
  program.press(`/${name}\r`);
  await program.shows(new RegExp(`Logs ─ ${name}`));
  await rest(700);
  return program;
}

/** Resolves, with the time, when the last of `count` lines has come through `docker logs -f`. */
async function byDocker(stage: Stage, count: number): Promise<{ time: number; cpu: number; peak: number }> {
  const made = writer(stage, `docker-${count}`, count);
  const child = spawn('docker', ['-H', stage.address, 'logs', '-f', `docker-${count}`], { stdio: ['ignore', 'pipe', 'inherit'] });
  await rest(500);
  let received = 0;
  const all = new Promise<void>((done) => child.stdout.on('data', (data: Buffer) => {
    received += data.length;
    if (received >= count * 100) done();
  }));
  const from = performance.now();
  made.go();
  await all;
  const result = { time: seconds(from), ...usage(child.pid ?? 0) };
  child.kill();
  made.remove();
  return result;
}

async function byUs(stage: Stage, count: number): Promise<{ time: number; cpu: number; peak: number; terminal: number }> {
  const name = `ours-${count}`;
  const made = writer(stage, name, count);
  const program = await following(stage, name);
  const before = { ...usage(program.pid), bytes: program.bytes() };
  const from = performance.now();
  made.go();
  await program.shows((screen) => lastInSight(screen) === count, 120_000);
  const time = seconds(from);
  const after = usage(program.pid);
  const terminal = program.bytes() - before.bytes;
  program.kill('SIGKILL');
  made.remove();
  return { time, cpu: after.cpu - before.cpu, peak: after.peak, terminal };
}

async function compare(stage: Stage, count: number): Promise<void> {
  const docker = await byDocker(stage, count);
  const ours = await byUs(stage, count);
  const rate = (time: number) => `${Math.round(count / time).toLocaleString('en')}/s`;
  say(`${count.toLocaleString('en')} lines of 100 bytes, written to last one on screen, s`, `${ours.time.toFixed(1)} = ${rate(ours.time)} (docker logs -f ${docker.time.toFixed(1)} = ${rate(docker.time)})`);
  say('- own CPU s / peak RSS MB', `${ours.cpu.toFixed(2)} / ${ours.peak.toFixed(0)} (docker logs -f ${docker.cpu.toFixed(2)} / ${docker.peak.toFixed(0)})`);
  say('- kB to the terminal', (ours.terminal / 1000).toFixed(0));
}

export const lines = (stage: Stage) => compare(stage, 1_000_000);

/** A burst of 100,000 lines. */
export const bursts = (stage: Stage) => compare(stage, 100_000);
