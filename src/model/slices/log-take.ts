/** Taking lines out of the log: to a file, to the clipboard, to a command at the terminal. */
import { oneLine, plainText } from '../../text/sanitise.ts';
import { textOf } from '../chunk.ts';
import type { Command } from '../command.ts';
import { isFiltered, sieveOf } from '../log-lines.ts';
import { firstLogLine } from '../log-state.ts';
import { lineAt } from '../log-store.ts';
import type { Message } from '../message.ts';
import type { Requests, State, Taken } from '../state.ts';
import { takenParts } from '../taken.ts';
import { grouped, shortBytes } from '../time.ts';
import { chosenLines, openedRows, takeLine } from './log-cursor.ts';
import { isEmptyLog, withLogs } from './logs.ts';
import { openPrompt } from './prompt.ts';
import { notify } from './screen.ts';

/** `web-20261123-140211.log`: what the container is called and when, in letters every file system takes. */
function suggestedName(state: State): string {
  const { merged, sources } = state.logs;
  const name = (merged ? 'merged' : sources[0]?.name ?? '').replace(/[^\w.-]+/g, '_').replace(/^[.-]+/, '').slice(0, 100) || 'container';
  const [date = '', time = ''] = new Date(state.now + state.zone * 60_000).toISOString().split(/[T.]/);
  return `${name}-${date.replaceAll('-', '')}-${time.replaceAll(':', '')}.log`;
}

const asking = (state: State, change: Partial<Requests>): State => ({ ...state, requests: { ...state.requests, ...change } });

/** The lines chosen, or all that are shown; runs of one line whole. */
function taken(state: State, raw: boolean): Taken {
  const { logs } = state;
  const sieve = sieveOf(state);
  const { first, last } = chosenLines(logs) ?? { first: firstLogLine(logs), last: logs.store.end };
  return {
    store: logs.store, sieve: sieve && isFiltered(logs) ? { ...sieve, folded: false } : null, first, last, stamps: state.logPane.stamps, raw,
    names: logs.merged ? logs.sources.map(({ name }) => name) : [],
  };
}

/** Asks for the lines that are in memory now to be written to a file. */
export function saveLog(state: State, typed: string, raw: boolean): State {
  const path = typed.trim();
  if (path === '') return notify(state, 'Nothing was saved: no name was given.');
  return asking(state, { save: { path, lines: taken(state, raw) } });
}

/** Asks for the lines to be given to a command at the terminal. */
export function pipeLog(state: State, typed: string): State {
  const command = typed.trim();
  return command === '' ? notify(state, 'Nothing was piped: no command was given.') : asking(state, { pipe: { command, lines: taken(state, false) } });
}

/** The value of a row of an opened line: what stands after its key. */
const valueOf = (row: string) => {
  const [, quoted, bare] = /^\s*(?:"(?:[^"\\]|\\.)*":|[\w.@-]+=|[\w.@-]+:)\s*(?:"((?:[^"\\]|\\.)*)",?|(.*?),?)$/.exec(row) ?? [];
  return quoted ?? bare ?? row.trim();
};

function copy(state: State): State {
  const { logs } = state;
  if (logs.opened) {
    const row = openedRows(state)[logs.opened.top]?.of ?? '';
    return asking(state, { copy: { text: valueOf(row), what: 'the value' } });
  }
  const chosen = chosenLines(logs);
  if (!chosen) {
    const match = logs.search?.at ?? null;
    const entry = match === null ? undefined : lineAt(logs.store, match);
    if (entry) return asking(state, { copy: { text: plainText(textOf(entry)), what: 'the line found' } });
    return notify(takeLine(state) ?? state, 'Choose a line with j and k (v chooses several); y copies.');
  }
  const parts = [...takenParts(taken(state, false))];
  const lines = parts.reduce((sum, part) => sum + part.lines, 0);
  const text = parts.map((part) => part.text).join('').replace(/\n$/, '');
  return asking(withLogs(state, { cursor: logs.cursor && { ...logs.cursor, from: null } }), { copy: { text, what: lines === 1 ? 'the line' : `${grouped(lines)} lines` } });
}

export function updateTaking(state: State, message: Message): State {
  switch (message.type) {
    case 'logs/saved':
      return notify(asking({ ...state, now: message.at }, { save: null }), `${grouped(message.lines)} ${message.lines === 1 ? 'line' : 'lines'} (${shortBytes(message.bytes)}) saved to ${oneLine(message.path)}`);
    case 'logs/unsaved': return notify(asking({ ...state, now: message.at }, { save: null }), `Nothing was saved: ${oneLine(message.why)}`, 'warn');
    case 'logs/copied': return notify(asking({ ...state, now: message.at }, { copy: null }), oneLine(message.how), message.failed ? 'warn' : 'info');
    case 'logs/piped': return notify(asking({ ...state, now: message.at }, { pipe: null }), oneLine(message.how));
    default: return state;
  }
}

const nothing = (state: State) => (isEmptyLog(state) ? 'There are no lines to take.' : null);

export const takeCommands: readonly Command[] = [
  { id: 'copy lines', keys: ['y', 'c'], title: 'copy the lines chosen, or the value in hand', short: 'copy', where: 'logs', footer: 18, refused: nothing, run: copy },
  {
    id: 'save log', keys: ['S'], title: 'save the lines chosen, filtered or all to a file', short: 'save', where: 'logs', footer: 16,
    refused: (state) => {
      const { save } = state.requests;
      if (save) return `Still saving to ${oneLine(save.path)}.`;
      return isEmptyLog(state) ? 'There are no lines to save.' : null;
    },
    run: (state) => openPrompt(state, 'save', suggestedName(state)),
  },
  { id: 'pipe log', keys: ['|'], title: 'give the lines to a command: $PAGER, lnav, jq …', short: 'pipe', where: 'logs', footer: 21, refused: nothing, run: (state) => openPrompt(state, 'pipe', state.settings.pager) },
];
