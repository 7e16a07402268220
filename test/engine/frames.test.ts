import { describe, expect, test } from 'vitest';
import { bodyAt, createFrameLines } from '../../src/engine/frames.ts';
import type { FrameType } from '../../src/engine/demux.ts';
import { longestLine } from '../../src/engine/lines.ts';
import type { LogLine } from '../../src/engine/types.ts';

const stamp = '2026-11-23T02:13:03.112722575Z ';
const later = '2026-11-23T02:13:04.000000000Z ';

type Step = readonly [type: FrameType, payload: string | Buffer] | 'flush';

/** The lines that frames make; `end` is how the stream ends. */
function lines(steps: readonly Step[], end: 'complete' | 'cut' | 'open' = 'complete'): LogLine[] {
  const got: LogLine[] = [];
  const frames = createFrameLines((line) => got.push(line));
  for (const step of steps) {
    if (step === 'flush') {
      frames.flush();
      continue;
    }
    const bytes = Buffer.concat([Buffer.from('##'), Buffer.from(step[1]), Buffer.from('\n#')]);
    frames.frame(step[0], bytes, 2, bytes.length - 2);
    bytes.fill(0x0a);
  }
  if (end === 'open') frames.flush();
  else frames.end(end === 'complete');
  return got;
}

const short = (all: readonly LogLine[]) => all.map(({ stream, raw, body, broken }) => {
  const text = raw.slice(body);
  const told = text.length > 60 ? `${text[0]}×${text.length}` : text;
  return `${stream}${broken ? ' broken' : ''}${body > 0 ? ` @${raw.slice(0, body - 1)}` : ''}: ${told}`;
});

const at = stamp.trim();

describe('an engine\'s timestamp', () => {
  test.each([
    [stamp, 31], ['2026-11-23T02:13:03Z ', 21], ['2026-11-23T02:13:03.5Z ', 23], ['2026-11-23T02:13:03.123456789+01:00 ', 36], ['2026-11-23T02:13:03-11:30 ', 26],
  ])('%s is one', (text, length) => {
    expect(bodyAt(`${text}line`)).toBe(length);
    expect(bodyAt(text)).toBe(length);
  });

  test.each(['', 'line', ` ${stamp}`, '2026-11-23T02:13:03Z', '2026-11-23T02:13:03.Z x', '2026-11-23T02:13:03.1234567890Z x', '2026-11-23 02:13:03Z x', '2026-11-23T02:13:03 x'])('%j has none', (text) => {
    expect(bodyAt(text)).toBe(0);
  });
});

describe('frames to lines', () => {
  test('a frame with a newline is a line; its timestamp is told apart', () => {
    expect(lines([[1, `${stamp}hello\n`], [2, `${stamp}\n`], [1, 'no stamp\r\n']])).toEqual([
      { stream: 'stdout', raw: `${stamp}hello`, body: 31, broken: false },
      { stream: 'stderr', raw: stamp, body: 31, broken: false },
      { stream: 'stdout', raw: 'no stamp', body: 0, broken: false },
    ]);
  });

  test('many lines in one frame, and none in an empty one', () => {
    expect(short(lines([[1, 'a\nb\n\nc'], [1, ''], [2, ''], [1, 'd\n']]))).toEqual(['stdout: a', 'stdout: b', 'stdout: ', 'stdout: cd']);
  });

  test('stdin\'s frames read as stdout, apart from the real one', () => {
    expect(short(lines([[1, 'ha'], [0, 'in\n'], [1, 'lf\n']]))).toEqual(['stdout: in', 'stdout: half']);
  });

  test('lines come in the order in which they became complete', () => {
    expect(short(lines([[1, 'o1\n'], [2, 'e1\n'], [1, 'o2'], [2, 'e2\n'], [1, ' done\n'], [2, 'e3\n']])))
      .toEqual(['stdout: o1', 'stderr: e1', 'stderr: e2', 'stdout: o2 done', 'stderr: e3']);
  });

  test('a flush between any two frames changes nothing', () => {
    const steps: Step[] = [[1, `${stamp}${'a'.repeat(16384)}`], [2, 'e'], [1, `${stamp}${'a'.repeat(10)}\n`], [3, 'notice'], [2, 'f\n'], [1, 'x\ny']];
    expect(lines(steps.flatMap((step) => [step, 'flush'] as const))).toEqual(lines(steps));
  });
});

