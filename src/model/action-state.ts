/** What is done to containers, and what the user is asked about it. Types, the value it begins with, and what is read off it everywhere. */
import type { ActionAnswer, ActionRequest } from '../engine/action-types.ts';
import type { Details, Failure } from '../engine/types.ts';
import { keyOf, type Row, type Target, targetOf } from './row.ts';
import type { State } from './state.ts';

/** What can be asked for; `prune` is the removal of every container of an engine that does not run. */
export type Verb = ActionRequest['verb'] | 'prune';

/** What a question says of a container, and what must still be so when it is answered. */
export type Facts = Pick<Details, 'id' | 'name' | 'image' | 'imageId' | 'state' | 'restarts' | 'restartPolicy' | 'limits' | 'mounts' | 'ports' | 'autoRemove' | 'stopTimeout' | 'stopSignal'>;

/** One container a question is about, as it was listed when it was asked. */
export interface Subject {
  readonly row: Row;
  /** As it was found then; null until it has been looked at. */
  readonly facts: Facts | null;
  /** Why it could not be looked at last. */
  readonly failure: Failure | null;
  /** Marked, and not among the rows in sight: the filter hides it. */
  readonly hidden: boolean;
}

/** What is typed into a question. `confirm` is its word: a name, a number, `prune`. */
export interface Typing {
  readonly what: 'timeout' | 'signal' | 'name' | 'limits' | 'confirm';
  readonly text: string;
  /** In characters from the start. */
  readonly cursor: number;
}

/** A question whether something is to be done, bound to the containers it names. */
export interface Question {
  readonly number: number;
  readonly verb: Verb;
  readonly subjects: readonly Subject[];
  /** Seconds; null for each container's own. */
  readonly timeout: number | null;
  readonly signal: string;
  readonly force: boolean;
  readonly volumes: boolean;
  /** The new name, or the limits as they were typed. */
  readonly text: string;
  readonly typing: Typing | null;
  /** Why the last answer was not taken; empty for nothing to say. */
  readonly problem: string;
  /** The key that brought it up; held down, it must not answer. Empty until it is known. */
  readonly by: string;
  /** Rows scrolled past, where not all of it fits. */
  readonly top: number;
}

/** What came of it. `withheld`: it was not sent; `undone`: nobody knew, and the engine's list now tells that it was not done. */
export interface Outcome {
  readonly kind: 'done' | 'already' | 'failed' | 'withheld' | 'unknown' | 'undone';
  /** Why, or what else there is to say; empty for nothing. Not sanitised. */
  readonly why: string;
}

/** One thing done to one container. */
export interface Deed {
  readonly number: number;
  /** The question it was asked for in. */
  readonly batch: number;
  readonly target: Target;
  readonly name: string;
  /** The engine's name for people. */
  readonly where: string;
  readonly request: ActionRequest;
  /** The docker command that does the same. */
  readonly line: string;
  /** What the question said; null once it no longer matters. */
  readonly seen: Facts | null;
  readonly askedAt: number;
  readonly sentAt: number | null;
  /** When its outcome was told. */
  readonly toldAt: number | null;
  readonly outcome: Outcome | null;
  /** The list has told what came of it: nothing more is looked for. */
  readonly over: boolean;
}

export interface ActionsState {
  /** All that was asked for in this session, oldest first. */
  readonly deeds: readonly Deed[];
  /** Rises with each question, each step of one, and each answer. */
  readonly serial: number;
  /** Addresses of engines that forbade a change (403). */
  readonly forbidden: readonly string[];
  /** Whether keys are taken: not for a moment after a question has come up or was answered, since they were typed before it could be read. */
  readonly heard: boolean;
}

export type ActionMessage =
  /** Keys that come from now on were typed with the present question in sight. */
  | { readonly type: 'question/seen'; readonly serial: number }
  | { readonly type: 'question/looked'; readonly question: number; readonly target: Target; readonly facts: Facts | null; readonly failure: Failure | null }
  | { readonly type: 'action/sent'; readonly deed: number; readonly at: number }
  /** It was not sent: the question was no longer true, or could not be asked again. */
  | { readonly type: 'action/withheld'; readonly deed: number; readonly why: string; readonly at: number }
  | { readonly type: 'action/answered'; readonly deed: number; readonly answer: ActionAnswer; readonly at: number }
  | { readonly type: 'action/failed'; readonly deed: number; readonly failure: Failure; readonly at: number }
  /** A container was looked at again because nobody knew what came of it; null: it is gone. */
  | { readonly type: 'action/found'; readonly deed: number; readonly facts: Facts | null; readonly at: number };

export const freshActions: ActionsState = { deeds: [], serial: 0, forbidden: [], heard: true };

/** The facts of an inspection that questions go by. */
export function factsOf(details: Details): Facts {
  const { id, name, image, imageId, state, restarts, restartPolicy, limits, mounts, ports, autoRemove, stopTimeout, stopSignal } = details;
  return { id, name, image, imageId, state, restarts, restartPolicy, limits, mounts, ports, autoRemove, stopTimeout, stopSignal };
}

/** Keys are not taken for a moment from now on. */
export function unheard(state: State): State {
  return { ...state, actions: { ...state.actions, serial: state.actions.serial + 1, heard: false } };
}

/** What has no outcome yet: asked for, perhaps sent. */
export function underWay(state: State): readonly Deed[] {
  return state.actions.deeds.filter(({ outcome }) => outcome === null);
}

const open = new WeakMap<readonly Deed[], ReadonlyMap<string, Deed>>();

/** The latest thing done to a container that is not over; undefined when there is none. */
export function openDeed({ actions: { deeds } }: State, row: Row): Deed | undefined {
  const latest = open.get(deeds) ?? new Map(deeds.filter(({ over }) => !over).map((deed) => [keyOf(deed.target), deed]));
  open.set(deeds, latest);
  return latest.get(keyOf(targetOf(row)));
}

/** Why nothing can be changed on an engine; null when it can. */
export function whyReadOnly({ settings, actions }: State, engine: string): string | null {
  if (settings.readOnly) return 'Nothing can be changed from here: whalewatch is read-only (--read-only, or its settings file).';
  return actions.forbidden.includes(engine) ? 'This engine forbids changes (it answered 403): it is taken for read-only. :writable tries again.' : null;
}
