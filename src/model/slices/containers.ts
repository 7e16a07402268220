/** The container list: filter, sort, and a selection that is kept by id through every refresh. */
import type { Container } from '../../engine/types.ts';
import { arranged, holdTime, onLine, selectedLine } from '../arrange.ts';
import type { ColumnId } from '../columns.ts';
import type { Command } from '../command.ts';
import { isGroup, type ListLine } from '../groups.ts';
import { type ContainersState, freshContainers, leftOpened, mostMerged, selectedHeading } from '../list-state.ts';
import { paneSize } from '../panes.ts';
import { freshRestarts } from '../restarts.ts';
import { isAt, keyOf, type Row, sameTarget, serviceName, successorOf, type Target, targetOf } from '../row.ts';
import type { State } from '../state.ts';
import { oneLine } from '../../text/sanitise.ts';
import { engineAt } from './engines.ts';
import { focusOn, notify } from './screen.ts';
import { openPrompt } from './prompt.ts';

/** A compose project on an engine; of a container without one, nobody's. */
export function projectKey({ engine, project }: Row): string {
  return project === null ? '' : `${engine} ${project}`;
}

/** The container the selection is on; null when there is none. */
export function selectedContainer(state: State): Row | null {
  return state.containers.shown.find((row) => isAt(row, state.containers.selected)) ?? null;
}

/** The list scrolled so that the selection is in sight; as it is while the pane is not on screen. */
export function scrollContainers(state: State): State {
  const { containers } = state;
  const { rows } = paneSize(state, 'containers');
  if (rows <= 0) return state;
  const at = selectedLine(containers);
  const highest = Math.max(0, containers.lines.length - rows);
  const top = Math.min(Math.max(Math.min(containers.top, at), at - rows + 1, 0), highest);
  return top === containers.top ? state : { ...state, containers: { ...containers, top } };
}

/** Rows made anew after a change of list, filter or sort. */
export function rearranged(state: State, change: Partial<ContainersState>, hold = false): State {
  const containers = arranged({ ...state, containers: { ...state.containers, ...change } }, hold);
  const moved = !sameTarget(containers.selected, state.containers.selected) || containers.selectedGroup !== state.containers.selectedGroup;
  return { ...state, containers: moved ? touched(containers, state.now) : containers };
}

function touched(containers: ContainersState, now: number): ContainersState {
  return { ...containers, movedAt: now, rested: now - containers.movedAt };
}

/** Whether rows stay where they are, since the selection has just been moved. */
export const isMoving = ({ containers, now }: State) => now - containers.steppedAt < holdTime;

/** The selection moved by `delta` lines, as far as there are any. */
export function moveSelection(state: State, delta: number): State {
  const { lines } = state.containers;
  const at = selectedLine(state.containers);
  const to = Math.min(Math.max(at + delta, 0), lines.length - 1);
  return to === at ? state : selectLine(state, lines[to]);
}

/** The selection moved to a line by the user; one that is gone leaves the list then. */
export function selectLine(state: State, line: ListLine | undefined): State {
  const { containers } = state;
  if (!line) return state;
  const stays = isGroup(line) && line.group === containers.selectedGroup;
  const left = touched({ ...onLine(stays ? containers : leftOpened(containers), line), steppedAt: state.now }, state.now);
  if (!containers.gone) return { ...state, containers: left };
  return rearranged({ ...state, containers: left }, { shown: containers.shown.filter((row) => !isAt(row, containers.selected)) }, true);
}

/**
 * The marks after a new list, or the targets of a group that was opened: one whose container was replaced goes over to the new one, and projects that are
 * there as a whole take in who joined, of whom `left` are too many for logs that are shown as one.
 */
