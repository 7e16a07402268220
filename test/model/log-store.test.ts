import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LogLine } from '../../src/engine/types.ts';
import { entriesOf, type LogEntry, textOf } from '../../src/model/chunk.ts';
import { append, chunkAt, emptyLog, insert, lineAt, type LogStore, mark, nextLine, previousLine, recent } from '../../src/model/log-store.ts';

const line = (text: string, stamp = ''): LogLine => ({ stream: 'stdout', raw: stamp === '' ? text : `${stamp} ${text}`, body: stamp === '' ? 0 : stamp.length + 1, broken: false });
const lines = (from: number, count: number) => Array.from({ length: count }, (_, at) => line(`line ${from + at}`));

describe('the log store', () => {
  test('lines keep their number whatever the batches', () => {
    let store = emptyLog;
    for (let at = 0; at < 3000;) {
      const count = 1 + (at % 700);
      store = append(store, lines(at, count), 1e9);
      at += count;
    }
    for (const at of [0, 1, 511, 512, 1500, store.end - 1]) expect(textOf(lineAt(store, at)!)).toBe(`line ${at}`);
  });

  test('the oldest bytes go beyond the budget, and the newest lines stay', () => {
    let store = emptyLog;
    for (let at = 0; at < 100_000; at += 1000) store = append(store, lines(at, 1000), 1_000_000);
    expect(store.bytes).toBeLessThanOrEqual(1_000_000);
    expect(store.end).toBe(100_000);
    expect(store.first).toBeGreaterThan(30_000);
    expect(lineAt(store, store.first - 1)).toBeUndefined();
    expect(textOf(lineAt(store, 99_999)!)).toBe('line 99999');
  });

  test('a line comes back as it went in, whatever it is', () => {
    const kinds: LogEntry[] = [
      line('plain'), line('stamped', '2026-11-23T10:00:00.123456789Z'), { ...line('error'), stream: 'stderr' }, { ...line('notice'), stream: 'engine' },
      { ...line('cut'), broken: true }, line(''), line('日本語 🐳'), mark('── exited ──'), { ...line('both', '2026-11-23T10:00:00.123456789+00:00'), stream: 'stderr', broken: true },
    ];
    const all = Array.from({ length: 3000 }, (_, at) => kinds[at % kinds.length]!);
    let store = emptyLog;
    for (let at = 0; at < all.length; at += 37) store = append(store, all.slice(at, at + 37), 1e9);
    expect(store.chunks.flatMap(entriesOf)).toEqual(all);
    expect(all.map((_, at) => lineAt(store, at))).toEqual(all);
  });

  test('a chunk is full by bytes too: few long lines do not outgrow the budget', () => {
    let store = emptyLog;
    for (let at = 0; at < 40; at++) store = append(store, [line('x'.repeat(250_000))], 1_000_000);
    expect(store.bytes).toBeLessThanOrEqual(1_000_000);
    expect(store.end - store.first).toBe(3);
  });

  test('appending changes nothing that was handed out', () => {
    const before = append(emptyLog, lines(0, 10), 1e9);
    const after = append(before, lines(10, 10), 1e9);
    expect(before.end).toBe(10);
    expect(entriesOf(before.chunks[0]!)).toHaveLength(10);
    expect(entriesOf(after.chunks[0]!)).toHaveLength(20);
  });

  test('recent lines reach back the seconds asked for', () => {
    const store = append(emptyLog, [line('a', '2026-11-23T10:00:00.5Z'), line('b', '2026-11-23T10:00:03.1Z'), line('c', '2026-11-23T10:00:04.9Z')], 1e9);
    expect(recent(store, 2, 100).map(textOf)).toEqual(['b', 'c']);
  });
});

