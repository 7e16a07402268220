import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codePointWidth, indexAtColumn, isUnstable, textWidth } from '../../src/text/width.ts';

describe('columns a character takes', () => {
  test.each([
    ['a', 1], ['é', 1], ['日', 2], ['한', 2], ['ｱ', 1], ['Ａ', 2], ['🐳', 2], ['●', 1], ['…', 1], ['│', 1], ['\u0301', 0], ['\u200d', 0], ['\ufe0f', 0],
    ['\u{1f3fd}', 0], ['\xad', 0], ['\u1160', 0], ['\u{20000}', 2],
  ])('%s takes %i', (character, columns) => {
    expect(codePointWidth(character.codePointAt(0) ?? 0)).toBe(columns);
    // asked again, it comes from memory
    expect(codePointWidth(character.codePointAt(0) ?? 0)).toBe(columns);
  });

  test('signs on whose width terminals disagree take none', () => {
    for (const character of ['\u200d', '\ufe0f', '\u{1f3fb}', '\u{1f3ff}', '\u{e0020}']) expect(isUnstable(character.codePointAt(0) ?? 0)).toBe(true);
    for (const character of ['a', '日', '🐳', '\u0301']) expect(isUnstable(character.codePointAt(0) ?? 0)).toBe(false);
  });
});

describe('columns a text takes', () => {
  test.each([['', 0], ['abc', 3], ['日本語', 6], ['a🐳b', 4], ['e\u0301', 1], ['👩\u200d👧', 4], ['👍\u{1f3fd}', 2], ['so\xadft', 4]])('%s: %i', (text, columns) => {
    expect(textWidth(text)).toBe(columns);
  });

  test('is the sum of its characters', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      const sum = [...text].reduce((columns, character) => columns + codePointWidth(character.codePointAt(0) ?? 0), 0);
      expect(textWidth(text)).toBe(sum);
    }));
  });
});

describe('the character at a column', () => {
  test('is the first that begins there or after it', () => {
    expect(indexAtColumn('abc', 1)).toEqual({ index: 1, column: 1 });
    expect(indexAtColumn('日本', 1)).toEqual({ index: 1, column: 2 });
    expect(indexAtColumn('🐳x', 2)).toEqual({ index: 2, column: 2 });
    expect(indexAtColumn('abc', 9)).toEqual({ index: 3, column: 3 });
  });

  test('an accent stays with its letter', () => {
    expect(indexAtColumn('e\u0301x', 1)).toEqual({ index: 2, column: 1 });
  });

  test('cuts nothing in two and tells its column truly', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, wanted) => {
      const { index, column } = indexAtColumn(text, wanted);
      expect(textWidth(text.slice(0, index))).toBe(column);
      expect(column >= wanted || index === text.length).toBe(true);
      expect(column).toBeLessThanOrEqual(wanted + 1);
      expect(text.slice(index)).not.toMatch(/^[\udc00-\udfff]/);
    }));
  });
});
