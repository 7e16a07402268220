import { expect, test } from 'vitest';
import { repeatsTaken } from '../../src/engine/repeats.ts';
import type { LogLine } from '../../src/engine/types.ts';

const line = (at: number, text = 'same', stream: LogLine['stream'] = 'stdout'): LogLine => ({ stream, raw: `2026-11-23T10:00:00.${String(at).padStart(9, '0')}Z ${text}`, body: 31, broken: false });
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => line(from + at));

test('what Docker sends again when it rotates a file is taken out, one line or many, in one piece or several', () => {
  const take = repeatsTaken();
  expect(take(range(1, 200))).toEqual(range(1, 200));
  expect(take([line(200), line(201)])).toEqual([line(201)]);
  expect([take(range(60, 100)), take(range(101, 210))]).toEqual([[], range(202, 210)]);
});

test('the same text at another moment or on the other stream is another line, and so is one that comes late', () => {
  const take = repeatsTaken();
  const lines = [line(5), line(6), line(5, 'same', 'stderr'), line(3, 'the clock was set back'), line(4), line(6, 'another at that moment')];
  expect(take(lines)).toEqual(lines);
});

test('a line without nanoseconds says too little to be known again', () => {
  const take = repeatsTaken();
  const whole: LogLine = { stream: 'stdout', raw: '2026-11-23T10:00:00Z same', body: 21, broken: false };
  const none: LogLine = { stream: 'stdout', raw: 'same', body: 0, broken: false };
  expect(take([whole, whole, none, none])).toEqual([whole, whole, none, none]);
});

test('of long lines as many are remembered as half a MiB holds, so the memory stays flat', () => {
  const take = repeatsTaken();
  const long = Array.from({ length: 40 }, (_, at) => line(at + 1, 'x'.repeat(100_000)));
  expect(take(long)).toEqual(long);
  expect(take(long.slice(-2))).toEqual([]);
  expect(take(long.slice(0, 2))).toEqual(long.slice(0, 2));
});
