/** What it costs to be left open beside containers that do nothing. */
import { openProgram } from '../test/whole-program.ts';
import { rest, say, usage } from './tools.ts';
import type { Stage } from './stage.ts';
import { countingWire } from './wire.ts';

const length = 60;

/** One minute of 50 quiet containers at 160x45: our CPU, the engine's above its own, bytes to the terminal, requests and bytes on the wire. */
export async function idle(stage: Stage): Promise<void> {
  await rest(3000);
  const quiet = stage.cpu();
  await rest(length * 1000);
  const alone = stage.cpu() - quiet;
  const wire = await countingWire(stage.address);
  const program = openProgram({ args: ['-H', wire.address] });
  await program.shows('● live');
  await rest(5000);
  const before = { cpu: usage(program.pid).cpu, bytes: program.bytes(), requests: wire.counts().requests, wire: wire.counts().bytes, engine: stage.cpu() };
  await rest(length * 1000);
  const after = usage(program.pid);
  say('idle, 50 containers: own CPU s/min', (after.cpu - before.cpu).toFixed(2));
  say('- engine CPU s/min above its own', `${(stage.cpu() - before.engine - alone).toFixed(2)} (own ${alone.toFixed(2)})`);
  say('- bytes to the terminal / min', (program.bytes() - before.bytes).toFixed(0));
  say('- requests / kB from the engine / min', `${wire.counts().requests - before.requests} / ${((wire.counts().bytes - before.wire) / 1000).toFixed(0)}`);
  say('- RSS MB', after.memory.toFixed(0));
  program.kill('SIGKILL');
  wire.close();
}