describe('a line in pieces', () => {
  const piece = (text: string) => `${stamp}${text.repeat(16384)}`;

  test('Docker: 16 KiB pieces under one timestamp, the other stream between', () => {
    expect(short(lines([[1, ''], [1, piece('a')], [2, `${later}err\n`], [1, ''], [1, piece('a')], [2, piece('b')], [1, `${stamp}end\n`], [2, `${stamp}b\n`]])))
      .toEqual([`stderr @${later.trim()}: err`, `stdout @${at}: a×32771`, `stderr @${at}: b×16385`]);
  });

  test('Docker: a line of exactly 16 KiB ends with a frame that is a newline', () => {
    expect(short(lines([[1, piece('c')], [1, `${stamp}\n`], [1, `${later}next\n`]]))).toEqual([`stdout @${at}: c×16384`, `stdout @${later.trim()}: next`]);
  });

  test('Docker 20.10 forgets the newline: a shorter piece ends the line', () => {
    expect(short(lines([[1, piece('L')], [1, `${stamp}LLLL`], [1, `${later}next\n`]]))).toEqual([`stdout @${at}: L×16388`, `stdout @${later.trim()}: next`]);
  });

  test('Docker 20.10 forgets the newline: so does another timestamp', () => {
    expect(short(lines([[1, piece('L')], [1, `${later}next\n`]]))).toEqual([`stdout @${at}: L×16384`, `stdout @${later.trim()}: next`]);
    expect(short(lines([[1, piece('L')], 'flush', [1, `${later}${'M'.repeat(16384)}`], [1, `${later}M\n`]]))).toEqual([`stdout @${at}: L×16384`, `stdout @${later.trim()}: M×16385`]);
  });

  test('podman: 8 KiB pieces, each with a timestamp of its own, and the newline alone', () => {
    const half = (time: string) => `${time}${'p'.repeat(8192)}`;
    expect(short(lines([[1, half(stamp)], [1, half(later)], [1, `${later}\n`], [1, `${later}next\n`]]))).toEqual([`stdout @${at}: p×16384`, `stdout @${later.trim()}: next`]);
  });

  test('podman: half a line at once, the rest under a later timestamp', () => {
    expect(short(lines([[1, `${stamp}half`], 'flush', [2, `${stamp}err\n`], [1, `${later} rest\n`]]))).toEqual([`stderr @${at}: err`, `stdout @${at}: half rest`]);
  });

  test('text that looks like a timestamp stays when the engine sends none', () => {
    expect(short(lines([[1, 'at '], [1, `${stamp}it ended\n`]]))).toEqual([`stdout: at ${stamp}it ended`]);
  });

  test('a piece without a timestamp goes on with a line that has one', () => {
    expect(short(lines([[1, piece('a')], [1, 'rest\n']]))).toEqual([`stdout @${at}: a×16388`]);
  });

  test('a character cut by two frames is whole again', () => {
    const bytes = Buffer.from('日本\n');
    expect(short(lines([[1, bytes.subarray(0, 2)], [2, 'e\n'], [1, bytes.subarray(2)]]))).toEqual(['stderr: e', 'stdout: 日本']);
  });

  test('a line beyond the limit is broken into marked pieces, of which the first has the timestamp', () => {
    const frames = Array.from({ length: 17 }, (): Step => [1, piece('z')]);
    const got = lines([...frames, [1, `${stamp}\n`], [1, `${later}after\n`]]);
    expect(short(got)).toEqual([`stdout broken @${at}: z×${longestLine - 31}`, `stdout: z×${17 * 16384 - longestLine + 31}`, `stdout @${later.trim()}: after`]);
  });

  test('what looks like a timestamp at the beginning of a later piece is text', () => {
    expect(lines([[1, `${'x'.repeat(longestLine)}${stamp}tail\n`]])[1]).toEqual({ stream: 'stdout', raw: `${stamp}tail`, body: 0, broken: false });
  });

  test('frames of a mebibyte pass the gathering block', () => {
    const big = `${'q'.repeat(99)}\n`.repeat(10_000);
    const got = lines([[1, 'first\n'], [1, big], [1, 'a'.repeat(16384)], [1, big]]);
    expect(got).toHaveLength(20_001);
    expect(got.reduce((sum, { raw }) => sum + raw.length + 1, 0)).toBe(6 + 2 * big.length + 16384);
  });
});

describe('notices and ends', () => {
  test('a frame of type 3 is a line of the engine\'s own, with or without a newline', () => {
    expect(short(lines([[1, 'half'], [3, 'Error grabbing logs: no such file\n'], [3, 'and once more'], [1, ' line\n']])))
      .toEqual(['engine: Error grabbing logs: no such file', 'engine: and once more', 'stdout: half line']);
  });

  test('a complete stream gives its open lines, a cut one keeps them back, and so does one that goes on', () => {
    const steps: Step[] = [[1, 'whole\nopen'], [2, 'also open']];
    expect(short(lines(steps, 'complete'))).toEqual(['stdout: whole', 'stdout: open', 'stderr: also open']);
    expect(short(lines(steps, 'cut'))).toEqual(['stdout: whole']);
    expect(short(lines(steps, 'open'))).toEqual(['stdout: whole']);
  });
});
