import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LogEntry, textOf } from '../../src/model/chunk.ts';
import { interleave } from '../../src/model/log-interleave.ts';
import { append, emptyLog, lineAt, type LogStore, mark, nextLine } from '../../src/model/log-store.ts';
import { line } from './lines.ts';

function walked(store: LogStore): string[] {
  const out: string[] = [];
  for (let at = nextLine(store, -Infinity); at !== null; at = nextLine(store, at)) out.push(textOf(lineAt(store, at)!));
  return out;
}

describe('lines that come late', () => {
  const at = (source: number, second: number) => ({ ...line(`${source} ${second}`, `2026-11-23T10:00:${String(second).padStart(2, '0')}Z`), source });
  const isBefore = (one: LogEntry, other: LogEntry) => (one.source ?? 0) !== (other.source ?? 0) && one.raw.slice(0, 20) < other.raw.slice(0, 20);

  test('stand where their time says, and what follows moves on', () => {
    const store = append(emptyLog, [at(1, 1), at(1, 3), at(1, 5), at(1, 7)], 1e9);
    const { store: merged, to } = interleave(store, [at(2, 4), at(2, 6), at(2, 9)], 100, isBefore, 1e9, null);
    expect(walked(merged)).toEqual(['1 1', '1 3', '2 4', '1 5', '2 6', '1 7', '2 9']);
    expect([0, 1, 2, 3, 4].map(to)).toEqual([0, 1, 3, 5, 7]);
  });

  test('keep the order of their own source, whatever their time says', () => {
    const store = append(emptyLog, [at(1, 9)], 1e9);
    expect(walked(interleave(store, [at(1, 2)], 100, isBefore, 1e9, null).store)).toEqual(['1 9', '1 2']);
  });

  test('in time are simply added', () => {
    const store = append(emptyLog, [at(1, 1)], 1e9);
    const added = interleave(store, [at(2, 2)], 100, isBefore, 1e9, null);
    expect([walked(added.store), added.to(0)]).toEqual([['1 1', '2 2'], 0]);
  });

  test('stand before a mark of ours that is behind a later line, and behind one that is behind an earlier one', () => {
    const store = append(emptyLog, [at(1, 1), mark('one'), at(1, 5), mark('two')], 1e9);
    const { store: merged, to } = interleave(store, [at(2, 3), at(2, 6)], 100, isBefore, 1e9, null);
    expect(walked(merged)).toEqual(['1 1', 'one', '2 3', '1 5', 'two', '2 6']);
    expect([0, 1, 2, 3, 4].map(to)).toEqual([0, 1, 3, 4, 6]);
  });

  test('in whatever batches, all are there, each source in its order', () => {
    fc.assert(fc.property(fc.array(fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 59 })), { maxLength: 300 }), { maxLength: 8 }), (batches) => {
      let store = emptyLog;
      const sent = new Map<number, string[]>();
      for (const batch of batches) {
        const sorted = [...batch].sort((a, b) => a[1] - b[1]).map(([source, second]) => at(source, second));
        for (const entry of sorted) sent.set(entry.source, [...(sent.get(entry.source) ?? []), textOf(entry)]);
        const before = store;
        const { store: next, to } = interleave(store, sorted, 1000, isBefore, 1e9, null);
        store = next;
        for (let number = nextLine(before, -Infinity); number !== null; number = nextLine(before, number)) expect(lineAt(store, to(number))).toEqual(lineAt(before, number));
      }
      const all = walked(store);
      for (const [source, texts] of sent) expect(all.filter((text) => text.startsWith(`${source} `))).toEqual(texts);
      expect(all.length).toBe(batches.flat().length);
    }), { numRuns: 60 });
  });
});
