import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OutOfSync } from '../../src/engine/demux.ts';
import { longestLine } from '../../src/engine/lines.ts';
import { createLogDecoder } from '../../src/engine/log-decoder.ts';
import type { LogLine } from '../../src/engine/types.ts';
import { anySizes, chunksOf, decoded, frame, said } from './bytes.ts';
import { capture, captures, engines, synthetic } from './captures.ts';

const isTty = (name: string) => /tty|-t$/.test(name);

describe('every captured log', () => {
  test.each(captures('logs-').map(({ engine, name, bytes }) => [`${engine} ${name}`, name, bytes] as const))('%s: whole, byte by byte and in any pieces alike', (_, name, bytes) => {
    const tty = isTty(name);
    const once = decoded([bytes], { tty });
    expect(once.whole).toBe(true);
    expect(decoded(chunksOf(bytes, [1]), { tty })).toEqual(once);
    fc.assert(fc.property(anySizes, (sizes) => {
      expect(decoded(chunksOf(bytes, sizes), { tty })).toEqual(once);
    }), { numRuns: bytes.length > 8000 ? 10 : 40 });
  });

  // one program, written to by every engine: two streams, colours, a blank line, CRLF, lone CR, half lines
  const out = ['stdout: out line 1', 'stdout: \x1b[31mred\x1b[0m \x1b[1;38;5;208mbold256\x1b[0m ünïcödé 日本 🐳', 'stdout: two lines in one write A', 'stdout: two lines in one write B', 'stdout: ',
    'stdout: crlf line', 'stdout: progress 1%\rprogress 50%\rprogress 100%', 'stdout: half of a line......the rest'];
  const err = ['stderr: err line 1', 'stderr: err line 2'];

  test.each(engines)('%s: the lines of both streams, with and without timestamps', (engine) => {
    const last = engine.startsWith('podman') ? ['stdout: last bytes, no newline'] : [];
    for (const name of ['logs-mux', 'logs-mux-timestamps', 'logs-mux-follow']) {
      const { lines } = decoded([capture(engine, name)]);
      expect(said(lines).filter((line) => line.startsWith('stdout'))).toEqual([...out, ...last]);
      expect(said(lines).filter((line) => line.startsWith('stderr'))).toEqual(err);
      expect(lines.every(({ body }) => name.endsWith('timestamps') ? body >= 21 : body === 0)).toBe(true);
    }
    expect(said(decoded([capture(engine, 'logs-mux-stderr-only')]).lines)).toEqual(err);
    expect(decoded([capture(engine, 'logs-mux-tail0')])).toEqual({ lines: [], whole: true });
    expect(decoded([capture(engine, 'logs-created-follow')])).toEqual({ lines: [], whole: true });
    expect(said(decoded([capture(engine, 'logs-exited-follow')]).lines)).toEqual(['stdout: bye']);
  });

  test.each(engines)('%s: lines of 20,000, 50,000, 16,384 and 16,383 bytes are whole', (engine) => {
    for (const name of ['logs-long', 'logs-long-timestamps']) {
      const texts = said(decoded([capture(engine, name)]).lines).map((line) => line.replace(/(.)\1{99,}/, (run) => `${run[0]}×${run.length}`));
      expect(texts.toSorted()).toEqual(['stderr: b×50000', 'stdout: after', 'stdout: a×20000', 'stdout: before', 'stdout: c×16384', 'stdout: d×16383']);
    }
  });

  test.each(engines)('%s: a TTY\'s raw stream', (engine) => {
    const wanted = ['stdout: tty out', 'stdout: tty err', 'stdout: \x1b[32mgreen\x1b[0m', 'stdout: stty: standard input'];
    expect(said(decoded([capture(engine, 'logs-tty')], { tty: true }).lines)).toEqual(wanted);
    const stamped = decoded([capture(engine, 'logs-tty-timestamps')], { tty: true }).lines;
    expect(said(stamped)).toEqual(wanted);
    expect(stamped.every(({ body }) => body >= 21)).toBe(true);
  });

  test.each(engines.filter((engine) => engine.startsWith('docker')))('%s: the engine\'s own notice is one', (engine) => {
    expect(said(decoded([capture(engine, 'logs-syserr-type3')]).lines)).toEqual([expect.stringMatching(/^engine: Error grabbing logs: open .*: no such file or directory$/)]);
    const local = said(decoded([capture(engine, 'logs-local-driver')]).lines).map((line) => line.length);
    expect(local.toSorted((one, other) => one - other)).toEqual([17, 17, 20_008]);
  });

  test.each(engines)('%s: hostile bytes come through as they are, bad UTF-8 as marks', (engine) => {
    const texts = said(decoded([capture(engine, 'logs-evil')]).lines);
    expect(texts).toHaveLength(18);
    expect(texts[0]).toBe('stdout: title:\x1b]0;PWNED TITLE\x07end');
    expect(texts.find((text) => text.includes('badutf8'))).toBe('stdout: badutf8:\ufffd\ufffd\ufffd\ufffd end');
    expect(texts.at(-1)).toBe('stdout: next line after unterminated');
  });
});

