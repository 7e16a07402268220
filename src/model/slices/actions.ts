/** Asking for something to be done: to the selected container, to all of a group, or to all that are marked. */
import { isUp, whyNot } from '../action-rules.ts';
import { type Question, type Subject, type Verb, whyReadOnly } from '../action-state.ts';
import type { Command } from '../command.ts';
import { selectedHeading } from '../list-state.ts';
import { meant, whyLeftOut } from '../questions.ts';
import { keyOf, type Row, targetOf } from '../row.ts';
import type { State } from '../state.ts';
import { oneLine } from '../../text/sanitise.ts';
import { displayName } from './containers.ts';
import { engineInHand } from './engines.ts';
import { actedOn } from './marking.ts';
import { showQuestion } from './question.ts';
import { notify } from './screen.ts';

/** Why nothing can be asked for at all; null when something can. */
function refusal(state: State): string | null {
  const rows = actedOn(state);
  const [first] = rows;
  if (!first) return state.containers.marked.length > 0 ? 'Those that are marked are not listed any more.' : 'There is no container to do anything to.';
  if (state.containers.ghosts.includes(first)) return `${displayName(first)} is removed: nothing can be done to it any more.`;
  return rows.some((row) => whyReadOnly(state, row.engine) === null) ? null : whyReadOnly(state, first.engine);
}

/** The containers of a question in the order in which they stand on screen; those that the filter hides come last. */
function subjectsOf({ containers }: State, rows: readonly Row[]): readonly Subject[] {
  const places = new Map(containers.shown.map((row, at) => [keyOf(targetOf(row)), at]));
  const placed = rows.map((row) => ({ row, at: places.get(keyOf(targetOf(row))) ?? Infinity }));
  return placed.sort((a, b) => (a.at === b.at ? 0 : a.at - b.at)).map(({ row, at }) => ({ row, facts: null, failure: null, hidden: at === Infinity }));
}

function questionOf(state: State, verb: Verb, rows: readonly Row[]): Question {
  return {
    number: state.actions.serial + 1, verb, subjects: subjectsOf(state, rows), timeout: null, signal: 'KILL', force: false, volumes: false, text: '', typing: null, problem: '', by: '', top: 0,
  };
}

/** Asks whether it is to be done; where it means nothing for any of them, that is said instead. */
function ask(state: State, verb: Verb): State {
  const question = questionOf(state, verb, actedOn(state));
  const { subjects } = question;
  const [first] = subjects;
  const whys = subjects.map((subject) => whyLeftOut(state, { ...question, force: true }, subject));
  if (!first || whys.some((why) => why === null)) return showQuestion(state, question);
  return notify(state, subjects.length === 1 ? `${displayName(first.row)} ${whys[0] ?? ''}.` : `None of the ${subjects.length}: ${displayName(first.row)} ${whys[0] ?? ''}, and so on.`);
}

/** One of two opposite verbs: the first when it means anything for one of them. */
const eitherOf = (state: State, first: Verb, second: Verb) => (actedOn(state).some((row) => whyNot(first, row.state) === null) ? first : second);

/** Why it is not clear which engine is to be pruned, or nothing can be changed there; null when it can. */
function pruneRefusal(state: State): string | null {
  const heading = selectedHeading(state);
  const [first, ...others] = heading?.members ?? [];
  if (heading && others.some(({ engine }) => engine !== first?.engine)) return `${oneLine(heading.label, 60)} is on several engines: choose a container of the one that is meant.`;
  return whyReadOnly(state, engineInHand(state).address);
}

/** Asks about every container of the engine in hand that does not run. */
function prune(state: State): State {
  const engine = engineInHand(state);
  const rows = (engine.listed ?? []).filter((row) => !isUp(row.state) && row.state !== 'removing');
  const question = questionOf(state, 'prune', rows);
  return meant(state, question).length > 0 ? showQuestion(state, question) : notify(state, rows.length === 0 ? 'No container of this engine is stopped: there is nothing to prune.' : 'All stopped containers of this engine are protected.');
}

function tryChanges(state: State): State {
  return notify({ ...state, actions: { ...state.actions, forbidden: [] } }, 'Changes are tried again.');
}

const asking = (id: string, keys: readonly string[], title: string, short: string, verb: (state: State) => Verb, footer?: number): Command => ({
  id, keys, title, short, where: 'containers', ...(footer === undefined ? {} : { footer }), refused: refusal, run: (state) => ask(state, verb(state)),
});

export const actionCommands: readonly Command[] = [
  asking('stop or start', ['s'], 'stop the container or all marked, or start them', 'stop/start', (state) => eitherOf(state, 'stop', 'start'), 11.4),
  asking('restart', ['r'], 'restart it, or all marked', 'restart', () => 'restart', 11.5),
  asking('pause or unpause', ['p'], 'pause it or all marked, or let them go on', 'pause', (state) => eitherOf(state, 'pause', 'unpause')),
  asking('kill', ['K'], 'kill it or all marked, or send a signal', 'kill', () => 'kill'),
  asking('remove', ['d'], 'remove it, or all marked', 'remove', () => 'remove', 11.6),
  asking('start', [':start'], 'start it, or all marked', 'start', () => 'start'),
  asking('stop', [':stop'], 'stop it, or all marked', 'stop', () => 'stop'),
  { ...asking('rename', [':rename'], 'rename the selected container', 'rename', () => 'rename'), refused: (state) => refusal(state) ?? (actedOn(state).length > 1 ? 'One container is renamed at a time: esc takes the marks away.' : null) },
  asking('update limits', [':limits'], 'restart policy, memory, cpus, pids: it or all marked', 'limits', () => 'update'),
  {
    id: 'prune', keys: [':prune'], title: 'remove all stopped containers of this engine', short: 'prune', where: 'containers',
    refused: pruneRefusal, run: prune,
  },
  {
    id: 'try changes again', keys: [':writable'], title: 'no longer take an engine that answered 403 as read-only', short: 'try changes', where: 'everywhere',
    refused: ({ actions }) => (actions.forbidden.length === 0 ? 'No engine has forbidden changes.' : null), run: tryChanges,
  },
];
