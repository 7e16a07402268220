import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asFields, fields, flag, list, number, text, textRecord, texts, time } from '../../src/engine/fields.ts';

const of = { text: 'x', empty: '', number: 5, zero: 0, infinite: Infinity, none: null, yes: true, no: false, list: ['a', 1, null, 'b'], object: { k: 'v', n: 1, z: null } };

test('an object is one, and nothing else', () => {
  expect(asFields(of)).toBe(of);
  for (const other of [null, undefined, [], 'x', 1, true]) expect(asFields(other)).toBeUndefined();
  expect(fields(of, 'object')).toBe(of.object);
  for (const key of ['list', 'none', 'text', 'absent']) expect(fields(of, key)).toEqual({});
});

test('text, numbers and flags of another type read as absent', () => {
  expect([text(of, 'text'), text(of, 'empty', '?'), text(of, 'number'), text(of, 'none', '?'), text(of, 'absent', '?')]).toEqual(['x', '', '', '?', '?']);
  expect([number(of, 'number'), number(of, 'zero', 7), number(of, 'text'), number(of, 'infinite', 7), number(of, 'none')]).toEqual([5, 0, 0, 7, 0]);
  expect([flag(of, 'yes'), flag(of, 'no'), flag(of, 'number'), flag(of, 'text'), flag(of, 'absent')]).toEqual([true, false, false, false, false]);
});

test('lists give what is text in them; a single text is a list of one', () => {
  expect(list(of, 'list')).toBe(of.list);
  expect(list(of, 'object')).toEqual([]);
  expect(texts(of, 'list')).toEqual(['a', 'b']);
  expect([texts(of, 'text'), texts(of, 'empty'), texts(of, 'none'), texts(of, 'object')]).toEqual([['x'], [], [], []]);
});

test('a record keeps its texts, whatever their names', () => {
  expect({ ...textRecord(of, 'object') }).toEqual({ k: 'v' });
  const labels = textRecord(asFields(JSON.parse('{"L":{"__proto__":"p","constructor":"c","toString":"t"}}'))!, 'L');
  expect(Object.entries(labels)).toEqual([['__proto__', 'p'], ['constructor', 'c'], ['toString', 't']]);
  expect(textRecord(of, 'object')['toString']).toBeUndefined();
  expect(({} as Record<string, unknown>)['p']).toBeUndefined();
});

test('the zero time is no time', () => {
  const at = { zero: '0001-01-01T00:00:00Z', real: '2026-11-23T02:13:06.981863313Z', empty: '', none: null };
  expect([time(at, 'zero'), time(at, 'real'), time(at, 'empty'), time(at, 'none')]).toEqual([null, at.real, null, null]);
});

test('any JSON is read without an error, and each reader keeps its type', () => {
  fc.assert(fc.property(fc.jsonValue(), fc.string(), (value, key) => {
    const any = { [key]: value } as Record<string, unknown>;
    expect([typeof text(any, key), typeof number(any, key), typeof flag(any, key), Array.isArray(list(any, key))]).toEqual(['string', 'number', 'boolean', true]);
    expect(texts(any, key).every((item) => typeof item === 'string')).toBe(true);
    expect(Object.values(textRecord(any, key)).every((item) => typeof item === 'string')).toBe(true);
  }));
});
