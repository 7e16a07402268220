/** What containers do by themselves: turn unhealthy, crash, come back. */

import type { DemoContainer } from './container.ts';
import type { Fleet } from './fleet.ts';

const crashAfter = 6_000;
const crashPause = 14_000;
const flapEvery = 27_000;

/** Milliseconds until a container whose process ended is started again; null when its policy leaves it where it is. */
export function restartPause(container: DemoContainer): number | null {
  const { name, maximum } = container.restart;
  if (name === 'no' || name === 'on-failure' && (container.exitCode === 0 || maximum > 0 && container.restarts >= maximum)) return null;
  return container.recipe.habit === 'crashing' ? crashPause : 100;
}

/** Sets the timers of a container's next own deed; called whenever its state has just changed. */
export function liveOn(fleet: Fleet, container: DemoContainer): void {
  const { clock } = fleet;
  const { habit, probe } = container.recipe;
  if (habit === 'crashing') {
    if (container.state === 'running') container.cancel = clock.after(crashAfter, () => fleet.exit(container.id, 1));
    if (container.state === 'restarting') {
      container.cancel = clock.after(crashPause, () => {
        container.restarts += 1;
        fleet.start(container.id);
      });
    }
    return;
  }
  if (container.state !== 'running' || probe === undefined) return;
  const turn = (milliseconds: number) => {
    container.cancel = clock.after(milliseconds, () => {
      if (container.health === null) return;
      const { status } = container.health;
      fleet.health(container.id, status === 'starting' ? (habit === 'flapping' ? 'healthy' : probe.status) : status === 'healthy' ? 'unhealthy' : 'healthy');
      if (habit === 'flapping') turn(flapEvery);
    });
  };
  if (container.health?.status === 'starting' && probe.status !== 'starting') turn(probe.every * 1000);
  else if (habit === 'flapping') turn(flapEvery);
}
