/** A container attached to: what it writes is watched in the log pane, and input is turned on only after a question. */
import { oneLine } from '../../text/sanitise.ts';
import { unheard } from '../action-state.ts';
import type { Command } from '../command.ts';
import { detachLabel } from '../detach-keys.ts';
import { dockerLine } from '../docker-line.ts';
import { freshLogs, freshSource, isUnreadable, type LogsState, type LogSource } from '../log-state.ts';
import { serviceName } from '../row.ts';
import type { State } from '../state.ts';
import { selectedContainer } from './containers.ts';
import { engineAt } from './engines.ts';
import { openInput } from './input.ts';
import { park, withSource } from './log-sources.ts';
import { focusOn, notify, withScreen } from './screen.ts';
import { subjectAt, whyNotInto, whyNotWith, wordFor, withTerminal } from './sessions.ts';

/** The one container that is attached to; undefined when none is. */
export function attachedSource({ attached, sources }: LogsState): LogSource | undefined {
  return attached ? sources[0] : undefined;
}

/** Turns the log pane to what the selected container writes from now on. */
function attach(state: State): State {
  const row = selectedContainer(state);
  const { selected } = state.containers;
  if (!row || !selected) return state;
  const focused = focusOn(state, 'logs');
  const now = attachedSource(focused.logs);
  if (now?.phase === 'detached') return withSource(focused, 0, { phase: 'opening', failure: null, run: now.run + 1 });
  if (now) return notify(focused, `${oneLine(row.name)} is attached to: I turns input on, q detaches.`);
  const source: LogSource = { ...freshSource(selected, serviceName(row.name)), live: true };
  return park({ ...focused, containers: { ...focused.containers, merged: false, opened: null }, logs: { ...freshLogs([source]), attached: true } }, state.logs);
}

/** The containers whose logs cannot be read, watched by attaching to them where their lines are. */
function watchUnreadable(state: State): State {
  return state.logs.sources.reduce((now, source, at) => (isUnreadable(source) ? withSource(now, at, { live: true, phase: 'opening', failure: null, run: source.run + 1 }) : now), state);
}

function whyNoInput(state: State): string | null {
  const source = attachedSource(state.logs);
  if (!source) return 'Nothing is attached to: a shows what the container writes, then I turns input on.';
  const why = whyNotInto(state, 'to type into');
  if (why !== null) return why;
  if (source.phase !== 'open') return source.phase === 'opening' ? 'The attach does not stand yet.' : 'The attach is over: a attaches again.';
  return source.input === 'none' ? `${oneLine(source.name)} was started without an input (docker run -i gives it one): it can be watched only.` : null;
}

/** Asks whether input is to go into the container. */
function ask(state: State): State {
  const source = attachedSource(state.logs);
  const subject = source && subjectAt(state, source.target);
  if (!source || !subject) return state;
  const docker = dockerLine(engineAt(state, subject.target.engine), ['attach', `--detach-keys=${state.settings.detachKeys.docker}`, wordFor(subject)]);
  return unheard(withScreen(state, { panel: { kind: 'input', subject, tty: source.tty, once: source.input === 'once', docker }, notice: null }));
}

function turnOn(state: State): State {
  const { panel } = state.screen;
  if (panel?.kind !== 'input') return state;
  const closed = withScreen(state, { panel: null });
  const why = whyNoInput(closed);
  if (why !== null) return notify(closed, why, 'warn');
  const { subject, docker } = panel;
  return panel.tty ? withTerminal(closed, { kind: 'attach', subject, askedAt: state.now, docker, answer: '' }) : openInput(closed, { subject, docker, once: panel.once });
}

/** What is to be known before the answer, what matters most first. */
export function inputQuestion(state: State, { tty, once, subject }: { readonly tty: boolean; readonly once: boolean; readonly subject: { readonly name: string } }): readonly string[] {
  const keys = detachLabel(state.settings.detachKeys);
  return [
    once ? 'Leaving ends its input for good (StdinOnce), and with that often the program.' : `When you leave, ${oneLine(subject.name)} runs on.`,
    tty ? `It gets the whole terminal. Keys go to its main process, ctrl-c too, which may end it. ${keys} leaves.` : `Lines you enter go to its main process, ctrl-c does not. esc or ${keys} leaves.`,
  ];
}

const close = (state: State) => notify(withScreen(state, { panel: null }), 'Nothing is sent.');

export const attachCommands: readonly Command[] = [
  {
    id: 'attach', keys: ['a'], title: 'attach: watch what it writes; then I turns input on', short: 'attach', where: 'containers', footer: 11.2,
    refused: (state) => whyNotWith(state, 'to attach to'), run: attach,
  },
  {
    id: 'watch output', keys: ['a'], title: 'attach, which also shows what keeps no log', short: 'attach', where: 'logs', footer: 9,
    refused: (state) => {
      const { sources, merged } = state.logs;
      if (sources.some(isUnreadable)) return null;
      return merged ? 'Only one container can be attached to: esc leaves the merged log.' : whyNotWith(state, 'to attach to');
    },
    run: (state) => (state.logs.sources.some(isUnreadable) ? watchUnreadable(state) : attach(state)),
  },
  { id: 'turn input on', keys: ['I'], title: 'type into the container that is attached to (asks)', short: 'input', where: 'logs', footer: 8, refused: whyNoInput, run: ask },
  { id: 'yes, type into it', keys: ['y', 'enter'], title: 'type into the container', short: 'type into it', where: 'input', footer: 1, run: turnOn },
  { id: 'no, leave it', keys: ['esc', 'n', 'q'], title: 'send nothing', short: 'leave it', where: 'input', footer: 2, run: close },
];
