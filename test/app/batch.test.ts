import { expect, test } from 'vitest';
import { batches } from '../../src/app/batch.ts';
import type { LogLine } from '../../src/engine/types.ts';
import { testClock } from './manual-clock.ts';

const lines = (count: number): LogLine[] => Array.from({ length: count }, (_, at) => ({ stream: 'stdout', raw: String(at), body: 0, broken: false }));

test('one line comes at once after a quiet time, the next ones together', () => {
  const clock = testClock();
  const sent: number[] = [];
  const batch = batches(clock, (run) => sent.push(run.length));
  clock.pass(100);
  batch.add(lines(1));
  clock.pass(0);
  expect(sent).toEqual([1]);
  batch.add(lines(2));
  clock.pass(10);
  batch.add(lines(3));
  expect(sent).toEqual([1]);
  clock.pass(20);
  expect(sent).toEqual([1, 5]);
});

test('2,000 lines do not wait', () => {
  const clock = testClock();
  const sent: number[] = [];
  const batch = batches(clock, (run) => sent.push(run.length));
  batch.add(lines(1999));
  expect(sent).toEqual([]);
  batch.add(lines(1));
  expect(sent).toEqual([2000]);
});

test('a flush sends what waits, in order, and nothing twice', () => {
  const clock = testClock();
  const sent: string[] = [];
  const batch = batches(clock, (run) => sent.push(...run.map(({ raw }) => raw)));
  batch.add(lines(3));
  batch.flush();
  batch.flush();
  clock.pass(100);
  expect(sent).toEqual(['0', '1', '2']);
});
