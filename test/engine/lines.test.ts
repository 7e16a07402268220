import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSplitter, longestLine } from '../../src/engine/lines.ts';
import { anySizes, chunksOf } from './bytes.ts';

interface Piece {
  readonly text: string;
  readonly broken: boolean;
  readonly continued: boolean;
}

function split(chunks: readonly Buffer[], longest?: number): Piece[] {
  const pieces: Piece[] = [];
  const splitter = createSplitter((text, broken, continued) => pieces.push({ text, broken, continued }), longest);
  for (const chunk of chunks) {
    const borrowed = Buffer.concat([Buffer.from('before\n'), chunk, Buffer.from('\nafter\n')]);
    splitter.write(borrowed, 7, 7 + chunk.length);
    borrowed.fill(0x0a);
  }
  splitter.endLine();
  return pieces;
}

const texts = (pieces: readonly Piece[]) => pieces.map(({ text }) => text);

/** What a person would say the lines are. */
function plainly(bytes: Buffer): string[] {
  const lines: string[] = [];
  let at = 0;
  while (at < bytes.length) {
    const end = bytes.indexOf(0x0a, at);
    lines.push(bytes.toString('utf8', at, end < 0 ? bytes.length : end).replace(/\r$/, ''));
    at = end < 0 ? bytes.length : end + 1;
  }
  return lines;
}

/** Texts in which newlines, CR, wide characters and broken UTF-8 are frequent. */
const anyBytes = fc.array(fc.constantFrom('a', 'bc', '\n', '\r\n', '\r', '日', '🐳', 'é', '\x00', '\u0085', '\u2028').map((text) => Buffer.from(text)), { maxLength: 60 })
  .map((parts) => Buffer.concat(parts));
const withBadBytes = fc.array(fc.oneof(anyBytes, fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes))), { maxLength: 6 }).map((parts) => Buffer.concat(parts));

describe('bytes to lines', () => {
  test('a line ends at \\n or \\r\\n, and at nothing else', () => {
    const text = 'one\ntwo\r\n\nlone \r inside\u0085\u2028\u2029\x0b\x0cstill\r\n';
    expect(texts(split([Buffer.from(text)]))).toEqual(['one', 'two', '', 'lone \r inside\u0085\u2028\u2029\x0b\x0cstill']);
  });

  test('the last line needs no newline', () => {
    expect(texts(split([Buffer.from('a\nb')]))).toEqual(['a', 'b']);
    expect(texts(split([Buffer.from('a\n')]))).toEqual(['a']);
    expect(texts(split([]))).toEqual([]);
    expect(texts(split([Buffer.from('b\r')]))).toEqual(['b']);
  });

  test('CR and LF in two chunks are one line end', () => {
    expect(texts(split(chunksOf(Buffer.from('a\r\nb\r\n'), [2, 1, 2, 1])))).toEqual(['a', 'b']);
  });

  test('a character cut by chunks is whole again, and a bad byte spoils itself alone', () => {
    expect(texts(split(chunksOf(Buffer.from('日本 🐳 é\n'), [1])))).toEqual(['日本 🐳 é']);
    expect(texts(split([Buffer.concat([Buffer.from('ok '), Buffer.from([0xff, 0x9b]), Buffer.from(' fine\n')])]))).toEqual(['ok \ufffd\ufffd fine']);
    expect(texts(split([Buffer.from([0xe6, 0x97, 0x0a, 0x61, 0x0a])]))).toEqual(['\ufffd', 'a']);
  });

  test('a long line that comes in many small chunks keeps every byte', () => {
    const long = Array.from({ length: 5000 }, (_, at) => `${at} `).join('');
    expect(texts(split(chunksOf(Buffer.from(`${long}\nnext`), [7, 100, 900])))).toEqual([long, 'next']);
  });

  test('however it is cut, the lines are those of the whole text', () => {
    fc.assert(fc.property(withBadBytes, anySizes, (bytes, sizes) => {
      expect(texts(split(chunksOf(bytes, sizes)))).toEqual(plainly(bytes));
    }), { numRuns: 500 });
  });

  test('a complete line is delivered before write returns, an open one is not', () => {
    const pieces: string[] = [];
    const splitter = createSplitter((text) => pieces.push(text));
    const write = (text: string) => splitter.write(Buffer.from(text), 0, Buffer.byteLength(text));
    write('half');
    expect(pieces).toEqual([]);
    expect(splitter.open()).toBe(true);
    write(' of it\nnext');
    expect(pieces).toEqual(['half of it']);
    write('\n');
    expect(pieces).toEqual(['half of it', 'next']);
    expect(splitter.open()).toBe(false);
    splitter.endLine();
    expect(pieces).toHaveLength(2);
  });

  test('a dropped line leaves nothing in the next one', () => {
    const pieces: Piece[] = [];
    const splitter = createSplitter((text, broken, continued) => pieces.push({ text, broken, continued }), 8);
    const write = (text: string) => splitter.write(Buffer.from(text), 0, text.length);
    write('0123456789');
    expect(splitter.open()).toBe(true);
    splitter.drop();
    expect(splitter.open()).toBe(false);
    write('clean\n');
    expect(pieces).toEqual([{ text: '01234567', broken: true, continued: false }, { text: 'clean', broken: false, continued: false }]);
  });
});

