/** The engines: who they are, whether they answer, how old what we know of them is; which are watched. */
import type { Command } from '../command.ts';
import { type EngineChoice, type EngineOffer, engineName, type EngineState, type EngineWish, freshEngine, insecureText, rowsOf } from '../engine-state.ts';
import { engineOfMark } from '../event-state.ts';
import { selectedHeading } from '../list-state.ts';
import type { Message } from '../message.ts';
import type { State } from '../state.ts';
import { notify } from './screen.ts';

/** How current a list is. `connecting` only before the first answer or failure. */
export type Liveness = 'connecting' | 'live' | 'stale' | 'unreachable';

/** The engine at an address; undefined when it is not watched. */
export function engineAt(state: State, address: string): EngineState | undefined {
  return state.engines.find((engine) => engine.address === address);
}

/** The engine of the selected container, or of the first one of the selected group; the first one while none is selected. */
export function engineInHand(state: State): EngineState {
  const selected = state.containers.selected ?? selectedHeading(state)?.members[0];
  const engine = (selected && engineAt(state, selected.engine)) ?? state.engines[0];
  if (!engine) throw new Error('no engine is watched');
  return engine;
}

/**
 * Milliseconds from one list of an engine to the next: the interval for the one in hand; all others share two lists an interval between
 * them, so that ten engines cost three times one. An event makes the next list of any of them immediate.
 */
export function pollPause(state: State, address: string): number {
  const { interval } = state.settings;
  return engineInHand(state).address === address ? interval : interval * Math.max(1, (state.engines.length - 1) / 2);
}

/** Milliseconds since an engine's list arrived; null before the first. */
export function dataAge(state: State, engine: EngineState): number | null {
  return engine.listedAt === null ? null : Math.max(0, state.now - engine.listedAt);
}

/** Milliseconds after which a list is late: two pauses between lists and a second. */
export const lateAfter = (pause: number) => 2 * pause + 1000;

/** Whether what is known of an engine is current. */
export function liveness(state: State, engine: EngineState): Liveness {
  const { failure, listedAt, pause } = engine;
  if (failure && (failure.kind === 'unreachable' || failure.kind === 'denied' || listedAt === null)) return 'unreachable';
  if (failure) return 'stale';
  if (listedAt === null) return 'connecting';
  return state.now - listedAt > lateAfter(pause) ? 'stale' : 'live';
}

/** The engines whose data is not current, worst first. */
export function lateEngines(state: State): readonly EngineState[] {
  const order: readonly Liveness[] = ['unreachable', 'stale', 'connecting'];
  const rank = (engine: EngineState) => order.indexOf(liveness(state, engine));
  return state.engines.filter((engine) => rank(engine) >= 0).sort((a, b) => rank(a) - rank(b));
}

function changed(state: State, address: string, at: number, change: (engine: EngineState) => Partial<EngineState>): State {
  return { ...state, now: at, engines: state.engines.map((engine) => (engine.address === address ? { ...engine, ...change(engine) } : engine)) };
}

const isWish = (a: EngineWish, b: EngineWish) => a.kind === b.kind && a.name === b.name;

function withoutWish(state: State, wish: EngineWish): State {
  return { ...state, requests: { ...state.requests, engines: state.requests.engines.filter((one) => !isWish(one, wish)) } };
}

/** The state with an engine asked for, once. */
export function wishFor(state: State, wish: EngineWish): State {
  return { ...state, requests: { ...state.requests, engines: [...state.requests.engines.filter((one) => !isWish(one, wish)), wish] } };
}

/** What brings an engine back that is no longer watched. */
function offerOf(engine: EngineState): EngineOffer {
  const { address, context, demo, info } = engine;
  const by = demo ? { kind: 'demo' as const, name: 'demo' } : context === null ? { kind: 'host' as const, name: address } : { kind: 'context' as const, name: context };
  return { ...by, address, problem: null, answer: engine.failure ?? info };
}

const isSame = (a: EngineOffer, b: EngineOffer) => a.kind === b.kind && a.name === b.name;

/** Offers joined: the newer ones first, and of the older ones those that are not among them. */
function joined(newer: readonly EngineOffer[], older: readonly EngineOffer[]): readonly EngineOffer[] {
  return [...newer, ...older.filter((offer) => !newer.some((other) => isSame(offer, other)))];
}

/** What is offered now, with what was answered before; engines that were dropped stay on offer, a context that is gone does not. */
function offered(newer: readonly EngineOffer[], older: readonly EngineOffer[]): readonly EngineOffer[] {
  const known = newer.map((offer) => ({ ...offer, answer: offer.answer ?? older.find((other) => isSame(offer, other))?.answer ?? null }));
  return joined(known, older.filter(({ kind }) => kind === 'host'));
}

const keptOf = <Value>(known: ReadonlyMap<string, Value>, kept: (key: string) => boolean): ReadonlyMap<string, Value> => new Map([...known].filter(([key]) => kept(key)));

