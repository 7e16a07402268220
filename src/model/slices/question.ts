/** The question whether something is to be done: what its keys do, until it is answered or left. */
import { actionLine } from '../action-line.ts';
import { type ActionMessage, type Deed, openDeed, type Question, type Subject, type Typing, unheard } from '../action-state.ts';
import { wordsFor } from '../action-words.ts';
import type { Command } from '../command.ts';
import { limitsText } from '../limits.ts';
import { meant, requestOf, typedFor, whyNotYet, wordToType } from '../questions.ts';
import { isAt, targetOf } from '../row.ts';
import type { Message } from '../message.ts';
import type { State } from '../state.ts';
import { displayName } from './containers.ts';
import { engineAt } from './engines.ts';
import { editPrompt, insertText } from './prompt.ts';
import { notify, withScreen } from './screen.ts';

/** The signals to choose from; any other can be typed. */
export const signals: readonly string[] = ['KILL', 'TERM', 'INT', 'HUP', 'QUIT', 'USR1', 'USR2', 'STOP', 'CONT', 'WINCH'];

/** The open question; null when there is none. */
export function openQuestion({ screen }: State): Question | null {
  return screen.panel?.kind === 'question' ? screen.panel.question : null;
}

function changed(state: State, change: Partial<Question>): State {
  const question = openQuestion(state);
  return question ? withScreen(state, { panel: { kind: 'question', question: { ...question, problem: '', ...change } } }) : state;
}

/** A question that has just come up remembers the key that brought it. */
export function broughtBy(before: State, state: State, key: string): State {
  return openQuestion(state) && openQuestion(before)?.number !== openQuestion(state)?.number ? changed(state, { by: key }) : state;
}

/** The question as it begins: what has to be typed for its verb is typed first. */
export function openingTyping(question: Question): Typing | null {
  const what = typedFor(question);
  return what && { what, text: question.text, cursor: [...question.text].length };
}

/** Shows a question; keys count once it could be read. */
export function showQuestion(state: State, question: Question): State {
  return unheard(withScreen(state, { panel: { kind: 'question', question: { ...question, typing: openingTyping(question) } }, help: null, notice: null }));
}

/** The docker lines of a question, one for each engine; none while it asks for nothing. */
export function questionLines(state: State, question: Question): readonly string[] {
  const asked = requestOf(question);
  if ('problem' in asked) return [];
  const subjects = meant(state, question);
  return state.engines.flatMap((engine) => {
    const containers = subjects.filter(({ row }) => row.engine === engine.address).map(({ row, facts }) => facts ?? row);
    return containers.length === 0 ? [] : [actionLine(engine, asked.request, containers)];
  });
}

/** The deeds a question asks for, each bound to the full id it showed. */
function deedsOf(state: State, question: Question): readonly Deed[] {
  const asked = requestOf(question);
  if ('problem' in asked) return [];
  const { request } = asked;
  return meant(state, question).flatMap(({ row, facts }, at) => {
    const engine = engineAt(state, row.engine);
    if (!engine || !facts) return [];
    return [{
      number: state.actions.deeds.length + at, batch: question.number, target: targetOf(row), name: facts.name, where: row.where, request, line: actionLine(engine, request, [facts]),
      seen: facts, askedAt: state.now, sentAt: null, toldAt: null, outcome: null, over: false,
    }];
  });
}

/** What was asked for begins. Keys that are still on their way are not for what stands there next. */
function begin(state: State, question: Question): State {
  const deeds = deedsOf(state, question);
  const [first] = deeds;
  const next = unheard({ ...state, actions: { ...state.actions, deeds: [...state.actions.deeds, ...deeds] } });
  if (question.subjects.length > 1) return withScreen(next, { panel: { kind: 'deeds', batch: question.number, choice: 0 } });
  return first ? notify(withScreen(next, { panel: null }), `${wordsFor(first.request).ing} ${displayName({ name: first.name })}… (${first.line})`) : next;
}

