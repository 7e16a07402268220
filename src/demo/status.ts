/** The engine's own sentence about a container, such as `Up 2 hours (healthy)`. */

import type { DemoContainer } from './container.ts';

/** A length of time as Docker says it. */
export function humanDuration(seconds: number): string {
  const whole = Math.floor(seconds);
  if (whole < 1) return 'Less than a second';
  if (whole === 1) return '1 second';
  if (whole < 60) return `${whole} seconds`;
  const minutes = Math.floor(seconds / 60);
  if (minutes === 1) return 'About a minute';
  if (minutes < 60) return `${minutes} minutes`;
  const hours = Math.floor(seconds / 3600 + 0.5);
  if (hours === 1) return 'About an hour';
  if (hours < 48) return `${hours} hours`;
  if (hours < 24 * 14) return `${Math.floor(hours / 24)} days`;
  if (hours < 24 * 60) return `${Math.floor(hours / 24 / 7)} weeks`;
  if (hours < 24 * 365 * 2) return `${Math.floor(hours / 24 / 30)} months`;
  return `${Math.floor(seconds / 86400 / 365)} years`;
}

/** The sentence of the list answer; `now` in nanoseconds of the epoch. */
export function statusText(container: DemoContainer, now: number): string {
  const up = () => `Up ${humanDuration((now - (container.started ?? now)) / 1e9)}`;
  const ago = () => `(${container.exitCode}) ${humanDuration((now - (container.finished ?? now)) / 1e9)} ago`;
  switch (container.state) {
    case 'created':
      return 'Created';
    case 'restarting':
      return `Restarting ${ago()}`;
    case 'exited':
      return `Exited ${ago()}`;
    case 'paused':
      return `${up()} (Paused)`;
    case 'running':
      if (container.health === null) return up();
      return `${up()} (${container.health.status === 'starting' ? 'health: starting' : container.health.status})`;
    default:
      return container.state satisfies never;
  }
}
