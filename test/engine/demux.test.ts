import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDemux, isHeader, longestFrame, OutOfSync } from '../../src/engine/demux.ts';
import type { Demux, FrameType } from '../../src/engine/demux.ts';
import { anySizes, chunksOf, frame } from './bytes.ts';
import { captures, synthetic } from './captures.ts';

type Frame = readonly [type: FrameType, payload: string];

function collecting(): { demux: Demux; frames: Frame[] } {
  const frames: Frame[] = [];
  const demux = createDemux((type, bytes, start, end) => frames.push([type, bytes.toString('latin1', start, end)]));
  return { demux, frames };
}

function cut(chunks: readonly Buffer[]): { frames: readonly Frame[]; whole: boolean } {
  const { demux, frames } = collecting();
  for (const chunk of chunks) {
    const borrowed = Buffer.from(chunk);
    demux.push(borrowed);
    borrowed.fill(0xee);
  }
  return { frames, whole: demux.whole() };
}

/** The frames before a fault, and the fault. */
function cutUntilFault(chunks: readonly Buffer[]): { frames: readonly Frame[]; fault: unknown } {
  const { demux, frames } = collecting();
  try {
    for (const chunk of chunks) demux.push(chunk);
  } catch (fault) {
    return { frames, fault };
  }
  return { frames, fault: null };
}

const everyByte = (bytes: Buffer) => chunksOf(bytes, [1]);
const framed = captures('logs-').filter(({ name }) => !/tty|-t$/.test(name));

describe('cutting a stream into frames', () => {
  test('frames come out as they went in, stream by stream', () => {
    const bytes = Buffer.concat([frame(1, 'out\n'), frame(2, 'err\n'), frame(0, 'in\n'), frame(3, 'notice\n')]);
    expect(cut([bytes])).toEqual({ frames: [[1, 'out\n'], [2, 'err\n'], [0, 'in\n'], [3, 'notice\n']], whole: true });
  });

  test('whatever was written comes out, however it is cut on the way', () => {
    const anyFrame = fc.tuple(fc.constantFrom<FrameType>(0, 1, 2, 3), fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString('latin1')));
    fc.assert(fc.property(fc.array(anyFrame, { maxLength: 20 }), anySizes, (frames, sizes) => {
      const bytes = Buffer.concat(frames.map(([type, payload]) => frame(type, Buffer.from(payload, 'latin1'))));
      expect(cut(chunksOf(bytes, sizes))).toEqual({ frames, whole: true });
    }));
  });

  test.each(framed.map(({ engine, name, bytes }) => [`${engine} ${name}`, bytes] as const))('%s: whole, byte by byte and in any pieces alike', (_, bytes) => {
    const once = cut([bytes]);
    expect(once.whole).toBe(true);
    expect(once.frames.reduce((sum, [, payload]) => sum + 8 + payload.length, 0)).toBe(bytes.length);
    expect(cut(everyByte(bytes))).toEqual(once);
    fc.assert(fc.property(anySizes, (sizes) => {
      expect(cut(chunksOf(bytes, sizes))).toEqual(once);
    }), { numRuns: bytes.length > 8000 ? 10 : 40 });
  });

  test('frames of no length are legal, also at the end and cut anywhere', () => {
    const bytes = synthetic('mux-zero-length-frames.bin');
    const { frames, whole } = cut([bytes]);
    expect(whole).toBe(true);
    expect(frames.filter(([, payload]) => payload === '').length).toBeGreaterThan(0);
    expect(cut(everyByte(bytes)).frames).toEqual(frames);
    expect(cut([frame(1, '')])).toEqual({ frames: [[1, '']], whole: true });
    expect(cut(everyByte(frame(2, '')))).toEqual({ frames: [[2, '']], whole: true });
  });

  test('the longest frame is taken, a byte more is not', () => {
    const longest = frame(1, Buffer.alloc(longestFrame, 'x'));
    expect(cut([longest]).frames[0]?.[1]).toHaveLength(longestFrame);
    expect(cutUntilFault([frame(1, Buffer.alloc(longestFrame + 1))]).fault).toBeInstanceOf(OutOfSync);
  });
});

