import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bodyAt } from '../../src/engine/frames.ts';
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

describe('the timestamps engines send', () => {
  const since = (...raws: string[]) => sinceFor(raws.map((raw) => ({ stream: 'stdout', raw, body: bodyAt(raw), broken: false })));
  const second = Date.parse('2026-11-23T10:00:04Z') / 1000;

  test.each([
    ['nine digits', '2026-11-23T10:00:05.123456789Z x', `${second}.123456789`],
    ['fewer', '2026-11-23T10:00:05.5Z x', `${second}.500000000`],
    ['none', '2026-11-23T10:00:05Z x', `${second}.000000000`],
    ['a zone east', '2026-11-23T12:00:05.5+02:00 x', `${second}.500000000`],
    ['a zone west, the day before', '2026-11-22T22:30:05-11:30 x', `${second}.000000000`],
  ])('%s', (_, raw, wanted) => {
    expect(since(raw)).toBe(wanted);
  });

  test('the newest counts, not the last; of two zones the later moment', () => {
    expect(since('2026-11-23T10:00:05.000000002Z x', '2026-11-23T10:00:05.000000001Z y', 'no stamp')).toBe(`${second}.000000002`);
    expect(since('2026-11-23T10:00:05Z x', '2026-11-23T11:00:04+01:00 y')).toBe(`${second}.000000000`);
  });

  test('text that only looks like a timestamp is none, and nothing breaks', () => {
    expect(since('2026-99-99T99:99:99Z x')).toBeUndefined();
    expect(since('2026-11-23T10:00:05Z x', '9999-99-99T00:00:00Z y')).toBe(`${second}.000000000`);
    const join = joiner([line('2026-99-99T99:99:99Z', 'x')]);
    expect(join([line(at(1, 0), 'a')])).toEqual({ lines: [line(at(1, 0), 'a')], gap: false });
    const known = line(at(1, 0), 'a');
    expect(joiner([known])([known, line('2026-99-99T99:99:99Z', 'y'), line(at(2, 0), 'b')]).lines).toHaveLength(2);
  });
});

describe('what is joined', () => {
  test('with nothing known, or nothing stamped, all is new and there is no gap', () => {
    const lines = [line(at(1, 0), 'a'), line(at(2, 0), 'b')];
    expect(joiner([])(lines)).toEqual({ lines, gap: false });
    expect(joiner([{ stream: 'stdout', raw: 'bare', body: 0, broken: false }])(lines)).toEqual({ lines, gap: false });
  });

  test('the same text on the other stream is another line', () => {
    const known = line(at(1, 0), 'a');
    const other: LogLine = { ...known, stream: 'stderr' };
    expect(joiner([known, known])([known, other, known]).lines).toEqual([other]);
  });

  test('lines before the first match are older than what is shown', () => {
    const known = [line(at(5, 0), 'e'), line(at(6, 0), 'f')];
    expect(joiner(known)([line(at(4, 0), 'd'), ...known, line(at(7, 0), 'g')])).toEqual({ lines: [line(at(7, 0), 'g')], gap: false });
  });

  test('a line from before the newest, unseen because the streams are stamped apart, is shown once a match was found', () => {
    const known = [line(at(5, 0), 'e'), line(at(5, 9), 'f')];
    const late: LogLine = { ...line(at(5, 4), 'late'), stream: 'stderr' };
    expect(joiner(known)([known[0]!, late, known[1]!]).lines).toEqual([late]);
  });

  test('a gap is no gap when the known lines come after all', () => {
    const known = [line(at(5, 0), 'e')];
    expect(joiner(known)([known[0]!, line(at(30, 0), 'z')])).toEqual({ lines: [line(at(30, 0), 'z')], gap: false });
  });

  test('well past the overlap everything is new, also what is equal to a known line', () => {
    const known = [line(at(5, 0), 'e'), line(at(5, 1), 'f')];
    const join = joiner(known);
    join([known[0]!, line(at(20, 0), 'new')]);
    expect(join([known[1]!]).lines).toEqual([known[1]!]);
  });
});

/** How engines understand `since`: Docker from that very moment, podman 5.8 after it, podman before 5.8 from that whole second. */
const dialects = {
  docker: (stamp: number, since: number) => stamp >= since,
  'podman 5.8': (stamp: number, since: number) => stamp > since,
  'podman 4.3': (stamp: number, since: number) => Math.floor(stamp) >= Math.floor(since),
};

describe('whatever the engine understands by since', () => {
  test.each(Object.entries(dialects))('%s: cut anywhere, again and again, every line is there once', (dialect, answers) => {
    const gaps = fc.array(fc.constantFrom(0, 0, 0.000001, 0.01, 0.3), { minLength: 1, maxLength: 80 });
    fc.assert(fc.property(gaps, fc.array(fc.nat(), { maxLength: 4 }), fc.integer({ min: 1, max: 30 }), (steps, cuts, chunk) => {
      let moment = 10;
      const written = steps.map((step, n) => {
        moment += step;
        const whole = Math.floor(moment);
        const stamp = dialect === 'podman 4.3' ? at(whole, 0).replace(/\.\d+/, '') : at(whole, Math.floor((moment - whole) * 1e9));
        // every third line says the same, so that only their number tells them apart
        return { moment: dialect === 'podman 4.3' ? whole : whole + Math.floor((moment - whole) * 1e9) / 1e9, line: line(stamp, n % 3 === 0 ? 'again' : `n${n}`) };
      });
      const zero = Date.parse('2026-11-23T10:00:00Z') / 1000;
      let had: LogLine[] = [];
      const ends = [...cuts.map((cut) => cut % (written.length + 1)).toSorted((one, other) => one - other), written.length];
      for (const end of ends) {
        const since = sinceFor(had);
        const from = since === undefined ? -Infinity : Number((BigInt(since.replace('.', '')) - BigInt(zero) * 1_000_000_000n)) / 1e9;
        const sent = written.slice(0, end).filter((one) => since === undefined || answers(one.moment, from)).map((one) => one.line);
        const join = joiner(had);
        const fresh: LogLine[] = [];
        for (let place = 0; place < sent.length; place += chunk) fresh.push(...join(sent.slice(place, place + chunk)).lines);
        had = [...had, ...fresh];
      }
      expect(text(had)).toEqual(text(written.map((one) => one.line)));
    }), { numRuns: 300 });
  });
});
