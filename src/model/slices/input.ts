/** A line editor whose lines go into a container without a terminal. */
import { oneLine } from '../../text/sanitise.ts';
import type { Message } from '../message.ts';
import { detachLabel } from '../detach-keys.ts';
import { mark } from '../log-store.ts';
import { sameTarget } from '../row.ts';
import type { InputState, Subject } from '../session-state.ts';
import type { Prompt, State } from '../state.ts';
import { engineAt } from './engines.ts';
import { added, scrollLogs } from './logs.ts';
import { editPrompt } from './prompt.ts';
import { notify, quit, withScreen } from './screen.ts';
import { past, withTerminal } from './sessions.ts';

/** The key that answered is not taken again before it was let go for so long, milliseconds: longer than a key held down waits before it repeats. */
export const letGo = 700;
/** Lines remembered. */
const remembered = 100;
const pageRows = 10;

const fresh: Prompt = { kind: 'input', text: '', cursor: 0, before: '' };

function withInput(state: State, change: Partial<InputState>): State {
  return state.sessions.input ? { ...state, sessions: { ...state.sessions, input: { ...state.sessions.input, ...change } } } : state;
}

/** Opens the editor; lines go out once the attach stands. */
export function openInput(state: State, about: { readonly subject: Subject; readonly docker: string; readonly once: boolean }): State {
  const serial = state.sessions.serial + 1;
  const input: InputState = { ...about, askedAt: state.now, serial, open: false, partial: '', lines: [], at: null, waiting: [], sent: 0, keys: 0, ending: false, answer: null, over: null };
  return withScreen({ ...state, sessions: { ...state.sessions, serial, input } }, { prompt: fresh });
}

/** Remembers the key that answered the question before input: held down, it is meant for nobody. */
export function answeredBy(before: State, state: State, key: string): State {
  const { requests: { terminal }, sessions: { input } } = state;
  if (input && !before.sessions.input) return withInput(state, { answer: { key, at: state.now } });
  return terminal?.kind === 'attach' && !before.requests.terminal ? withTerminal(state, { ...terminal, answer: key }) : state;
}

const noted = (state: State, input: InputState) => past(state, { ...input, text: `${oneLine(input.subject.name)}: ${input.sent} ${input.sent === 1 ? 'line' : 'lines'} entered`, good: true });

/** Nothing can be sent any more: what is typed on goes nowhere, rather than to the commands, until the editor is left. */
function ended(state: State, input: InputState, why: string): State {
  return notify(withInput(noted(state, input), { over: why, open: false, waiting: [], partial: '', keys: 0, ending: false }), why, 'warn');
}

/** The editor closed; its attach ends with it. */
function closed(state: State): State {
  const { screen: { prompt }, sessions: { input } } = state;
  if (!input) return state;
  const kept = input.over === null ? noted(state, input) : state;
  const shut = { ...kept, sessions: { ...kept.sessions, input: null } };
  return prompt?.kind === 'input' ? withScreen(shut, { prompt: null }) : shut;
}

function left(state: State, input: InputState): State {
  const name = oneLine(input.subject.name);
  if (!sameTarget(state.containers.selected, input.subject.target)) return notify(closed(state), `Input is off: ${name} ${input.once ? 'has none any more' : 'runs on'}. The log is that of what is selected.`);
  return notify(closed(state), input.once ? `Left ${name}: its input has ended (StdinOnce).` : `Input is off: ${name} runs on and is watched. q detaches.`);
}

const typed = (state: State, prompt: Prompt, text: string): State => withScreen(state, { prompt: { ...prompt, text, cursor: [...text].length } });

function send(state: State, input: InputState, text: string): State {
  const lines = text === '' || text === input.lines.at(-1) ? input.lines : [...input.lines, text].slice(-remembered);
  const shown = added(state, text.split('\n').map((line) => mark(`› ${line}`)));
  return withScreen(withInput(shown, { lines, at: null, waiting: [...input.waiting, { number: input.sent, text: `${text}\n` }], sent: input.sent + 1 }), { prompt: fresh });
}

/** Another line of those sent before. */
function recall(state: State, input: InputState, prompt: Prompt, step: 1 | -1): State {
  const at = Math.min(Math.max((input.at ?? input.lines.length) + step, 0), input.lines.length);
  return typed(withInput(state, { at: at === input.lines.length ? null : at }), prompt, input.lines[at] ?? '');
}

function endInput(state: State, input: InputState): State {
  const name = oneLine(input.subject.name);
  if (input.ending) return withInput(state, { waiting: [...input.waiting, { number: input.sent, text: null }], sent: input.sent + 1, ending: false });
  const podman = engineAt(state, input.subject.target.engine)?.info?.product === 'Podman';
  const what = input.once ? `ends ${name}'s input for good, and often the program` : podman ? `ends ${name}'s input for good: podman opens it to nobody again` : `stops your typing here; ${name}'s own input stays open`;
  return notify(withInput(state, { ending: true }), `ctrl-d again ${what}.`, 'warn');
}

