/** What was done (`:log`): all of this session, or what one question asked for; to look through, copy and save. */
import type { Deed, Outcome } from '../action-state.ts';
import { type Command, focusOf } from '../command.ts';
import type { Target } from '../row.ts';
import type { State } from '../state.ts';
import { clockTime, fileTime } from '../time.ts';
import { oneLine } from '../../text/sanitise.ts';
import { outcomeText } from './deeds.ts';
import { openPrompt } from './prompt.ts';
import { notify, withScreen } from './screen.ts';

/** A row of the panel: something done to a container, or a session in it. */
export interface Done {
  readonly target: Target;
  readonly where: string;
  readonly askedAt: number;
  readonly toldAt: number | null;
  readonly kind: Outcome['kind'] | null;
  /** What came of it, as a sentence; made when it is read, since few of thousands are in sight. */
  readonly text: () => string;
  /** It is not sent yet. */
  readonly waits: boolean;
  /** The docker command that does the same. */
  readonly line: string;
}

type Past = State['sessions']['past'];

function rowsOf(deeds: readonly Deed[], past: Past, batch: number | null): readonly Done[] {
  const wanted = batch === null ? deeds : deeds.filter((deed) => deed.batch === batch);
  const done = wanted.map((deed): Done => {
    const { target, where, askedAt, toldAt, line, outcome, sentAt } = deed;
    const waits = outcome === null && sentAt === null;
    return { target, where, askedAt, toldAt, line, kind: outcome?.kind ?? null, waits, text: () => (waits ? `${deed.name}: waits its turn` : outcomeText(deed)) };
  });
  if (batch !== null || past.length === 0) return done;
  return [...done, ...past.map((session): Done => ({ ...session, text: () => session.text, kind: session.good ? 'done' : 'failed', waits: false }))].sort((a, b) => a.askedAt - b.askedAt);
}

const known = new WeakMap<readonly Deed[], { readonly past: Past; readonly batch: number | null; readonly rows: readonly Done[] }>();

/** The rows of the panel: oldest first. */
export function shownDeeds({ screen: { panel }, actions: { deeds }, sessions: { past } }: State): readonly Done[] {
  if (panel?.kind !== 'deeds') return [];
  const { batch } = panel;
  const before = known.get(deeds);
  if (before?.past === past && before.batch === batch) return before.rows;
  const rows = rowsOf(deeds, past, batch);
  known.set(deeds, { past, batch, rows });
  return rows;
}

/** The chosen row; undefined when there is none. */
export function chosenDeed(state: State): Done | undefined {
  const { panel } = state.screen;
  const deeds = shownDeeds(state);
  return panel?.kind === 'deeds' ? deeds[Math.min(panel.choice, deeds.length - 1)] : undefined;
}

/** The choice moved by rows. */
export function moveDeed(state: State, delta: number): State {
  const { panel } = state.screen;
  if (panel?.kind !== 'deeds') return state;
  const last = shownDeeds(state).length - 1;
  return withScreen(state, { panel: { ...panel, choice: Math.min(Math.max(Math.min(panel.choice, last) + delta, 0), Math.max(0, last)) } });
}

/** One line of the file: when, where, what came of it, and the docker command. */
function written(state: State, deed: Done): string {
  const took = deed.toldAt === null ? '' : ` after ${((deed.toldAt - deed.askedAt) / 1000).toFixed(1)} s`;
  return `${clockTime(deed.askedAt, state.zone, state.now)}  ${oneLine(deed.where)}  ${oneLine(deed.text())}${took}  # ${oneLine(deed.line)}\n`;
}

/** Asks for what was done to be written to a file. */
export function saveDeeds(state: State, typed: string): State {
  const path = typed.trim();
  if (path === '') return notify(state, 'Nothing was saved: no name was given.');
  const lines = shownDeeds(state).map((deed) => written(state, deed));
  return { ...state, requests: { ...state.requests, save: { path, lines } } };
}

const copied = (state: State, deeds: readonly Done[], what: string): State => ({ ...state, requests: { ...state.requests, copy: { text: deeds.map(({ line }) => line).join('\n'), what } } });
const none = (state: State) => (shownDeeds(state).length === 0 ? 'Nothing was done yet.' : null);

export const deedCommands: readonly Command[] = [
  {
    id: 'log', keys: [':log'], title: 'what was done in this session, with its outcomes', short: 'done', where: 'everywhere',
    refused: (state) => (focusOf(state) === 'deeds' ? 'It is on screen already.' : null),
    run: (state) => withScreen(state, { panel: { kind: 'deeds', batch: null, choice: Math.max(0, state.actions.deeds.length + state.sessions.past.length - 1) }, help: null }),
  },
  {
    id: 'copy command', keys: ['y', 'c'], title: 'copy the docker command of this one', short: 'copy', where: 'deeds', footer: 10, refused: none,
    run: (state) => copied(state, [chosenDeed(state)].filter((deed) => deed !== undefined), 'the docker command'),
  },
  { id: 'copy all commands', keys: ['Y'], title: 'copy the docker commands of all of these', short: 'copy all', where: 'deeds', footer: 11, refused: none, run: (state) => copied(state, shownDeeds(state), 'the docker commands') },
  {
    id: 'save what was done', keys: ['S'], title: 'save them to a file', short: 'save', where: 'deeds', footer: 12,
    refused: none, run: (state) => openPrompt(state, 'save-deeds', `whalewatch-${fileTime(state.now, state.zone)}.log`),
  },
  { id: 'close what was done', keys: ['esc', 'q'], title: 'close; what is under way goes on', short: 'close', where: 'deeds', footer: 95, run: (state) => withScreen(state, { panel: null }) },
];
