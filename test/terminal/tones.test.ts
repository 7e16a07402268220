import { describe, expect, test } from 'vitest';
import { attribute, backgroundOf, bold, defaultColor, flagsOf, foregroundOf, inverse, reduceAttribute, reduceColor, sgrBetween, plain } from '../../src/terminal/attributes.ts';
import { capabilitiesOf } from '../../src/terminal/capabilities.ts';
import { attributeOf, blankAttribute } from '../../src/terminal/tones.ts';
import { plainSgr } from '../../src/text/spans.ts';
import type { Tone } from '../../src/text/spans.ts';

const tones: readonly Tone[] = ['normal', 'dim', 'strong', 'accent', 'good', 'warn', 'bad', 'info', 'stream-err', 'match', 'match-now', 'alert', 'key', 'accent-strong'];

function luminance(color: number): number {
  const levels = color >= 232 ? Array.from({ length: 3 }, () => 8 + (color - 232) * 10) : [36, 6, 1].map((unit) => {
    const step = Math.floor((color - 16) / unit) % 6;
    return step === 0 ? 0 : 55 + step * 40;
  });
  const [red = 0, green = 0, blue = 0] = levels.map((level) => (level <= 10 ? level / 3295 : ((level / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: number, other: number): number {
  const [dark = 0, light = 0] = [one, other].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe('tones', () => {
  test.each(tones)('%s is readable on black, on white and on the selection', (tone) => {
    for (const selected of [false, true]) {
      const attr = attributeOf({ tone }, selected, 256);
      const color = foregroundOf(attr);
      if (color === defaultColor) continue;
      const grounds = backgroundOf(attr) === defaultColor ? [0, 1] : [luminance(backgroundOf(attr))];
      for (const ground of grounds) expect(contrast(luminance(color), ground)).toBeGreaterThan(2.9);
    }
  });

  test.each([0, 8, 16, 256] as const)('what means something differs from plain text, selected or not, with %i colours', (depth) => {
    for (const tone of tones) {
      if (tone === 'normal' || (depth === 0 && ['accent', 'good', 'warn', 'info', 'stream-err'].includes(tone))) continue;
      for (const selected of [false, true]) {
        if (tone === 'dim' && selected && depth !== 256 && depth !== 0) continue;
        expect(reduceAttribute(attributeOf({ tone }, selected, depth), depth)).not.toBe(reduceAttribute(blankAttribute(selected, depth), depth));
      }
    }
  });

  test.each([0, 8, 16, 256] as const)('the present match differs from the others with %i colours', (depth) => {
    for (const selected of [false, true]) {
      const [one, other] = (['match', 'match-now'] as const).map((tone) => reduceAttribute(attributeOf({ tone }, selected, depth), depth));
      expect(one).not.toBe(other);
    }
  });

  test('without colours nothing asks for one', () => {
    for (const tone of tones) {
      for (const selected of [false, true]) {
        const attr = attributeOf({ tone, sgr: attribute(1, 2, bold) }, selected, 0);
        expect([foregroundOf(attr), backgroundOf(attr)]).toEqual([defaultColor, defaultColor]);
      }
    }
  });

  test("a container's own colours go over the tone, its background gives way to the selection", () => {
    const sgr = attribute(9, 4, bold);
    expect(attributeOf({ tone: 'dim', sgr }, false, 256)).toBe(sgr);
    expect(attributeOf({ tone: 'accent', sgr: plainSgr }, false, 256)).toBe(attributeOf({ tone: 'accent' }, false, 256));
    const selected = attributeOf({ tone: 'normal', sgr }, true, 256);
    expect([foregroundOf(selected), backgroundOf(selected), flagsOf(selected)]).toEqual([9, backgroundOf(blankAttribute(true, 256)), bold]);
    expect(attributeOf({ tone: 'match', sgr }, false, 256)).toBe(attributeOf({ tone: 'match' }, false, 256));
  });
});

describe('attributes', () => {
  test('colours give way to the nearest a terminal has', () => {
    expect([196, 46, 21, 231, 16, 9].map((color) => reduceColor(color, 16))).toEqual([9, 10, 4, 15, 0, 9]);
    expect([196, 9].map((color) => reduceColor(color, 8))).toEqual([1, 1]);
    expect([196, 9].map((color) => reduceColor(color, 0))).toEqual([defaultColor, defaultColor]);
  });

  test('the step from one style to another is the shortest', () => {
    expect(sgrBetween(plain, plain)).toBe('');
    expect(sgrBetween(attribute(1), plain)).toBe('\x1b[m');
    expect(sgrBetween(plain, attribute(243))).toBe('\x1b[38;5;243m');
    expect(sgrBetween(attribute(1), attribute(2))).toBe('\x1b[32m');
    expect(sgrBetween(attribute(1, 4), attribute(1))).toBe('\x1b[49m');
    expect(sgrBetween(attribute(1, defaultColor, inverse), attribute(1))).toBe('\x1b[0;31m');
    expect(sgrBetween(attribute(1), attribute(9, 12, bold))).toBe('\x1b[1;91;104m');
  });
});

test.each([
  ['xterm-256color', undefined, 256, true], ['tmux-256color', undefined, 256, true], ['screen-256color', undefined, 256, true], ['xterm-ghostty', undefined, 256, true],
  ['alacritty', undefined, 256, true], ['xterm', undefined, 16, true], ['xterm', 'truecolor', 256, true], ['screen', undefined, 16, true], ['linux', undefined, 16, false],
  ['vt100', undefined, 0, false], ['vt220', 'truecolor', 0, false], ['dumb', undefined, 0, false], ['', undefined, 0, false], [undefined, undefined, 0, false], ['ansi', undefined, 8, false],
  ['no-such-terminal', undefined, 0, true],
] as const)('TERM=%s COLORTERM=%s has %i colours, marks of frames: %s', (term, colorterm, depth, synced) => {
  expect(capabilitiesOf({ TERM: term, COLORTERM: colorterm }, true)).toEqual({ depth, synced });
  expect(capabilitiesOf({ TERM: term, COLORTERM: colorterm }, false).depth).toBe(0);
});
