import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Document, type DocumentLine, emptyDocument, type Folds, isFoldable, isFolded, keyOf, noFolds, openedTo, standsFor, unfoldedLines } from '../../src/model/document.ts';

const entry = (key: string, more: Partial<DocumentLine> = {}): DocumentLine => ({ label: '', value: key, tone: 'normal', secret: null, key, ...more });
/** a ( b ( c ) d ) e */
const tree: Document = {
  lines: [entry('a', { foldEnd: 4 }), entry('b', { parent: 0, foldEnd: 3 }), entry('c', { parent: 1 }), entry('d', { parent: 0 }), entry('e')],
  labelWidth: 0, labelTone: 'dim', opens: () => true,
};
const folds = (...keys: string[]): Folds => ({ all: null, some: new Map(keys.map((key) => [key, 'folded'])) });
const walked = (document: Document, of: Folds) => {
  const lines = unfoldedLines(document, of, () => [0]);
  const down: number[] = [];
  for (let at = lines.next(-1); at !== null; at = lines.next(at)) down.push(at);
  const up: number[] = [];
  for (let at = lines.previous(Infinity); at !== null; at = lines.previous(at)) up.push(at);
  expect(up.reverse()).toEqual(down);
  return down.map((line) => keyOf(document, line)).join('');
};

describe('lines that fold away', () => {
  test.each([
    [[], 'abcde'], [['b'], 'abde'], [['a'], 'ae'], [['a', 'b'], 'ae'], [['e', 'nobody'], 'abcde'],
  ] as const)('%j folded leaves %s', (keys, wanted) => expect(walked(tree, folds(...keys))).toBe(wanted));

  test('all of them, but for those that were said to be open', () => {
    expect(walked(tree, { all: 'folded', some: new Map() })).toBe('ae');
    expect(walked(tree, { all: 'folded', some: new Map([['a', 'open']]) })).toBe('abde');
    expect(walked({ ...tree, opens: (line) => line === 0 }, noFolds)).toBe('abde');
    expect(walked({ ...tree, opens: () => false }, { all: 'open', some: new Map() })).toBe('abcde');
  });

  test('a line folded away is stood for by the outermost over it, and the next one after it is the next in sight', () => {
    expect(standsFor(tree, folds('a', 'b'), 2)).toBe(0);
    expect(standsFor(tree, folds('b'), 2)).toBe(1);
    expect(standsFor(tree, noFolds, 2)).toBe(2);
    const lines = unfoldedLines(tree, folds('a'), () => [0]);
    expect([lines.next(1), lines.next(2), lines.previous(3), lines.next(4), lines.previous(0)]).toEqual([4, 4, 0, null, null]);
  });

  test('a line is opened to by opening all over it', () => {
    const opened = openedTo(tree, folds('a', 'b'), 2);
    expect(walked(tree, opened)).toBe('abcde');
    expect(openedTo(tree, noFolds, 2)).toBe(noFolds);
    expect(walked(tree, openedTo(tree, { all: 'folded', some: new Map() }, 3))).toBe('abde');
  });

  test('only lines with something under them fold', () => {
    expect(isFolded(tree, { all: 'folded', some: new Map() }, 2)).toBe(false);
    expect([isFoldable(tree), isFoldable(emptyDocument)]).toEqual([true, false]);
  });

  test('nothing in an empty document is next', () => {
    const lines = unfoldedLines(emptyDocument, noFolds, () => [0]);
    expect([lines.next(-1), lines.previous(Infinity)]).toEqual([null, null]);
  });

  test('whatever is folded, walking down and up meets the same lines, and no line hidden under one', () => {
    const documents = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 30 }).map((ups): Document => {
      const lines: { -readonly [Part in keyof DocumentLine]: DocumentLine[Part] }[] = [];
      const open: number[] = [];
      for (const [at, up] of ups.entries()) {
        for (let left = up; left > 0 && open.length > 0; left--) lines[open.pop()!]!.foldEnd = at;
        lines.push({ ...entry(`k${at}`), ...(open.length > 0 ? { parent: open[open.length - 1]! } : {}) });
        open.push(at);
      }
      for (const at of open) lines[at]!.foldEnd = ups.length;
      return { lines: lines.map((line, at) => (line.foldEnd === at + 1 ? entry(line.key!, line.parent === undefined ? {} : { parent: line.parent }) : line)), labelWidth: 0, labelTone: 'dim', opens: () => true };
    });
    fc.assert(fc.property(documents, fc.array(fc.nat(29)), (document, closed) => {
      const of = folds(...closed.map((at) => `k${at}`));
      const seen = walked(document, of).split('k').filter((key) => key !== '').map(Number);
      for (const [line] of document.lines.entries()) expect(seen.includes(line)).toBe(standsFor(document, of, line) === line);
    }));
  });
});
