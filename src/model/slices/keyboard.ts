/** A key or a paste: to the open prompt, to help, or to the command it means. */
import { commandFor, paletteCommands } from '../commands.ts';
import { filterProblem } from '../filter.ts';
import type { Message } from '../message.ts';
import { queryOf } from '../query.ts';
import { meant } from '../questions.ts';
import { isGroup } from '../groups.ts';
import { isAt } from '../row.ts';
import type { Prompt, State } from '../state.ts';
import { saveFilter } from './filters.ts';
import { rearranged } from './containers.ts';
import { saveDeeds } from './deeds-panel.ts';
import { addEngine } from './engine-panel.ts';
import { filterEvents } from './event-panel.ts';
import { answeredBy, inputKey, pasteIntoInput } from './input.ts';
import { searchInspect } from './inspect-search.ts';
import { filterLogs } from './log-filter.ts';
import { goToTime, presetAfter } from './log-pages.ts';
import { endTyping, searchTyped } from './log-search.ts';
import { pipeLog, saveLog } from './log-take.ts';
import { runTyped } from './output.ts';
import { editPrompt, insertText, openPrompt } from './prompt.ts';
import { broughtBy, openQuestion, pasteInQuestion, typeInQuestion } from './question.ts';
import { notify, quit, withScreen } from './screen.ts';
import { execTyped, typedOn } from './sessions.ts';
import { type Command, type Focus, focusOf, isModal } from '../command.ts';

function runCommand(state: State, command: Command): State {
  const refusal = command.refused?.(state) ?? null;
  return refusal === null ? command.run(state) : notify(state, refusal);
}

/** What a prompt's text does while it is typed. */
function live(state: State, prompt: Prompt): State {
  const next = withScreen(state, { prompt });
  // what is no filter (yet) leaves the one of before
  if (prompt.kind === 'filter') return filterProblem(prompt.text) === null ? rearranged(next, prompt.text === '' ? { filter: '' } : { filter: prompt.text, selectedGroup: null }) : next;
  if (prompt.kind === 'search-logs') return searchTyped(next, prompt.text);
  if (prompt.kind === 'filter-events') return filterEvents(next, prompt.text);
  if (prompt.kind === 'palette') return withScreen(next, { choice: 0 });
  if (prompt.kind === 'help') return withScreen(next, { help: { top: 0, filter: prompt.text } });
  return next;
}

/** Why what was typed cannot be looked for; null when it can, or is no search. */
export function problemOf({ kind, text }: Prompt): string | null {
  if (kind === 'filter') return filterProblem(text);
  const query = kind === 'search-logs' || kind === 'search-inspect' || kind === 'filter-logs' ? queryOf(text) : null;
  return query && 'problem' in query ? query.problem : null;
}

function accept(state: State, prompt: Prompt): State {
  // what cannot be looked for stays to be mended, and what was looked for before stays
  if (problemOf(prompt) !== null) return state;
  const closed = withScreen(state, { prompt: null });
  switch (prompt.kind) {
    case 'filter': return closed;
    case 'filter-name': return saveFilter(closed, prompt.text);
    case 'help': case 'filter-events': return closed;
    case 'save': return saveLog(closed, prompt.text, prompt.raw ?? false);
    case 'save-deeds': return saveDeeds(closed, prompt.text);
    case 'pipe': return pipeLog(closed, prompt.text);
    case 'input': return state;
    case 'run': return runTyped(closed, prompt.selected ?? null, prompt.text);
    case 'exec': return execTyped(closed, prompt.selected ?? null, prompt.text);
    case 'filter-logs': return filterLogs(closed, prompt.text);
    case 'time': return goToTime(closed, prompt.text);
    case 'go-to': return goToTime(closed, `@${prompt.text.replace(/^@/, '')}`);
    case 'engine': return addEngine(closed, prompt.text);
    case 'search-inspect': return searchInspect(closed, prompt.text);
    case 'search-logs': return endTyping(closed, prompt.text);
    case 'palette': {
      const command = paletteCommands(closed, prompt.text)[state.screen.choice];
      return command ? runCommand(closed, command) : notify(closed, `No command matches “${prompt.text}”.`, 'warn');
    }
  }
}

/** As it was before the prompt: its text, and the selection that the filter may have taken. */
function cancel(state: State, prompt: Prompt): State {
  if (prompt.kind === 'search-logs') return endTyping(withScreen(state, { prompt: null }), null);
  const back = withScreen(live(state, { ...prompt, text: prompt.before }), { prompt: null });
  const { selected = null, selectedGroup = null } = prompt;
  if (prompt.kind === 'filter' && selectedGroup !== null) return back.containers.lines.some((line) => isGroup(line) && line.group === selectedGroup) ? rearranged(back, { selected: null, selectedGroup, gone: false }) : back;
  return prompt.kind === 'filter' && back.containers.shown.some((row) => isAt(row, selected)) ? rearranged(back, { selected }) : back;
}

