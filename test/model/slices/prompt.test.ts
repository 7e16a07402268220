import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editPrompt, insertText } from '../../../src/model/slices/prompt.ts';
import type { Prompt } from '../../../src/model/state.ts';

/** A prompt written with `|` for the cursor. */
const at = (text: string): Prompt => ({ kind: 'filter', text: text.replace('|', ''), cursor: Array.from(text.slice(0, text.indexOf('|'))).length, before: '' });
const written = ({ text, cursor }: Prompt) => `${[...text].slice(0, cursor).join('')}|${[...text].slice(cursor).join('')}`;
const after = (text: string, ...names: string[]) => written(names.reduce((prompt, name) => editPrompt(prompt, name, '') ?? prompt, at(text)));

describe('a prompt edits as readline does', () => {
  test.each([
    ['one two|', 'ctrl-u', '|'], ['one| two', 'ctrl-u', '| two'], ['one| two', 'ctrl-k', 'one|'], ['one two |', 'ctrl-w', 'one |'], ['one two|', 'ctrl-w', 'one |'], ['one|', 'ctrl-a', '|one'], ['|one', 'ctrl-e', 'one|'],
    ['o|ne', 'backspace', '|ne'], ['|one', 'backspace', '|one'], ['o|ne', 'delete', 'o|e'], ['o|ne', 'left', '|one'], ['o|ne', 'right', 'on|e'], ['one two|', 'alt-b', 'one |two'], ['|one two', 'alt-f', 'one| two'], ['🐳|x', 'backspace', '|x'],
  ])('%s, %s: %s', (before, name, wanted) => expect(after(before, name)).toBe(wanted));

  test('a key that types nothing changes nothing', () => expect(editPrompt(at('a|'), 'f5', '')).toBeNull());

  test('what is put in has no control characters, and the cursor stays within', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.array(fc.constantFrom('left', 'right', 'backspace', 'delete', 'ctrl-u', 'ctrl-k', 'ctrl-w', 'alt-b', 'alt-f')), (text, keys) => {
      const prompt = keys.reduce((one, key) => editPrompt(one, key, '') ?? one, insertText(at('a|b'), text));
      expect(prompt.text).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
      expect(prompt.cursor).toBeGreaterThanOrEqual(0);
      expect(prompt.cursor).toBeLessThanOrEqual([...prompt.text].length);
    }));
  });
});
