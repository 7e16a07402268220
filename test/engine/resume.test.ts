import { describe, expect, test } from 'vitest';
import { joiner, sinceFor } from '../../src/engine/resume.ts';
import type { LogLine } from '../../src/engine/types.ts';

const line = (stamp: string, text: string): LogLine => ({ stream: 'stdout', raw: `${stamp} ${text}`, body: stamp.length + 1, broken: false });
const at = (second: number, nano: number) => `2026-11-23T10:00:${String(second).padStart(2, '0')}.${String(nano).padStart(9, '0')}Z`;
const text = (lines: readonly LogLine[]) => lines.map(({ raw, body }) => raw.slice(body));

describe('joining a stream to what is there', () => {
  test('since is a second before the newest, with all its digits', () => {
    expect(sinceFor([line('2026-11-23T10:00:05.123456789Z', 'x')])).toBe(`${Date.parse('2026-11-23T10:00:04Z') / 1000}.123456789`);
    expect(sinceFor([])).toBeUndefined();
  });

  test('every known line is taken out as often as it is known, equal timestamps included', () => {
    const known = [line(at(1, 5), 'a'), line(at(1, 5), 'a'), line(at(1, 6), 'b')];
    const join = joiner(known);
    expect(join([...known, line(at(1, 6), 'b'), line(at(2, 0), 'c')])).toEqual({ lines: [line(at(1, 6), 'b'), line(at(2, 0), 'c')], gap: false });
  });

  test('wherever the connection was cut, nothing is lost or doubled', () => {
    const all = Array.from({ length: 400 }, (_, n) => line(at(Math.floor(n / 20), (n % 20) * 40_000_000), `n${n}`));
    for (let cut = 30; cut < 400; cut += 7) {
      const had = all.slice(0, cut);
      const join = joiner(had.slice(-60));
      const from = had.at(-1)!.raw.slice(0, 19);
      const again = all.filter(({ raw }) => Date.parse(`${raw.slice(0, 19)}Z`) >= Date.parse(`${from}Z`) - 1000);
      const fresh = [...join(again.slice(0, 13)).lines, ...join(again.slice(13)).lines];
      expect(text([...had, ...fresh])).toEqual(text(all));
    }
  });

  test('a gap is told once when nothing matches', () => {
    const join = joiner([line(at(1, 0), 'a')]);
    expect(join([line(at(30, 0), 'z')])).toEqual({ lines: [line(at(30, 0), 'z')], gap: true });
    expect(join([line(at(31, 0), 'y')]).gap).toBe(false);
  });
});
