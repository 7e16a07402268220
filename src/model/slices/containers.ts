/** The container list: filter, sort, and a selection that is kept by id through every refresh. */
import type { Container } from '../../engine/types.ts';
import type { Command } from '../command.ts';
import type { Message } from '../message.ts';
import { paneSize } from '../panes.ts';
import type { ContainersState, SortColumn, State } from '../state.ts';
import { oneLine } from '../../text/sanitise.ts';
import { focusOn, notify, withScreen } from './screen.ts';
import { openPrompt } from './prompt.ts';

const running = new Set(['running', 'restarting', 'paused', 'removing']);

/** True for a container that runs or is about to: what `running only` keeps. */
export function isRunning(container: Container): boolean {
  return running.has(container.state);
}

/** The container the selection is on; null when there is none. */
export function selectedContainer(state: State): Container | null {
  return state.containers.shown.find(({ id }) => id === state.containers.selected) ?? null;
}

const stateOrder = ['running', 'restarting', 'paused', 'removing', 'exited', 'stopped', 'dead', 'created'];
const healthOrder = ['unhealthy', 'starting', 'healthy', 'none'];
const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const rank = (order: readonly string[], word: string) => (order.includes(word) ? order.indexOf(word) : order.length);
const firstPort = (container: Container) => Math.min(...container.ports.map((port) => port.hostPort ?? port.port + 1e6), 1e9);
const started = (container: Container) => (isRunning(container) ? (container.age ?? 0) : 1e12 + (container.age ?? 0));

const orders: Readonly<Record<SortColumn, (a: Container, b: Container) => number>> = {
  name: (a, b) => byText(a.name, b.name),
  image: (a, b) => byText(a.image, b.image),
  uptime: (a, b) => started(a) - started(b),
  state: (a, b) => rank(stateOrder, a.state) - rank(stateOrder, b.state),
  health: (a, b) => rank(healthOrder, a.health) - rank(healthOrder, b.health),
  ports: (a, b) => firstPort(a) - firstPort(b),
  project: (a, b) => byText(a.project ?? '\uffff', b.project ?? '\uffff'),
};

