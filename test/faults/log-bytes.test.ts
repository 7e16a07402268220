/** What a log may send, byte for byte: read by the whole program over a wire. */
import type { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { isMark, textOf } from '../../src/model/chunk.ts';
import { lineAt, nextLine } from '../../src/model/log-store.ts';
import { textWidth } from '../../src/text/width.ts';
import { chunksOf, frame } from '../engine/bytes.ts';
import { capture, captures, engines, synthetic } from '../engine/captures.ts';
import { openWired, type WiredApp } from './app.ts';

const plain = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
const typed = (type: string) => `HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\nTransfer-Encoding: chunked\r\n\r\n`;
const logs = /\/logs\?/;
const stamp = '2026-11-23T02:13:03.112722575Z ';

interface Way {
  readonly head?: string;
  /** Sizes of the chunks, again and again. */
  readonly sizes?: readonly number[];
  readonly after?: 'stay' | 'cut';
}

/** The program following a log that answers with these bytes, once; asked again it has nothing. */
async function reading(bytes: Buffer, { head = plain, sizes = [65_536], after = 'stay' }: Way = {}, tty = false): Promise<WiredApp> {
  const app = await openWired({ fleet: [{ name: 'api', tty }] });
  let sent = false;
  app.wire.fault(logs, (near: Socket) => {
    near.write(head);
    if (sent) return;
    sent = true;
    for (const chunk of chunksOf(bytes, sizes)) {
      near.write(`${chunk.length.toString(16)}\r\n`);
      near.write(chunk);
      near.write('\r\n');
    }
    if (after === 'cut') near.end();
  });
  app.wire.breakOff();
  await app.until(() => sent, 'the log is asked for');
  return app;
}

/** The lines in memory, of the log and of ours. */
function lines(app: WiredApp): string[] {
  const { store } = app.state().logs;
  const out: string[] = [];
  for (let at = nextLine(store, -Infinity); at !== null; at = nextLine(store, at)) {
    const entry = lineAt(store, at);
    if (entry) out.push(isMark(entry) ? `── ${entry.raw}` : `${entry.stream}: ${textOf(entry)}`);
  }
  return out;
}

const own = (app: WiredApp) => lines(app).filter((line) => !line.startsWith('── '));
const comes = (app: WiredApp, wanted: readonly string[]) => app.until(() => own(app).length >= wanted.length, `${wanted.length} lines`).then(() => expect(own(app)).toEqual(wanted));
/** Nothing on screen but text. */
const isClean = (app: WiredApp) => expect(app.screen()).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u); // oxlint-disable-line no-control-regex -- what must not be there

describe('frames', () => {
  test('fault 1: a log whole, byte by byte and in any pieces is the same', async () => {
    for (const engine of engines) {
      const bytes = capture(engine, 'logs-mux-timestamps');
      const whole = await reading(bytes);
      await whole.until(() => own(whole).length > 5, 'lines');
      const wanted = own(whole);
      for (const sizes of [[1], [7, 3, 1], [1000, 13]]) await comes(await reading(bytes, { sizes }), wanted);
    }
  }, 60_000);

  test.each(['mux-cut-in-header.bin', 'mux-cut-in-payload.bin'])('fault 2: %s: the lines before the cut are there, and the log is opened again', async (file) => {
    const app = await reading(synthetic(file), { after: 'cut' });
    await app.until(() => app.wire.asked.filter((one) => logs.test(one)).length >= 3, 'asked again');
    expect(own(app).length).toBeGreaterThan(0);
    expect(own(app).every((line) => /^std(out|err): [\x20-\x7e]+$/.test(line))).toBe(true);
  });

  test.each([['3', 'mux-huge-length-4GiB.bin'], ['4', 'mux-bad-type-7.bin'], ['4', 'mux-nonzero-padding.bin']])('fault %s: %s: what stood before is there, it says what is wrong and goes on', async (_, file) => {
    const app = await reading(Buffer.concat([frame(1, `${stamp}good\n`), synthetic(file)]));
    await app.until(() => app.wire.asked.filter((one) => logs.test(one)).length >= 3, 'asked again');
    expect(own(app)[0]).toBe('stdout: good');
    expect(process.memoryUsage().arrayBuffers).toBeLessThan(256 << 20);
    await app.press('j');
    isClean(app);
  });

  test('fault 5: the engine\'s own notice is told apart, and the lines after it come', async () => {
    const app = await reading(synthetic('mux-type3-systemerr-mid-stream.bin'));
    await app.until(() => own(app).some((line) => line.startsWith('engine: ')), 'the notice');
    await app.until(() => own(app).findIndex((line) => line.startsWith('engine: ')) < own(app).length - 1, 'a line after it');
    expect(app.screen()).toMatch(/!engine: /);
  });

  test('fault 6: the halves of a long line with another stream between them are one line', async () => {
    const app = await reading(synthetic('mux-interleaved-partials.bin.gz'));
    await app.until(() => own(app).length >= 2, 'both lines');
    expect(own(app).map((line) => line.slice(0, 7)).toSorted()).toEqual(['stderr:', 'stdout:']);
  });

  test('fault 7: a newline that Docker 20.10 forgets glues nothing', async () => {
    const app = await reading(synthetic('mux-20.10-local-driver-missing-newline.bin.gz'));
    await app.until(() => own(app).length >= 2, 'two lines');
  });

  test('fault 8: a thousand lines in one frame', async () => {
    const app = await reading(synthetic('mux-many-lines-one-frame.bin.gz'));
    await app.until(() => own(app).length === 1000, '1,000 lines');
  });

  test('fault 9: eight mebibytes without an end come in pieces that say so, and the next line comes', async () => {
    const app = await reading(Buffer.concat([synthetic('mux-endless-line-8MiB.bin.gz'), frame(1, `\n${stamp}after\n`)]));
    await app.until(() => own(app).at(-1) === 'stdout: after', 'the line after it');
    expect(Math.max(...own(app).map((line) => line.length))).toBeLessThanOrEqual(256 * 1024 + 10);
    await app.press('3', 'g');
    await app.sees(/after/);
  }, 30_000);

  test('fault 10: a character cut by a frame is whole', async () => {
    const app = await reading(synthetic('mux-utf8-split-between-frames.bin'), { sizes: [1] });
    await app.sees(/日本/);
    expect(own(app).join()).not.toContain('\ufffd');
  });

  test('fault 11: a terminal\'s raw bytes are lines, where frames were expected too', async () => {
    const tty = await reading(Buffer.from(`${stamp}one\r\n${stamp}two\r\n`), {}, true);
    await tty.sees(/one[^]*two/);
    const raw = await reading(synthetic('raw-tty-when-mux-expected.bin'));
    await raw.until(() => own(raw).length > 1, 'lines');
    isClean(raw);
  });

  test.each([['none', plain], ['raw', typed('application/vnd.docker.raw-stream')], ['multiplexed', typed('application/vnd.docker.multiplexed-stream')], ['text', typed('text/plain')]])('fault 12: what type the answer says it has (%s) says nothing', async (_, head) => {
    const app = await reading(Buffer.concat([frame(1, `${stamp}out\n`), frame(2, `${stamp}err\n`)]), { head });
    await comes(app, ['stdout: out', 'stderr: err']);
  });
});