describe('lines longer than the limit', () => {
  test('a line of exactly the limit is whole; one byte more makes two pieces, marked', () => {
    const whole = 'x'.repeat(longestLine);
    expect(split([Buffer.from(`${whole}\n`)])).toEqual([{ text: whole, broken: false, continued: false }]);
    expect(split([Buffer.from(`${whole}y\nz\n`)])).toEqual([
      { text: whole, broken: true, continued: false }, { text: 'y', broken: false, continued: true }, { text: 'z', broken: false, continued: false },
    ]);
  });

  test('an endless line comes in pieces of the limit as it arrives, and the memory stays flat', () => {
    let pieces = 0;
    let bytes = 0;
    const splitter = createSplitter((text, broken) => {
      pieces += 1;
      bytes += text.length;
      expect(broken).toBe(true);
    });
    const chunk = Buffer.alloc(1 << 16, 'z');
    const before = process.memoryUsage().arrayBuffers;
    for (let sent = 0; sent < 1 << 26; sent += chunk.length) splitter.write(chunk, 0, chunk.length);
    expect(pieces).toBe((1 << 26) / longestLine - 1);
    expect(bytes).toBe(pieces * longestLine);
    // 64 MiB went through; what is held is one line and what the collector has not taken yet
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(48 << 20);
  });

  test('no character is cut in two, and only CR before a newline goes', () => {
    const pieces = split([Buffer.from('abcdefg日本日本\nx\ryyyyyyy\r\n')], 8);
    expect(pieces).toEqual([
      { text: 'abcdefg', broken: true, continued: false },
      { text: '日本', broken: true, continued: true },
      { text: '日本', broken: false, continued: true },
      { text: 'x\ryyyyyy', broken: true, continued: false },
      { text: 'y', broken: false, continued: true },
    ]);
  });

  test('however it is cut, the pieces are the same, no longer than the limit, and make up the lines', () => {
    fc.assert(fc.property(withBadBytes, anySizes, fc.integer({ min: 4, max: 20 }), (bytes, sizes, longest) => {
      const once = split([bytes], longest);
      expect(split(chunksOf(bytes, sizes), longest)).toEqual(once);
      expect(split(chunksOf(bytes, [1]), longest)).toEqual(once);
      for (const [at, { broken }] of once.entries()) expect(once[at + 1]?.continued ?? false).toBe(broken);
    }), { numRuns: 500 });
    fc.assert(fc.property(anyBytes, fc.integer({ min: 4, max: 20 }), (bytes, longest) => {
      const lines: string[] = [];
      for (const { text, continued } of split([bytes], longest)) {
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(longest);
        if (continued) lines.push(`${lines.pop()!}${text}`);
        else lines.push(text);
      }
      expect(lines).toEqual(plainly(bytes));
    }), { numRuns: 500 });
  });
});
