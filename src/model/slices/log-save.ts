/** Saving the lines of the log to a file. */
import type { Command } from '../command.ts';
import { entriesOf, type LogEntry, stampOf, textOf } from '../log-store.ts';
import type { Message } from '../message.ts';
import { firstLogLine } from '../panes.ts';
import type { SaveRequest, State } from '../state.ts';
import { fileTime, grouped, shortBytes } from '../time.ts';
import { oneLine, plainText } from '../../text/sanitise.ts';
import { openPrompt } from './prompt.ts';
import { selectedContainer } from './containers.ts';
import { notify } from './screen.ts';

/** `web-20261123-140211.log`: what the container is called and when, in letters every file system takes. */
function suggestedName(state: State): string {
  const name = (selectedContainer(state)?.name ?? '').replace(/[^\w.-]+/g, '_').replace(/^[.-]+/, '').slice(0, 100) || 'container';
  return `${name}-${fileTime(state.now, state.zone)}.log`;
}

/** Asks for the lines that are in memory now to be written to a file. */
export function saveLog(state: State, typed: string): State {
  const path = typed.trim();
  if (path === '') return notify(state, 'Nothing was saved: no name was given.');
  const { store } = state.logs;
  return { ...state, requests: { ...state.requests, save: { path, store, first: firstLogLine(state.logs), stamps: state.logPane.stamps } } };
}

/** One line of the file: as it is shown, the engine's own timestamp in front when timestamps are shown. */
function written(entry: LogEntry, stamps: boolean): string {
  if (entry.stream === 'mark') return `── ${plainText(textOf(entry))} ──\n`;
  const stamp = stamps ? stampOf(entry) : '';
  return `${stamp === '' ? '' : `${stamp} `}${plainText(textOf(entry))}\n`;
}

/** What is to be written, a few hundred lines at a time, with their number. */
export function* savedParts({ store, first, stamps }: SaveRequest): Generator<{ readonly text: string; readonly lines: number }> {
  for (const chunk of store.chunks) {
    const wanted = entriesOf(chunk).slice(Math.max(0, Math.max(first, store.first) - chunk.first));
    if (wanted.length > 0) yield { text: wanted.map((entry) => written(entry, stamps)).join(''), lines: wanted.length };
  }
}

export function updateSaving(state: State, message: Message): State {
  if (message.type !== 'logs/saved' && message.type !== 'logs/unsaved') return state;
  const over = { ...state, now: message.at, requests: { ...state.requests, save: null } };
  if (message.type === 'logs/unsaved') return notify(over, `Nothing was saved: ${oneLine(message.why)}`, 'warn');
  return notify(over, `${grouped(message.lines)} ${message.lines === 1 ? 'line' : 'lines'} (${shortBytes(message.bytes)}) saved to ${oneLine(message.path)}`);
}

export const saveCommands: readonly Command[] = [
  {
    id: 'save log', keys: ['S'], title: 'save the lines to a file', short: 'save', where: 'logs', footer: 16,
    refused: ({ requests: { save }, logs }) => {
      if (save) return `Still saving to ${oneLine(save.path)}.`;
      return firstLogLine(logs) >= logs.store.end ? 'There are no lines to save.' : null;
    },
    run: (state) => openPrompt(state, 'save', suggestedName(state)),
  },
];
