import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applySgr } from '../../src/text/sgr.ts';
import { plainSgr, type Sgr } from '../../src/text/spans.ts';

const names: readonly (readonly [number, string])[] = [[1, 'bold'], [2, 'underline'], [8, 'inverse'], [32, 'dim'], [64, 'italic'], [128, 'strike']];

/** An attribute in words: `bold 1 on 4`. */
function words(sgr: Sgr): string {
  const colour = (value: number) => (value === 0x1ff ? '-' : String(value));
  const flags = names.filter(([bit]) => (sgr >> 18) & bit).map(([, name]) => name);
  return [...flags, `${colour((sgr >> 9) & 0x1ff)} on ${colour(sgr & 0x1ff)}`].join(' ');
}
const after = (...sequences: string[]) => words(sequences.reduce(applySgr, plainSgr));

describe('colours a container asks for', () => {
  test.each([
    ['', '- on -'], ['31', '1 on -'], ['44', '- on 4'], ['31;44', '1 on 4'], ['97', '15 on -'], ['100', '- on 8'],
    ['1', 'bold - on -'], ['2', 'dim - on -'], ['3', 'italic - on -'], ['4', 'underline - on -'], ['21', 'underline - on -'], ['7', 'inverse - on -'], ['9', 'strike - on -'],
    ['38;5;208', '208 on -'], ['48;5;17', '- on 17'], ['38:5:208', '208 on -'], ['38;5;208;1', 'bold 208 on -'],
    ['38;2;255;0;0', '196 on -'], ['48;2;0;0;255', '- on 21'], ['38:2:255:0:0', '196 on -'], ['38:2::0:255:0', '46 on -'],
    ['38;2;100;0;0', '52 on -'], ['38;2;8;8;8', '232 on -'], ['38;2;0;0;0', '16 on -'], ['38;2;255;255;255', '231 on -'], ['38;2;128;128;128', '243 on -'],
  ])('%s is %s', (parameters, wanted) => {
    expect(after(parameters)).toBe(wanted);
  });

  test('blink and conceal are dropped: text may not move and may not hide', () => {
    expect(after('5')).toBe('- on -');
    expect(after('6')).toBe('- on -');
    expect(after('8')).toBe('- on -');
  });

  test('each is taken back by its own number, and all by 0 or nothing', () => {
    expect(after('1;2;3;4;7;9', '22')).toBe('underline inverse italic strike - on -');
    expect(after('3;4;7;9', '23;24;27;29')).toBe('- on -');
    expect(after('4', '4:0')).toBe('- on -');
    expect(after('31;44', '39')).toBe('- on 4');
    expect(after('31;44', '49')).toBe('1 on -');
    expect(after('1;31;44', '0')).toBe('- on -');
    expect(after('1;31;44', '')).toBe('- on -');
    expect(after('31;;1')).toBe('bold - on -');
  });

  test('text in the colour of its own background is made readable', () => {
    expect(after('31;41')).toBe('1 on -');
    expect(after('38;5;7', '48;5;7')).toBe('7 on -');
  });

  test('an underline colour changes nothing and swallows its own parameters only', () => {
    expect(after('58;5;1;4')).toBe('underline - on -');
    expect(after('58;2;1;1;1;3')).toBe('italic - on -');
  });

  test('what is out of range or half said changes nothing', () => {
    expect(after('38;5;256')).toBe('- on -');
    expect(after('38;2;1;2')).toBe('- on -');
    expect(after('38')).toBe('- on -');
    expect(after('38;9;1')).toBe('bold - on -');
    expect(after('31', '123456')).toBe('1 on -');
    expect(after('31', Array(33).fill('1').join(';'))).toBe('1 on -');
    expect(after('31', `1;${'9'.repeat(25)}`)).toBe('1 on -');
  });

  test('whatever is asked for, colours stay in the palette and flags among the known ones', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'0123456789;:'), maxLength: 60 }), fc.string({ unit: fc.constantFrom(...'0123456789;:'), maxLength: 60 }), (first, second) => {
      const sgr = applySgr(applySgr(plainSgr, first), second);
      for (const colour of [sgr & 0x1ff, (sgr >> 9) & 0x1ff]) expect(colour <= 255 || colour === 0x1ff).toBe(true);
      expect(sgr >> 18 & ~(1 | 2 | 8 | 32 | 64 | 128)).toBe(0);
    }));
  });
});
