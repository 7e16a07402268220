import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutEnd, cutMiddle, fit, fitSpans, sliceSpans, spansWidth, wordRows, wrapStarts } from '../../src/text/cut.ts';
import type { Span } from '../../src/text/spans.ts';
import { textWidth } from '../../src/text/width.ts';

/** Text as it is after the sanitiser: letters, wide characters, accents. */
const clean = fc.string({ unit: fc.constantFrom('a', 'b', '-', ' ', 'é', '日', '本', '🐳', 'e\u0301') });
const columns = fc.nat(30);
const spans = fc.array(clean.map((text): Span => ({ text, tone: 'normal' })), { maxLength: 5 });
const plain = (row: readonly Span[]) => row.map(({ text }) => text).join('');
const halves = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

describe('cutting at the end', () => {
  test.each([
    ['hello', 5, 'hello'], ['hello', 4, 'hel…'], ['hello', 1, '…'], ['hello', 0, ''], ['hello', -3, ''], ['日本語', 6, '日本語'], ['日本語', 5, '日本…'], ['日本語', 4, '日…'],
    ['e\u0301e\u0301e\u0301', 2, 'e\u0301…'],
  ])('%s in %i columns: %s', (text, width, wanted) => {
    expect(cutEnd(text, width)).toBe(wanted);
  });

  test('never takes more than its columns, nor leaves out what fits', () => {
    fc.assert(fc.property(clean, columns, (text, width) => {
      const cut = cutEnd(text, width);
      expect(textWidth(cut)).toBeLessThanOrEqual(width);
      expect(cut).not.toMatch(halves);
      if (textWidth(text) <= width && width > 0) expect(cut).toBe(text);
      else if (width > 0) expect(textWidth(cut)).toBeGreaterThanOrEqual(width - 1);
    }));
  });
});

describe('cutting in the middle', () => {
  test.each([
    ['shop-production-api-1', 40, 'shop-production-api-1'], ['shop-production-api-1', 12, 'shop-p…api-1'], ['shop-production-api-1', 5, 'sh…-1'], ['shop-production-api-1', 4, 'sho…'],
    ['日本語日本語', 7, '日…語'],
  ])('%s in %i columns: %s', (text, width, wanted) => {
    expect(cutMiddle(text, width)).toBe(wanted);
  });

  test('never takes more than its columns', () => {
    fc.assert(fc.property(clean, columns, (text, width) => {
      const cut = cutMiddle(text, width);
      expect(textWidth(cut)).toBeLessThanOrEqual(width);
      expect(cut).not.toMatch(halves);
    }));
  });
});

test('fitting fills up to exactly the columns, on either side', () => {
  expect(fit('ab', 4)).toBe('ab  ');
  expect(fit('ab', 4, 'right')).toBe('  ab');
  expect(fit('日本', 3)).toBe('日…');
  expect(fit('日本語', 4)).toBe('日… ');
  fc.assert(fc.property(clean, columns, fc.constantFrom<'left' | 'right'>('left', 'right'), (text, width, align) => textWidth(fit(text, width, align)) === width));
});

describe('slicing spans', () => {
  const row: Span[] = [{ text: 'ab', tone: 'dim' }, { text: '日本', tone: 'good', sgr: 7 }, { text: 'cd', tone: 'normal' }];

  test('keeps the look of every piece', () => {
    expect(sliceSpans(row, 1, 4)).toEqual([{ text: 'b', tone: 'dim' }, { text: '日 ', tone: 'good', sgr: 7 }]);
    expect(sliceSpans(row, 0, 99)).toEqual(row);
    expect(sliceSpans(row, 6, 1)).toEqual([{ text: 'c', tone: 'normal' }]);
    expect(sliceSpans(row, 8, 5)).toEqual([]);
  });

  test('half of a wide character becomes a blank', () => {
    expect(plain(sliceSpans(row, 3, 3))).toBe(' 本');
    expect(plain(sliceSpans(row, 3, 2))).toBe('  ');
    expect(plain(sliceSpans(row, 2, 1))).toBe(' ');
    expect(sliceSpans(row, 3, 0)).toEqual([]);
  });

  test('takes exactly the columns there are', () => {
    fc.assert(fc.property(spans, columns, columns, (pieces, from, width) => {
      const total = spansWidth(pieces);
      const cut = sliceSpans(pieces, from, width);
      expect(spansWidth(cut)).toBe(Math.max(0, Math.min(total, from + width) - Math.min(total, from)));
      expect(plain(cut)).not.toMatch(halves);
    }));
  });

  test('in two parts is the whole, where no wide character stands on the seam', () => {
    fc.assert(fc.property(fc.string(), columns, (text, at) => {
      const one: Span[] = [{ text, tone: 'normal' }];
      expect(plain(sliceSpans(one, 0, at)) + plain(sliceSpans(one, at, 1000))).toBe(text);
    }));
  });
});

