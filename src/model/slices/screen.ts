/** What has the keyboard and what is on screen: focus, zoom, help, notices. */
import { underWay, unheard } from '../action-state.ts';
import type { Command } from '../command.ts';
import { freshLogs } from '../log-state.ts';
import type { Message } from '../message.ts';
import { oneLine } from '../../text/sanitise.ts';
import { currentLayout } from '../panes.ts';
import type { PaneId, ScreenState, State } from '../state.ts';
import { openPrompt } from './prompt.ts';

const noticeTime = 4000;
const order: readonly PaneId[] = ['containers', 'inspect', 'logs'];

/** The state with the screen changed. */
export function withScreen(state: State, change: Partial<ScreenState>): State {
  return { ...state, screen: { ...state.screen, ...change } };
}

/** A pane given the keyboard, and brought on screen when there is room for one text pane only. A revealed secret is masked on leaving. */
export function focusOn(state: State, pane: PaneId): State {
  const next = withScreen(state, { focus: pane, panel: null, ...(pane === 'containers' ? {} : { lower: pane }) });
  return pane === 'inspect' || next.inspect.revealed === null ? next : { ...next, inspect: { ...next.inspect, revealed: null } };
}

/** Something said in the footer for a few seconds. */
export function notify(state: State, text: string, tone: 'info' | 'warn' = 'info', time = noticeTime): State {
  return withScreen(state, { notice: { text, tone, until: state.now + time } });
}

function next(state: State, step: 1 | -1): State {
  const at = order.indexOf(state.screen.focus);
  return focusOn(state, order[(at + step + order.length) % order.length] ?? 'containers');
}

/** The program ends. */
export const endNow = (state: State): State => ({ ...state, requests: { ...state.requests, quit: true } });

/** The end; while something is under way, first the question whether to leave it. */
export function quit(state: State): State {
  return underWay(state).length === 0 ? endNow(state) : unheard(withScreen(state, { panel: { kind: 'leaving' }, help: null, prompt: null }));
}

/** One step back: out of the zoom, then to the list, then out of the program. */
export function back(state: State): State {
  if (state.screen.focus === 'logs' && state.logs.opened) return { ...state, logs: { ...state.logs, opened: null } };
  // the log comes back, and catches up
  if (state.screen.focus === 'logs' && state.logs.attached) return notify({ ...state, logs: freshLogs([]) }, `Detached: ${oneLine(state.logs.sources[0]?.name ?? '')} runs on.`);
  if (state.screen.zoomed) return withScreen(state, { zoomed: false });
  if (state.screen.focus !== 'containers') return focusOn(state, 'containers');
  return quit(state);
}

/** What esc clears in the pane that has the keyboard; null when there is nothing. */
function cleared(state: State): State | null {
  const { focus } = state.screen;
  if (focus === 'inspect' && state.inspect.search) return { ...state, inspect: { ...state.inspect, search: null } };
  return null;
}

export function updateScreen(state: State, message: Message): State {
  switch (message.type) {
    case 'terminal/resized': return withScreen(state, { size: message.size });
    case 'clock/ticked': {
      const { notice } = state.screen;
      return notice && notice.until <= message.at ? withScreen(state, { notice: null }) : state;
    }
    default: return state;
  }
}

const go = (pane: PaneId, key: string): Command => ({
  id: `go to ${pane}`, keys: [key], title: `go to the ${pane} pane`, short: pane, where: 'everywhere', run: (state) => focusOn(state, pane),
});

export const screenCommands: readonly Command[] = [
  {
    id: 'clear or back', keys: ['esc'], title: 'clear the search, or go back', short: 'back', where: 'text',
    run: (state) => cleared(state) ?? back(state),
  },
  { id: 'next pane', keys: ['tab'], title: 'next pane', short: 'next pane', where: 'everywhere', footer: 80, run: (state) => next(state, 1) },
  { id: 'previous pane', keys: ['shift-tab'], title: 'previous pane', short: 'previous pane', where: 'everywhere', run: (state) => next(state, -1) },
  go('containers', '1'),
  go('inspect', '2'),
  go('logs', '3'),
  {
    id: 'zoom pane', keys: ['z', '+', '_'], title: 'give the whole screen to this pane, and back', short: 'zoom', where: 'everywhere', footer: 70,
    refused: (state) => (currentLayout(state).kind === 'single' ? 'The pane already has the whole screen.' : null),
    run: (state) => withScreen(state, { zoomed: !state.screen.zoomed }),
  },
  {
    id: 'command palette', keys: [':'], title: 'find a command by name and run it', short: 'commands', where: 'everywhere',
    run: (state) => withScreen(openPrompt(state, 'palette', ''), { choice: 0 }),
  },
  {
    id: 'help', keys: ['?'], title: 'all keys', short: 'help', where: 'everywhere', footer: 90,
    run: (state) => withScreen(state, { help: { top: 0, filter: '' } }),
  },
  {
    id: 'redraw', keys: ['ctrl-l'], title: 'draw the whole screen again', short: 'redraw', where: 'everywhere',
    run: (state) => notify({ ...state, requests: { ...state.requests, redraw: state.requests.redraw + 1 } }, 'Drawn again.'),
  },
  {
    id: 'suspend', keys: ['ctrl-z'], title: 'back to the shell for a while (fg returns)', short: 'suspend', where: 'everywhere',
    run: (state) => ({ ...state, requests: { ...state.requests, suspend: state.requests.suspend + 1 } }),
  },
  { id: 'back or quit', keys: ['q'], title: 'back, and at the list: quit', short: 'quit', where: 'everywhere', footer: 100, run: back },
  {
    id: 'quit', keys: ['ctrl-c'], title: 'quit', short: 'quit', where: 'everywhere',
    run: quit,
  },
];
