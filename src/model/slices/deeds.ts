/** What is done to containers, from the moment it is asked for until the list tells what came of it. */
import { isDone, isListedDone, secondsOf, wordOf } from '../action-rules.ts';
import { type ActionMessage, type Deed, type Outcome, openDeed } from '../action-state.ts';
import { wordsFor } from '../action-words.ts';
import type { Message } from '../message.ts';
import type { Row } from '../row.ts';
import type { State } from '../state.ts';
import { displayName, moveSelection, rearranged } from './containers.ts';
import { engineAt } from './engines.ts';
import { notify } from './screen.ts';

/** How much longer than it may take something is looked for of which nobody knows whether it was done, milliseconds. */
const patience = 15_000;

/** How long it is told that something was not done, milliseconds; `:log` keeps it. */
const badNewsTime = 12_000;

/** When the engine must be through with what was sent: it had its time, and some more since nobody heard of it any more. */
const givenUp = (deed: Deed) => Math.max((deed.sentAt ?? deed.askedAt) + secondsOf(deed.request, deed.seen) * 1000, deed.toldAt ?? 0) + patience;

function withDeeds(state: State, deeds: readonly Deed[]): State {
  return { ...state, actions: { ...state.actions, deeds } };
}

function withDeed(state: State, number: number, change: Partial<Deed>): State {
  return withDeeds(state, state.actions.deeds.map((deed) => (deed.number === number ? { ...deed, ...change } : deed)));
}

/** What came of it, as a sentence. */
export function outcomeText({ name, request, outcome }: Pick<Deed, 'name' | 'request' | 'outcome'>): string {
  const shown = displayName({ name });
  const { ing, done, now } = wordsFor(request);
  const why = outcome?.why ?? '';
  const because = why === '' ? '' : `: ${why}`;
  switch (outcome?.kind) {
    case undefined: return `${ing} ${shown}…`;
    case 'done': return `${shown}: ${done}${why === '' ? '' : ` (${why})`}`;
    case 'already': return request.verb === 'remove' ? `${shown}: already gone` : `${shown}: ${request.verb === 'start' ? 'ran already' : `was ${done} already`}`;
    case 'failed': return `${shown}: not ${done}${because}`;
    case 'withheld': return `${shown}: ${now} was not sent${because}`;
    case 'unknown': return `${shown}: unknown whether ${done}, still looking${because}`;
    case 'undone': return `${shown}: not ${done}${because}`;
  }
}

const settled = new Set<Outcome['kind']>(['failed', 'withheld', 'undone']);

/** The deed with its outcome; what it was asked about is kept only while it is still looked for. */
function withOutcome(deed: Deed, outcome: Outcome, at: number): Deed {
  return { ...deed, outcome, toldAt: at, over: settled.has(outcome.kind), seen: outcome.kind === 'unknown' ? deed.seen : null };
}

/** What came of a deed is said, when it was the only one asked for. */
function said(state: State, deed: Deed): State {
  const alone = !state.actions.deeds.some(({ batch, number }) => batch === deed.batch && number !== deed.number);
  if (!alone) return state;
  const kind = deed.outcome?.kind;
  const good = kind === 'done' || kind === 'already';
  return notify(state, `${outcomeText(deed)}${kind === 'withheld' ? '' : ` (${deed.line})`}`, good ? 'info' : 'warn', good ? undefined : badNewsTime);
}

function told(state: State, deed: Deed, outcome: Outcome, at: number): State {
  const after = withOutcome(deed, outcome, at);
  return said(withDeed({ ...state, now: at }, deed.number, after), after);
}

function failed(state: State, deed: Deed, { kind, status, why, hint }: Extract<ActionMessage, { type: 'action/failed' }>['failure'], at: number): State {
  if (status === 403) {
    const forbidden = [...state.actions.forbidden.filter((address) => address !== deed.target.engine), deed.target.engine];
    return told({ ...state, actions: { ...state.actions, forbidden } }, deed, { kind: 'failed', why: `${why}. This engine is taken for read-only from now on (:writable tries again)` }, at);
  }
  // an answer is an answer, and what may not be opened was not sent; of everything else nobody knows whether it was done
  if (status !== null || kind === 'denied') return told(state, deed, { kind: 'failed', why: hint === '' ? why : `${why}. ${hint}` }, at);
  return told(state, deed, { kind: 'unknown', why }, at);
}

