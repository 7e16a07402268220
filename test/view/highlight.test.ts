import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conditionOf } from '../../src/model/query.ts';
import type { Span, Tone } from '../../src/text/spans.ts';
import { highlight } from '../../src/view/highlight.ts';

const tones: Readonly<Partial<Record<Tone, string>>> = { match: 'm', 'match-now': 'M', dim: 'd', normal: '.', good: 'g' };
/** Spans drawn: the text, and a letter of tone under each character. */
const drawn = (spans: readonly Span[]) => [spans.map(({ text }) => text).join(''), spans.map(({ text, tone }) => (tones[tone] ?? '?').repeat(text.length)).join('')];
const row: readonly Span[] = [{ text: 'one two', tone: 'dim' }, { text: ' one', tone: 'normal' }, { text: 'two', tone: 'good', sgr: 7 }];

describe('matches in a row', () => {
  test('are marked wherever they stand, across spans too', () => {
    expect(drawn(highlight(row, conditionOf('one'), false))).toEqual(['one two onetwo', 'mmmdddd.mmmggg']);
    expect(drawn(highlight(row, conditionOf('onetwo'), true))).toEqual(['one two onetwo', 'ddddddd.MMMMMM']);
    expect(drawn(highlight(row, conditionOf('two one'), false))).toEqual(['one two onetwo', 'ddddmmmmmmmggg']);
  });

  test('and nothing else changes: what is not marked keeps its look', () => {
    expect(highlight(row, conditionOf('tw'), false).filter(({ tone }) => tone === 'good')).toEqual([{ text: 'o', tone: 'good', sgr: 7 }]);
    expect(highlight(row, conditionOf('nowhere'), false)).toBe(row);
    expect(highlight(row, null, false)).toBe(row);
  });

  test('whatever the spans and the search: the same text, marked exactly where it matches, and no empty piece', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'A'), maxLength: 8 });
    fc.assert(fc.property(fc.array(letters, { maxLength: 6 }), fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 3 }), (texts, sought) => {
      const spans = texts.map((text): Span => ({ text, tone: 'normal' }));
      const marked = highlight(spans, conditionOf(sought), false);
      const whole = texts.join('');
      const wanted = Array.from(whole, () => '.');
      for (const [from, to] of conditionOf(sought)?.ranges(whole) ?? []) wanted.fill('m', from, to);
      expect(drawn(marked)).toEqual([whole, wanted.join('')]);
      if (marked !== spans) expect(marked.every(({ text }) => text !== '')).toBe(true);
    }));
  });
});
