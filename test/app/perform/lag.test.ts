import { describe, expect, test } from 'vitest';
import { createLag } from '../../../src/app/perform/lag.ts';
import { line } from '../../model/lines.ts';

const start = Date.parse('2026-11-23T12:00:00Z');
/** Lines that were written `behind` milliseconds before `at`. */
const written = (at: number, behind: number, count: number) => Array.from({ length: count }, () => line('x', `${new Date(at - behind).toISOString().slice(0, -1)}000000Z`));

describe('a follower that loses touch', () => {
  /** Whether it is found behind, for a lag of each tenth of a second. */
  const found = (lagAt: (tenth: number) => number, rate: number, skew = 0) => {
    const isBehind = createLag();
    return Array.from({ length: 150 }, (_, tenth) => isBehind(written(start + tenth * 100, lagAt(tenth) - skew, rate / 10), start + tenth * 100, skew)).indexOf(true);
  };

  test('is found when it is far behind and falls further back for two seconds', () => {
    expect(found((tenth) => tenth * 60, 60_000)).toBeGreaterThan(5000 / 60 + 20 - 2);
    expect(found((tenth) => tenth * 60, 60_000)).toBeLessThan(5000 / 60 + 25);
  });

  test('is left alone while it catches up, and when it is close', () => {
    expect(found((tenth) => 60_000 - tenth * 300, 60_000)).toBe(-1);
    expect(found(() => 4000, 60_000)).toBe(-1);
  });

  test('is none where few lines come: their stamps are old for another reason', () => {
    expect(found(() => 3_600_000, 20)).toBe(-1);
  });

  test("is measured on the engine's clock", () => {
    expect(found(() => 0, 60_000, 3_600_000)).toBe(-1);
    expect(found((tenth) => tenth * 60, 60_000, 3_600_000)).toBeGreaterThan(-1);
    expect(found((tenth) => tenth * 60, 60_000, -3_600_000)).toBeGreaterThan(-1);
  });

  test('without timestamps is never found', () => {
    const isBehind = createLag();
    for (let at = 0; at < 100; at++) expect(isBehind(Array.from({ length: 5000 }, () => line('x')), start + at * 100, 0)).toBe(false);
  });
});