describe('made-up logs', () => {
  const everyWay = (file: string, tty = false) => {
    const bytes = synthetic(file);
    const once = decoded([bytes], { tty });
    for (const sizes of [[1], [3, 5], [8], [9, 1]]) expect(decoded(chunksOf(bytes, sizes), { tty })).toEqual(once);
    return once;
  };

  test.each([
    ['mux-zero-length-frames.bin', ['stdout: a', 'stderr: b']],
    ['mux-stdin-type0.bin', ['stdout: from stdin type', 'stdout: x']],
    ['mux-type3-systemerr-mid-stream.bin', ['stdout: ok 1', 'engine: Error grabbing logs: invalid character', 'stdout: ok 2']],
    ['mux-utf8-split-between-frames.bin', ['stdout: 日本']],
    ['mux-timestamp-missing.bin', ['stdout: no timestamp although asked', 'stdout: with']],
    ['mux-podman-second-precision.bin', ['stdout: out line 1', 'stderr: err line 1']],
  ])('%s', (file, wanted) => {
    const { lines, whole } = everyWay(file);
    expect(said(lines)).toEqual(wanted);
    expect(whole).toBe(true);
  });

  test('a thousand lines in one frame', () => {
    expect(said(everyWay('mux-many-lines-one-frame.bin.gz').lines)).toEqual(Array.from({ length: 1000 }, (_, at) => `stdout: line ${at}`));
  });

  test('stderr between the halves of a long stdout line', () => {
    expect(said(everyWay('mux-interleaved-partials.bin.gz').lines).map((line) => [line.slice(0, 7), line.length]))
      .toEqual([['stderr:', 30], ['stdout:', 8 + 16384 + 100]]);
  });

  test('Docker 20.10\'s forgotten newline glues nothing', () => {
    expect(said(everyWay('mux-20.10-local-driver-missing-newline.bin.gz').lines).at(-1)).toBe('stdout: next line');
  });

  test('eight mebibytes without a newline come in marked pieces', () => {
    const { lines } = decoded(chunksOf(synthetic('mux-endless-line-8MiB.bin.gz'), [65_536]));
    expect(lines).toHaveLength(33);
    expect(lines.map(({ broken }) => broken).lastIndexOf(false)).toBe(32);
    expect(lines.slice(0, -1).every(({ raw, broken }) => broken && raw.length === longestLine)).toBe(true);
    expect(lines.reduce((sum, { raw, body }) => sum + raw.length - body, 0)).toBe(512 * 16384);
  });

  test('the end of a body that was cut: the lines before are there, the open one is not', () => {
    for (const file of ['mux-cut-in-header.bin', 'mux-cut-in-payload.bin']) expect(everyWay(file)).toMatchObject({ lines: [{ raw: 'line 1' }], whole: false });
    const open = Buffer.concat([frame(1, 'done\n'), frame(1, 'open')]);
    expect(said(decoded([open]).lines)).toEqual(['stdout: done', 'stdout: open']);
    expect(decoded([open], { complete: false })).toMatchObject({ lines: [{ raw: 'done' }], whole: false });
    expect(decoded([Buffer.from('done\r\nopen')], { tty: true, complete: false })).toMatchObject({ lines: [{ raw: 'done' }], whole: false });
    expect(said(decoded([Buffer.from('done\r\nopen')], { tty: true }).lines)).toEqual(['stdout: done', 'stdout: open']);
  });

  test('nothing at all is a log without lines', () => {
    expect(decoded([])).toEqual({ lines: [], whole: true });
    expect(decoded([], { tty: true, complete: false })).toEqual({ lines: [], whole: false });
  });

  test.each(['mux-bad-type-7.bin', 'mux-nonzero-padding.bin', 'mux-huge-length-4GiB.bin'])('%s: the lines before the fault are delivered, then OutOfSync', (file) => {
    for (const sizes of [[1e6], [1]]) {
      const lines: LogLine[] = [];
      const decoder = createLogDecoder(false, (run) => lines.push(...run));
      const good = Buffer.concat([frame(1, 'good\n'), synthetic(file)]);
      expect(() => chunksOf(good, sizes).forEach((chunk) => decoder.push(chunk))).toThrow(OutOfSync);
      expect(said(lines)[0]).toBe('stdout: good');
    }
  });
});