/** A key in the editor. */
function press(state: State, input: InputState, prompt: Prompt, name: string, text: string): State {
  switch (name) {
    case 'esc': return left(state, input);
    case 'enter': return send(state, input, prompt.text);
    case 'up': case 'ctrl-p': return recall(state, input, prompt, -1);
    case 'down': case 'ctrl-n': return recall(state, input, prompt, 1);
    case 'pageup': return scrollLogs(state, -pageRows);
    case 'pagedown': return scrollLogs(state, pageRows);
    case 'ctrl-c':
      if (prompt.text !== '') return typed(state, prompt, '');
      return notify(state, `ctrl-c sends nothing to ${oneLine(input.subject.name)}, which has no terminal. esc leaves it running.`, 'warn');
    case 'ctrl-d': if (prompt.text === '') return endInput(state, input);
  }
  const edited = editPrompt(prompt, name, text);
  return edited ? withScreen(state, { prompt: edited }) : state;
}

/** A key in the editor: the detach keys are found first; of those, what turns out to be another key is taken for what it is. */
export function inputKey(state: State, name: string, text: string): State {
  const { input } = state.sessions;
  if (!input) return withScreen(state, { prompt: null });
  if (input.over !== null) return name === 'ctrl-c' ? quit(closed(state)) : name === 'esc' ? closed(state) : state;
  const { answer } = input;
  if (answer) {
    if (state.now - answer.at < letGo && (name === 'enter' || name === answer.key)) return notify(withInput(state, { answer: { ...answer, at: state.now } }), `${name} answered the question, and may be held down: nothing was sent.`);
    return inputKey(withInput(state, { answer: null }), name, text);
  }
  const { names } = state.settings.detachKeys;
  const calm = input.ending && name !== 'ctrl-d' ? withInput(state, { ending: false }) : state;
  if (name === names[input.keys]) return input.keys + 1 === names.length ? left(calm, input) : withInput(calm, { keys: input.keys + 1 });
  const late = names.slice(0, input.keys).reduce((now, key) => pressNow(now, key, key.length === 1 ? key : ''), withInput(calm, { keys: 0 }));
  return name === names[0] ? withInput(late, { keys: 1 }) : pressNow(late, name, text);
}

function pressNow(state: State, name: string, text: string): State {
  const { screen: { prompt }, sessions: { input } } = state;
  return prompt?.kind === 'input' && input ? press(state, input, prompt, name, text) : state;
}

/** Pasted text, its line breaks kept: they are sent as they are. */
export function pasteIntoInput(state: State, prompt: Prompt, text: string): State {
  if (state.sessions.input?.over !== null) return state;
  const characters = [...prompt.text];
  const put = [...text.replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, '')];
  return withScreen(withInput(state, { answer: null }), { prompt: { ...prompt, text: [...characters.slice(0, prompt.cursor), ...put, ...characters.slice(prompt.cursor)].join(''), cursor: prompt.cursor + put.length } });
}

/** What the footer says while lines are entered. */
export function inputHints({ settings: { detachKeys }, sessions: { input } }: State): readonly (readonly [string, string])[] {
  const begun = input ? detachKeys.names.slice(0, input.keys) : [];
  if (input && input.over !== null) return [['esc', 'leaves'], ['ctrl-c', 'quits']];
  const rest = detachKeys.names.slice(begun.length).join(' ');
  if (begun.length > 0) return [[`${begun.join(' ')} …`, ''], [rest, 'leaves']];
  return [['enter', 'sends'], ['esc', input?.once ? 'leaves, input ends' : 'leaves it running'], [detachLabel(detachKeys), 'leaves too'], ['ctrl-d', 'ends input'], ['up', 'lines before'], ['PgUp', 'scrolls']];
}

export function updateInput(state: State, message: Message): State {
  const { input } = state.sessions;
  if (!input || input.over !== null) return state;
  switch (message.type) {
    case 'input/opened': return message.serial === input.serial ? withInput(state, { open: true }) : state;
    case 'input/sent': return withInput(state, { waiting: input.waiting.filter(({ number }) => number !== message.number) });
    case 'input/partial': return withInput(state, { partial: message.text });
    case 'input/ended': return ended({ ...state, now: message.at }, input, message.text);
    case 'terminal/suspended': return ended(state, input, `Input is off, as whalewatch was suspended: ${oneLine(input.subject.name)} runs on.`);
    // turned to another log before the editor was open, which keeps the pane on it
    default: return state.logs.attached && sameTarget(state.logs.sources[0]?.target ?? null, input.subject.target) ? state : ended(state, input, `Input is off: ${oneLine(input.subject.name)} is no longer attached to.`);
  }
}
