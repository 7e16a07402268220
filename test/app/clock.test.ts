import { describe, expect, test } from 'vitest';
import { sleep, systemClock } from '../../src/app/clock.ts';
import { testClock } from './manual-clock.ts';

/** What became of a promise by now. */
async function outcome(promise: Promise<void>): Promise<string> {
  const told = promise.then(() => 'woke', (error: unknown) => (error as Error).message);
  await new Promise((done) => setImmediate(done));
  return Promise.race([told, Promise.resolve('asleep')]);
}

describe('sleeping', () => {
  test('ends when the time has passed, not before', async () => {
    const clock = testClock();
    const slept = sleep(clock, 100, new AbortController().signal);
    clock.pass(99);
    expect(await outcome(slept)).toBe('asleep');
    clock.pass(1);
    expect(await outcome(slept)).toBe('woke');
  });

  test('is broken off with the reason, and leaves no timer behind', async () => {
    const timers = new Set<symbol>();
    const clock = { ...testClock(), after: () => {
      const timer = Symbol('timer');
      timers.add(timer);
      return () => timers.delete(timer);
    } };
    const stop = new AbortController();
    const slept = sleep(clock, 100, stop.signal);
    expect(timers.size).toBe(1);
    stop.abort(new Error('enough'));
    expect(await outcome(slept)).toBe('enough');
    expect(timers.size).toBe(0);
  });

  test('does not begin when it is broken off already', async () => {
    const clock = { ...testClock(), after: () => expect.fail('a timer was started') };
    expect(await outcome(sleep(clock, 100, AbortSignal.abort(new Error('enough'))))).toBe('enough');
  });

  test('that ended listens to its signal no more', async () => {
    const clock = testClock();
    const { signal } = new AbortController();
    let listening = 0;
    signal.addEventListener = () => listening++;
    signal.removeEventListener = () => listening--;
    const slept = sleep(clock, 10, signal);
    expect(listening).toBe(1);
    clock.pass(10);
    await slept;
    expect(listening).toBe(0);
  });
});

test("the machine's clock calls off what it was asked for", () => {
  const cancel = systemClock.after(1e6, () => expect.fail('it was called off'));
  expect(cancel).not.toThrow();
  expect(Math.abs(systemClock.zone())).toBeLessThanOrEqual(14 * 60);
});
