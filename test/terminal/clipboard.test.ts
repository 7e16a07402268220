import { describe, expect, test } from 'vitest';
import { clipboardSequence } from '../../src/terminal/clipboard.ts';

/** What reaches the terminal around GNU screen: the contents of its strings, none of them longer than it keeps. */
function passedOn(bytes: string): string {
  const strings = [...bytes.matchAll(/\x1bP([^]*?)\x1b\\/g)].map((match) => match[1] ?? '');
  expect(strings.map((each) => `\x1bP${each}\x1b\\`).join('')).toBe(bytes);
  for (const each of strings) expect(each.length).toBeLessThan(768);
  return strings.join('');
}

describe('the sequence for the clipboard', () => {
  test('is OSC 52 with the bytes of UTF-8 in base64', () => {
    expect(clipboardSequence('naïve 日本\n', {})).toBe('\x1b]52;c;bmHDr3ZlIOaXpeacrAo=\x07');
  });

  test('tmux gets it as it is; it is asked by name besides', () => {
    expect(clipboardSequence('hi', { TMUX: '/tmp/tmux-0/default,1,0', STY: '1.pts-0' })).toBe('\x1b]52;c;aGk=\x07');
  });

  test.each([0, 1, 519, 520, 521, 75_000])('GNU screen passes %i bytes on', (length) => {
    const text = 'x'.repeat(length);
    expect(passedOn(clipboardSequence(text, { STY: '1.pts-0' }))).toBe(clipboardSequence(text, {}));
  });
});
