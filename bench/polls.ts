/** What one poll of the list costs, here and in the engine. */
import http from 'node:http';
import { openProgram } from '../test/whole-program.ts';
import { demoEngine, type Stage } from './stage.ts';
import { rest, say, usage } from './tools.ts';
import { countingWire } from './wire.ts';

const length = 40;

/** CPU of ours and of the engine's for each list asked, while nothing changes and only the list is on screen. */
async function measure(name: string, engine: { readonly address: string; cpu(): number }): Promise<void> {
  const quiet = engine.cpu();
  await rest(length * 500);
  const alone = (engine.cpu() - quiet) * 2;
  const wire = await countingWire(engine.address);
  const program = openProgram({ args: ['-H', wire.address, '--interval', '200ms'] });
  await program.shows('● live', 60_000);
  program.press('z');
  await rest(3000);
  const before = { own: usage(program.pid).cpu, engine: engine.cpu(), ...wire.counts() };
  await rest(length * 1000);
  const after = usage(program.pid);
  const lists = wire.counts().lists - before.lists;
  const each = (seconds: number) => (seconds * 1000 / lists).toFixed(1);
  say(`a poll of ${name}: own / engine's CPU ms`, `${each(after.cpu - before.own)} / ${each(engine.cpu() - before.engine - alone)}`);
  say('- kB, and RSS MB of ours', `${((wire.counts().bytes - before.bytes) / lists / 1000).toFixed(0)}, ${after.memory.toFixed(0)}`);
  program.kill('SIGKILL');
  wire.close();
}

/** Creates a container without starting it. */
function create(stage: Stage, name: string): Promise<void> {
  return new Promise((done, failed) => {
    const request = http.request({
      socketPath: stage.address.replace('unix://', ''), method: 'POST', path: `/containers/create?name=${name}`, headers: { 'Content-Type': 'application/json' },
    }, (response) => response.resume().once('end', done));
    request.once('error', failed).end(JSON.stringify({ Image: 'busybox', Cmd: ['true'] }));
  });
}

/** Polls of 50 and 1,000 containers of a real engine (50 of them running), and of 5,000 of the demo engine, a process of its own. */
export async function polls(stage: Stage): Promise<void> {
  await measure('50 containers', stage);
  for (let at = 50; at < 1000; at++) await create(stage, `created-${at}`);
  await measure('1,000 containers, 950 of them only created', stage);
  const demo = await demoEngine('--containers=5000');
  await measure('5,000 containers of the demo engine', demo);
  demo.close();
}
