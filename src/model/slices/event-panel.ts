/** The events panel (`:events`): what happened, newest at the end; to filter, to copy, to go to. */
import { oneLine } from '../../text/sanitise.ts';
import { type Command, focusOf } from '../command.ts';
import { engineName } from '../engine-state.ts';
import { type Happening, mostHappenings } from '../event-state.ts';
import { happeningLine } from '../happening-text.ts';
import { leftOpened } from '../list-state.ts';
import { isAt } from '../row.ts';
import type { Panel, State } from '../state.ts';
import { grouped } from '../time.ts';
import { rearranged } from './containers.ts';
import { engineAt } from './engines.ts';
import { openPrompt } from './prompt.ts';
import { notify, withScreen } from './screen.ts';

type EventPanel = Extract<Panel, { kind: 'events' }>;

/** The name of a happening's engine for people; empty with one engine only. */
export function whereOf(state: State, { engine }: Happening): string {
  if (state.engines.length < 2) return '';
  const known = engineAt(state, engine);
  return known ? engineName(known) : engine;
}

/** A happening as a line of text. */
export const lineOf = (state: State, happening: Happening) => happeningLine(happening, state, whereOf(state, happening));

/** What the panel shows: all, or where every word of the filter stands in the line. */
export function shownHappenings(state: State, filter: string): readonly Happening[] {
  const words = filter.toLowerCase().split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return state.events.ring;
  return state.events.ring.filter((one) => {
    const text = `${lineOf(state, one)} ${one.image} ${one.container.slice(0, 12)}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The place of the chosen row among those shown: the newest unless another was chosen; -1 when there is none. */
export function chosenPlace(shown: readonly Happening[], { choice }: EventPanel): number {
  if (choice === null) return shown.length - 1;
  const at = shown.findIndex(({ number }) => number >= choice);
  return at < 0 ? shown.length - 1 : at;
}

function panelOf(state: State): EventPanel | null {
  const { panel } = state.screen;
  return panel?.kind === 'events' ? panel : null;
}

function chosen(state: State): Happening | undefined {
  const panel = panelOf(state);
  if (!panel) return undefined;
  const shown = shownHappenings(state, panel.filter);
  return shown[chosenPlace(shown, panel)];
}

/** The choice moved by rows; on the newest row it stays on the newest, whatever comes. */
export function moveInEvents(state: State, panel: EventPanel, delta: number): State {
  const shown = shownHappenings(state, panel.filter);
  const to = Math.min(Math.max(chosenPlace(shown, panel) + delta, 0), shown.length - 1);
  return withScreen(state, { panel: { ...panel, choice: to >= shown.length - 1 ? null : (shown[to]?.number ?? null) } });
}

/** The panel filtered by words. */
export function filterEvents(state: State, filter: string): State {
  const panel = panelOf(state);
  return panel ? withScreen(state, { panel: { ...panel, filter } }) : state;
}

function goTo(state: State): State {
  const happening = chosen(state);
  if (!happening) return state;
  const name = oneLine(happening.name, 60);
  if (happening.container === '') return notify(state, 'This is about the engine, not about a container.');
  const target = { engine: happening.engine, container: happening.container };
  if (!state.containers.listed?.some((row) => isAt(row, target))) return notify(state, `${name} is no longer there.`);
  const closed = withScreen(state, { panel: null, focus: 'containers' });
  const seen = rearranged({ ...closed, containers: leftOpened(closed.containers) }, { selected: target });
  return seen.containers.shown.some((row) => isAt(row, target)) ? seen : notify(state, `${name} is hidden by the filter of the list.`);
}

function copyLine(state: State): State {
  const happening = chosen(state);
  return happening ? { ...state, requests: { ...state.requests, copy: { text: lineOf(state, happening), what: 'the line' } } } : state;
}

function clearOrClose(state: State): State {
  const panel = panelOf(state);
  return panel && panel.filter !== '' ? filterEvents(state, '') : withScreen(state, { panel: null });
}

const nothing = (state: State) => (chosen(state) ? null : 'There is nothing here yet.');
const opened = (state: State) => withScreen(state, { panel: { kind: 'events', choice: null, filter: '' }, help: null });

export const eventCommands: readonly Command[] = [
  { id: 'what happened', keys: ['v'], title: 'what happened: exits, restarts, health, removals', short: 'events', where: 'containers', footer: 40, run: opened },
  {
    id: 'events', keys: [':events'], title: 'what happened to containers, newest last', short: 'events', where: 'everywhere',
    refused: (state) => (focusOf(state) === 'events' ? 'The events are listed already.' : null), run: opened,
  },
  { id: 'go to container', keys: ['enter'], title: 'go to the container it happened to', short: 'go to it', where: 'events', footer: 10, refused: nothing, run: goTo },
  { id: 'filter events', keys: ['/'], title: 'show only those with these words', short: 'filter', where: 'events', footer: 11, run: (state) => openPrompt(state, 'filter-events', panelOf(state)?.filter ?? '') },
  { id: 'copy event', keys: ['y'], title: 'copy the line', short: 'copy', where: 'events', footer: 12, refused: nothing, run: copyLine },
  { id: 'clear events filter', keys: ['esc'], title: 'clear the filter, or close', short: 'clear', where: 'events', run: clearOrClose },
  { id: 'close events', keys: ['q', 'v'], title: 'close the events', short: 'close', where: 'events', footer: 95, run: (state) => withScreen(state, { panel: null }) },
];

/** What stands beside the title: how many there are, of how many. */
export function eventFacts(state: State, shown: number, filter: string): string {
  const { ring } = state.events;
  const all = ring.length >= mostHappenings ? `the last ${grouped(ring.length)}` : grouped(ring.length);
  return filter === '' ? all : `${grouped(shown)} of ${all}`;
}