/** The state watching these engines only; what was known of the others is forgotten, but not how to find them. */
function watching(state: State, engines: readonly EngineState[]): State {
  const kept = (address: string | undefined) => engines.some((engine) => engine.address === address);
  const left = state.engines.filter(({ address }) => !kept(address));
  if (left.length === 0) return { ...state, engines };
  const { events, containers, actions } = state;
  return {
    ...state, engines, offers: joined(left.map(offerOf), state.offers), parked: state.parked.filter(({ sources }) => sources.every(({ target }) => kept(target.engine))),
    events: { ...events, marks: keptOf(events.marks, (key) => kept(engineOfMark(key))), feeds: keptOf(events.feeds, kept) },
    containers: { ...containers, sizes: keptOf(containers.sizes, kept) },
    actions: { ...actions, forbidden: actions.forbidden.filter(kept) },
  };
}

/** An engine is watched no longer. */
export function dropEngine(state: State, address: string): State {
  if (state.engines.length < 2) return notify(state, 'One engine is always watched: enter on another turns to it.', 'warn');
  return watching(state, state.engines.filter((engine) => engine.address !== address));
}

/** Only this engine is watched, as it is. */
export function keepOnly(state: State, address: string): State {
  return watching(state, state.engines.filter((engine) => engine.address === address));
}

function opened(state: State, wish: EngineWish, choice: EngineChoice): State {
  const known = engineAt(state, choice.address);
  const engine = known ?? freshEngine(choice);
  const next = watching(state, wish.alone ? [engine] : known ? state.engines : [...state.engines, engine]);
  if (known && !wish.alone) return notify(next, `${engineName(known)} is watched already.`);
  return choice.insecure === null ? next : notify(next, insecureText(choice, true), 'warn');
}

export function updateEngines(state: State, message: Message): State {
  switch (message.type) {
    case 'engine/connected': return changed(state, message.engine, message.at, () => ({ info: message.info }));
    case 'engine/failed':
      return changed(state, message.engine, message.at, ({ failingSince }) => ({ failure: message.failure, failingSince: failingSince ?? message.at, retryAt: message.retryAt }));
    case 'list/received':
      return changed(state, message.engine, message.at, (engine) => {
        // streams of before may be dead without a word when the engine was silent for a while: they are opened anew, and joined
        const lost = (engine.failure?.kind === 'unreachable' || engine.failure?.kind === 'timeout') && engine.listedAt !== null;
        const rows = rowsOf(engine, message.list.containers, engine.listed ?? []);
        // a container that did not change is the very same row: of a list of which none did, nothing follows
        const same = engine.listed?.length === rows.length && rows.every((row, at) => row === engine.listed?.[at]);
        return {
          listed: same ? engine.listed : rows, listedAt: message.at, pause: pollPause(state, message.engine), skew: message.list.skew,
          failure: null, failingSince: null, retryAt: null, epoch: lost ? engine.epoch + 1 : engine.epoch,
        };
      });
    case 'engine/retried': return changed(state, message.engine, message.at, ({ tries }) => ({ tries: tries + 1 }));
    case 'engine/opened': return opened(withoutWish({ ...state, now: message.at }, message.wish), message.wish, message.choice);
    case 'engine/refused': return notify(withoutWish({ ...state, now: message.at }, message.wish), message.why, 'warn');
    case 'engines/offered': return { ...state, offers: offered(message.offers, state.offers) };
    case 'engines/answered':
      return { ...state, offers: state.offers.map((offer) => (offer.kind === message.kind && offer.name === message.name ? { ...offer, answer: message.answer } : offer)) };
    default: return state;
  }
}

/** The engine over ssh that does not let us in; undefined when there is none. */
function closedBySsh(state: State): EngineState | undefined {
  return lateEngines(state).find(({ address, failure }) => address.startsWith('ssh:') && failure?.kind === 'unreachable');
}

/** True when logging in by hand may help. */
export const sshMayHelp = (state: State) => closedBySsh(state) !== undefined;

export const engineCommands: readonly Command[] = [
  {
    id: 'log in by ssh', keys: ['L'], title: 'run ssh outside the screen: it may ask there', short: 'log in by ssh', where: 'everywhere', footer: 5,
    refused: (state) => (sshMayHelp(state) ? null : 'No engine over ssh is out of reach.'),
    run: (state) => ({ ...state, requests: { ...state.requests, login: { engine: closedBySsh(state)?.address ?? '' } } }),
  },
  {
    id: 'watch the demo engine', keys: ['D'], title: 'watch the built-in demo engine when none answers', short: 'demo', where: 'everywhere',
    refused: (state) => {
      if (state.engines.every(({ demo }) => demo)) return 'This is the demo engine already.';
      return (state.containers.listed?.length ?? 0) === 0 ? null : 'An engine is being watched. whalewatch --demo opens the demo.';
    },
    run: (state) => wishFor(state, { kind: 'demo', name: 'demo', alone: true }),
  },
];
