/** Marked containers: which they are, and their logs as one. */
import type { Command } from '../command.ts';
import type { ContainersState } from '../list-state.ts';
import { isAt, type Row, sameTarget, targetOf } from '../row.ts';
import type { State } from '../state.ts';
import { displayName, moveSelection, nothingListed, projectKey, rearranged, selectedContainer } from './containers.ts';
import { focusOn, notify, withScreen } from './screen.ts';

function withMarks(state: State, change: Partial<ContainersState>): State {
  return { ...state, containers: { ...state.containers, ...change } };
}

/** Whether a container is marked. */
export function isMarked({ containers }: State, row: Row): boolean {
  return containers.marked.some((target) => isAt(row, target));
}

/** Takes the mark from a container or gives it one, and goes on to the next. */
function mark(state: State): State {
  const row = selectedContainer(state);
  if (!row) return state;
  const { marked, projects } = state.containers;
  const target = targetOf(row);
  const others = marked.filter((one) => !sameTarget(one, target));
  const next = others.length < marked.length
    ? withMarks(state, { marked: others, projects: projects.filter((key) => key !== projectKey(row)) }) : withMarks(state, { marked: [...marked, target] });
  return moveSelection(next, 1);
}

/** Marks the whole compose project of the selected container, those that join it later too; or takes those marks away. */
function markProject(state: State): State {
  const row = selectedContainer(state);
  const key = row ? projectKey(row) : '';
  if (!row || key === '') return notify(state, row ? `${displayName(row)} belongs to no compose project.` : 'There is no container to look at.');
  const { marked, projects, listed } = state.containers;
  const members = (listed ?? []).filter((one) => projectKey(one) === key);
  const others = marked.filter((target) => !members.some((one) => isAt(one, target)));
  if (projects.includes(key)) return notify(withMarks(state, { marked: others, projects: projects.filter((one) => one !== key) }), `${members.length} marks of ${row.project ?? ''} taken away.`);
  return notify(withMarks(state, { marked: [...others, ...members.map(targetOf)], projects: [...projects, key] }), `All ${members.length} of ${row.project ?? ''} are marked: enter shows their logs as one.`);
}

/** The logs of all that are marked as one, or that of the selected container. */
function showLogs(state: State): State {
  return focusOn(state.containers.marked.length === 0 ? state : withMarks(state, { merged: true }), 'logs');
}

function clear(state: State): State {
  const { filter, marked } = state.containers;
  if (filter !== '') return rearranged(state, { filter: '' });
  if (marked.length > 0) return withMarks(state, { marked: [], projects: [], merged: false });
  return withScreen(state, { zoomed: false });
}

export const markCommands: readonly Command[] = [
  {
    id: 'show logs', keys: ['enter', 'l'], title: 'the log of the selected container, or of all marked', short: 'logs', where: 'containers', footer: 10,
    refused: nothingListed, run: showLogs,
  },
  { id: 'mark', keys: ['space'], title: 'mark: enter shows the logs of all marked as one', short: 'mark', where: 'containers', footer: 14, refused: nothingListed, run: mark },
  { id: 'mark project', keys: ['*'], title: 'mark the whole compose project, and who joins it', short: 'mark project', where: 'containers', footer: 15, refused: nothingListed, run: markProject },
  {
    id: 'clear filter', keys: ['esc'], title: 'clear the filter, the marks, or leave the zoom', short: 'clear', where: 'containers', footer: 9,
    refused: ({ containers: { filter, marked }, screen }) => (filter === '' && marked.length === 0 && !screen.zoomed ? 'Nothing to clear. q quits.' : null), run: clear,
  },
];
