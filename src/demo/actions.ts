/** What a person may do to a container through the API, with the status codes and messages Docker answers. */

import { Refusal } from './answer.ts';
import type { DemoContainer } from './container.ts';
import type { Fleet } from './fleet.ts';

/** Does the thing; answers 204, or 304 when there was nothing to do. */
export type Action = (fleet: Fleet, container: DemoContainer, query: URLSearchParams) => Promise<204 | 304>;

const stopTakes = 300;
const defaultGrace = 10;

/** Signal numbers by name, those a process can be sent by hand. */
const signals: Readonly<Record<string, number>> = { HUP: 1, INT: 2, QUIT: 3, KILL: 9, USR1: 10, USR2: 12, TERM: 15, CONT: 18, STOP: 19, WINCH: 28 };

function notRunning(container: DemoContainer): string {
  return `container ${container.id} is not running`;
}

function live(container: DemoContainer): boolean {
  return container.state === 'running' || container.state === 'paused';
}

/** Waits as long as a stop takes: a stubborn container uses up all its grace. */
function grace(fleet: Fleet, container: DemoContainer, query: URLSearchParams): Promise<number> {
  const stubborn = container.recipe.habit === 'stubborn';
  const seconds = Number(query.get('t') ?? defaultGrace);
  const milliseconds = stubborn ? Math.max(0, seconds) * 1000 : Math.min(stopTakes, seconds * 1000);
  return new Promise((resolve) => fleet.clock.after(milliseconds, () => resolve(stubborn ? 137 : 143)));
}

function signalOf(container: DemoContainer, query: URLSearchParams): number {
  const asked = query.get('signal') ?? 'KILL';
  const number = /^\d+$/.test(asked) ? Number(asked) : signals[asked.toUpperCase().replace(/^SIG/, '')];
  if (number === undefined || number < 1 || number > 64) throw new Refusal(400, `cannot kill container: ${container.name}: invalid signal: ${asked}`);
  return number;
}

/** The actions by the last word of their path. */
export const actions: Readonly<Record<string, Action>> = {
  start: async (fleet, container) => {
    if (container.state === 'paused') throw new Refusal(409, 'cannot start a paused container, try unpause instead');
    if (live(container)) return 304;
    fleet.start(container.id);
    return 204;
  },
  stop: async (fleet, container, query) => {
    if (!live(container) && container.state !== 'restarting') return 304;
    const code = live(container) ? await grace(fleet, container, query) : container.exitCode;
    if (fleet.containers.has(container.id)) fleet.stop(container.id, code);
    return 204;
  },
  restart: async (fleet, container, query) => {
    const code = live(container) ? await grace(fleet, container, query) : 0;
    if (!fleet.containers.has(container.id)) throw new Refusal(404, `No such container: ${container.id}`);
    fleet.restart(container.id, code);
    return 204;
  },
  kill: async (fleet, container, query) => {
    const signal = signalOf(container, query);
    if (!live(container)) throw new Refusal(409, `cannot kill container: ${container.name}: ${notRunning(container)}`);
    if ([9, 15, 2, 3].includes(signal)) fleet.stop(container.id, 128 + signal);
    return 204;
  },
  pause: async (fleet, container) => {
    if (container.state === 'paused') throw new Refusal(409, `Container ${container.id} is already paused`);
    if (container.state === 'restarting') throw new Refusal(409, `Container ${container.id} is restarting, wait until the container is running`);
    if (!live(container)) throw new Refusal(409, notRunning(container));
    fleet.pause(container.id);
    return 204;
  },
  unpause: async (fleet, container) => {
    if (container.state !== 'paused') throw new Refusal(500, `Container ${container.id} is not paused`);
    fleet.unpause(container.id);
    return 204;
  },
};

/** `DELETE /containers/{id}`. */
export const removal: Action = async (fleet, container, query) => {
  const forced = ['1', 'true'].includes(query.get('force') ?? '');
  if (!forced && (live(container) || container.state === 'restarting')) {
    const [is, advice] = container.state === 'paused' ? ['paused', 'must be unpaused before removal'] : [container.state, 'stop the container before removing or force remove'];
    throw new Refusal(409, `cannot remove container "${container.name}": container is ${is}${is === 'paused' ? ' and ' : ': '}${advice}`);
  }
  fleet.remove(container.id);
  return 204;
};
