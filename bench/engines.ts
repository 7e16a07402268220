/** What several engines cost beside one. */
import { openProgram } from '../test/whole-program.ts';
import type { Stage } from './stage.ts';
import { rest, say, usage } from './tools.ts';
import { countingWire } from './wire.ts';

const length = 60;
const containers = 200;

/** Own CPU seconds in a minute of doing nothing with so many engines, and memory. */
async function quiet(addresses: readonly string[]): Promise<{ cpu: number; memory: number }> {
  const program = openProgram({ args: addresses.flatMap((address) => ['-H', address]) });
  await program.shows('● live');
  await rest(5000);
  const before = usage(program.pid).cpu;
  await rest(length * 1000);
  const { cpu, memory } = usage(program.pid);
  program.kill('SIGKILL');
  return { cpu: cpu - before, memory };
}

/** A minute of one engine, and of ten, of 200 containers each: ten ways to one real engine, 50 of its containers running. */
export async function engines(stage: Stage): Promise<void> {
  for (let at = 50; at < containers; at++) stage.docker('create', '--name', `quiet-${String(at).padStart(3, '0')}`, 'busybox', 'true');
  const wires = await Promise.all(Array.from({ length: 10 }, () => countingWire(stage.address)));
  const addresses = wires.map(({ address }) => address);
  const one = await quiet(addresses.slice(0, 1));
  const ten = await quiet(addresses);
  say(`idle, ${containers} containers: own CPU s/min with 1 engine, with 10`, `${one.cpu.toFixed(2)}, ${ten.cpu.toFixed(2)} (${(ten.cpu / one.cpu).toFixed(1)} times)`);
  say('- RSS MB', `${one.memory.toFixed(0)}, ${ten.memory.toFixed(0)}`);
  for (const wire of wires) wire.close();
  for (let at = 50; at < containers; at++) stage.docker('rm', `quiet-${String(at).padStart(3, '0')}`);
}
