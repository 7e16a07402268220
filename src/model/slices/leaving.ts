/** Leaving while something is under way: asked about once. */
import type { Command } from '../command.ts';
import { endNow, notify, withScreen } from './screen.ts';

export const leavingCommands: readonly Command[] = [
  { id: 'quit all the same', keys: ['q', 'y', 'enter', 'ctrl-c'], title: 'quit while something is under way', short: 'quit', where: 'leaving', footer: 96, run: endNow },
  { id: 'stay', keys: ['esc', 'n'], title: 'stay until it is done', short: 'stay', where: 'leaving', footer: 97, run: (state) => notify(withScreen(state, { panel: null }), 'Still here: :log shows what is under way.') },
];
