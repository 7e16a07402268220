/** A command run in a container without a terminal: its output is kept in a panel. */
import { oneLine, plainText } from '../../text/sanitise.ts';
import type { Command } from '../command.ts';
import type { Message } from '../message.ts';
import type { Target } from '../row.ts';
import type { OutputLine, OutputState } from '../session-state.ts';
import { codeText } from '../session-words.ts';
import type { State } from '../state.ts';
import { grouped } from '../time.ts';
import { openPrompt } from './prompt.ts';
import { notify, withScreen } from './screen.ts';
import { past, runningTyped, whyNotInto } from './sessions.ts';

/** Lines and characters kept: the newest. */
const mostLines = 10_000;
const mostCharacters = 4 * 1024 * 1024;

/** The newest of the lines, as many as are kept. */
export function keptLines(lines: readonly OutputLine[]): readonly OutputLine[] {
  let room = mostCharacters;
  let first = lines.length;
  while (first > 0 && lines.length - first < mostLines && (room -= lines[first - 1]?.text.length ?? 0) >= 0) first--;
  return first === 0 ? lines : lines.slice(first);
}

function withOutput(state: State, change: Partial<OutputState>): State {
  const { output } = state.sessions;
  return output ? { ...state, sessions: { ...state.sessions, output: { ...output, ...change } } } : state;
}

/** Runs what was typed in the container that was selected when it was asked for, and shows what it writes. */
export function runTyped(state: State, target: Target | null, typed: string): State {
  return runningTyped(state, target, typed, [], (run) => {
    const serial = state.sessions.serial + 1;
    const output: OutputState = { ...run, serial, ended: null, lines: [], dropped: 0, top: 0, follow: true, closing: false };
    return withScreen({ ...state, sessions: { ...state.sessions, serial, output } }, { panel: { kind: 'output' }, notice: null });
  });
}

/** The output scrolled by lines; at its end it follows. */
export function moveOutput(state: State, delta: number): State {
  const { output } = state.sessions;
  if (!output) return state;
  const last = Math.max(0, output.lines.length - 1);
  const from = output.follow ? last : output.top;
  const top = Math.min(Math.max(from + delta, 0), last);
  return withOutput(state, { top, follow: delta > 0 && top === last, closing: false });
}

/** Closes the panel; what still runs is let go of, after that was said. */
function close(state: State): State {
  const { output } = state.sessions;
  if (output?.ended === null && !output.closing) return notify(withOutput(state, { closing: true }), `${output.label} still runs: esc again lets it go, and it may run on in ${oneLine(output.subject.name)}.`, 'warn');
  const kept = output?.ended === null ? past(state, { ...output, text: `${oneLine(output.subject.name)}: ${output.label} was let go of while it ran`, good: false }) : state;
  return withScreen({ ...kept, sessions: { ...kept.sessions, output: null } }, { panel: null });
}

function copy(state: State): State {
  const { output } = state.sessions;
  if (!output || output.lines.length === 0) return notify(state, 'There is nothing to copy yet.');
  const text = output.lines.map((line) => plainText(line.text)).join('\n');
  return { ...state, requests: { ...state.requests, copy: { text, what: output.lines.length === 1 ? 'the line' : `${grouped(output.lines.length)} lines` } } };
}

function copyCommand(state: State): State {
  const { output } = state.sessions;
  return output ? { ...state, requests: { ...state.requests, copy: { text: output.clear, what: 'the docker command' } } } : state;
}

export function updateOutput(state: State, message: Message): State {
  const { output } = state.sessions;
  if (!output) return state;
  switch (message.type) {
    case 'output/received': {
      const all = [...output.lines, ...message.lines];
      const lines = keptLines(all);
      const dropped = all.length - lines.length;
      return withOutput(state, { lines, dropped: output.dropped + dropped + message.dropped, top: Math.max(0, output.top - dropped) });
    }
    case 'output/ended': {
      const text = `${oneLine(output.subject.name)}: ${output.label}: ${message.how}`;
      return past(withOutput({ ...state, now: message.at }, { ended: message.how, closing: false }), { ...output, text, good: message.how === `ended ${codeText(0)}` });
    }
    default: return state;
  }
}

export const outputCommands: readonly Command[] = [
  {
    id: 'run and keep output', keys: ['!'], title: 'run a command in the container, keep its output', short: 'run, keep', where: 'containers',
    refused: (state) => whyNotInto(state, 'to run a command in'), run: (state) => openPrompt(state, 'run', ''),
  },
  { id: 'copy output', keys: ['y', 'c'], title: 'copy the output', short: 'copy', where: 'output', footer: 1, run: copy },
  { id: 'copy its docker command', keys: ['D'], title: 'copy the docker command that does the same', short: 'copy command', where: 'output', footer: 2, run: copyCommand },
  { id: 'close output', keys: ['esc', 'q'], title: 'close; what still runs is let go of', short: 'close', where: 'output', footer: 3, run: close },
];