/** True when every word of the filter stands in the container's name, image, project, state or health. */
function passes(container: Container, words: readonly string[]): boolean {
  const text = `${container.name} ${container.image} ${container.project ?? ''} ${container.state} ${container.health} ${container.id.slice(0, 12)}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/** The state with its shown rows made anew from what is listed; a selected container that is gone keeps its row until the selection moves. */
function arrange(containers: ContainersState): ContainersState {
  const { listed, sort, filter, runningOnly, selected } = containers;
  if (!listed) return containers;
  const words = filter.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const kept = listed.find(({ id }) => id === selected) ?? null;
  const before = containers.shown.findIndex(({ id }) => id === selected);
  const gone = selected !== null && kept === null;
  const rows = listed.filter((container) => (words.length === 0 || passes(container, words)) && (!runningOnly || isRunning(container)));
  const order = orders[sort.by];
  rows.sort((a, b) => (sort.reverse ? -1 : 1) * order(a, b) || byText(a.name, b.name) || byText(a.id, b.id));
  const last = containers.shown[before];
  if (gone && last) rows.splice(Math.min(before, rows.length), 0, last);
  const present = rows.some(({ id }) => id === selected);
  const next = present ? selected : (rows[Math.min(Math.max(before, 0), rows.length - 1)]?.id ?? null);
  return { ...containers, shown: rows, selected: next, gone: gone && present };
}

/** The list scrolled so that the selection is in sight; as it is while the pane is not on screen. */
export function scrollContainers(state: State): State {
  const { containers } = state;
  const { rows } = paneSize(state, 'containers');
  if (rows <= 0) return state;
  const at = containers.shown.findIndex(({ id }) => id === containers.selected);
  const highest = Math.max(0, containers.shown.length - rows);
  const top = Math.min(Math.max(Math.min(containers.top, at), at - rows + 1, 0), highest);
  return top === containers.top ? state : { ...state, containers: { ...containers, top } };
}

/** Rows made anew after a change of list, filter or sort. */
export function rearranged(state: State, change: Partial<ContainersState>): State {
  const containers = arrange({ ...state.containers, ...change });
  const moved = containers.selected !== state.containers.selected;
  return { ...state, containers: moved ? touched(containers, state.now) : containers };
}

function touched(containers: ContainersState, now: number): ContainersState {
  return { ...containers, movedAt: now, rested: now - containers.movedAt };
}

/** The selection moved by `delta` rows, as far as there are any. */
export function moveSelection(state: State, delta: number): State {
  const { containers } = state;
  const at = containers.shown.findIndex(({ id }) => id === containers.selected);
  const to = Math.min(Math.max(at + delta, 0), containers.shown.length - 1);
  const next = containers.shown[to]?.id ?? null;
  if (next === containers.selected) return state;
  const left = touched({ ...containers, selected: next }, state.now);
  return { ...state, containers: containers.gone ? arrange({ ...left, gone: false, shown: containers.shown.filter(({ id }) => id !== containers.selected) }) : left };
}

export function updateContainers(state: State, message: Message): State {
  switch (message.type) {
    case 'list/received': {
      const { listed } = state.containers;
      // a container that did not change is the very same value: of a list of which none did, nothing follows
      const same = listed?.length === message.list.containers.length && message.list.containers.every((container, at) => container === listed[at]);
      return same ? state : rearranged(state, { listed: message.list.containers });
    }
    default: return state;
  }
}

/** A command that sorts by a column, the other way round when it is sorted by it already. */
function sortBy(by: SortColumn, key: string): Command {
  return {
    id: `sort by ${by}`, keys: [key], title: `sort by ${by}; again: the other way round`, short: `by ${by}`, where: 'containers',
    run: (state) => rearranged(state, { sort: { by, reverse: state.containers.sort.by === by && !state.containers.sort.reverse } }),
  };
}

const nothingListed = (state: State) => (state.containers.shown.length === 0 ? 'There is no container to look at.' : null);

export const containerCommands: readonly Command[] = [
  {
    id: 'show logs', keys: ['enter', 'l'], title: "go to the selected container's log", short: 'logs', where: 'containers', footer: 10,
    refused: nothingListed, run: (state) => focusOn(state, 'logs'),
  },
  {
    id: 'show inspect', keys: ['i'], title: 'inspect the selected container', short: 'inspect', where: 'containers', footer: 11,
    refused: nothingListed, run: (state) => focusOn(state, 'inspect'),
  },
  {
    id: 'filter containers', keys: ['/'], title: 'filter by words in name, image, project, state, health', short: 'filter',
    where: 'containers', footer: 12, run: (state) => openPrompt(state, 'filter', state.containers.filter),
  },
  {
    id: 'all or running', keys: ['A'], title: 'show all containers, or only the running ones', short: 'all/running', where: 'containers', footer: 13,
    run: (state) => rearranged(state, { runningOnly: !state.containers.runningOnly }),
  },
  {
    id: 'clear filter', keys: ['esc'], title: 'clear the filter, or leave the zoom', short: 'clear', where: 'containers',
    run: (state) => {
      if (state.containers.filter !== '') return rearranged(state, { filter: '' });
      return state.screen.zoomed ? withScreen(state, { zoomed: false }) : notify(state, 'Nothing to clear. q quits.');
    },
  },
  sortBy('name', 'N'),
  sortBy('uptime', 'U'),
  sortBy('image', 'I'),
  sortBy('state', 'S'),
  sortBy('health', 'H'),
  sortBy('ports', 'P'),
  sortBy('project', 'O'),
];

/** How a container is named to the user. */
export function displayName(container: Container): string {
  return oneLine(container.name, 256);
}
