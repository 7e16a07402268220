/** Twenty containers as one log, next to twenty `docker logs -f` to nowhere in the same run. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openProgram } from '../test/whole-program.ts';
import { rest, say, seconds, usage } from './tools.ts';
import { type Stage, writer } from './stage.ts';

const containers = 20;
const each = 10_000;

async function byDocker(stage: Stage): Promise<{ time: number; cpu: number }> {
  const made = Array.from({ length: containers }, (_, at) => writer(stage, `docker-${at}`, each));
  let received = 0;
  let all: () => void = () => undefined;
  const done = new Promise<void>((resolve) => (all = resolve));
  const children = made.map((_, at) => spawn('docker', ['-H', stage.address, 'logs', '-f', `docker-${at}`], { stdio: ['ignore', 'pipe', 'inherit'] }));
  for (const child of children) {
    child.stdout.on('data', (data: Buffer) => {
      received += data.length;
      if (received >= containers * each * 100) all();
    });
  }
  await rest(1500);
  const from = performance.now();
  for (const one of made) one.go();
  await done;
  const time = seconds(from);
  const cpu = children.reduce((sum, child) => sum + usage(child.pid ?? 0).cpu, 0);
  for (const child of children) child.kill();
  for (const one of made) one.remove();
  return { time, cpu };
}

/** Twenty logs of 10,000 lines each, written at once; every line counted, and those out of their order. */
export async function merge(stage: Stage): Promise<void> {
  const docker = await byDocker(stage);
  const made = Array.from({ length: containers }, (_, at) => writer(stage, `ours-${at}`, each));
  const program = openProgram({ args: ['-H', stage.address, '--log-budget', '128MiB'] });
  await program.shows('● live');
  program.press('/ours\r');
  await program.shows(/20 (· \d+ hidden )?· \/ours/);
  for (let at = 0; at < containers; at++) program.press(' ');
  await program.shows('20 marked');
  program.press('\r');
  await program.shows('20 containers as one');
  await rest(1500);
  const before = usage(program.pid);
  const from = performance.now();
  for (const one of made) one.go();
  await program.shows(new RegExp(`${(containers * each).toLocaleString('en')} lines`), 120_000);
  const time = seconds(from);
  const { cpu } = usage(program.pid);
  const folder = mkdtempSync(join(tmpdir(), 'whalewatch-merge-'));
  program.press('t');
  program.press(`S\x15${join(folder, 'merged.log')}\r`);
  await program.shows(/saved to/, 60_000);
  const lines = readFileSync(join(folder, 'merged.log'), 'utf8').trimEnd().split('\n');
  let late = 0;
  let newest = '';
  for (const line of lines) {
    const stamp = line.slice(0, 30);
    if (stamp < newest) late++;
    else newest = stamp;
  }
  const once = new Set(lines.map((line) => line.slice(31, 60)));
  program.kill('SIGKILL');
  for (const one of made) one.remove();
  rmSync(folder, { recursive: true });
  const rate = (took: number) => `${Math.round((containers * each) / took).toLocaleString('en')}/s`;
  say(`${containers} logs of ${each.toLocaleString('en')} lines as one, s to the last on screen`, `${time.toFixed(1)} = ${rate(time)} (${containers} docker logs -f to nowhere ${docker.time.toFixed(1)} = ${rate(docker.time)})`);
  say('- own CPU s', `${(cpu - before.cpu).toFixed(2)} (docker logs -f ${docker.cpu.toFixed(2)})`);
  say('- lines saved, different ones, out of the order of their time', `${lines.length.toLocaleString('en')}, ${once.size.toLocaleString('en')}, ${late.toLocaleString('en')}`);
}
