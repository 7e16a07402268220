/** Groups in the list: by what, and which are folded. */
import { selectedLine } from '../arrange.ts';
import type { Command } from '../command.ts';
import { type Group, groupings, headingsAbove, isGroup } from '../groups.ts';
import { leftOpened, selectedHeading } from '../list-state.ts';
import { targetOf } from '../row.ts';
import type { State } from '../state.ts';
import { rearranged, selectLine } from './containers.ts';
import { notify } from './screen.ts';

/** Folds that are kept: of groups that are not there any more, the oldest are forgotten. */
const mostFolds = 500;

const filtered = (state: State) => notify(state, 'While a filter is on, groups are open. esc clears it.');

function withFold(state: State, group: string, folded: boolean): State {
  if (state.containers.filter !== '') return filtered(state);
  const others = [...state.containers.folds].filter((one) => one !== group).slice(-(mostFolds - 1));
  return rearranged(state, { folds: new Set(folded ? [...others, group] : others) }, true);
}

/** A folded group opened. */
export const unfold = (state: State, { group }: Group) => withFold(state, group, false);

/** Grouped by the next thing; the selection stays with its container, from a heading it goes to the first one below it. */
function regroup(state: State): State {
  const { group } = state.containers;
  const next = groupings[(groupings.indexOf(group) + 1) % groupings.length] ?? 'none';
  const first = selectedHeading(state)?.members[0];
  const grouped = rearranged({ ...state, containers: leftOpened(state.containers) }, first ? { group: next, selected: targetOf(first), selectedGroup: null } : { group: next });
  return notify(grouped, next === 'none' ? 'Not grouped.' : `Grouped by ${next === 'project' ? 'compose project' : next}.`);
}

/** The group that is selected folds; from a container or an inner group the selection goes up to its heading first. */
function foldOrUp(state: State): State {
  const heading = selectedHeading(state);
  if (heading && !heading.folded) return withFold(state, heading.group, true);
  const { lines } = state.containers;
  const over = headingsAbove(lines, selectedLine(state.containers)).at(-1);
  return over ? selectLine(state, over) : notify(state, heading ? 'It is folded already: right opens it.' : 'It is in no group.');
}

/** All groups folded, or, when they are, all opened. */
function foldAll(state: State): State {
  if (state.containers.filter !== '') return filtered(state);
  const outer = state.containers.lines.filter((line): line is Group => isGroup(line) && line.level === 0);
  const open = outer.filter(({ folded }) => !folded).map(({ group }) => group);
  const keys = new Set(outer.map(({ group }) => group));
  return rearranged(state, { folds: new Set(open.length > 0 ? [...state.containers.folds, ...open].slice(-mostFolds) : [...state.containers.folds].filter((key) => !keys.has(key))) }, true);
}

const ungrouped = ({ containers: { group } }: State) => (group === 'none' ? 'The list is not grouped: o groups it.' : null);

export const groupCommands: readonly Command[] = [
  { id: 'group by', keys: ['o'], title: 'group by project, image, network, state, or not', short: 'group', where: 'containers', footer: 17, run: regroup },
  { id: 'fold group', keys: ['h', 'left'], title: 'fold the group, or go up to its heading', short: 'fold', where: 'containers', refused: ungrouped, run: foldOrUp },
  { id: 'fold all groups', keys: ['Z'], title: 'fold all groups, or open all', short: 'fold all', where: 'containers', refused: ungrouped, run: foldAll },
];
