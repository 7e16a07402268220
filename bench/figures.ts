/** What it costs to see what containers use. */
import { openProgram } from '../test/whole-program.ts';
import { sleepers, type Stage } from './stage.ts';
import { rest, say, usage } from './tools.ts';
import { countingWire } from './wire.ts';

const length = 60;

/** A way to look: options of the program, and keys pressed once it is open. */
const ways: readonly { readonly name: string; readonly keys: string }[] = [
  { name: 'figures off', keys: '%' }, { name: 'in the list', keys: '' }, { name: 'and charts', keys: '2]' }, { name: 'sorted by CPU', keys: 'C' },
];

/** One minute of a way to look: own CPU, the engine's with its containerd, requests and bytes to the terminal. */
async function minute(stage: Stage, keys: string) {
  const wire = await countingWire(stage.address);
  const program = openProgram({ args: ['-H', wire.address] });
  await program.shows('● live');
  if (keys !== '') program.press(keys);
  await rest(25_000);
  const before = { cpu: usage(program.pid).cpu, engine: stage.wholeCpu(), requests: wire.counts().requests, bytes: program.bytes() };
  await rest(length * 1000);
  const spent = { cpu: usage(program.pid).cpu - before.cpu, engine: stage.wholeCpu() - before.engine, requests: wire.counts().requests - before.requests, bytes: program.bytes() - before.bytes };
  program.kill('SIGKILL');
  wire.close();
  return spent;
}

/** Figures off and on, with 50 and with 200 containers that run, at 160x45. */
export async function figures(stage: Stage): Promise<void> {
  for (const count of [50, 200]) {
    if (count > 50) sleepers(stage, count, 50);
    await rest(5000);
    const quiet = stage.wholeCpu();
    await rest(length * 1000);
    const alone = stage.wholeCpu() - quiet;
    say(`what ${count} containers use: the engine's own CPU s/min`, alone.toFixed(2));
    for (const { name, keys } of ways) {
      const { cpu, engine, requests, bytes } = await minute(stage, keys);
      say(`- ${name}: own CPU s, engine CPU s above its own, requests, bytes`, `${cpu.toFixed(2)}, ${(engine - alone).toFixed(2)}, ${requests}, ${bytes}`);
    }
  }
  for (let at = 50; at < 200; at++) stage.docker('rm', '-f', `quiet-${String(at).padStart(3, '0')}`);
}
