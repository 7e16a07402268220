import { describe, expect, test } from 'vitest';
import { batches } from '../../src/app/batch.ts';
import { line } from '../model/lines.ts';
import { testClock } from './manual-clock.ts';

const lines = (count: number, from = 0) => Array.from({ length: count }, (_, at) => line(`${from + at}`));

function open() {
  const clock = testClock();
  const sent: number[] = [];
  const texts: string[] = [];
  const batch = batches(clock, (some) => {
    sent.push(some.length);
    texts.push(...some.map(({ raw }) => raw));
  });
  return { clock, batch, sent, texts };
}

describe('batches of lines', () => {
  test('after a quiet time a line goes on without waiting', () => {
    const { clock, batch, sent } = open();
    batch.add(lines(1));
    clock.pass(0);
    expect(sent).toEqual([1]);
    clock.pass(30);
    batch.add(lines(2));
    clock.pass(0);
    expect(sent).toEqual([1, 2]);
  });

  test('lines that arrive together in one turn are one batch', () => {
    const { clock, batch, sent } = open();
    batch.add(lines(3));
    batch.add(lines(4));
    expect(sent).toEqual([]);
    clock.pass(0);
    expect(sent).toEqual([7]);
  });

  test('in a stream they go every 30 milliseconds, in order', () => {
    const { clock, batch, sent, texts } = open();
    for (let at = 0; at < 100; at++) {
      batch.add(lines(1, at));
      clock.pass(1);
    }
    batch.flush();
    expect(sent.length).toBeLessThanOrEqual(5);
    expect(texts).toEqual(Array.from({ length: 100 }, (_, at) => `${at}`));
  });

  test('wait on one timer, however many come', () => {
    const clock = testClock();
    let timers = 0;
    const batch = batches({ ...clock, after: (milliseconds, act) => {
      timers++;
      return clock.after(milliseconds, act);
    } }, () => undefined);
    for (let at = 0; at < 10; at++) batch.add(lines(1));
    expect(timers).toBe(1);
  });

  test('2,000 of them wait for nothing', () => {
    const { clock, batch, sent } = open();
    batch.add(lines(1));
    clock.pass(0);
    batch.add(lines(1999));
    expect(sent).toEqual([1]);
    batch.add(lines(1));
    expect(sent).toEqual([1, 2000]);
    clock.pass(100);
    expect(sent).toEqual([1, 2000]);
  });

  test('flushing sends what waits, once, and nothing when nothing waits', () => {
    const { clock, batch, sent } = open();
    batch.flush();
    batch.add([]);
    batch.add(lines(2));
    batch.flush();
    batch.flush();
    clock.pass(100);
    expect(sent).toEqual([2]);
  });
});
