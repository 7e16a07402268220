import { expect, test } from 'vitest';
import { remembering } from '../../src/model/remembering.ts';

test('the same arguments make nothing again, others do', () => {
  const made: number[] = [];
  const double = remembering((a: number, b: object) => {
    made.push(a);
    return { a: a * 2, b };
  });
  const one = {};
  expect(double(1, one)).toBe(double(1, one));
  expect(double(2, one)).not.toBe(double(1, one));
  double(1, {});
  double(Number.NaN, one);
  double(Number.NaN, one);
  expect(made).toEqual([1, 2, 1, 1, Number.NaN]);
});
