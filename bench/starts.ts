/** Cold start: from spawn to the first full picture. */
import { spawn, spawnSync } from 'node:child_process';
import { openProgram } from '../test/whole-program.ts';
import { quantile, say, usage } from './tools.ts';
import type { Stage } from './stage.ts';

const runs = 15;

async function timed(act: () => Promise<void>): Promise<number> {
  const from = performance.now();
  await act();
  return performance.now() - from;
}

const ended = (file: string, args: string[]) => new Promise<void>((done) => spawn(file, args, { stdio: 'ignore' }).once('exit', () => done()));

/** Spawn to the list on screen, interleaved with a bare Node and `docker ps`. */
export async function starts(stage: Stage): Promise<void> {
  const times: Record<string, number[]> = { ours: [], bare: [], docker: [] };
  const cpu: number[] = [];
  for (let run = 0; run < runs; run++) {
    const before = performance.now();
    const program = openProgram({ args: ['-H', stage.address] });
    await program.shows(/running[^]*▌/);
    times['ours']?.push(performance.now() - before);
    cpu.push(usage(program.pid).cpu);
    program.kill('SIGKILL');
    times['bare']?.push(await timed(() => ended(process.execPath, ['-e', '0'])));
    if (spawnSync('docker', ['--version']).status === 0) times['docker']?.push(await timed(() => ended('docker', ['-H', stage.address, 'ps'])));
  }
  const median = (name: string) => quantile(times[name] ?? [], 0.5).toFixed(0);
  say('start to 50 containers on screen, ms (node -e 0, docker ps)', `${median('ours')} (${median('bare')}, ${median('docker')})`);
  say('- CPU s at that moment', quantile(cpu, 0.5).toFixed(2));
}