function keptTargets({ containers, logs, engines }: State, listed: readonly Row[]): { readonly targets: readonly Target[]; readonly left: number } {
  const { merged, opened } = containers;
  const { targets, projects } = opened ?? { targets: containers.marked, projects: containers.projects };
  if (targets.length === 0) return { targets, left: 0 };
  const here = new Set(listed.map((row) => `${row.engine} ${row.id}`));
  const nameOf = (target: Target) => logs.sources.find((source) => sameTarget(source.target, target))?.name ?? containers.shown.find((row) => isAt(row, target))?.name ?? '';
  const kept = targets.flatMap((target): Target[] => {
    if (here.has(`${target.engine} ${target.container}`)) return [target];
    if (!engines.some(({ address }) => address === target.engine)) return [];
    const next = successorOf(listed, { engine: target.engine, name: serviceName(nameOf(target)) });
    // while their logs are shown as one, the places of those that are gone wait for who comes in their place
    return next ? [next] : merged ? [target] : [];
  });
  const before = new Set(containers.listed?.map((row) => `${row.engine} ${row.id}`));
  const joining = listed.filter((row) => projects.includes(projectKey(row)) && !before.has(`${row.engine} ${row.id}`)).map(targetOf);
  const wanted = [...new Map([...kept, ...joining].map((target) => [keyOf(target), target])).values()];
  const all = merged ? wanted.slice(0, mostMerged) : wanted;
  const same = all.length === targets.length && all.every((target, at) => sameTarget(target, targets[at] ?? null));
  return { targets: same ? targets : all, left: wanted.length - all.length };
}

/** The rows follow what the engines have listed. */
export function updateContainers(state: State): State {
  const { from: before, selected, held, columns, sort, group, folds, filters, runningOnly } = state.containers;
  const from = state.engines.map(({ listed }) => listed);
  if (from.length === before.length && from.every((list, at) => list === before[at])) return held && !isMoving(state) ? rearranged(state, {}) : state;
  if (from.every((list) => list === null)) return { ...state, containers: { ...freshContainers, from, columns, sort, group, folds, filters, runningOnly } };
  const listed = from.flatMap((list) => list ?? []);
  const { targets, left } = keptTargets(state, listed);
  const { opened } = state.containers;
  const kept = opened ? { opened: { ...opened, targets } } : { marked: targets };
  const change = selected && !engineAt(state, selected.engine) ? { from, listed, ...kept, selected: null, gone: false } : { from, listed, ...kept };
  const restarts = freshRestarts(state.containers.restarts, state.containers.listed ?? [], listed);
  const next = rearranged(state, { ...change, ...(targets.length === 0 ? { merged: false, opened: null } : {}), restarts }, from.length === before.length && isMoving(state));
  return left === 0 ? next : notify(next, `${left} more joined${opened ? '' : ' what is marked'}: ${mostMerged} logs are the most that are shown as one.`, 'warn');
}

/** The list sorted by a column, the other way round when it is sorted by it already. */
export function sortedBy(state: State, by: ColumnId): State {
  const { sort } = state.containers;
  return rearranged(state, { sort: { by, reverse: sort.by === by && !sort.reverse } });
}

/** A command that sorts by a column, the other way round when it is sorted by it already. */
function sortBy(by: ColumnId, key: string, name: string = by): Command {
  return {
    id: `sort by ${name}`, keys: [key], title: `sort by ${name}; again: the other way round`, short: `by ${name}`, where: 'containers',
    run: (state) => sortedBy(state, by),
  };
}

/** Why there is no single container in hand. */
export function noneSelected(state: State): string {
  const heading = selectedHeading(state);
  return heading ? `${oneLine(heading.label, 60)} is a group: choose one of its containers.` : 'No container is selected.';
}

export const nothingListed = (state: State) => (state.containers.shown.length === 0 ? 'There is no container to look at.' : null);

export const containerCommands: readonly Command[] = [
  {
    id: 'show inspect', keys: ['i'], title: 'inspect the selected container', short: 'inspect', where: 'containers', footer: 11,
    refused: nothingListed, run: (state) => focusOn(state, 'inspect'),
  },
  {
    id: 'filter containers', keys: ['/'], title: 'filter: words, status: label: image: …, !not, ~regex', short: 'filter',
    where: 'containers', footer: 12, run: (state) => openPrompt(state, 'filter', state.containers.filter),
  },
  {
    id: 'all or running', keys: ['A'], title: 'show all containers, or only the running ones', short: 'all/running', where: 'containers', footer: 13,
    run: (state) => rearranged(state, { runningOnly: !state.containers.runningOnly }),
  },
  sortBy('name', 'N'),
  sortBy('uptime', 'U'),
  sortBy('image', 'I'),
  sortBy('cpu', 'C'),
  sortBy('mem', 'M', 'memory'),
  sortBy('state', 'S'),
  sortBy('health', 'H'),
  sortBy('ports', 'P'),
  sortBy('project', 'O'),
  sortBy('engine', 'W'),
];

/** How a container is named to the user. */
export function displayName(container: Pick<Container, 'name'>): string {
  return oneLine(container.name, 256);
}
