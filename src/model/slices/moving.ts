/** Moving about: the same keys in the list and in the text panes. */
import { type Command, focusOf } from '../command.ts';
import { paneSize } from '../panes.ts';
import type { State } from '../state.ts';
import { moveColumnChoice } from './columns-panel.ts';
import { moveFilterChoice } from './filters.ts';
import { moveSelection } from './containers.ts';
import { moveDeed } from './deeds-panel.ts';
import { moveChoice } from './engine-panel.ts';
import { moveInEvents } from './event-panel.ts';
import { moveInspect, sidewaysInspect, wrapInspect } from './inspect.ts';
import { nextInInspect } from './inspect-search.ts';
import { nextInLogs, typeSearch } from './log-search.ts';
import { toLogStart, travelLogs } from './log-pages.ts';
import { followOn, sidewaysLogs, wrapLogs } from './logs.ts';
import { moveOutput } from './output.ts';
import { openPrompt } from './prompt.ts';
import { moveInQuestion } from './question.ts';

/** More rows than anything has: to the very end. */
const far = 1e9;
const sidewaysStep = 8;

/** Rows a page of a panel is taken to have. */
const panelRows = 10;

function rowsOf(state: State): number {
  if (state.screen.panel) return panelRows;
  return Math.max(1, paneSize(state, state.screen.focus).rows);
}

function moveBy(state: State, delta: number): State {
  const { panel, focus } = state.screen;
  switch (panel?.kind) {
    case 'engines': return moveChoice(state, panel.choice, delta);
    case 'filters': return moveFilterChoice(state, panel.choice, delta);
    case 'columns': return moveColumnChoice(state, panel.choice, delta);
    case 'events': return moveInEvents(state, panel, delta);
    case 'question': return moveInQuestion(state, panel.question, delta);
    case 'deeds': return moveDeed(state, delta);
    case 'leaving': return state;
    case 'input': return state;
    case 'output': return moveOutput(state, delta);
    case undefined:
  }
  switch (focus) {
    case 'containers': return moveSelection(state, delta);
    case 'inspect': return moveInspect(state, delta);
    case 'logs': return travelLogs(state, delta);
  }
}

/** The very end: the log follows again there. */
function toEnd(state: State): State {
  return focusOf(state) === 'logs' && !state.logs.opened ? followOn(state) : moveBy(state, far);
}

function toStart(state: State): State {
  return focusOf(state) === 'logs' && !state.logs.opened ? toLogStart(state) : moveBy(state, -far);
}

function sideways(state: State, delta: number): State {
  return state.screen.focus === 'inspect' ? sidewaysInspect(state, delta) : sidewaysLogs(state, delta);
}

function next(state: State, step: 1 | -1): State {
  return state.screen.focus === 'inspect' ? nextInInspect(state, step) : nextInLogs(state, step);
}

const move = (id: string, keys: readonly string[], delta: (state: State) => number): Command => ({
  id, keys, title: id, short: id, where: 'everywhere', group: 'move', run: (state) => moveBy(state, delta(state)),
});

export const moveCommands: readonly Command[] = [
  move('down', ['j', 'down'], () => 1),
  move('up', ['k', 'up'], () => -1),
  { id: 'first', keys: ['g', 'home'], title: 'to the first line', short: 'first', where: 'everywhere', group: 'move', run: toStart },
  { id: 'last', keys: ['G', 'end'], title: 'to the last line; in the log: follow', short: 'last', where: 'everywhere', group: 'move', run: toEnd },
  move('half a page down', ['ctrl-d'], (state) => Math.ceil(rowsOf(state) / 2)),
  move('half a page up', ['ctrl-u'], (state) => -Math.ceil(rowsOf(state) / 2)),
  move('a page down', ['ctrl-f', 'pagedown'], (state) => Math.max(1, rowsOf(state) - 1)),
  move('a page up', ['ctrl-b', 'pageup'], (state) => -Math.max(1, rowsOf(state) - 1)),
  {
    id: 'left', keys: ['h', 'left'], title: 'sideways to the left', short: 'left', where: 'text', group: 'move',
    run: (state) => sideways(state, -sidewaysStep),
  },
  {
    id: 'right', keys: ['l', 'right'], title: 'sideways to the right', short: 'right', where: 'text', group: 'move',
    run: (state) => sideways(state, sidewaysStep),
  },
  {
    id: 'search', keys: ['/'], title: 'search: text, Exact text, ~regex, level>=warn, a=b', short: 'search', where: 'text', footer: 15,
    run: (state) => (state.screen.focus === 'inspect'
      ? openPrompt(state, 'search-inspect', '') : typeSearch(state)),
  },
  { id: 'next match', keys: ['n'], title: 'next match', short: 'next', where: 'text', run: (state) => next(state, 1) },
  { id: 'previous match', keys: ['N'], title: 'previous match', short: 'previous', where: 'text', run: (state) => next(state, -1) },
  {
    id: 'wrap lines', keys: ['w'], title: 'wrap long lines, or cut them', short: 'wrap', where: 'text', footer: 13,
    run: (state) => (state.screen.focus === 'inspect' ? wrapInspect(state) : wrapLogs(state)),
  },
];
