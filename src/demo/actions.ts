/** What a person may do to a container through the API, with the status codes and messages Docker answers. */

import { Refusal } from './answer.ts';
import type { DemoContainer } from './container.ts';
import type { Filters } from './events.ts';
import type { Fleet } from './fleet.ts';

export interface Deed {
  readonly fleet: Fleet;
  readonly container: DemoContainer;
  /** How the container was called by who asks. */
  readonly reference: string;
  readonly query: URLSearchParams;
}

/** Does the thing; answers 204, or 304 when there was nothing to do. */
export type Action = (deed: Deed) => Promise<204 | 304>;

const stopTakes = 300;
const defaultGrace = 10;
const forEver = 2_000_000_000;

/** Signal numbers by name, those a process can be sent by hand. */
const signals: Readonly<Record<string, number>> = {
  HUP: 1, INT: 2, QUIT: 3, ABRT: 6, KILL: 9, USR1: 10, SEGV: 11, USR2: 12, PIPE: 13, ALRM: 14, TERM: 15, CHLD: 17, CONT: 18, STOP: 19, TSTP: 20, TTIN: 21, TTOU: 22, WINCH: 28,
};
/** Those a process that does not mind ends by. */
const deadly: ReadonlySet<number> = new Set([1, 2, 3, 6, 9, 11, 15]);

