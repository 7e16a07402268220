import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eachPair, equalsAt, isLogfmt } from '../../src/model/logfmt.ts';

function pieces(text: string, at = 0, most = Infinity): readonly string[] {
  const found: string[] = [];
  eachPair(text, at, (from, equals, to) => found.push(equals < 0 ? `(${text.slice(from, to)})` : `${text.slice(from, equals)}:${text.slice(equals + 1, to)}`) >= most);
  return found;
}

describe('pairs', () => {
  test.each([
    ['a=1 b=2', ['a:1', 'b:2']], ['  a=1   b=2 ', ['a:1', 'b:2']], ['a="x y" b=2', ['a:"x y"', 'b:2']], [String.raw`a="x \" y" b=2`, [String.raw`a:"x \" y"`, 'b:2']],
    ['a= b=2', ['a:', 'b:2']], ['a="" b', ['a:""', '(b)']], ['a=b=c', ['a:b=c']], ['one two a=1', ['(one)', '(two)', 'a:1']], ['=x a=1', ['(=x)', 'a:1']], ['a="open b=2', ['a:"open b=2']],
    ['a="x"y b=2', ['a:"x"y', 'b:2']], ['"a b"=1 c=2', ['("a)', '(b"=1)', 'c:2']], ['x?a=1', ['(x?a=1)']], ['größe=1 日=2', ['größe:1', '日:2']], ['log.level=info @x/y-z=1', ['log.level:info', '@x/y-z:1']], ['', []],
  ])('%s', (text, wanted) => {
    expect(pieces(text)).toEqual(wanted);
  });

  test('from any place on, until one is enough', () => {
    expect(pieces('a=1 b=2 c=3 d=4', 4, 2)).toEqual(['b:2', 'c:3']);
  });

  test('and loose words hold everything but blanks', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'ab=" \\'), maxLength: 40 }), (text) => {
      let rest = '';
      let last = 0;
      eachPair(text, 0, (from, _, to) => {
        rest += text.slice(last, from);
        last = to;
        return false;
      });
      expect((rest + text.slice(last)).trim()).toBe('');
    }));
  });
});

test.each([['a=1', 0, 1], ['x a.b=1', 2, 5], ['=1', 0, -1], ['a b=1', 0, -1], ['a', 0, -1], ['a"=1', 0, -1]])('the = of %s from %i is at %i', (text, from, wanted) => {
  expect(equalsAt(text, from)).toBe(wanted);
});

test.each([
  ['a=1 b=2', true], ['a=1', false], ['a=1 b=2 and so on for longer than pairs', false], ['x | a=1 b=2 c=3', true], ['msg="a long text in quotes counts" b=2', true], ['=== ===', false], ['', false],
])('%s is logfmt: %s', (text, wanted) => {
  expect(isLogfmt(text, 0)).toBe(wanted);
});

test('what stands before the pairs does not count against them', () => {
  expect(isLogfmt('a-container-of-a-long-name-1  | a=1 b=2', 32)).toBe(true);
});
