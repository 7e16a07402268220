/** All made-up containers and what can happen to them. */

import { nanosOf } from './clock.ts';
import type { DemoClock, Epoch } from './clock.ts';
import { makeContainer, processId } from './container.ts';
import type { DemoContainer, HealthWord } from './container.ts';
import { createEvents } from './events.ts';
import type { EventBus } from './events.ts';
import { liveOn, restartPause } from './habits.ts';
import type { Limits } from './limits.ts';
import { seedOf } from './random.ts';
import type { Recipe } from './recipe.ts';

/**
 * The fleet and its knobs. A container is named by its id, a unique beginning of it, or its name; every knob throws when there is
 * no such container. Knobs act at once and do not mind whether Docker would let you.
 */
export interface Fleet {
  readonly clock: DemoClock;
  readonly epoch: Epoch;
  readonly events: EventBus;
  /** In the order they were made. */
  readonly containers: ReadonlyMap<string, DemoContainer>;
  /** Rises with every change of any container but for its log. */
  revision(): number;
  /** Now, in nanoseconds of the epoch. */
  now(): number;
  find(reference: string): DemoContainer | 'none' | 'several';
  add(recipe: Recipe): DemoContainer;
  start(reference: string): void;
  /** Stopped by somebody: its restart policy does not start it again. */
  stop(reference: string, exitCode?: number): void;
  /** Its process ends by itself: its restart policy decides what follows. */
  exit(reference: string, exitCode: number, oomKilled?: boolean): void;
  restart(reference: string, exitCode?: number): void;
  pause(reference: string): void;
  unpause(reference: string): void;
  rename(reference: string, name: string): void;
  update(reference: string, limits: Limits, restart: DemoContainer['restart']): void;
  remove(reference: string): void;
  health(reference: string, status: HealthWord): void;
  /** What the process writes, newlines included; a line is logged when its newline has come. */
  write(reference: string, stream: 'stdout' | 'stderr', text: string): void;
  /** 100-byte lines: so many at once, or so many a second from now on. */
  flood(reference: string, amount: { readonly lines: number } | { readonly perSecond: number }): void;
  /** Takes back every timer. */
  close(): void;
}

