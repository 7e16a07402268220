/** Marked containers: which they are, and their logs as one. */
import type { Command } from '../command.ts';
import { type Group, isProject } from '../groups.ts';
import { type ContainersState, mostMerged, selectedHeading } from '../list-state.ts';
import { freshLogs } from '../log-state.ts';
import { isAt, keyOf, type Row, sameTarget, type Target, targetOf } from '../row.ts';
import type { State } from '../state.ts';
import { displayName, moveSelection, nothingListed, projectKey, rearranged, selectedContainer } from './containers.ts';
import { unfold } from './grouping.ts';
import { focusOn, notify, withScreen } from './screen.ts';

const tooMany = (state: State, many: number) => notify(state, `${many} logs are too many to be one (${mostMerged} at most): space marks those that are wanted.`, 'warn');

function withMarks(state: State, change: Partial<ContainersState>): State {
  const containers = { ...state.containers, opened: null, ...change };
  if (containers.merged && containers.marked.length > mostMerged) return tooMany(state, containers.marked.length);
  // with the last mark the logs of all that are marked end: that of the selected one is shown again
  return { ...state, containers: containers.marked.length > 0 ? containers : { ...containers, projects: [], merged: false } };
}

const known = new WeakMap<readonly Target[], ReadonlySet<string>>();

/** Targets as a set to look rows up in: of thousands all may be marked. */
function setOf(marked: readonly Target[]): ReadonlySet<string> {
  const set = known.get(marked) ?? new Set(marked.map(keyOf));
  known.set(marked, set);
  return set;
}

/** Whether a container is marked. */
export function isMarked({ containers }: State, row: Row): boolean {
  return setOf(containers.marked).has(keyOf(targetOf(row)));
}

const whole = new WeakMap<readonly Row[], { readonly marked: readonly Target[]; readonly all: boolean }>();

/** Whether all of a group are marked. */
export function allMarked(state: State, members: readonly Row[]): boolean {
  const { marked } = state.containers;
  const before = whole.get(members);
  if (before?.marked === marked) return before.all;
  const all = members.every((row) => isMarked(state, row));
  whole.set(members, { marked, all });
  return all;
}

const acted = new WeakMap<readonly Target[], { readonly listed: readonly Row[] | null; readonly rows: readonly Row[] }>();

/** All that are marked and listed. */
function markedRows(state: State): readonly Row[] {
  const { marked, listed } = state.containers;
  const before = acted.get(marked);
  if (before?.listed === listed) return before.rows;
  const rows = (listed ?? []).filter((row) => isMarked(state, row));
  acted.set(marked, { listed, rows });
  return rows;
}

/** The containers that an action is about: all that are marked, shown or not; else those of the group that is selected; else the selected one. */
export function actedOn(state: State): readonly Row[] {
  const { marked, ghosts } = state.containers;
  if (marked.length > 0) return markedRows(state);
  const heading = selectedHeading(state);
  if (heading) return heading.members.filter((row) => !ghosts.includes(row));
  const row = selectedContainer(state);
  return row ? [row] : [];
}

/** Takes the mark from a container or gives it one, or does so with all of a group, and goes on to the next. */
function mark(state: State): State {
  const heading = selectedHeading(state);
  if (heading) return moveSelection(markMembers(state, heading), 1);
  const row = selectedContainer(state);
  if (!row) return state;
  const { marked, projects } = state.containers;
  const target = targetOf(row);
  const others = marked.filter((one) => !sameTarget(one, target));
  const next = others.length < marked.length
    ? withMarks(state, { marked: others, projects: projects.filter((key) => key !== projectKey(row)) }) : withMarks(state, { marked: [...marked, target] });
  return moveSelection(next, 1);
}

/** The compose project that a group is, when all of it is shown; else none. */
function wholeProject({ containers: { group, listed } }: State, heading: Group): readonly string[] {
  const [first] = heading.members;
  if (!first || !isProject(heading, group)) return [];
  const theirs = setOf(heading.members.map(targetOf));
  return (listed ?? []).every((row) => projectKey(row) !== projectKey(first) || theirs.has(keyOf(targetOf(row)))) ? [projectKey(first)] : [];
}