describe('the budget', () => {
  test('is kept whatever comes, in bytes that were really counted, and every line here is told truly', () => {
    const entries = fc.array(fc.oneof(fc.string({ maxLength: 300 }), fc.constant('日'.repeat(500)), fc.constant('x'.repeat(70_000))).map((text) => line(text)), { maxLength: 60 });
    fc.assert(fc.property(fc.array(entries, { maxLength: 12 }), fc.integer({ min: 1000, max: 200_000 }), (batches, budget) => {
      let store = emptyLog;
      const all: string[] = [];
      for (const batch of batches) {
        store = append(store, batch, budget);
        all.push(...batch.map(({ raw }) => raw));
        const bytes = store.chunks.reduce((sum, chunk) => sum + chunk.bytes, 0);
        expect(store.bytes).toBe(bytes);
        expect(bytes <= budget || store.chunks.length === 1).toBe(true);
        expect(store.end).toBe(all.length);
        if (all.length > 0) expect(store.first).toBeLessThan(store.end);
        for (let at = store.first; at < store.end; at++) expect(lineAt(store, at)?.raw).toBe(all[at]);
        expect(lineAt(store, store.first - 1)).toBeUndefined();
        expect(lineAt(store, store.end)).toBeUndefined();
      }
    }), { numRuns: 40 });
  });

  test('counts two bytes a character where a text needs them, and more than its characters for every line', () => {
    const [narrow, wide] = ['a', '日'].map((character) => append(emptyLog, Array.from({ length: 512 }, () => line(character.repeat(100))), 1e9).bytes);
    expect(narrow).toBeGreaterThan(512 * 100);
    expect(narrow).toBeLessThan(512 * 120);
    expect(wide).toBeGreaterThan(512 * 200);
    expect(append(emptyLog, [line('')], 1e9).bytes).toBeGreaterThan(50);
  });

  test('nothing appended is nothing changed', () => {
    expect(append(emptyLog, [], 1000)).toBe(emptyLog);
  });
});

describe('where a chunk is found', () => {
  test('by any of its lines, and nowhere beyond the ends', () => {
    const store = append(emptyLog, lines(0, 2000), 1e9);
    for (let at = 0; at < 2000; at++) {
      const chunk = store.chunks[chunkAt(store, at)];
      expect(chunk && at >= chunk.first && at < chunk.first + chunk.count).toBe(true);
    }
    expect([chunkAt(store, -1), chunkAt(store, 2000), chunkAt(emptyLog, 0)]).toEqual([-1, store.chunks.length - 1, -1]);
  });
});

describe('recent lines', () => {
  const at = (second: number, text: string) => line(text, `2026-11-23T10:00:${String(second).padStart(2, '0')}.000000000Z`);

  test('leave out our own marks and lines without a timestamp, and reach over them', () => {
    const store = append(emptyLog, [at(1, 'a'), mark('gap'), line('none'), at(2, 'b')], 1e9);
    expect(recent(store, 5, 100).map(textOf)).toEqual(['a', 'b']);
  });

  test('are no more than asked for, the newest, oldest first', () => {
    expect(recent(append(emptyLog, [at(1, 'a'), at(1, 'b'), at(1, 'c')], 1e9), 5, 2).map(textOf)).toEqual(['b', 'c']);
  });

  test('of nothing are none', () => {
    expect(recent(emptyLog, 5, 100)).toEqual([]);
  });
});

/** Every line in the order in which one walks through them, gaps as `···`. */
function walked(store: LogStore): string[] {
  const out: string[] = [];
  const numbers: number[] = [];
  for (let at = nextLine(store, -Infinity); at !== null; at = nextLine(store, at)) {
    const entry = lineAt(store, at)!;
    out.push(entry.stream === 'gap' ? '···' : textOf(entry));
    numbers.push(at);
  }
  const back: number[] = [];
  for (let at = previousLine(store, store.end); at !== null; at = previousLine(store, at)) back.push(at);
  expect(back.reverse()).toEqual(numbers);
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  return out;
}

const numbered = (from: number, count: number) => Array.from({ length: count }, (_, at) => `line ${from + at}`);