function found(state: State, deed: Deed, message: Extract<ActionMessage, { type: 'action/found' }>): State {
  const { facts, at } = message;
  const done = isDone(deed.request, deed.seen, facts ?? undefined);
  if (done === true) return told(state, deed, { kind: 'done', why: 'no answer came, but it is so' }, at);
  if (done === null && !facts) return told(state, deed, { kind: 'undone', why: 'it is gone' }, at);
  // one that is still being removed is not as it was
  if (at < givenUp(deed) || (facts && wordOf(facts) === 'removing')) return state;
  return done === null ? withDeed(told(state, deed, { kind: 'unknown', why: 'a signal leaves no trace' }, at), deed.number, { over: true, seen: null })
    : told(state, deed, { kind: 'undone', why: 'no answer came, and it is as it was' }, at);
}

/** What is done with a message about a deed; one that has its outcome hears of it no more, unless nobody knew it. */
function heard(state: State, deed: Deed, message: ActionMessage): State {
  if (deed.over) return state;
  switch (message.type) {
    case 'action/sent': return withDeed(state, deed.number, { sentAt: message.at });
    case 'action/withheld': return told(state, deed, { kind: 'withheld', why: message.why }, message.at);
    case 'action/answered': return told(state, deed, { kind: message.answer.outcome, why: message.answer.warnings.join(' ') }, message.at);
    case 'action/failed': return failed(state, deed, message.failure, message.at);
    case 'action/found': return deed.outcome?.kind === 'unknown' ? found(state, deed, message) : state;
    default: return state;
  }
}

/** What a list that was asked for after the outcome was told says of it. */
function listed(state: State, engine: string, rows: readonly Row[], asked: number): State {
  const { deeds } = state.actions;
  const waits = ({ over, target, toldAt }: Deed) => !over && target.engine === engine && toldAt !== null && asked >= toldAt;
  if (!deeds.some(waits)) return state;
  const byId = new Map(rows.map((row) => [row.id, row]));
  const found: Deed[] = [];
  const next = deeds.map((deed): Deed => {
    if (!waits(deed)) return deed;
    const row = byId.get(deed.target.container);
    const shown = isListedDone(deed.request, row);
    if (deed.outcome?.kind === 'unknown') {
      if (shown !== true) return deed;
      const after = withOutcome(deed, { kind: 'done', why: 'no answer came, but the list shows it' }, state.now);
      found.push(after);
      return after;
    }
    const why = shown === false && row ? `and is now: ${row.status === '' ? row.state : row.status}` : deed.outcome?.why ?? '';
    return { ...deed, over: true, outcome: { kind: deed.outcome?.kind ?? 'unknown', why } };
  });
  return found.reduce(said, withDeeds(state, next));
}

/** Of an engine that is no longer watched nothing more is heard. */
function dropped(state: State): State {
  const lost = (deed: Deed) => !deed.over && !engineAt(state, deed.target.engine);
  if (!state.actions.deeds.some(lost)) return state;
  const unseen = ({ outcome, sentAt }: Deed): Outcome => (outcome && outcome.kind !== 'unknown' ? outcome : { kind: sentAt === null ? 'withheld' : 'unknown', why: 'its engine is no longer watched' });
  return withDeeds(state, state.actions.deeds.map((deed) => (lost(deed) ? { ...deed, over: true, seen: null, toldAt: deed.toldAt ?? state.now, outcome: unseen(deed) } : deed)));
}

/** A container that we removed leaves the list, and the selection goes to the next. */
function moveOn(state: State): State {
  const { gone, selected } = state.containers;
  const ours = gone && state.actions.deeds.some(({ request, outcome, target }) => request.verb === 'remove' && (outcome?.kind === 'done' || outcome?.kind === 'already') && target.container === selected?.container && target.engine === selected.engine);
  if (!ours) return state;
  const down = moveSelection(state, 1);
  if (down !== state) return down;
  const up = moveSelection(state, -1);
  // the only one there was
  return up === state ? rearranged(state, { selected: null, gone: false, shown: [] }) : up;
}

export function updateDeeds(state: State, message: Message): State {
  const next = dropped(state);
  if (message.type === 'list/received') {
    const rows = engineAt(next, message.engine)?.listed ?? [];
    return moveOn(listed(next, message.engine, rows, message.asked));
  }
  if (!('deed' in message)) return next;
  const deed = next.actions.deeds.find(({ number }) => number === message.deed);
  return deed ? heard(next, deed, message) : next;
}

/** What the row of a container shows of what is done to it: `stopping…`, `stopping?` when nobody knows; null for nothing. */
export function pendingWord(state: State, row: Row): string | null {
  const deed = openDeed(state, row);
  if (!deed || (deed.outcome?.kind !== 'unknown' && isListedDone(deed.request, row) === true)) return null;
  return `${wordsFor(deed.request).ing}${deed.outcome?.kind === 'unknown' ? '?' : '…'}`;
}
