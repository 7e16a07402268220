import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanLines, oneLine, plainText, runsOf } from '../../src/text/sanitise.ts';

const vectors = JSON.parse(readFileSync(new URL('../fixtures/synthetic/sanitizer-vectors.json', import.meta.url), 'utf8')) as Record<string, string>;
const dangerous = /[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff]/;

describe('text from outside', () => {
  test.each(Object.entries(vectors))('vector %s leaves nothing that acts', (_, text) => {
    expect(plainText(text)).not.toMatch(dangerous);
    expect(oneLine(text)).not.toMatch(dangerous);
  });

  test('any text comes out without control characters', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => !dangerous.test(plainText(text)) && !dangerous.test(oneLine(text))));
  });

  test('sequences with an end go, those without leave a mark and their text', () => {
    expect(plainText('a\x1b]0;title\x07b')).toBe('ab');
    expect(plainText('a\x1b]0;never ends')).toBe('a␛]0;never ends');
    expect(plainText('a\x1b[2Jb')).toBe('ab');
    expect(plainText('\x1b]8;;http://evil/\x1b\\click\x1b]8;;\x1b\\')).toBe('click');
  });

  test('what would deceive is named', () => {
    expect(plainText('\u202etxet\u202c')).toBe('⟪RLO⟫txet⟪PDF⟫');
    expect(plainText('pass\b\b\b\bxxxx')).toBe('pass␈␈␈␈xxxx');
    expect(plainText('good line\rEVIL')).toBe('␍EVIL');
  });

  test('a carriage return is told where it hides something, not at the ends of a line, nor where a shell draws its prompt again', () => {
    expect(['\r~ # ', '~ # ls\r\r', '\r\r', '\r1 %\r2 %\r'].map(plainText)).toEqual(['~ # ', '~ # ls', '', '␍2 %']);
  });

  test('a shell at a terminal: the prompt as it stands', () => {
    expect(plainText('~ # \x1b[6n\r~ # \x1b[Jls')).toBe('~ # ls');
    expect(plainText('~ # rm -rf /\r~ # \x1b[Jls')).toBe('␍~ # ls');
    expect(plainText('EVIL\r~ # \r~ # ls')).toBe('␍~ # ls');
  });

  test('colours are kept, conceal and blink are not', () => {
    const [red, rest] = runsOf('\x1b[31mred\x1b[0m plain');
    expect(red).toMatchObject({ text: 'red', sgr: (1 << 9) | 0x1ff });
    expect(rest?.text).toBe(' plain');
    expect(runsOf('\x1b[8mhidden')[0]?.sgr).toBe((0x1ff << 9) | 0x1ff);
  });
});

test('text for the clipboard keeps its lines and nothing that acts', () => {
  expect(cleanLines('one\r\n\ttwo\n\u001b[31mthree\u0007')).toBe('one\n    two\nthree␇');
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => cleanLines(text).split('\n').every((line) => !dangerous.test(line))));
});