describe('lines loaded later', () => {
  test('above the first: nothing that is here changes its number', () => {
    const store = append(emptyLog, lines(1000, 700), 1e9);
    const more = insert(store, lines(200, 800), store.first, { above: false, after: true }, 1e9, null);
    expect(walked(more)).toEqual(numbered(200, 1500));
    expect(textOf(lineAt(more, 0)!)).toBe('line 1000');
    expect(more.first).toBe(-800);
  });

  test('from long before: a gap is told, filled from above, and closed', () => {
    let store = append(emptyLog, lines(1000, 10), 1e9);
    store = insert(store, lines(0, 100), store.first, { above: false, after: false }, 1e9, null);
    expect(walked(store)).toEqual([...numbered(0, 100), '···', ...numbered(1000, 10)]);
    store = insert(store, lines(100, 700), 0, { above: true, after: false }, 1e9, null);
    expect(walked(store)).toEqual([...numbered(0, 800), '···', ...numbered(1000, 10)]);
    store = insert(store, lines(800, 200), 0, { above: true, after: true }, 1e9, null);
    expect(walked(store)).toEqual(numbered(0, 1010));
    expect(append(store, lines(1010, 5), 1e9).end).toBe(15);
  });

  test('nothing to fill a gap with closes it', () => {
    const store = insert(append(emptyLog, lines(5, 5), 1e9), lines(0, 5), 0, { above: false, after: false }, 1e9, null);
    expect(walked(insert(store, [], 0, { above: true, after: true }, 1e9, null))).toEqual(numbered(0, 10));
  });

  test('in the middle of a gap there are two', () => {
    let store = insert(append(emptyLog, lines(100, 5), 1e9), lines(0, 5), 0, { above: false, after: false }, 1e9, null);
    store = insert(store, lines(50, 5), 0, { above: false, after: false }, 1e9, null);
    expect(walked(store)).toEqual([...numbered(0, 5), '···', ...numbered(50, 5), '···', ...numbered(100, 5)]);
  });

  test('lines skipped to keep up leave a gap', () => {
    const store = append(append(emptyLog, lines(0, 5), 1e9), lines(50, 5), 1e9, null, false);
    expect(walked(append(store, lines(55, 1), 1e9))).toEqual([...numbered(0, 5), '···', ...numbered(50, 6)]);
  });
});

describe('the budget and the lines in sight', () => {
  const long = (from: number, count: number) => Array.from({ length: count }, (_, at) => line(`line ${from + at}`.padEnd(120, '.')));

  test('stay while lines come at the end, and the chunk above them: a gap is left after them once all else above is gone', () => {
    let store = append(emptyLog, long(0, 2048), 1e9);
    const kept = { from: 1200, to: 1220 };
    for (let at = 2048; at < 20_000; at += 512) store = append(store, long(at, 512), 400_000, kept);
    const all = walked(store).map((text) => text.replace(/\.+$/, ''));
    expect(all.slice(0, 1025)).toEqual([...numbered(512, 1024), '···']);
    expect(all.at(-1)).toBe(`line ${store.received - 1}`);
    expect(store.dropped + store.count).toBe(store.received);
    expect(store.bytes).toBeLessThanOrEqual(400_000);
    expect(textOf(lineAt(store, 1200)!)).toMatch(/^line 1200\./);
  });

  test('loaded above them, the lines below go first', () => {
    let store = append(emptyLog, long(10_000, 3072), 500_000);
    const kept = { from: store.first, to: store.first + 20 };
    store = insert(store, long(9000, 1000), store.first, { above: false, after: true }, 500_000, kept);
    const all = walked(store).map((text) => text.replace(/\.+$/, ''));
    expect(all[0]).toBe('line 9000');
    expect(all).toContain(`line ${kept.from + 10_000}`);
    expect(all).toContain('···');
    expect(all.at(-1)).toBe('line 13071');
  });
});