function promptKey(state: State, prompt: Prompt, name: string, text: string): State {
  if (prompt.kind === 'input') return inputKey(withScreen(state, { notice: null }), name, text);
  if (name === 'ctrl-c') return quit(state);
  if (name === 'esc' || name === 'ctrl-g') return cancel(state, prompt);
  if (name === 'enter') return accept(state, prompt);
  // an emptied filter stays empty; only esc brings the one of before back
  if (name === 'backspace' && prompt.text === '') return prompt.kind === 'filter' ? accept(state, prompt) : cancel(state, prompt);
  if (prompt.kind === 'palette' && (name === 'down' || name === 'up' || name === 'tab' || name === 'ctrl-n' || name === 'ctrl-p')) {
    const last = Math.max(0, paletteCommands(state, prompt.text).length - 1);
    const step = name === 'up' || name === 'ctrl-p' ? -1 : 1;
    return withScreen(state, { choice: Math.min(Math.max(state.screen.choice + step, 0), last) });
  }
  const preset = prompt.kind === 'time' || prompt.kind === 'go-to' ? presetAfter(prompt, name) : null;
  if (preset) return withScreen(state, { prompt: preset });
  if (prompt.kind === 'save' && name === 'tab') return withScreen(state, { prompt: { ...prompt, raw: !prompt.raw } });
  const edited = editPrompt(prompt, name, text);
  return edited ? live(state, edited) : state;
}

const helpSteps: Readonly<Record<string, number>> = {
  j: 1, down: 1, k: -1, up: -1, 'ctrl-d': 10, 'ctrl-u': -10, pagedown: 20, 'ctrl-f': 20, pageup: -20, 'ctrl-b': -20, g: -1e6, home: -1e6,
};

function helpKey(state: State, help: { top: number; filter: string }, name: string): State {
  if (name === 'ctrl-c') return quit(state);
  if (name === '/') return openPrompt(state, 'help', help.filter);
  if (name === 'esc' && help.filter !== '') return withScreen(state, { help: { top: 0, filter: '' } });
  const step = helpSteps[name];
  if (step !== undefined) return withScreen(state, { help: { ...help, top: Math.max(0, help.top + step) } });
  return name === 'ctrl-l' || name === 'ctrl-z' ? commandKey(state, name) : withScreen(state, { help: null });
}

function commandKey(state: State, name: string): State {
  const command = commandFor(name, focusOf(state));
  if (command) return runCommand(state, command);
  return notify(state, `${name} does nothing here. ? lists the keys.`);
}

/** What works besides a modal panel's own keys, and moving. */
const anywhere = new Set(['redraw', 'suspend', 'quit']);

function modalKey(state: State, focus: Focus, name: string, text: string): State {
  const question = openQuestion(state);
  if (question?.typing && !(name === 'ctrl-c' || name === 'ctrl-l' || name === 'ctrl-z')) return typeInQuestion(state, question, question.typing, name, text);
  if (question && name === question.by && meant(state, question).length > 0) return notify(state, `${name} brought this up, and may be held down: ${name === 'y' ? 'enter' : 'y'} does it, esc leaves it.`);
  const command = commandFor(name, focus);
  if (command && (command.where === focus || command.group === 'move' || anywhere.has(command.id))) return runCommand(state, command);
  return notify(state, focus === 'output' ? `${name} does nothing here: esc closes the output.` : `${name} answers nothing: ${question && meant(state, question).length === 0 ? '' : 'y or enter does it, '}esc leaves it.`);
}

function press(state: State, name: string, text: string): State {
  const { prompt, help } = state.screen;
  // what was typed before a question could be read answers nothing, nor does it act on what stands there after an answer; a value may be typed at once
  const early = !state.actions.heard && name !== 'esc' && (name !== 'ctrl-c' || state.screen.panel?.kind === 'leaving');
  if (early && (name === 'enter' || !openQuestion(state)?.typing)) return state;
  if (prompt) return promptKey(state, prompt, name, text);
  // what was said about the key before makes way for the answer to this one
  const heard = state.screen.notice ? withScreen(state, { notice: null }) : state;
  const focus = focusOf(state);
  if (isModal(focus)) return modalKey(heard, focus, name, text);
  return help ? helpKey(heard, help, name) : commandKey(heard, name);
}

export function updateKeyboard(state: State, message: Message): State {
  switch (message.type) {
    case 'input/key': {
      const dropped = typedOn(state, message.at);
      if (dropped) return dropped;
      const { name, text, at } = message;
      return answeredBy(state, broughtBy(state, press({ ...state, now: at }, name, text), name), name);
    }
    case 'input/pasted': {
      const dropped = typedOn(state, message.at);
      if (dropped) return dropped;
      const { prompt } = state.screen;
      if (prompt?.kind === 'input') return pasteIntoInput(state, prompt, message.text);
      if (prompt) return live(state, insertText(prompt, message.text));
      const question = openQuestion(state);
      if (question) return pasteInQuestion({ ...state, now: message.at }, question, message.text);
      return notify({ ...state, now: message.at }, 'Pasted text does nothing here (it is never taken for keys).');
    }
    default: return state;
  }
}
