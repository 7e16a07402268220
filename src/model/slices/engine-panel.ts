/** The engines panel (`:engines`): those that are watched and those that could be, to add, drop and turn to. */
import { type Command, focusOf } from '../command.ts';
import type { EngineOffer, EngineState } from '../engine-state.ts';
import type { State } from '../state.ts';
import { dropEngine, keepOnly, wishFor } from './engines.ts';
import { openPrompt } from './prompt.ts';
import { notify, withScreen } from './screen.ts';

/** A row of the panel: an engine that is watched, or one that could be. */
export type EngineEntry = { readonly watched: EngineState } | { readonly offer: EngineOffer };

/** Whether an offer is an engine that is watched under the very same name. */
function isOffered({ kind, name, address }: EngineOffer, engine: EngineState): boolean {
  if (kind === 'demo') return engine.demo;
  return kind === 'context' && name !== 'default' ? name === engine.context : address !== '' && address === engine.address;
}

/** The rows of the panel. */
export function engineEntries({ engines, offers }: State): readonly EngineEntry[] {
  const others = offers.filter((offer) => !engines.some((engine) => isOffered(offer, engine)));
  return [...engines.map((watched) => ({ watched })), ...others.map((offer) => ({ offer }))];
}

/** The chosen row of the panel; undefined while it is closed. */
export function chosenEntry(state: State): EngineEntry | undefined {
  const entries = engineEntries(state);
  const { panel } = state.screen;
  return panel?.kind === 'engines' ? entries[Math.min(panel.choice, entries.length - 1)] : undefined;
}

/** The choice moved by rows. */
export function moveChoice(state: State, choice: number, delta: number): State {
  const last = engineEntries(state).length - 1;
  return withScreen(state, { panel: { kind: 'engines', choice: Math.min(Math.max(Math.min(choice, last) + delta, 0), last) } });
}

/** What was typed for an engine: an address when it looks like one, else the name of a context. */
export function addEngine(state: State, typed: string): State {
  const name = typed.trim();
  if (name === '') return state;
  const kind = name === 'demo' ? 'demo' : /[:/]/.test(name) ? 'host' : 'context';
  return wishFor(state, { kind, name, alone: false });
}

function wish(state: State, { kind, name, problem }: EngineOffer, alone: boolean): State {
  return problem === null ? wishFor(state, { kind, name, alone }) : notify(state, `It cannot be watched: ${problem}.`, 'warn');
}

function turnTo(state: State): State {
  const entry = chosenEntry(state);
  if (!entry) return state;
  return withScreen('watched' in entry ? keepOnly(state, entry.watched.address) : wish(state, entry.offer, true), { panel: null });
}

function addOrDrop(state: State): State {
  const entry = chosenEntry(state);
  if (!entry) return state;
  return 'watched' in entry ? dropEngine(state, entry.watched.address) : wish(state, entry.offer, false);
}

const close = (state: State) => withScreen(state, { panel: null });

export const enginePanelCommands: readonly Command[] = [
  {
    id: 'engines', keys: [':engines'], title: 'the engines: their state; add, drop or turn to one', short: 'engines', where: 'everywhere',
    refused: (state) => (focusOf(state) === 'engines' ? 'The engines are listed already.' : null),
    run: (state) => withScreen(state, { panel: { kind: 'engines', choice: 0 }, help: null }),
  },
  { id: 'add or drop engine', keys: ['space'], title: 'watch this engine beside the others, or no longer', short: 'add/drop', where: 'engines', footer: 10, run: addOrDrop },
  { id: 'turn to engine', keys: ['enter'], title: 'watch this engine only', short: 'only this', where: 'engines', footer: 11, run: turnTo },
  {
    id: 'add engine by address', keys: ['a'], title: "watch an engine by its address or its context's name", short: 'add address', where: 'engines', footer: 12,
    run: (state) => openPrompt(state, 'engine', ''),
  },
  { id: 'close engines', keys: ['esc', 'q'], title: 'close the list of engines', short: 'close', where: 'engines', footer: 95, run: close },
];
