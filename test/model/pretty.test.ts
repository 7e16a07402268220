import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { prettyLines } from '../../src/model/pretty.ts';

describe('a line opened for reading', () => {
  test('JSON has its keys in their order, two blanks a level, empty ones on one line', () => {
    const text = '{ "b":1,"a": {"list":[1,[],{ },{"x":null}] } ,"s":"a{b, c: d" }';
    expect(prettyLines(text).join('\n')).toBe(JSON.stringify(JSON.parse(text), null, 2));
  });

  test('numbers and escapes are as written, and doubled keys two', () => {
    expect(prettyLines(String.raw`{"n":12345678901234567890,"f":1.10,"s":"\u001b\u00e9\n","n":-0}`)).toEqual(['{', '  "n": 12345678901234567890,', '  "f": 1.10,', String.raw`  "s": "\u001b\u00e9\n",`, '  "n": -0', '}']);
  });

  test('any JSON comes out as JSON.stringify lays it out', () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(0, 1), (value, blanks) => {
      expect(prettyLines(JSON.stringify(value, null, blanks).replaceAll('\n', ' ')).join('\n')).toBe(JSON.stringify(value, null, 2));
    }));
  });

  test.each([
    ['what stands before it is a line', 'api-1  | {"a":1}', ['api-1  |', '{', '  "a": 1', '}']],
    ['logfmt has a pair a line', String.raw`level=info msg="x \" y=1" a= `, ['level=info', String.raw`msg="x \" y=1"`, 'a=']],
    ['with loose words between', 'x-1  | a=1 b=2 two words c=3000 end', ['x-1  |', 'a=1', 'b=2', 'two words', 'c=3000', 'end']],
    ['other text stays as it is', '  hello  a=1', ['  hello  a=1']], ['so does JSON cut short', '{"a":1', ['{"a":1']], ['and nothing', '', ['']],
  ])('%s', (_, text, wanted) => {
    expect(prettyLines(text)).toEqual(wanted);
  });

  test('what is deeper than 32 levels stays on one line', () => {
    const deep = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
    const lines = prettyLines(deep(40_000));
    expect(lines).toHaveLength(65);
    expect(lines[32]).toBe(`${' '.repeat(64)}"a": ${deep(39_968)}`);
  });

  test.each([['a list', `{"a":[${'1,'.repeat(100_000)}1]}`, '1,1,1]}'], ['pairs', 'a=b '.repeat(60_000).trimEnd(), 'a=b a=b']])('%s of very many has the rest on one line', (_, text, end) => {
    const lines = prettyLines(text);
    expect(lines).toHaveLength(10_001);
    expect(lines.at(-1)?.endsWith(end)).toBe(true);
    expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
  });

  test.each([['{'.repeat(200_000)], ['='.repeat(262_144)], ['a='.repeat(131_072)], ['[{"'.repeat(80_000)]])('%.6s… stays one line', (text) => {
    expect(prettyLines(text)).toEqual([text]);
  });

  test('nothing is lost but blanks between tokens', () => {
    const piece = fc.constantFrom(...'{}[]":,=|\\ a1é', '{"a":', '"level":"error"', 'msg="x"', 'a=1 ');
    fc.assert(fc.property(fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')), (text) => {
      expect(prettyLines(text).join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    }), { numRuns: 2000 });
  });
});
