import { describe, expect, test } from 'vitest';
import { spread, stretchAt, summary } from '../../src/model/figure-history.ts';
import type { Figure } from '../../src/model/figure-state.ts';

const figure = (from: number | null, at: number, cpu: number | null): Figure => ({ from, at, cpu, memory: null, limit: null, received: null, sent: null, read: null, written: null, pids: null });
const cpu = ({ cpu: value }: Figure) => value;

describe('the stretch of time a chart shows', () => {
  test('is five minutes, stands still for half a minute, and always has now in it', () => {
    const base = Date.parse('2026-11-23T12:00:00Z');
    for (let at = base; at < base + 60_000; at += 500) {
      const { from, to } = stretchAt(at);
      expect(to - from).toBe(300_000);
      expect(at >= from && at < to).toBe(true);
      expect(to % 30_000).toBe(0);
    }
  });
});

describe('a history laid out', () => {
  const stretch = { from: 0, to: 100 };

  test('has a figure over all the time it is the mean of', () => {
    expect(spread([figure(10, 30, 5)], cpu, stretch, 10)).toEqual([null, 5, 5, null, null, null, null, null, null, null]);
  });

  test('has the most of a piece in which there are several', () => {
    expect(spread([figure(0, 4, 1), figure(4, 8, 9), figure(8, 12, 2)], cpu, stretch, 10)).toEqual([9, 2, null, null, null, null, null, null, null, null]);
  });

  test('keeps holes where nothing was measured, or nothing is known', () => {
    expect(spread([figure(0, 20, 1), figure(20, 40, null), figure(60, 80, 3)], cpu, stretch, 5)).toEqual([1, null, null, 3, null]);
  });

  test('has a reading that says something by itself where it was read', () => {
    expect(spread([figure(null, 50, 7)], cpu, stretch, 10)).toEqual([null, null, null, null, null, 7, null, null, null, null]);
    expect(spread([figure(null, 0, 7)], cpu, stretch, 10)[0]).toBe(7);
  });

  test('leaves out what lies outside', () => {
    expect(spread([figure(-50, -10, 1), figure(-10, 5, 2), figure(95, 140, 3), figure(140, 150, 4)], cpu, stretch, 10)).toEqual([2, null, null, null, null, null, null, null, null, 3]);
  });
});

test('the mean is over the time that was measured, the peak the most there was', () => {
  expect(summary([figure(0, 10, 1), figure(10, 40, 5), figure(40, 50, null)], cpu)).toEqual({ mean: 4, peak: 5 });
  expect(summary([figure(0, 10, null)], cpu)).toEqual({ mean: null, peak: null });
});