describe('raw or framed', () => {
  test('text where frames were expected is read as text', () => {
    expect(said(decoded([synthetic('raw-tty-when-mux-expected.bin')]).lines)).toEqual(['stdout: \x1b[32mplain tty bytes\x1b[0m', 'stdout: second line']);
    expect(said(decoded([Buffer.from('hi\n')]).lines)).toEqual(['stdout: hi']);
    expect(said(decoded(chunksOf(Buffer.from('short\nand more\n'), [1])).lines)).toEqual(['stdout: short', 'stdout: and more']);
  });

  test('frames where text was expected are read as frames', () => {
    const bytes = Buffer.concat([frame(2, 'err\n'), frame(1, 'out\n')]);
    for (const sizes of [[1e6], [1], [3]]) expect(said(decoded(chunksOf(bytes, sizes), { tty: true }).lines)).toEqual(['stderr: err', 'stdout: out']);
  });

  test('a TTY may begin with any bytes, and the first decision stands', () => {
    expect(said(decoded([Buffer.from('\x00\x00\x00\x00\x00\x00\x00\x00 nulls\r\n')], { tty: true }).lines)).toEqual(['stdout: \x00\x00\x00\x00\x00\x00\x00\x00 nulls']);
    expect(said(decoded([Buffer.from('text first\n'), frame(1, 'x\n')], { tty: true }).lines)).toEqual(['stdout: text first', 'stdout: \x01\x00\x00\x00\x00\x00\x00\x02x']);
  });

  test("a TTY's long line comes without the timestamps of the pieces it is stored in (as Docker 20.10 sends it)", () => {
    const stamp = '2026-11-23T16:40:17.255933853Z ';
    const piece = 'a'.repeat(16_384);
    const bytes = Buffer.from(`${stamp}${piece}${stamp}${piece}${stamp}${'a'.repeat(7232)}\r\n${stamp.replace('17.25', '17.26')}after ${stamp}\r\n`);
    for (const sizes of [[1e6], [1000], [7]]) {
      expect(said(decoded(chunksOf(bytes, sizes), { tty: true }).lines)).toEqual([`stdout: ${'a'.repeat(40_000)}`, `stdout: after ${stamp}`]);
    }
  });

  test('the lines of one chunk are delivered together, and none without lines', () => {
    const runs: number[] = [];
    const decoder = createLogDecoder(false, (run) => runs.push(run.length));
    decoder.push(Buffer.concat([frame(1, 'a\n'), frame(2, 'b\n'), frame(1, 'c')]));
    decoder.push(frame(1, ' goes on'));
    decoder.push(frame(1, '\nd\n'));
    decoder.end(true);
    expect(runs).toEqual([2, 2]);
  });

  test('any bytes give lines or OutOfSync, and no other error', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 120 }), fc.boolean(), anySizes, fc.boolean(), (bytes, tty, sizes, complete) => {
      try {
        decoded(chunksOf(Buffer.from(bytes), sizes), { tty, complete });
      } catch (error) {
        expect(error).toBeInstanceOf(OutOfSync);
      }
    }), { numRuns: 500 });
  });
});

describe('what an attached container writes', () => {
  const stamp = '2026-11-23T02:13:03.112722575Z ';

  test('has no timestamps, whatever its lines begin with', () => {
    const written = Buffer.from(`${stamp}its own\nplain\n`);
    const wanted = [{ stream: 'stdout', raw: `${stamp}its own`, body: 0, broken: false }, { stream: 'stdout', raw: 'plain', body: 0, broken: false }];
    for (const sizes of [[1e6], [1], [9, 40]]) {
      expect(decoded(chunksOf(written, sizes), { tty: true, stamped: false }).lines).toEqual(wanted);
      expect(decoded(chunksOf(frame(1, written), sizes), { stamped: false }).lines).toEqual(wanted);
    }
  });

  test('comes in writes of any size: a line goes on until its newline, however its pieces look', () => {
    const piece = 'a'.repeat(16_384);
    const bytes = Buffer.concat([frame(1, piece), frame(2, 'oh\n'), frame(1, 'b'), frame(1, `${stamp}c`), frame(1, '\nnext\n')]);
    for (const sizes of [[1e6], [1], [5000]]) {
      expect(said(decoded(chunksOf(bytes, sizes), { stamped: false }).lines)).toEqual(['stderr: oh', `stdout: ${piece}b${stamp}c`, 'stdout: next']);
    }
    const repeated = `${stamp}${'a'.repeat(5000)}${stamp}b`;
    expect(decoded([Buffer.from(`${repeated}\r\n`)], { tty: true, stamped: false }).lines).toMatchObject([{ raw: repeated, body: 0 }]);
  });

  test('its open line is delivered at the end, cut or not, as nothing comes again', () => {
    for (const complete of [true, false]) {
      const framed = decoded([frame(1, 'done\nprompt> '), frame(2, 'half')], { complete, stamped: false });
      expect(said(framed.lines)).toEqual(['stdout: done', 'stdout: prompt> ', 'stderr: half']);
      expect(framed.whole).toBe(complete);
      expect(said(decoded([Buffer.from('done\r\nprompt> ')], { tty: true, complete, stamped: false }).lines)).toEqual(['stdout: done', 'stdout: prompt> ']);
    }
  });

  test("the engine's notice is a line of its own", () => {
    expect(said(decoded([frame(3, 'trouble'), frame(3, 'more\n'), frame(1, 'x\n')], { stamped: false }).lines)).toEqual(['engine: trouble', 'engine: more', 'stdout: x']);
  });

  test('a terminal says a short line at once', () => {
    const lines: LogLine[] = [];
    const decoder = createLogDecoder(true, (run) => lines.push(...run), false);
    decoder.push(Buffer.from('ok\r\n'));
    expect(said(lines)).toEqual(['stdout: ok']);
  });
});