/** Marks all of a group that are shown, and of a project shown as a whole those that join it later too; takes the marks away when all have them. */
function markMembers(state: State, heading: Group): State {
  const { marked, projects, group } = state.containers;
  const { members: [first], members } = heading;
  const theirs = setOf(members.map(targetOf));
  const others = marked.filter((target) => !theirs.has(keyOf(target)));
  const left = first && isProject(heading, group) ? projects.filter((one) => one !== projectKey(first)) : projects;
  if (allMarked(state, members)) return withMarks(state, { marked: others, projects: left });
  return withMarks(state, { marked: [...others, ...members.map(targetOf)], projects: [...left, ...wholeProject(state, heading)] });
}

/** Marks the whole compose project of the selected container, those that join it later too; or takes those marks away. */
function markProject(state: State): State {
  const row = selectedContainer(state);
  const key = row ? projectKey(row) : '';
  const heading = selectedHeading(state);
  if (heading) return markMembers(state, heading);
  if (!row || key === '') return notify(state, row ? `${displayName(row)} belongs to no compose project.` : 'There is no container to look at.');
  const { marked, projects, listed } = state.containers;
  const members = (listed ?? []).filter((one) => projectKey(one) === key);
  const others = marked.filter((target) => !members.some((one) => isAt(one, target)));
  if (projects.includes(key)) return notify(withMarks(state, { marked: others, projects: projects.filter((one) => one !== key) }), `${members.length} marks of ${row.project ?? ''} taken away.`);
  const next = withMarks(state, { marked: [...others, ...members.map(targetOf)], projects: [...projects, key] });
  return next.containers === state.containers ? next : notify(next, `All ${members.length} of ${row.project ?? ''} are marked: enter shows their logs as one.`);
}

/** The logs of all that are marked as one, those of the group that is selected, or that of the selected container. */
function showLogs(state: State): State {
  const { marked } = state.containers;
  const heading = marked.length === 0 ? selectedHeading(state) : null;
  const many = heading?.members.length ?? marked.length;
  if (many > mostMerged) return tooMany(state, many);
  const own = state.logs.attached ? { ...state, logs: freshLogs([]) } : state;
  const { containers } = own;
  if (!heading) return focusOn(marked.length === 0 ? own : withMarks(own, { merged: true }), 'logs');
  const opened = { targets: heading.members.map(targetOf), projects: wholeProject(state, heading) };
  return focusOn({ ...own, containers: { ...containers, merged: true, opened } }, 'logs');
}

/** A folded group opened; anything else is opened as its log. */
function openOrLogs(state: State): State {
  const heading = selectedHeading(state);
  return heading?.folded ? unfold(state, heading) : showLogs(state);
}

function clear(state: State): State {
  const { filter, marked, merged } = state.containers;
  if (filter !== '') return rearranged(state, { filter: '' });
  if (marked.length > 0 || merged) return withMarks(state, { marked: [], projects: [], merged: false });
  return withScreen(state, { zoomed: false });
}

export const markCommands: readonly Command[] = [
  {
    id: 'show logs', keys: ['enter'], title: 'the log of the container, of a group, or of all marked', short: 'logs', where: 'containers', footer: 10,
    refused: nothingListed, run: showLogs,
  },
  { id: 'open', keys: ['l', 'right'], title: 'open a folded group; else the log, as enter does', short: 'open', where: 'containers', refused: nothingListed, run: openOrLogs },
  { id: 'mark', keys: ['space'], title: 'mark (a group: all of it); enter shows all logs as one', short: 'mark', where: 'containers', footer: 14, refused: nothingListed, run: mark },
  { id: 'mark project', keys: ['*'], title: 'mark the whole compose project, and who joins it', short: 'mark project', where: 'containers', footer: 15, refused: nothingListed, run: markProject },
  {
    id: 'clear filter', keys: ['esc'], title: 'clear the filter, the marks, or leave the zoom', short: 'clear', where: 'containers', footer: 9,
    refused: ({ containers: { filter, marked, merged }, screen }) => (filter === '' && marked.length === 0 && !merged && !screen.zoomed ? 'Nothing to clear. q quits.' : null), run: clear,
  },
];