/** An empty fleet that comes up now. */
export function createFleet(clock: DemoClock, seed: number): Fleet {
  const epoch: Epoch = { second: Math.floor(clock.now() / 1000) };
  const events = createEvents(epoch);
  const containers = new Map<string, DemoContainer>();
  const byName = new Map<string, DemoContainer>();
  const networks = new Map<string, number>([['bridge', 0]]);
  let revision = 0;
  let made = 0;
  const now = () => nanosOf(epoch, clock.now());

  function find(reference: string): DemoContainer | 'none' | 'several' {
    const exact = containers.get(reference) ?? byName.get(reference.replace(/^\//, ''));
    if (exact !== undefined) return exact;
    if (!/^[0-9a-f]+$/.test(reference)) return 'none';
    const found = [...containers.values()].filter((container) => container.id.startsWith(reference));
    return found.length > 1 ? 'several' : found[0] ?? 'none';
  }

  function known(reference: string): DemoContainer {
    const found = find(reference);
    if (typeof found === 'string') throw new Error(`the demo fleet has no container ${reference}`);
    return found;
  }

  function subnet(network: string): number {
    const number = networks.get(network) ?? networks.size;
    networks.set(network, number);
    return number;
  }

  /** The run is over; what comes next is for the caller to say. */
  function finish(container: DemoContainer, exitCode: number, oomKilled: boolean): void {
    container.cancel();
    const time = now();
    Object.assign(container, { state: 'exited', pid: 0, exitCode, oomKilled, finished: time, pausedAt: null });
    if (container.health !== null) container.health.status = 'unhealthy';
    revision += 1;
    container.log.end();
    if (oomKilled) events.tell(container, 'oom', time);
    events.tell(container, 'die', time, { execDuration: String(Math.floor((time - (container.started ?? time)) / 1e9)), exitCode: String(exitCode) });
    events.tellNetwork(container, 'disconnect', time);
  }

  function begin(container: DemoContainer): void {
    container.cancel();
    const time = now();
    const { probe } = container.recipe;
    Object.assign(container, {
      state: 'running', pid: processId(seedOf(container.id), revision), exitCode: 0, oomKilled: false, started: time, finished: null, stood: 0,
      health: probe === undefined ? null : { status: 'starting', since: time },
    });
    revision += 1;
    container.log.speak(time);
    events.tellNetwork(container, 'connect', time);
    events.tell(container, 'start', time);
    liveOn(fleet, container);
  }

  function halt(container: DemoContainer, exitCode: number): void {
    if (container.state === 'restarting') {
      container.cancel();
      container.state = 'exited';
      revision += 1;
    } else if (container.pid !== 0) {
      events.tell(container, 'kill', now(), { signal: '15' });
      finish(container, exitCode, false);
    }
  }

  const fleet: Fleet = {
    clock,
    epoch,
    events,
    containers,
    revision: () => revision,
    now,
    find,
    add(recipe) {
      const container = makeContainer(recipe, { clock, epoch, seed, place: made, subnet });
      made += 1;
      containers.set(container.id, container);
      byName.set(container.name, container);
      revision += 1;
      events.tell(container, 'create', now());
      if (container.pid !== 0) events.tell(container, 'start', now());
      liveOn(fleet, container);
      return container;
    },
    start(reference) {
      const container = known(reference);
      if (container.pid === 0) begin(container);
    },
    stop(reference, exitCode = 0) {
      const container = known(reference);
      if (container.pid === 0 && container.state !== 'restarting') return;
      halt(container, exitCode);
      events.tell(container, 'stop', now());
    },
    exit(reference, exitCode, oomKilled = false) {
      const container = known(reference);
      if (container.pid === 0) return;
      finish(container, exitCode, oomKilled);
      const pause = restartPause(container);
      if (pause === null) return;
      container.state = 'restarting';
      container.cancel = clock.after(pause, () => {
        container.restarts += 1;
        begin(container);
      });
    },
    restart(reference, exitCode = 0) {
      const container = known(reference);
      halt(container, exitCode);
      begin(container);
      events.tell(container, 'restart', now());
    },
    pause(reference) {
      const container = known(reference);
      container.state = 'paused';
      container.pausedAt ??= now();
      revision += 1;
      container.log.hush();
      events.tell(container, 'pause', now());
    },
    unpause(reference) {
      const container = known(reference);
      container.state = 'running';
      container.stood += now() - (container.pausedAt ?? now());
      container.pausedAt = null;
      revision += 1;
      container.log.speak(now());
      events.tell(container, 'unpause', now());
    },
    rename(reference, name) {
      const container = known(reference);
      const oldName = container.name;
      byName.delete(oldName);
      container.name = name;
      byName.set(name, container);
      revision += 1;
      events.tell(container, 'rename', now(), { oldName: `/${oldName}` });
    },
    update(reference, limits, restart) {
      const container = known(reference);
      Object.assign(container, { limits, restart });
      revision += 1;
      events.tell(container, 'update', now());
    },
    remove(reference) {
      const container = known(reference);
      if (container.pid !== 0) {
        events.tell(container, 'kill', now(), { signal: '9' });
        finish(container, 137, false);
      }
      container.cancel();
      containers.delete(container.id);
      byName.delete(container.name);
      revision += 1;
      events.tell(container, 'destroy', now());
    },
    health(reference, status) {
      const container = known(reference);
      container.health = { status, since: now() };
      revision += 1;
      events.tell(container, `health_status: ${status}`, now());
    },
    write(reference, stream, text) {
      known(reference).log.write(stream === 'stderr', text);
    },
    flood(reference, amount) {
      known(reference).log.flood(amount);
    },
    close() {
      for (const container of containers.values()) container.cancel();
    },
  };
  return fleet;
}