describe('text that means harm', () => {
  const framed = (texts: readonly string[]) => Buffer.concat(texts.map((text, at) => frame(1, `2026-11-23T02:13:03.${String(at).padStart(9, '0')}Z ${text}\n`)));
  const vectors = Object.entries(JSON.parse(synthetic('sanitizer-vectors.json').toString()) as Record<string, string>).filter(([, text]) => typeof text === 'string');

  test('fault 47: no vector leaves a control character on the screen, and the lines after it are whole', async () => {
    const one = vectors.map(([, text]) => text);
    const app = await reading(framed(one.flatMap((text) => [text, 'whole'])));
    await app.until(() => own(app).length === 2 * one.length, 'all lines');
    expect(own(app).filter((line) => line === 'stdout: whole')).toHaveLength(one.length);
    await app.press('3', 'g');
    for (let at = 0; at < one.length; at++) {
      isClean(app);
      await app.press('ctrl-d');
    }
  });

  test('fault 47: hostile lines of every engine', async () => {
    for (const { bytes } of captures('logs-evil')) {
      const app = await reading(bytes);
      await app.until(() => own(app).length > 3, 'lines');
      isClean(app);
    }
  });

  test('fault 48: names, labels, environment, command and folder with escapes, and with text that runs backwards', async () => {
    const evil = '\u001b]0;PWNED\u0007\u001b[31mred\u202egnp\n\r\t';
    const app = await openWired({ fleet: [{ name: 'api', image: `shop/${evil}`, command: ['sh', '-c', evil], workingDir: `/${evil}`, env: [`EVIL=${evil}`, `${evil}=x`], labels: { [evil]: evil }, user: evil }] });
    for (const keys of [['i'], [']'], [']'], [']'], [']'], [']'], [']'], [']'], ['1', 'd'], ['esc', '?'], ['esc', ':']]) {
      await app.press(...keys);
      isClean(app);
      for (const row of app.screen().split('\n')) expect([...row].length).toBeLessThanOrEqual(160);
    }
  });

  test('fault 49: a sequence without an end swallows nothing: the thousand lines after it are there', async () => {
    const after = Array.from({ length: 1000 }, (_, at) => `line ${at}`);
    for (const begun of ['\u001b]0;never ends', '\u001bPnever ends', '\u001b_never ends', '\u001b[']) {
      const app = await reading(framed([begun, ...after]));
      await app.until(() => own(app).length === 1001, 'all lines');
      expect(own(app).slice(1)).toEqual(after.map((text) => `stdout: ${text}`));
      isClean(app);
    }
  });

  test('fault 50: a colour ends with its line, and nothing is hidden by one', async () => {
    const app = await reading(framed(['\u001b[31;44mred without an end', 'plain', '\u001b[8mconcealed\u001b[0m', '\u001b[31;41msame\u001b[0m']));
    await app.sees(/red without an end[^]*plain[^]*concealed[^]*same/);
    const pane = app.painted.at(-1)?.panes.find(({ id }) => id === 'logs');
    const span = pane?.rows.flatMap((row) => row.spans).find(({ text }) => text.includes('plain'));
    expect(span).toMatchObject({ tone: 'normal' });
    expect(span?.sgr).toBeUndefined();
  });

  test('fault 51: wide characters, a flood of accents, joined emoji and tabs: every row has its width', async () => {
    const app = await reading(framed(['日本語'.repeat(60), `e${'\u0301'.repeat(500)}x`, '👩‍👩‍👧‍👦'.repeat(40), 'a\tb\tc', '🏳️‍🌈 flag', '한국어 '.repeat(50)]));
    await app.until(() => own(app).length === 6, 'all lines');
    for (const keys of [[], ['3', 'w'], ['z'], ['w', 'l', 'l']]) {
      await app.press(...keys);
      for (const { rows, width } of app.painted.at(-1)?.panes ?? []) for (const { spans } of rows) expect(spans.reduce((sum, { text }) => sum + textWidth(text), 0)).toBeLessThanOrEqual(width);
      isClean(app);
    }
  });
});
