import { expect, test } from 'vitest';
import { sleep } from '../../src/app/clock.ts';
import { testClock } from './manual-clock.ts';

const settled = () => new Promise((done) => setImmediate(done));

test('sleeping ends when its time has come', async () => {
  const clock = testClock();
  let woken = false;
  void sleep(clock, 100, new AbortController().signal).then(() => (woken = true));
  clock.pass(99);
  await settled();
  expect(woken).toBe(false);
  clock.pass(1);
  await settled();
  expect(woken).toBe(true);
});

test('an abort wakes it with its reason, before or meanwhile', async () => {
  const clock = testClock();
  const control = new AbortController();
  const sleeping = sleep(clock, 100, control.signal);
  control.abort(new Error('no longer wanted'));
  await expect(sleeping).rejects.toThrow('no longer wanted');
  await expect(sleep(clock, 100, control.signal)).rejects.toThrow('no longer wanted');
});
