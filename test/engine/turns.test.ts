import { expect, test } from 'vitest';
import { takeTurns } from '../../src/engine/turns.ts';

test('a turn is over after ten milliseconds, and the next one begins when the pause has ended', async () => {
  let now = 0;
  const turns = takeTurns(() => {
    now += 1000;
    return Promise.resolve();
  }, () => now);
  expect(turns.over()).toBe(false);
  now += 9;
  expect(turns.over()).toBe(false);
  now += 1;
  expect(turns.over()).toBe(true);
  await turns.next();
  expect(turns.over()).toBe(false);
});

test('what else waits goes first', async () => {
  const order: string[] = [];
  setImmediate(() => order.push('a key'));
  await takeTurns().next();
  order.push('the work');
  expect(order).toEqual(['a key', 'the work']);
});