describe('a stream that is cut off', () => {
  test.each(['mux-cut-in-header.bin', 'mux-cut-in-payload.bin'])('%s: the frames before the cut are there, and it is no whole stream', (file) => {
    const { frames, whole } = cut([synthetic(file)]);
    expect(frames.length).toBe(1);
    expect(whole).toBe(false);
  });

  test('at every byte: only whole frames, and whole only between two', () => {
    const bytes = Buffer.concat([frame(1, 'one\n'), frame(2, 'two\n')]);
    for (let end = 0; end <= bytes.length; end += 1) {
      const { frames, whole } = cut([bytes.subarray(0, end)]);
      expect(frames).toHaveLength(Math.floor(end / 12));
      expect(whole).toBe(end % 12 === 0);
    }
  });
});

describe('bytes that are no frame', () => {
  test.each([
    ['mux-bad-type-7.bin', '07'],
    ['mux-nonzero-padding.bin', '010001'],
    ['mux-huge-length-4GiB.bin', '01000000ffffffff'],
  ])('%s: the good frames before, then out of sync, in one chunk and byte by byte', (file, header) => {
    const bytes = synthetic(file);
    const whole = cutUntilFault([bytes]);
    expect(whole.fault).toBeInstanceOf(OutOfSync);
    expect((whole.fault as OutOfSync).header.toString('hex').startsWith(header)).toBe(true);
    expect((whole.fault as OutOfSync).message).toContain((whole.fault as OutOfSync).header.toString('hex'));
    const single = cutUntilFault(everyByte(bytes));
    expect(single.frames).toEqual(whole.frames);
    expect((single.fault as OutOfSync).header).toEqual((whole.fault as OutOfSync).header);
  });

  test('four GiB announced are never asked of the memory', () => {
    const before = process.memoryUsage();
    expect(cutUntilFault(everyByte(synthetic('mux-huge-length-4GiB.bin'))).fault).toBeInstanceOf(OutOfSync);
    expect(process.memoryUsage().arrayBuffers - before.arrayBuffers).toBeLessThan(8 << 20);
  });

  test('a corrupted prefix in front of good frames gives nothing', () => {
    const { frames, fault } = cutUntilFault([Buffer.concat([Buffer.from([255, 0, 0, 0]), frame(1, 'lost\n')])]);
    expect(frames).toEqual([]);
    expect(fault).toBeInstanceOf(OutOfSync);
  });

  test('a header is a known stream, three zeros and a length that can be', () => {
    expect([0, 1, 2, 3, 4].map((type) => isHeader(Buffer.from([type, 0, 0, 0, 0, 0, 0, 5])))).toEqual([true, true, true, true, false]);
    for (const place of [1, 2, 3]) {
      const bytes = Buffer.from([1, 0, 0, 0, 0, 0, 0, 5]);
      bytes[place] = 1;
      expect(isHeader(bytes)).toBe(false);
    }
    expect(isHeader(Buffer.from([9, 9, 1, 0, 0, 0, 0, 0, 0, 5]), 2)).toBe(true);
  });

  test('any bytes at all give frames or OutOfSync, the same for every cutting', () => {
    const good = fc.uint8Array({ maxLength: 40 }).map((bytes) => frame(1, Buffer.from(bytes)));
    fc.assert(fc.property(fc.array(good, { maxLength: 4 }), fc.uint8Array({ maxLength: 60 }), anySizes, (frames, garbage, sizes) => {
      const bytes = Buffer.concat([...frames, garbage]);
      const whole = cutUntilFault([bytes]);
      const pieces = cutUntilFault(chunksOf(bytes, sizes));
      expect(whole.frames.length).toBeGreaterThanOrEqual(frames.length);
      if (whole.fault !== null) expect(whole.fault).toBeInstanceOf(OutOfSync);
      expect(pieces.frames).toEqual(whole.frames);
      expect((pieces.fault as OutOfSync | null)?.header).toEqual((whole.fault as OutOfSync | null)?.header);
    }));
  });
});

test('what the receiver throws comes through', () => {
  const demux = createDemux(() => {
    throw new Error('mine');
  });
  expect(() => demux.push(frame(1, 'x'))).toThrow('mine');
});
