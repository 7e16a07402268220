/** Back: from an engine that answers again to the screen that says so. */
import { spawnSync } from 'node:child_process';
import http from 'node:http';
import { openProgram } from '../test/whole-program.ts';
import type { Stage } from './stage.ts';
import { quantile, rest, say, usage } from './tools.ts';

const runs = 5;

/** Resolves when the engine has answered a ping. */
async function answers(address: string): Promise<void> {
  const socketPath = address.replace('unix://', '');
  const ping = () => new Promise<boolean>((done) => http.get({ socketPath, path: '/_ping' }, (response) => {
    response.resume();
    done(response.statusCode === 200);
  }).on('error', () => done(false)));
  while (!await ping()) await rest(2);
}

/** Killed and started again, at once and after half a minute: from the first answer to the live screen, beside a `docker ps` of the same engine. */
export async function back(stage: Stage): Promise<void> {
  const program = openProgram({ args: ['-H', stage.address] });
  for (const away of [0, 30]) {
    const times: number[] = [];
    const docker: number[] = [];
    let cpu = 0;
    for (let run = 0; run < runs; run++) {
      await program.shows('● live', 30_000);
      const before = usage(program.pid).cpu;
      await stage.kill();
      await program.shows('unreachable');
      // not the same moment of the pause between two tries every time
      await rest(away * 1000 + run * 370);
      const restarted = stage.restart();
      await answers(stage.address);
      const from = performance.now();
      await program.shows('● live', 30_000);
      times.push(performance.now() - from);
      cpu += usage(program.pid).cpu - before;
      await restarted;
      const asked = performance.now();
      spawnSync('docker', ['-H', stage.address, 'ps', '-a']);
      docker.push(performance.now() - asked);
    }
    const figures = (values: readonly number[]) => `${quantile(values, 0.5).toFixed(0)} / ${quantile(values, 1).toFixed(0)}`;
    say(`engine back after ${away} s to live, ms p50 / most (docker ps)`, `${figures(times)} (${figures(docker)})`);
    say('- own CPU s from the kill to then', (cpu / runs).toFixed(2));
  }
  program.kill('SIGKILL');
  for (const name of stage.docker('ps', '-aq').split('\n')) stage.docker('start', name);
}
