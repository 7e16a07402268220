import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LogLine } from '../../src/engine/types.ts';
import type { LogEntry } from '../../src/model/log-store.ts';
import { append, chunkAt, emptyLog, entriesOf, lineAt, mark, recent, textOf } from '../../src/model/log-store.ts';

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
    expect([chunkAt(store, -1), chunkAt(store, 2000), chunkAt(emptyLog, 0)]).toEqual([-1, -1, -1]);
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
