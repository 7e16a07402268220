/** What is run in a container at the terminal: a shell, or a command that is asked for. */
import { oneLine } from '../../text/sanitise.ts';
import { whyReadOnly } from '../action-state.ts';
import { readCommand } from '../command-line.ts';
import type { Command } from '../command.ts';
import { namedInShell } from '../action-line.ts';
import { dockerLine } from '../docker-line.ts';
import type { Message } from '../message.ts';
import { isAt, type Row, type Target, targetOf } from '../row.ts';
import { maskWords } from '../secrets.ts';
import type { Subject, TerminalRequest, TypedRun } from '../session-state.ts';
import { commandText, whyNot } from '../session-words.ts';
import type { State } from '../state.ts';
import { noneSelected, nothingListed, selectedContainer } from './containers.ts';
import { engineAt } from './engines.ts';
import { openPrompt } from './prompt.ts';
import { notify } from './screen.ts';

/** From the best to what is nearly always there. */
const shells: readonly (readonly string[])[] = [['bash'], ['ash'], ['sh'], ['busybox', 'sh']];
const isShell = (command: readonly string[]) => command.length === 1 && /^(\/\S*\/)?(ba|z|fi|a|da|k|mk|c|tc|ya|nu|pw)?sh$/.test(command[0] ?? '');

/** A session that is over, kept for `:log`. */
export function past(state: State, { subject: { target, where }, askedAt, docker, text, good }: { readonly subject: Subject; readonly askedAt: number; readonly docker: string; readonly text: string; readonly good: boolean }): State {
  const entry = { target, where, askedAt, toldAt: state.now, text, good, line: docker };
  return { ...state, sessions: { ...state.sessions, past: [...state.sessions.past, entry] } };
}

export const withTerminal = (state: State, terminal: TerminalRequest | null): State => ({ ...state, requests: { ...state.requests, terminal } });

/** A container as the subject of a session; null when it is no longer listed. */
export function subjectAt(state: State, target: Target | null): Subject | null {
  const row: Row | undefined = state.containers.shown.find((one) => isAt(one, target)) ?? state.containers.listed?.find((one) => isAt(one, target));
  return row ? { target: targetOf(row), name: row.name, project: row.project, where: row.where, image: row.image } : null;
}

/** How a subject is named on a command line. */
export const wordFor = ({ target, name }: Subject) => namedInShell({ id: target.container, name });

/** Why nothing may be sent into the selected container; null when it may. */
export function whyNotInto(state: State, purpose: string): string | null {
  const row = selectedContainer(state);
  return (row && whyReadOnly(state, row.engine)) ?? whyNotWith(state, purpose);
}

/** Why nothing can be done with the selected container; null when it can. */
export function whyNotWith(state: State, purpose: string): string | null {
  const row = selectedContainer(state);
  if (!row) return nothingListed(state) ?? noneSelected(state);
  if (state.containers.gone) return `${oneLine(row.name)} has been removed.`;
  return whyNot(row.name, row.state, purpose);
}

function openShell(state: State): State {
  const subject = subjectAt(state, state.containers.selected);
  if (!subject) return state;
  const known = state.sessions.shells[subject.image];
  const commands = [...(known ? [known] : []), ...shells.filter((one) => one.join(' ') !== known?.join(' '))];
  const docker = (words: readonly string[]) => dockerLine(engineAt(state, subject.target.engine), ['exec', '-it', wordFor(subject), ...words]);
  return withTerminal(state, { kind: 'exec', subject, askedAt: state.now, commands: commands.map((words) => ({ words, label: commandText(words), docker: docker(words) })), user: null, workingDir: null, shell: true });
}

/** Runs what was typed in the container that was selected when it was asked for, or says why not. `how`: the flags of `docker exec` for the way it is run. */
export function runningTyped(state: State, target: Target | null, typed: string, how: readonly string[], run: (typed: TypedRun) => State): State {
  const subject = subjectAt(state, target);
  if (!subject) return notify(state, 'The container has been removed: nothing was run.', 'warn');
  const read = readCommand(typed);
  if ('problem' in read) return notify(state, `Nothing was run: ${oneLine(read.problem)}.`, 'warn');
  const { command, user, workingDir } = read;
  const flags = [...(user === null ? [] : ['-u', user]), ...(workingDir === null ? [] : ['-w', workingDir])];
  const docker = (words: readonly string[]) => dockerLine(engineAt(state, subject.target.engine), ['exec', ...how, ...flags, wordFor(subject), ...words]);
  const shown = state.settings.showSecrets ? command : maskWords(command).text;
  return run({ subject, askedAt: state.now, command, user, workingDir, label: commandText(shown), docker: docker(shown), clear: docker(command) });
}

/** Runs what was typed at the terminal. */
export function execTyped(state: State, target: Target | null, typed: string): State {
  return runningTyped(state, target, typed, ['-it'], ({ subject, askedAt, command, user, workingDir, label, docker }) =>
    withTerminal(state, { kind: 'exec', subject, askedAt, commands: [{ words: command, label, docker }], user, workingDir, shell: isShell(command) }));
}

/** A pause in typing, milliseconds: after it keys are meant for whalewatch. */
const pause = 500;

/** A session that ended by itself may have been typed at. */
function typedOnFrom(state: State, { left, at, text }: { readonly left: boolean; readonly at: number; readonly text: string }): State {
  return { ...state, sessions: { ...state.sessions, typedOn: left ? null : { at, text } } };
}

/** What is typed on at a session that has just ended goes nowhere, until there is a pause; null when it was not meant for one. */
export function typedOn(state: State, at: number): State | null {
  const before = state.sessions.typedOn;
  if (!before || at - before.at >= pause) return null;
  return notify({ ...state, now: at, sessions: { ...state.sessions, typedOn: { ...before, at } } }, `${before.text} What is typed on goes nowhere until you pause.`, 'warn');
}

export function updateSessions(state: State, message: Message): State {
  switch (message.type) {
    case 'session/ended': {
      const { subject, docker, shell, text, tone, at } = message;
      const kept = past({ ...state, now: at }, { subject, docker, askedAt: state.requests.terminal?.askedAt ?? at, text, good: tone === 'info' });
      const told = typedOnFrom(notify(withTerminal(kept, null), text, tone), message);
      return shell && isShell([shell.at(-1) ?? '']) ? { ...told, sessions: { ...told.sessions, shells: { ...told.sessions.shells, [subject.image]: shell } } } : told;
    }
    case 'terminal/suspended': {
      const { terminal } = state.requests;
      if (!terminal) return state;
      const text = `Left ${oneLine(terminal.subject.name)}, as whalewatch was suspended.`;
      const docker = terminal.kind === 'attach' ? terminal.docker : terminal.commands[0]?.docker ?? '';
      return notify(withTerminal(past(state, { ...terminal, docker, text, good: false }), null), text, 'warn');
    }
    default: return state;
  }
}

export const sessionCommands: readonly Command[] = [
  {
    id: 'shell', keys: ['e'], title: 'a shell in the container: the best one it has', short: 'shell', where: 'containers', footer: 11.4,
    refused: (state) => whyNotInto(state, 'to open a shell in'), run: openShell,
  },
  {
    id: 'run at the terminal', keys: ['E'], title: 'run a command in the container at the terminal', short: 'run', where: 'containers',
    refused: (state) => whyNotInto(state, 'to run a command in'), run: (state) => openPrompt(state, 'exec', ''),
  },
];
