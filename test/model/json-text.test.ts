import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compact, eachMember, isJson, stringEnd, unquoted, valueEnd } from '../../src/model/json-text.ts';

/** The members of the object at `at`, as `key=value` of their literals. */
function members(text: string, at = 0, most = Infinity): readonly string[] {
  const found: string[] = [];
  eachMember(text, at, (key, keyEnd, from, to) => found.push(`${text.slice(key, keyEnd)}=${text.slice(from, to)}`) >= most);
  return found;
}

describe('where a string literal ends', () => {
  test.each([
    ['"a" b', 3], ['""', 2], [String.raw`"a\"b"c`, 6], [String.raw`"a\\"b"`, 5], [String.raw`"\\\""`, 6], ['"open', -1], [String.raw`"open\"`, -1], ['"', -1],
  ])('%s: %i', (text, end) => {
    expect(stringEnd(text, 0)).toBe(end);
  });

  test('any string of JSON ends at its end', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', '"', '\\', '\n', 'é') }), fc.string(), (value, rest) => stringEnd(JSON.stringify(value) + rest, 0) === JSON.stringify(value).length));
  });
});

describe('where a value ends', () => {
  test.each([
    ['12,3', 2], ['12 ,3', 2], ['true}', 4], ['null]', 4], ['12', 2], ['"a,b",1', 5], ['[1,[2],{"]":3}],4', 15], ['{"a":"}"} ', 9], ['[1,2', -1], ['{"a":"open}', -1], ['"open', -1], ['}', 0], ['', 0],
  ])('%s: %i', (text, end) => {
    expect(valueEnd(text, 0)).toBe(end);
  });
});

describe('the members of an object', () => {
  test.each([
    ['{}', []], ['{"a":1}', ['"a"=1']], ['{ "a" : 1 , "b" : [ 1 ] }', ['"a"=1', '"b"=[ 1 ]']], ['{"a":1,"a":2}', ['"a"=1', '"a"=2']], ['{"a":{"b":{}},"c":"}"}', ['"a"={"b":{}}', '"c"="}"']],
    ['{"a":1,"b', ['"a"=1']], ['{"a":1,"b":', ['"a"=1']], ['{"a":1 "b":2}', ['"a"=1']], ['{"a" 1}', []], ['{a:1}', []], ['{"a":,"b":2}', []], ['{', []], ['', []],
  ])('%s', (text, wanted) => {
    expect(members(text)).toEqual(wanted);
  });

  test('from any place on, until one is enough', () => {
    expect(members('x {"a":1,"b":2,"c":3}', 2, 2)).toEqual(['"a"=1', '"b"=2']);
  });

  test('are those that JSON.parse finds', () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(0, 2), (object, indent) => {
      const text = JSON.stringify(object, null, indent);
      const found: [string, unknown][] = [];
      eachMember(text, 0, (key, keyEnd, from, to) => {
        found.push([unquoted(text.slice(key, keyEnd)), JSON.parse(text.slice(from, to))]);
        return false;
      });
      expect(found).toEqual(Object.entries(JSON.parse(text) as object));
    }));
  });

  test('of any text are in order and do not overlap', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'{}[]":,\\ a1'), maxLength: 60 }), (text) => {
      let last = 0;
      eachMember(text, 0, (key, keyEnd, from, to) => {
        expect(last < key && key < keyEnd && keyEnd < from && from < to && to <= text.length).toBe(true);
        last = to;
        return false;
      });
    }));
  });
});

test.each([['{"a":1}', 0, true], ['x {"a":1} ', 2, true], ['{"a":1', 0, false], ['{"a":1}x', 0, false], ['', 0, false]])('%s from %i is JSON: %s', (text, at, wanted) => {
  expect(isJson(text, at)).toBe(wanted);
});

test('compact JSON has no blanks between its tokens, and its strings as they were', () => {
  expect(compact('x[ 1, "a  b" ,\n{ "c" : 1.10 } ]y', 1, 31)).toBe('[1,"a  b",{"c":1.10}]');
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    const text = JSON.stringify(value, null, 3);
    expect(compact(text, 0, text.length)).toBe(JSON.stringify(value));
  }));
});

test.each([
  ['"plain"', 'plain'], [String.raw`"a\"b\\c"`, String.raw`a"b\c`], [String.raw`"\u00e9\n"`, 'é\n'], [String.raw`"\x1b \"q\""`, String.raw`\x1b "q"`], ['""', ''],
])('%s unquoted', (literal, wanted) => {
  expect(unquoted(literal)).toBe(wanted);
});
