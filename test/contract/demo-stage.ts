/** The contract's containers on the demo engine, made by its knobs. */

import type { Recipe } from '../../src/demo/recipe.ts';
import { startDemo } from '../../src/demo/server.ts';
import { busy, muxLines, secrets } from './stage.ts';
import type { Kind, Stage } from './stage.ts';

const ticks = { voice: 'tick', pace: 10, history: 0 } as const;

const recipes: Readonly<Record<Kind, Omit<Recipe, 'name'>>> = {
  mux: {},
  exited: { command: ['sh', '-c', 'echo bye; exit 3'] },
  created: { state: 'created', command: ['true'] },
  paused: {},
  tty: { tty: true },
  unhealthy: { probe: { test: ['CMD-SHELL', 'echo bad; exit 1'], every: 1, status: 'unhealthy', good: '', bad: 'bad\n' }, started: 4 },
  restarting: { state: 'restarting', exitCode: 7, restarts: 5, finished: 1, restart: { name: 'always', maximum: 0 } },
  none: { ...ticks, logDriver: 'none' },
  secret: { env: secrets.env, labels: secrets.labels },
  long: {},
  ticking: ticks,
  both: { voice: 'ticktock', pace: 20, history: 0 },
  typing: { ...ticks, tty: true },
  shell: { tty: true, command: ['sh'] },
  reader: { openStdin: true, command: ['sh'] },
  once: { openStdin: true, stdinOnce: true, command: ['sh', '-c', 'cat; echo over; exit 4'] },
  shellless: { tools: 'none' },
  parting: {},
  willing: { state: 'created' },
  busy: {
    command: ['sh', '-c', 'busy'], network: 'none', load: { cores: busy.cores, memory: Math.ceil(busy.memory / 2 ** 20) },
    changes: [{ kind: 'added', path: busy.file }, ...Array.from({ length: Math.ceil(busy.size / 4096) }, (_, at) => ({ kind: 'added', path: `/lib/part-${at}` }) as const)],
  },
};

/** A demo engine without containers of its own. */
export async function demoStage(): Promise<Stage> {
  const { address, fleet, ...demo } = await startDemo({ fleet: [] });
  let made = 0;

  function speak(kind: Kind, name: string): void {
    if (kind === 'mux') for (const { stream, text } of muxLines) fleet.write(name, stream, `${text}\n`);
    if (kind === 'long') fleet.write(name, 'stdout', `before\n${'a'.repeat(20_000)}\nafter\n`);
    if (kind === 'busy') fleet.write(name, 'stdout', 'ready\n');
    if (kind === 'exited') {
      fleet.write(name, 'stdout', 'bye\n');
      fleet.exit(name, 3);
    }
    if (kind === 'paused') fleet.pause(name);
    if (kind === 'parting') {
      fleet.clock.after(2000, () => {
        fleet.write(name, 'stdout', 'so long\nlast words');
        fleet.exit(name, 0);
      });
    }
    if (kind === 'tty') {
      fleet.write(name, 'stdout', 'tty out\n');
      fleet.write(name, 'stderr', 'tty err\n');
      fleet.write(name, 'stdout', '\u001b[32mgreen\u001b[0m\n');
    }
  }

  return {
    address,
    async make(kind) {
      made += 1;
      const name = `contract-${kind}-${made}`;
      const { id } = fleet.add({ name, image: 'busybox', command: ['sleep', '3600'], ...recipes[kind] });
      speak(kind, name);
      return { id, name };
    },
    start: async ({ id }) => fleet.start(id),
    stop: async ({ id }) => fleet.stop(id, 137),
    restart: async ({ id }) => fleet.restart(id, 137),
    remove: async ({ id }) => fleet.remove(id),
    close: () => demo.close(),
  };
}
