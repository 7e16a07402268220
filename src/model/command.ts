/** A command: what a key does, as a record. Footer, help, palette and the README's key table follow from it. */
import type { PaneId, Panel, State } from './state.ts';

/** What has the keyboard: a pane, or the panel over them. */
export type Focus = PaneId | Panel['kind'];

/** Where a command's keys work: in one pane, in both text panes, or everywhere. */
export type CommandPlace = 'everywhere' | 'text' | Focus;

export interface Command {
  /** As a person would say it: `stop container`. */
  readonly id: string;
  readonly keys: readonly string[];
  /** A sentence's worth for help and palette. */
  readonly title: string;
  /** A word or two for the footer. */
  readonly short: string;
  readonly where: CommandPlace;
  /** The group it stands under in help; the place it works in when absent. */
  readonly group?: 'move' | 'tabs';
  /** Its rank in the footer, lowest first; absent: not in the footer. */
  readonly footer?: number;
  /** Null when it can run; otherwise why not, as a sentence. */
  readonly refused?: (state: State) => string | null;
  readonly run: (state: State) => State;
}

/** What has the keyboard. */
export function focusOf({ screen }: State): Focus {
  return screen.panel?.kind ?? screen.focus;
}

/** Panels that are answered before anything else: keys of other places do nothing while one is open. */
export const isModal = (focus: Focus) => focus === 'question' || focus === 'leaving' || focus === 'input' || focus === 'output';

/** True when a command's keys work while `focus` has the keyboard. */
export function worksIn(command: Command, focus: Focus): boolean {
  return command.where === 'everywhere' || command.where === focus || (command.where === 'text' && (focus === 'inspect' || focus === 'logs'));
}
