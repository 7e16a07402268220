/** A question read: whom it is about, who is left out and why, what it would send, and what has to be typed for it. */
import type { ActionRequest } from '../engine/action-types.ts';
import { oneLine } from '../text/sanitise.ts';
import { isUp, protectedBy, whyNot, wordOf } from './action-rules.ts';
import { openDeed, type Question, type Subject, whyReadOnly } from './action-state.ts';
import { readLimits } from './limits.ts';
import type { State } from './state.ts';

/** The word of a container's state: as it was found, or as it is listed until then. */
export const stateWord = ({ row, facts }: Subject) => (facts ? wordOf(facts) : row.state);

/** Whether whalewatch itself runs in a container. */
export const isOurs = ({ row }: Subject, { settings }: State) => settings.self !== null && row.id === settings.self;

/** Whether a question is about one container, whatever comes of it. */
const isSingle = ({ subjects, verb }: Question) => subjects.length === 1 && verb !== 'prune';

/** Why a container is left out, as the end of `web …`; null when it is not. */
export function whyLeftOut(state: State, question: Question, subject: Subject): string | null {
  const { row, failure } = subject;
  if (failure?.status === 404) return 'is gone';
  const no = whyNot(question.verb, stateWord(subject));
  if (no !== null) return no;
  const readOnly = whyReadOnly(state, row.engine);
  if (readOnly !== null) return 'is on an engine that is read-only';
  const open = openDeed(state, row);
  if (open && open.outcome === null && open.request.verb === (question.verb === 'prune' ? 'remove' : question.verb)) return 'is at it: the same was asked for before, and has no answer yet';
  if (question.verb === 'remove' && !question.force && isUp(stateWord(subject))) return isSingle(question) ? 'runs: f forces the removal; or leave it, and stop it first' : 'runs: f forces the removal';
  if (isSingle(question)) return null;
  const by = protectedBy(row, state.settings);
  if (by !== null) return `is protected by ${by}: it is asked about alone`;
  return isOurs(subject, state) ? 'has whalewatch in it: it is asked about alone' : null;
}

const known = new WeakMap<Question, { readonly actions: State['actions']; readonly settings: State['settings']; readonly subjects: readonly Subject[] }>();

/** Those it would be done to. */
export function meant(state: State, question: Question): readonly Subject[] {
  const { actions, settings } = state;
  const before = known.get(question);
  if (before?.actions === actions && before.settings === settings) return before.subjects;
  const subjects = question.subjects.filter((subject) => whyLeftOut(state, question, subject) === null);
  known.set(question, { actions, settings, subjects });
  return subjects;
}

/** The word that must be typed before it is done, since it cannot be taken back, or is protected; null for none. */
export function wordToType(state: State, question: Question): string | null {
  const subjects = meant(state, question);
  const [first] = subjects;
  if (!first) return null;
  if (question.verb === 'prune') return 'prune';
  const forced = question.verb === 'remove' && question.force && subjects.some((subject) => isUp(stateWord(subject)));
  if (!isSingle(question)) return forced ? String(subjects.length) : null;
  if (!forced && protectedBy(first.row, state.settings) === null && !isOurs(first, state)) return null;
  const name = first.facts?.name ?? first.row.name;
  return oneLine(name) === name && name !== '?' ? name : first.row.id.slice(0, 12);
}

/** What is asked of the engine, or what is wrong with what was typed for it. */
export function requestOf(question: Question): { readonly request: ActionRequest } | { readonly problem: string } {
  const { verb, timeout, signal, force, volumes, text } = question;
  const facts = isSingle(question) ? question.subjects[0]?.facts ?? null : null;
  switch (verb) {
    case 'start': case 'pause': case 'unpause': return { request: { verb } };
    case 'stop': case 'restart': return { request: { verb, timeout } };
    case 'kill': return { request: { verb, signal } };
    // one by one and never by force, so that nothing goes that was not shown
    case 'prune': return { request: { verb: 'remove', force: false, volumes } };
    case 'remove': return { request: { verb, force, volumes } };
    case 'update': return readLimits(text, facts);
    case 'rename': {
      const name = text.trim();
      if (!/^[a-zA-Z0-9][\w.-]+$/.test(name)) return { problem: name === '' ? 'Type the new name.' : 'A name has letters, digits, _ . - and begins with a letter or a digit.' };
      return name === facts?.name ? { problem: 'That is its name already.' } : { request: { verb, name } };
    }
  }
}

/** What keeps a question from being answered yet; null when it can be. */
export function whyNotYet(state: State, question: Question): string | null {
  const subjects = meant(state, question);
  if (subjects.length === 0) {
    const [only] = question.subjects;
    const why = only && whyLeftOut(state, question, only);
    return isSingle(question) && only ? `${oneLine(only.row.name, 256)} ${why ?? ''}.` : 'There is nobody left that it can be done to.';
  }
  const blind = subjects.find(({ facts }) => facts === null);
  if (blind) return blind.failure ? `${oneLine(blind.row.name, 256)} cannot be looked at now: nothing is sent until it has been.` : 'Still looking at what it would do.';
  const request = requestOf(question);
  return 'problem' in request ? request.problem : null;
}

/** The setting that a verb has the user type; null for none. */
export function typedFor({ verb }: Question): 'name' | 'limits' | null {
  return verb === 'rename' ? 'name' : verb === 'update' ? 'limits' : null;
}
