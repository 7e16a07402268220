import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMark, textOf } from '../../src/model/chunk.ts';
import { append, emptyLog, insert, lineAt, type LogStore, mark } from '../../src/model/log-store.ts';
import { conditionOf } from '../../src/model/query.ts';
import { repeatsAfter, type Sieve, stepShown } from '../../src/model/sieve.ts';
import { plainText } from '../../src/text/sanitise.ts';
import { line, storeOf } from './lines.ts';

const sieve = (filters: readonly string[], change: Partial<Sieve> = {}): Sieve => ({
  conditions: filters.map((text) => conditionOf(text) ?? expect.fail(text)), context: 0, only: null, records: false, folded: false, ...change,
});

/** The texts that are shown, walked through both ways. */
function shown(store: LogStore, wanted: Sieve | null): string[] {
  const walk = (from: number, step: 1 | -1) => {
    const numbers: number[] = [];
    for (let at = stepShown(store, wanted, from, step); at !== null; at = stepShown(store, wanted, at, step)) numbers.push(at);
    return numbers;
  };
  const numbers = walk(-Infinity, 1);
  expect(walk(Infinity, -1).reverse()).toEqual(numbers);
  return numbers.map((at) => {
    const entry = lineAt(store, at)!;
    return entry.stream === 'gap' ? '···' : textOf(entry);
  });
}

const many = Array.from({ length: 1500 }, (_, at) => (at % 100 === 0 ? `hit ${at}` : `line ${at}`));

describe('what is shown', () => {
  test('all of it without filters', () => {
    expect(shown(storeOf(many), null)).toEqual(many);
    expect(shown(storeOf(many), sieve([]))).toEqual(many);
    expect(shown(emptyLog, sieve(['x']))).toEqual([]);
  });

  test('filters add up, and one is turned round', () => {
    expect(shown(storeOf(many), sieve(['hit', '~[05]00$']))).toEqual(['hit 500', 'hit 1000']);
    expect(shown(storeOf(many), sieve(['hit', '!00']))).toEqual(['hit 0']);
    expect(shown(storeOf(many), sieve(['!line']))).toEqual(many.filter((text) => text.startsWith('hit')));
    expect(shown(storeOf(many), sieve(['nowhere']))).toEqual([]);
  });

  test('lines around what passes, over the ends of chunks', () => {
    const store = storeOf(Array.from({ length: 1100 }, (_, at) => (at === 0 || at === 511 || at === 1024 ? `hit ${at}` : `line ${at}`)));
    expect(shown(store, sieve(['hit'], { context: 2 }))).toEqual(['hit 0', 'line 1', 'line 2', 'line 509', 'line 510', 'hit 511', 'line 512', 'line 513', 'line 1022', 'line 1023', 'hit 1024', 'line 1025', 'line 1026']);
  });

  test('lines around what passes, over as many chunks as they are in', () => {
    // chunks of 64 KiB: each of these has ten lines
    const texts = Array.from({ length: 100 }, (_, at) => (at === 50 ? 'hit' : `${at} ${'x'.repeat(6500)}`));
    expect(storeOf(texts).chunks.length).toBeGreaterThan(8);
    expect(shown(storeOf(texts), sieve(['hit'], { context: 35 }))).toEqual(texts.slice(15, 86));
  });

  test('lines around what passes of one source are its own, however many of others are between', () => {
    const entries = Array.from({ length: 4000 }, (_, at) => ({ ...line(at === 2000 ? 'hit' : `line ${at}`), source: at % 400 === 0 ? 1 : 0 }));
    const store = append(emptyLog, entries, 1e9);
    expect(shown(store, sieve(['hit'], { context: 3, only: 1 }))).toEqual(['line 800', 'line 1200', 'line 1600', 'hit', 'line 2400', 'line 2800', 'line 3200']);
  });

  test('records whole, over the ends of chunks too', () => {
    const texts = [...Array.from({ length: 510 }, (_, at) => `line ${at}`), 'Exception in thread main', '    at a.b(C.java:1)', '    at needle(C.java:2)', 'Caused by: java.io', '    at z', 'after'];
    expect(shown(storeOf(texts), sieve(['needle'], { records: true }))).toEqual(texts.slice(510, 515));
    expect(shown(storeOf(texts), sieve(['needle']))).toEqual(['    at needle(C.java:2)']);
    expect(shown(storeOf(texts), sieve(['!needle'], { records: true }))).toEqual([...texts.slice(0, 510), 'after']);
  });

  test('marks of ours and gaps whatever is filtered', () => {
    const store = insert(append(emptyLog, [line('b'), mark('web exited'), line('c')], 1e9), [line('a')], 0, { above: false, after: false }, 1e9, null);
    expect(shown(store, sieve(['~^a$']))).toEqual(['a', '···', 'web exited']);
  });

  test('one source alone, with its own marks', () => {
    const store = storeOf([{ ...line('one'), source: 1 }, line('zero'), { ...mark('one ended'), source: 1 }, { ...line('two'), source: 2 }]);
    expect(shown(store, sieve([], { only: 1 }))).toEqual(['one', 'one ended']);
    expect(shown(store, sieve([], { only: 0 }))).toEqual(['zero']);
  });

  test('whatever the lines and the batches, those that pass, in their order', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('needle', 'hay', 'two needles', '\x1b[31mneedle\x1b[0m', 'Needle', ''), { maxLength: 1400 }), fc.integer({ min: 1, max: 700 }), (texts, size) => {
      let store = emptyLog;
      for (let at = 0; at < texts.length; at += size) store = append(store, texts.slice(at, at + size).map((text) => line(text)), 1e9);
      expect(shown(store, sieve(['needle']))).toEqual(texts.filter((text) => /needle/i.test(plainText(text))));
      expect(shown(store, sieve(['!Needle']))).toEqual(texts.filter((text) => !text.includes('Needle')));
    }), { numRuns: 40 });
  });
});

describe('runs of one line', () => {
  test('fold into their first, with how often it comes again, over chunks', () => {
    const store = storeOf(['a', ...Array.from({ length: 1500 }, () => 'same'), 'b', 'b', '', '', 'c']);
    expect(shown(store, sieve([], { folded: true }))).toEqual(['a', 'same', 'b', '', '', 'c']);
    expect([0, 1, 1501, 1503].map((at) => repeatsAfter(store, at))).toEqual([0, 1499, 1, 0]);
  });

  test('are of one stream and one source, and never marks', () => {
    const store = storeOf([line('x'), line('x', '', 'stderr'), { ...line('x', '', 'stderr'), source: 1 }, mark('x'), mark('x')]);
    expect(shown(store, sieve([], { folded: true }))).toHaveLength(5);
  });

  test('whatever the lines: what is shown and what is folded are all there are', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b', ''), fc.integer({ min: 1, max: 400 })), { maxLength: 12 }), (runs) => {
      const texts = runs.flatMap(([text, count]) => Array.from({ length: count }, () => text));
      const store = storeOf(texts);
      const folded = sieve([], { folded: true });
      const back: string[] = [];
      for (let at = stepShown(store, folded, -Infinity, 1); at !== null; at = stepShown(store, folded, at, 1)) {
        const entry = lineAt(store, at)!;
        expect(isMark(entry)).toBe(false);
        for (let again = repeatsAfter(store, at); again >= 0; again--) back.push(textOf(entry));
      }
      expect(back).toEqual(texts);
    }), { numRuns: 40 });
  });
});
