/** Every command there is, in the order in which help shows them. */
import { columnCommands } from './slices/columns-panel.ts';
import { type Command, type CommandPlace, type Focus, focusOf, isModal, worksIn } from './command.ts';
import { actionCommands } from './slices/actions.ts';
import { containerCommands } from './slices/containers.ts';
import { deedCommands } from './slices/deeds-panel.ts';
import { engineCommands } from './slices/engines.ts';
import { enginePanelCommands } from './slices/engine-panel.ts';
import { eventCommands } from './slices/event-panel.ts';
import { groupCommands } from './slices/grouping.ts';
import { savedFilterCommands } from './slices/filters.ts';
import { inspectCommands } from './slices/inspect-commands.ts';
import { leavingCommands } from './slices/leaving.ts';
import { figureCommands } from './slices/figures.ts';
import { cursorCommands } from './slices/log-cursor.ts';
import { filterCommands } from './slices/log-filter.ts';
import { pageCommands } from './slices/log-pages.ts';
import { takeCommands } from './slices/log-take.ts';
import { attachCommands } from './slices/log-attach.ts';
import { logCommands } from './slices/logs.ts';
import { markCommands } from './slices/marking.ts';
import { meterCommands } from './slices/meter.ts';
import { moveCommands } from './slices/moving.ts';
import { questionCommands } from './slices/question.ts';
import { outputCommands } from './slices/output.ts';
import { screenCommands } from './slices/screen.ts';
import { sessionCommands } from './slices/sessions.ts';
import type { State } from './state.ts';

export const commands: readonly Command[] = [
  ...containerCommands,
  ...actionCommands,
  ...markCommands,
  ...groupCommands,
  ...columnCommands,
  ...figureCommands,
  ...meterCommands,
  ...sessionCommands,
  ...outputCommands,
  ...savedFilterCommands,
  ...inspectCommands,
  ...logCommands,
  ...pageCommands,
  ...filterCommands,
  ...cursorCommands,
  ...attachCommands,
  ...takeCommands,
  ...moveCommands,
  ...screenCommands,
  ...engineCommands,
  ...enginePanelCommands,
  ...eventCommands,
  ...questionCommands,
  ...deedCommands,
  ...leavingCommands,
];

/** From the narrowest place to the widest: a pane's own key wins. */
const nearness = (place: CommandPlace) => (place === 'everywhere' ? 2 : place === 'text' ? 1 : 0);

/** The command a key means while `focus` has the keyboard. */
export function commandFor(key: string, focus: Focus): Command | undefined {
  return commands.filter((command) => command.keys.includes(key) && worksIn(command, focus))
    .sort((a, b) => nearness(a.where) - nearness(b.where))[0];
}

/** The commands of the footer: those that work here and now, most wanted first. */
export function footerCommands(state: State): readonly Command[] {
  const focus = focusOf(state);
  const means = (command: Command) => commandFor(command.keys[0] ?? '', focus) === command;
  return commands.filter((command) => command.footer !== undefined && (isModal(focus) ? command.where === focus : worksIn(command, focus)) && means(command) && !command.refused?.(state))
    .sort((a, b) => (a.footer ?? 0) - (b.footer ?? 0));
}

/** The commands of the palette that can be meant by what was typed: every word stands in the name or the title; the one of that very name first. */
export function paletteCommands(state: State, typed: string): readonly Command[] {
  const words = typed.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const found = commands.filter((command) => worksIn(command, focusOf(state)) && command.id !== 'command palette')
    .filter((command) => words.every((word) => `${command.id} ${command.title} ${command.keys.join(' ')}`.toLowerCase().includes(word)));
  const named = ({ id, keys }: Command) => Number(id === words.join(' ') || keys.includes(`:${words.join(' ')}`));
  return found.sort((a, b) => named(b) - named(a));
}

/** A group of help: its heading and its commands. */
export interface HelpGroup {
  readonly title: string;
  readonly commands: readonly Command[];
}

/** Help: the commands by where they work. */
export function helpGroups(): readonly HelpGroup[] {
  const own = (where: CommandPlace) => commands.filter((command) => command.where === where && command.group === undefined);
  return [
    { title: 'Containers', commands: own('containers') },
    { title: 'Move', commands: commands.filter(({ group }) => group === 'move') },
    { title: 'Text panes', commands: own('text') },
    { title: 'Logs', commands: own('logs') },
    { title: 'Inspect', commands: own('inspect') },
    { title: 'Tabs of inspect', commands: commands.filter(({ group }) => group === 'tabs') },
    { title: 'Output (!)', commands: own('output') },
    { title: 'Type into it? (I)', commands: own('input') },
    { title: 'Columns (c)', commands: own('columns') },
    { title: 'Saved filters (:filters)', commands: own('filters') },
    { title: 'Questions', commands: own('question') },
    { title: 'Done (:log)', commands: own('deeds') },
    { title: 'Quitting meanwhile', commands: own('leaving') },
    { title: 'Engines (:engines)', commands: own('engines') },
    { title: 'Events (v, :events)', commands: own('events') },
    { title: 'Everywhere', commands: own('everywhere') },
  ];
}