const nameShape = /^\/?[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

function notRunning(container: DemoContainer): string {
  return `container ${container.id} is not running`;
}

function live(container: DemoContainer): boolean {
  return container.state === 'running' || container.state === 'paused';
}

/** Waits as long as a stop takes: a stubborn container uses up all its grace. */
function grace({ fleet, container, query }: Deed): Promise<number> {
  const asked = query.get('t') || String(defaultGrace);
  if (!/^[+-]?\d+$/.test(asked)) throw new Refusal(500, `strconv.Atoi: parsing "${asked}": invalid syntax`);
  const allowed = Number(asked) < 0 ? forEver : Number(asked) * 1000;
  const stubborn = container.recipe.habit === 'stubborn';
  return new Promise((resolve) => fleet.clock.after(stubborn ? allowed : Math.min(stopTakes, allowed), () => resolve(stubborn ? 137 : 143)));
}

function signalOf(reference: string, query: URLSearchParams): number {
  const asked = query.get('signal') || 'KILL';
  const number = /^\d+$/.test(asked) ? Number(asked) : signals[asked.toUpperCase().replace(/^SIG/, '')];
  if (number === undefined || number < 1) throw new Refusal(400, `cannot kill container: ${reference}: invalid signal: ${asked}`);
  if (number > 64) throw new Refusal(400, `cannot kill container: ${reference}: the linux daemon does not support signal ${number}`);
  return number;
}

/** The actions by the last word of their path. */
export const actions: Readonly<Record<string, Action>> = {
  start: async ({ fleet, container }) => {
    if (container.state === 'paused') throw new Refusal(409, 'cannot start a paused container, try unpause instead');
    if (live(container) || container.state === 'restarting') return 304;
    fleet.start(container.id);
    return 204;
  },
  stop: async (deed) => {
    const { fleet, container } = deed;
    if (!live(container) && container.state !== 'restarting') return 304;
    const code = live(container) ? await grace(deed) : container.exitCode;
    if (fleet.containers.has(container.id)) fleet.stop(container.id, code);
    return 204;
  },
  restart: async (deed) => {
    const { fleet, container } = deed;
    const code = live(container) ? await grace(deed) : 0;
    if (!fleet.containers.has(container.id)) throw new Refusal(404, `No such container: ${container.id}`);
    fleet.restart(container.id, code);
    return 204;
  },
  kill: async ({ fleet, container, reference, query }) => {
    const signal = signalOf(reference, query);
    if (!live(container) && container.state !== 'restarting') throw new Refusal(409, `cannot kill container: ${reference}: ${notRunning(container)}`);
    if (signal === 9 || deadly.has(signal) && container.recipe.habit !== 'stubborn') fleet.stop(container.id, container.pid === 0 ? container.exitCode : 128 + signal);
    return 204;
  },
  pause: async ({ fleet, container }) => {
    if (container.state === 'paused') throw new Refusal(409, `Container ${container.id} is already paused`);
    if (container.state === 'restarting') throw new Refusal(409, `Container ${container.id} is restarting, wait until the container is running`);
    if (!live(container)) throw new Refusal(409, notRunning(container));
    fleet.pause(container.id);
    return 204;
  },
  unpause: async ({ fleet, container }) => {
    if (container.state !== 'paused') throw new Refusal(500, `Container ${container.id} is not paused`);
    fleet.unpause(container.id);
    return 204;
  },
  rename: async ({ fleet, container, query }) => {
    const asked = query.get('name') ?? '';
    const allocating = 'Error when allocating new name:';
    if (asked === '') throw new Refusal(400, 'Neither old nor new names may be empty');
    if (asked.replace(/^\//, '') === container.name) throw new Refusal(400, 'Renaming a container with the same name as its current name');
    const name = asked.startsWith('/') ? asked : `/${asked}`;
    if (!nameShape.test(name)) throw new Refusal(400, `${allocating} Invalid container name (${name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`);
    const other = [...fleet.containers.values()].find((one) => one.name === name.slice(1));
    if (other) {
      throw new Refusal(409, `${allocating} Conflict. The container name "${name}" is already in use by container "${other.id}". You have to remove (or rename) that container to be able to reuse that name.`);
    }
    fleet.rename(container.id, name.slice(1));
    return 204;
  },
};

/** What an action of this name says when there is no such container. */
export function nobody(word: string, reference: string, query: URLSearchParams): Refusal {
  if (word === 'kill') signalOf(reference, query);
  return new Refusal(404, `${word === 'kill' ? `cannot kill container: ${reference}: ` : ''}No such container: ${reference}`);
}

/** `DELETE /containers/{id}`. */
export const removal: Action = async ({ fleet, container, query }) => {
  const forced = ['1', 'true'].includes(query.get('force') ?? '');
  if (!forced && (live(container) || container.state === 'restarting')) {
    const { name, state } = container;
    throw new Refusal(409, `cannot remove container "/${name}": container is ${state}${state === 'paused' ? ' and must be unpaused first' : ': stop the container before removing or force remove'}`);
  }
  fleet.remove(container.id);
  return 204;
};

const pruneFilters: ReadonlySet<string> = new Set(['until', 'label', 'label!']);
const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };
const has = ({ labels }: DemoContainer, asked: string) => {
  const [name = '', value] = asked.split(/=(.*)/s);
  return value === undefined ? name in labels : labels[name] === value;
};

/** Nanoseconds of the epoch that `until` means: seconds since 1970, or so long ago. */
function untilOf(fleet: Fleet, asked: string): number {
  if (/^\d+(\.\d+)?$/.test(asked)) return (Number(asked) - fleet.epoch.second) * 1e9;
  const parts = [...asked.matchAll(/(\d+)([smh])/g)];
  if (parts.length === 0 || parts.map(([text]) => text).join('') !== asked) throw new Refusal(400, `failed to parse value as time or duration: "${asked}"`);
  return fleet.now() - parts.reduce((sum, [, count, unit = 's']) => sum + Number(count) * (units[unit] ?? 1), 0) * 1e9;
}

/** `POST /containers/prune`: removes what does not run; its answer. */
export function prune(fleet: Fleet, filters: Filters): string {
  const strange = Object.keys(filters).find((name) => !pruneFilters.has(name));
  if (strange !== undefined) throw new Refusal(400, `invalid filter '${strange}'`);
  const until = (filters['until'] ?? []).map((asked) => untilOf(fleet, asked));
  const gone = [...fleet.containers.values()].filter((container) => container.pid === 0 && container.state !== 'restarting' && until.every((time) => container.created < time)
    && (filters['label'] ?? []).every((asked) => has(container, asked)) && !(filters['label!'] ?? []).some((asked) => has(container, asked)));
  for (const { id } of gone) fleet.remove(id);
  return JSON.stringify({ ContainersDeleted: gone.length === 0 ? null : gone.map(({ id }) => id), SpaceReclaimed: gone.length * 4096 });
}