test('a row of spans is filled or cut to exactly the columns', () => {
  expect(plain(fitSpans([{ text: 'abc', tone: 'good' }], 5))).toBe('abc  ');
  expect(fitSpans([{ text: 'abc', tone: 'good' }], 3)).toEqual([{ text: 'abc', tone: 'good' }]);
  expect(fitSpans([{ text: 'abc', tone: 'good' }], 2)).toEqual([{ text: 'a', tone: 'good' }, { text: '…', tone: 'dim' }]);
  fc.assert(fc.property(spans, columns, (pieces, width) => spansWidth(fitSpans(pieces, width)) === width));
});

describe('wrapping', () => {
  test.each([['', 4, [0]], ['abc', 4, [0]], ['abcd', 4, [0]], ['abcdefghi', 4, [0, 4, 8]], ['日本語', 4, [0, 4]], ['日本語', 3, [0, 2, 4]], ['a日本', 3, [0, 3]], ['abc', 0, [0]]])('%s at %i begins rows at %j', (text, width, wanted) => {
    expect(wrapStarts(text, width)).toEqual(wanted);
  });

  test.each([['abcdefghi', 4, 1, [0, 4, 7]], ['abcdefghi', 4, 3, [0, 4, 5, 6, 7, 8]], ['abcd', 4, 3, [0]], ['日本語文', 4, 2, [0, 4, 6]]] as const)('%s at %i with rows set in by %i begins them at %j', (text, width, hang, wanted) => {
    expect(wrapStarts(text, width, hang)).toEqual(wanted);
  });

  test('an accent does not begin a row', () => {
    expect(wrapStarts('abce\u0301f', 4)).toEqual([0, 4]);
  });

  test('no row is wider than the pane, none is empty, and together they are the text', () => {
    fc.assert(fc.property(clean, fc.integer({ min: 2, max: 12 }), (text, width) => {
      const starts = wrapStarts(text, width);
      const ends = [...starts.slice(1), textWidth(text)];
      const rows = starts.map((from, at) => plain(sliceSpans([{ text, tone: 'normal' }], from, (ends[at] ?? 0) - from)));
      expect(rows.join('')).toBe(text);
      for (const row of rows) expect(textWidth(row)).toBeLessThanOrEqual(width);
      if (starts.length > 1) expect(rows.every((row) => row !== '')).toBe(true);
    }));
  });
});

describe('rows of words', () => {
  const rows = (text: string, width: number) => wordRows(text, width).map(({ from, to }) => text.slice(from, to));

  test('break at blanks, a long word where it must, a wide character whole', () => {
    expect(rows('one two three', 7)).toEqual(['one two', 'three']);
    expect(rows('one  two', 4)).toEqual(['one ', 'two']);
    expect(rows('abcdefghij kl', 4)).toEqual(['abcd', 'efgh', 'ij', 'kl']);
    expect(rows('日本語日本', 5)).toEqual(['日本', '語日', '本']);
    expect(rows('', 5)).toEqual(['']);
    expect(rows('日', 1)).toEqual(['日']);
  });

  test('hold all but the blanks they break at, and are no wider than allowed', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('a', ' ', 'bc', '日', '👍', '  ', 'longer'), { maxLength: 60 }).map((parts) => parts.join('')), fc.integer({ min: 2, max: 12 }), (text, width) => {
      const found = wordRows(text, width);
      for (const { from, to } of found) expect(textWidth(text.slice(from, to))).toBeLessThanOrEqual(width);
      expect(found.map(({ from, to }, at) => text.slice(from, to) + ' '.repeat((found[at + 1]?.from ?? to) - to)).join('')).toBe(text);
    }));
  });
});
