/** One made-up container: what it was made from, and what has become of it. */

import { nanosOf } from './clock.ts';
import type { DemoClock, Epoch } from './clock.ts';
import { createLog } from './container-log.ts';
import type { ContainerLog } from './container-log.ts';
import { below, longId, seedOf } from './random.ts';
import type { Limits } from './limits.ts';
import type { Recipe } from './recipe.ts';

export type RunState = 'created' | 'running' | 'paused' | 'restarting' | 'exited';
export type HealthWord = 'starting' | 'healthy' | 'unhealthy';

/** A container; times are nanoseconds of the fleet's epoch, null when it has not happened yet. */
export interface DemoContainer {
  readonly id: string;
  name: string;
  readonly image: string;
  readonly recipe: Recipe;
  readonly labels: Readonly<Record<string, string>>;
  readonly network: string;
  readonly ip: string;
  readonly gateway: string;
  readonly mac: string;
  readonly created: number;
  readonly log: ContainerLog;
  state: RunState;
  pid: number;
  exitCode: number;
  oomKilled: boolean;
  started: number | null;
  finished: number | null;
  restarts: number;
  /** Since when it is paused, and how long it has been before in this run, nanoseconds. */
  pausedAt: number | null;
  stood: number;
  health: { status: HealthWord; since: number } | null;
  restart: { readonly name: string; readonly maximum: number };
  limits: Limits;
  /** Takes back what the container would do by itself. */
  cancel: () => void;
}

export interface Site {
  readonly clock: DemoClock;
  readonly epoch: Epoch;
  readonly seed: number;
  /** How many containers were made before this one. */
  readonly place: number;
  /** Gives each network a number of its own. */
  readonly subnet: (network: string) => number;
}

function labelsOf(recipe: Recipe): Record<string, string> {
  const { project } = recipe;
  if (project === undefined) return { ...recipe.labels };
  return {
    'com.docker.compose.config-hash': longId(`${project} ${recipe.name}`),
    'com.docker.compose.container-number': String(recipe.number ?? 1),
    'com.docker.compose.depends_on': '',
    'com.docker.compose.image': `sha256:${longId(recipe.image ?? 'busybox')}`,
    'com.docker.compose.oneoff': 'False',
    'com.docker.compose.project': project,
    'com.docker.compose.project.config_files': `/srv/${project}/compose.yaml`,
    'com.docker.compose.project.working_dir': `/srv/${project}`,
    'com.docker.compose.service': recipe.service ?? recipe.name,
    'com.docker.compose.version': '2.39.4',
    ...recipe.labels,
  };
}

function hexPair(value: number): string {
  return value.toString(16).padStart(2, '0');
}

/** Makes a container as its recipe says, with a past: when it was created, started, and how much it has said. */
export function makeContainer(recipe: Recipe, site: Site): DemoContainer {
  const { epoch, clock } = site;
  const now = nanosOf(epoch, clock.now());
  const id = longId(`${site.seed} ${site.place} ${recipe.name}`);
  const seed = seedOf(id);
  const state = recipe.state ?? 'running';
  const alive = state === 'running' || state === 'paused';
  const ago = (seconds: number) => now - Math.round(seconds * 1e9) - below(1e9, seed, 1) * (seconds > 0 ? 1 : 0);
  const started = state === 'created' ? null : ago(recipe.started ?? (alive ? 0 : (recipe.finished ?? 0) + 5));
  const network = recipe.network ?? (recipe.project === undefined ? 'bridge' : `${recipe.project}_default`);
  const subnet = site.subnet(network);
  const host = 2 + site.place % 60000;
  const address = [172, 17 + subnet % 200, host >> 8, host & 255];
  const voice = recipe.voice ?? 'silent';
  const pace = recipe.pace ?? 1;
  const container: DemoContainer = {
    id,
    name: recipe.name,
    image: recipe.image ?? 'busybox:latest',
    recipe,
    labels: labelsOf(recipe),
    network,
    ip: address.join('.'),
    gateway: `172.${address[1]}.0.1`,
    mac: `02:42:${address.map(hexPair).join(':')}`,
    created: Math.min(ago(recipe.created ?? recipe.started ?? recipe.finished ?? 0), started ?? now),
    log: createLog({
      now: () => nanosOf(epoch, clock.now()), milliseconds: (nanos) => epoch.second * 1000 + nanos / 1e6,
      seed, voice, pace, tty: recipe.tty ?? false,
    }),
    state,
    pid: alive ? processId(seed, 0) : 0,
    exitCode: recipe.exitCode ?? 0,
    oomKilled: recipe.oomKilled ?? false,
    started,
    finished: alive || state === 'created' ? null : ago(recipe.finished ?? 0),
    restarts: recipe.restarts ?? 0,
    pausedAt: state === 'paused' ? now : null,
    stood: 0,
    health: recipe.probe === undefined || !alive ? null : { status: recipe.probe.status, since: now },
    restart: recipe.restart ?? { name: 'no', maximum: 0 },
    limits: { memory: recipe.memory ?? 0, memorySwap: (recipe.memory ?? 0) * 2, nanoCpus: Math.round((recipe.cpus ?? 0) * 1e9), pids: null },
    cancel: () => undefined,
  };
  if (started !== null) container.log.speak(Math.max(started, (container.finished ?? now) - ((recipe.history ?? 400) / pace) * 1e9));
  if (container.finished !== null) container.log.end(container.finished);
  if (state === 'paused') container.log.hush();
  return container;
}

/** A made-up process number, another one for each run. */
export function processId(seed: number, run: number): number {
  return 1000 + below(60000, seed, run + 100);
}
