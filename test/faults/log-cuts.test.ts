import { describe, expect, test } from 'vitest';
import { textOf } from '../../src/model/chunk.ts';
import { lineAt } from '../../src/model/log-store.ts';
import type { App } from '../app/driver.ts';
import { openOn } from './app.ts';
import { serveNumbered } from './numbered-engine.ts';

function numbers(app: App): (number | string)[] {
  const { store } = app.state().logs;
  return Array.from({ length: store.end - store.first }, (_, at) => {
    const entry = lineAt(store, store.first + at);
    const text = entry ? textOf(entry) : '';
    return /^number \d+$/.test(text) ? Number(text.slice(7)) : text;
  });
}

describe('a numbered log on a connection that is cut again and again, anywhere', () => {
  const count = 600;

  test.each([
    [16, 'timestamps of nanoseconds', {}], [17, 'whole seconds only', { whole: true }], [17, 'a since that leaves its own moment out', { exclusive: true }],
    [17, 'both', { whole: true, exclusive: true }],
  ])('fault %i: %s: every number once, in order', async (_, __, kind) => {
    for (const seed of [1, 2, 3]) {
      const engine = await serveNumbered(count, { seed, ...kind });
      const app = await openOn(engine.socketPath, { firstByte: 5000, body: 5000 });
      await app.until(() => numbers(app).includes(count), `the last of ${count} numbers`);
      expect(engine.streams()).toBeGreaterThan(1);
      expect(numbers(app)).toEqual(Array.from({ length: count }, (___, at) => at + 1));
      await app.sees(/number 600/);
    }
  });
});
