/** What a made-up container uses: counters that rise as a believable program's would, computed from the time it has run. */

import type { DemoContainer } from './container.ts';
import { chance, seedOf } from './random.ts';
import type { Recipe } from './recipe.ts';
import type { VoiceName } from './voices.ts';

/** Cores, MiB and KiB a second, on average. */
interface Load {
  readonly cores: number;
  readonly memory: number;
  readonly received: number;
  readonly sent: number;
  readonly read: number;
  readonly written: number;
  readonly pids: number;
}

const idle: Load = { cores: 0.002, memory: 6, received: 0, sent: 0, read: 0, written: 0, pids: 1 };
const loads: Readonly<Partial<Record<VoiceName, Load>>> = {
  trace: { cores: 0.12, memory: 400, received: 38, sent: 120, read: 0.5, written: 2, pids: 11 },
  access: { cores: 0.05, memory: 46, received: 160, sent: 940, read: 4, written: 6, pids: 9 },
  postgres: { cores: 0.2, memory: 780, received: 90, sent: 240, read: 310, written: 150, pids: 17 },
  redis: { cores: 0.012, memory: 34, received: 24, sent: 30, read: 0, written: 3, pids: 6 },
  colours: { cores: 0.6, memory: 210, received: 12, sent: 4, read: 20, written: 44, pids: 12 },
  logfmt: { cores: 0.07, memory: 320, received: 20, sent: 25, read: 10, written: 60, pids: 14 },
  json: { cores: 0.3, memory: 610, received: 70, sent: 60, read: 60, written: 210, pids: 19 },
  progress: { cores: 0.9, memory: 96, received: 4200, sent: 90, read: 0, written: 4100, pids: 7 },
  polyglot: { cores: 0.03, memory: 120, received: 8, sent: 30, read: 0, written: 0.4, pids: 8 },
  web: { cores: 0.04, memory: 60, received: 60, sent: 300, read: 0, written: 1, pids: 9 },
  crash: { cores: 0.02, memory: 18, received: 0.2, sent: 0.2, read: 0, written: 0, pids: 5 },
};

/** A container's counters, in nanoseconds and bytes; `at` nanoseconds of the epoch, standing still while it is paused. */
export interface Usage {
  readonly cpu: number;
  readonly memory: number;
  /** Of the memory, what the page cache takes. */
  readonly cache: number;
  readonly received: number;
  readonly sent: number;
  readonly read: number;
  readonly written: number;
  readonly pids: number;
}

/** Bytes a container's own layer has: what it has written to it since it was made. */
export const layerSize = (container: DemoContainer, now: number): number => Math.floor(usageOf(container, now).written * 0.02);

/** Nanoseconds of CPU that a start takes. */
const startCost = 30e6;
const KiB = 1024;
const MiB = 1024 * 1024;

/** What is used when each moment takes between nothing and twice the average, in slow waves and quick ones; never falls. */
function waves(seconds: number, seed: number): number {
  const wave = (period: number, turn: number) => {
    const speed = (2 * Math.PI) / period;
    return (Math.cos(turn) - Math.cos(speed * seconds + turn)) / speed;
  };
  return seconds + 0.5 * wave(40 + 80 * chance(seed, 1), 6 * chance(seed, 2)) + 0.3 * wave(7 + 9 * chance(seed, 3), 6 * chance(seed, 4)) + 0.2 * wave(3, 6 * chance(seed, 5));
}

function loadOf(recipe: Recipe): Load {
  return { ...idle, ...loads[recipe.voice ?? 'silent'], ...recipe.load };
}

/** Counters at a moment. A `load` of the recipe is used up evenly. */
export function usageOf(container: DemoContainer, now: number): Usage {
  const { recipe, started } = container;
  const load = loadOf(recipe);
  const seed = seedOf(container.id);
  const end = container.pausedAt ?? container.finished ?? now;
  const seconds = started === null ? 0 : Math.max(0, end - started - container.stood) / 1e9;
  const spent = recipe.load === undefined ? (offset: number) => waves(seconds, seed + offset) : () => seconds;
  const most = recipe.memory === undefined ? Infinity : recipe.memory * 0.96;
  const breath = 1 + (recipe.load === undefined ? 0.12 * Math.sin(seconds / 23) + 0.1 * chance(seed, 6) : 0);
  const memory = Math.floor(Math.min(most, load.memory * MiB * breath));
  return {
    cpu: startCost + Math.floor(Math.min(load.cores, recipe.cpus ?? Infinity) * 1e9 * spent(1)),
    memory, cache: Math.floor(memory * 0.2),
    received: Math.floor(load.received * KiB * spent(2)), sent: Math.floor(load.sent * KiB * spent(2)),
    read: Math.floor(load.read * KiB * spent(3)), written: Math.floor(load.written * KiB * spent(4)),
    pids: load.pids,
  };
}