/** The answer is yes: done, unless something is missing or its word has to be typed first. */
function agree(state: State): State {
  const question = openQuestion(state);
  if (!question) return state;
  const problem = whyNotYet(state, question);
  if (problem !== null) return changed(state, { problem });
  return wordToType(state, question) === null ? begin(state, question) : changed(state, { typing: { what: 'confirm', text: '', cursor: 0 } });
}

export const leaveQuestion = (state: State) => notify(withScreen(state, { panel: null }), 'Nothing was done.');

/** Back from typing to the question itself: the enter that ended it may be held down, and must not answer. */
const typed = (state: State, change: Partial<Question>) => unheard(changed(state, { ...change, typing: null, by: 'enter' }));

function acceptTyped(state: State, question: Question, { what, text }: Typing): State {
  const word = text.trim();
  switch (what) {
    case 'timeout':
      if (word === '') return typed(state, { timeout: null });
      return /^\d{1,5}$/.test(word) ? typed(state, { timeout: Number(word) }) : changed(state, { problem: `“${word}” is no number of seconds; nothing at all is each container's own.` });
    case 'signal': {
      const name = word.toUpperCase().replace(/^SIG(?=.)/, '');
      return /^([A-Z][A-Z0-9+-]{0,15}|[1-9]\d?)$/.test(name) ? typed(state, { signal: name }) : changed(state, { problem: `“${word}” is no signal: type a name such as HUP, or a number.` });
    }
    // what was typed is asked about as anything else: with the docker command, and by a key of its own
    case 'name': case 'limits': {
      const next = { ...question, text: word };
      const problem = whyNotYet(state, next);
      return problem === null ? typed(state, { text: word, top: 0 }) : changed(state, { problem });
    }
    case 'confirm': {
      const wanted = wordToType(state, question);
      const problem = whyNotYet(state, question);
      if (problem !== null) return changed(state, { problem });
      const right = word === wanted || (question.verb === 'prune' && word === String(meant(state, question).length));
      return right ? begin(state, question) : changed(state, { problem: word === '' ? `Type ${wanted ?? ''}, or esc leaves it.` : `That is not ${wanted ?? ''}.` });
    }
  }
}

/** A key while something is typed. */
export function typeInQuestion(state: State, question: Question, typing: Typing, name: string, text: string): State {
  if (name === 'esc' || name === 'ctrl-g') return typing.what === 'timeout' || typing.what === 'signal' ? changed(state, { typing: null }) : leaveQuestion(state);
  if (name === 'enter') return acceptTyped(state, question, typing);
  const edited = editPrompt(typing, name, text);
  return edited ? withTyping(state, edited) : state;
}

/** What is typed for the limits or the name counts at once, so that the docker line shows it. */
function withTyping(state: State, typing: Typing): State {
  return changed(state, typing.what === 'name' || typing.what === 'limits' ? { typing, text: typing.text } : { typing });
}

/** Pasted text goes where a value is typed; never into the word that confirms. */
export function pasteInQuestion(state: State, { typing }: Question, text: string): State {
  if (typing === null) return changed(state, { problem: 'Pasted text answers nothing.' });
  return typing.what === 'confirm' ? changed(state, { problem: 'The word is typed by hand: pasted text does nothing here.' }) : withTyping(state, insertText(typing, text));
}

/** Row by row another signal is chosen where there is one to choose; else the question is scrolled. */
export function moveInQuestion(state: State, question: Question, delta: number): State {
  if (question.verb !== 'kill' || Math.abs(delta) > 1) return changed(state, { top: Math.max(0, question.top + delta) });
  const at = signals.indexOf(question.signal);
  return changed(state, { signal: signals[Math.min(Math.max(at + delta, 0), signals.length - 1)] ?? 'KILL' });
}

