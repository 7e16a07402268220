/** The one-line prompts in the footer (filter, search, palette): opening, and editing as readline does. */
import type { Prompt, PromptKind, State } from '../state.ts';

/** A prompt opened with some text to start from; esc brings that text back. */
export function openPrompt(state: State, kind: PromptKind, text: string): State {
  const prompt: Prompt = { kind, text, cursor: [...text].length, before: text, selected: state.containers.selected, selectedGroup: state.containers.selectedGroup };
  return { ...state, screen: { ...state.screen, prompt, notice: null } };
}

const wordBefore = /\S*\s*$/u;
const wordAfter = /^\s*\S*/u;

/** A text that is being typed; `cursor` in characters from its start. */
interface Typed {
  readonly text: string;
  readonly cursor: number;
}

/** Text put in at the cursor. */
export function insertText<Kind extends Typed>(prompt: Kind, text: string): Kind {
  const characters = [...prompt.text];
  const clean = text.replace(/[\x00-\x1f\x7f-\x9f]+/g, ' ');
  const added = [...clean];
  return {
    ...prompt, text: [...characters.slice(0, prompt.cursor), ...added, ...characters.slice(prompt.cursor)].join(''), cursor: prompt.cursor + added.length,
  };
}

/** The prompt after an editing key; null when the key edits nothing. */
export function editPrompt<Kind extends Typed>(prompt: Kind, name: string, text: string): Kind | null {
  const characters = [...prompt.text];
  const before = characters.slice(0, prompt.cursor);
  const after = characters.slice(prompt.cursor);
  const put = (left: readonly string[], right: readonly string[]): Kind => ({ ...prompt, text: [...left, ...right].join(''), cursor: left.length });
  switch (name) {
    case 'left': case 'ctrl-b': return { ...prompt, cursor: Math.max(0, prompt.cursor - 1) };
    case 'right': case 'ctrl-f': return { ...prompt, cursor: Math.min(prompt.cursor + 1, characters.length) };
    case 'home': case 'ctrl-a': return { ...prompt, cursor: 0 };
    case 'end': case 'ctrl-e': return { ...prompt, cursor: characters.length };
    case 'backspace': case 'ctrl-h': return put(before.slice(0, -1), after);
    case 'delete': case 'ctrl-d': return put(before, after.slice(1));
    case 'ctrl-u': return put([], after);
    case 'ctrl-k': return put(before, []);
    case 'ctrl-w': return put([...before.join('').replace(wordBefore, '')], after);
    case 'alt-b': case 'ctrl-left': return { ...prompt, cursor: [...before.join('').replace(wordBefore, '')].length };
    case 'alt-f': case 'ctrl-right': return { ...prompt, cursor: characters.length - [...after.join('').replace(wordAfter, '')].length };
    default: return text === '' ? null : insertText(prompt, text);
  }
}