function looked(state: State, message: Extract<ActionMessage, { type: 'question/looked' }>): State {
  const question = openQuestion(state);
  if (question?.number !== message.question) return state;
  const { facts, failure } = message;
  const subjects = question.subjects.map((subject): Subject => (isAt(subject.row, message.target) ? { ...subject, facts, failure } : subject));
  const next = { ...question, subjects };
  // the present values are what one begins with, unless something was typed already
  if (facts && subjects.length === 1 && question.typing?.text === '' && (question.typing.what === 'limits' || question.typing.what === 'name')) {
    const text = question.typing.what === 'limits' ? limitsText(facts) : facts.name;
    return changed(state, { ...next, text, typing: { ...question.typing, text, cursor: [...text].length } });
  }
  return changed(state, next);
}

export function updateQuestion(state: State, message: Message): State {
  switch (message.type) {
    case 'question/seen': return message.serial === state.actions.serial ? { ...state, actions: { ...state.actions, heard: true } } : state;
    case 'question/looked': return looked(state, message);
    default: return state;
  }
}

const free = (state: State) => (openQuestion(state)?.typing ? 'Something is being typed.' : null);
const only = (verbs: readonly string[], what: string) => (state: State) => free(state) ?? (verbs.includes(openQuestion(state)?.verb ?? '') ? null : what);
/** Why a yes could do nothing, whatever is waited for; null when it could. */
const nobodyMeant = (state: State) => {
  const question = openQuestion(state);
  return question && meant(state, question).length === 0 ? whyNotYet(state, question) : null;
};
const type = (what: Typing['what'], text: (question: Question) => string) => (state: State) => {
  const question = openQuestion(state);
  return question ? changed(state, { typing: { what, text: text(question), cursor: [...text(question)].length } }) : state;
};

export const questionCommands: readonly Command[] = [
  { id: 'do it', keys: ['y', 'enter'], title: 'do what is asked', short: 'do it', where: 'question', footer: 96, refused: (state) => free(state) ?? nobodyMeant(state), run: agree },
  { id: 'leave it', keys: ['esc', 'n', 'q'], title: 'leave it: nothing is done', short: 'leave it', where: 'question', footer: 97, refused: free, run: leaveQuestion },
  {
    id: 'choose timeout or signal', keys: ['t'], title: 'type another timeout, signal, name, other limits', short: 'type another', where: 'question', footer: 10,
    refused: only(['stop', 'restart', 'kill', 'rename', 'update'], 'There is no timeout to choose here.'),
    run: (state) => {
      const question = openQuestion(state);
      const what = question && typedFor(question);
      if (what) return type(what, ({ text }) => text)(state);
      return question?.verb === 'kill' ? type('signal', () => '')(state) : type('timeout', ({ timeout }) => timeout?.toString() ?? '')(state);
    },
  },
  {
    id: 'force removal', keys: ['f'], title: 'remove it even while it runs', short: 'force', where: 'question', footer: 11, refused: only(['remove'], 'There is nothing to force here.'),
    run: (state) => changed(state, { force: openQuestion(state)?.force === false }),
  },
  {
    id: 'remove volumes', keys: ['v'], title: 'its anonymous volumes too', short: 'volumes', where: 'question', footer: 12, refused: only(['remove', 'prune'], 'No volumes are removed here.'),
    run: (state) => changed(state, { volumes: openQuestion(state)?.volumes === false }),
  },
  {
    id: 'copy docker line', keys: ['c'], title: 'copy the docker command that does the same', short: 'copy', where: 'question', footer: 13,
    refused: (state) => {
      const question = openQuestion(state);
      return question && free(state) === null && questionLines(state, question).length > 0 ? null : 'There is no docker command to copy yet.';
    },
    run: (state) => {
      const question = openQuestion(state);
      const text = question ? questionLines(state, question).join('\n') : '';
      return { ...state, requests: { ...state.requests, copy: { text, what: 'the docker command' } } };
    },
  },
];

/** What stands in a question of what else goes on with a container; empty for nothing. */
export function besides(state: State, { row }: Subject): string {
  const open: Deed | undefined = openDeed(state, row);
  if (!open) return '';
  const words = wordsFor(open.request);
  return open.outcome === null ? `${words.ing} it is under way` : open.outcome.kind === 'unknown' ? `${words.ing} it was asked for before, and nobody knows yet whether it was done` : '';
}
