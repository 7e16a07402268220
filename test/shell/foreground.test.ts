import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import type { Loan } from '../../src/app/ports.ts';
import { createForeground } from '../../src/shell/foreground.ts';
import { createManualClock } from '../terminal/manual-clock.ts';

class Keys extends EventEmitter {
  pause(): void {}
  resume(): void {}
}

function open(loan: Partial<Loan> = {}) {
  const told: string[] = [];
  const typing = new Keys();
  const clock = createManualClock();
  const terminal = { leave: () => told.push('leave'), enter: () => told.push('enter'), lend: () => {
    told.push('lend');
    return { giveBack: () => told.push('give back'), ...loan } as unknown as Loan;
  } };
  const foreground = createForeground({ terminal, typing, say: (text) => told.push(text), after: clock.after });
  const settled = async (milliseconds = 50) => {
    await new Promise((done) => setImmediate(done));
    clock.pass(milliseconds);
    await new Promise((done) => setImmediate(done));
  };
  return { told, typing, clock, foreground, settled };
}

test('two uses have their turn one after the other, and the screen between them', async () => {
  const { told, clock, foreground, settled, typing } = open();
  let over = () => undefined as void;
  const first = foreground.give(() => new Promise<string>((resolve) => (over = () => resolve('first'))));
  const second = foreground.give(async ({ say }) => {
    say('second');
    return 2;
  });
  expect([told, foreground.given]).toEqual([['leave'], true]);
  over();
  await settled();
  expect(await first).toBe('first');
  expect([told, foreground.given]).toEqual([['leave', 'enter', 'leave', 'second'], true]);
  await settled();
  expect(await second).toBe(2);
  expect([told.at(-1), foreground.given, clock.waiting, typing.eventNames()]).toEqual(['enter', false, 0, []]);
});

test('a use that fails gives the screen back, and the next has its turn', async () => {
  const { told, foreground, settled } = open();
  const failed = foreground.give(() => Promise.reject(new Error('bug')));
  const next = foreground.give(() => Promise.resolve('next'));
  const outcome = expect(failed).rejects.toThrow('bug');
  await settled();
  await outcome;
  await settled();
  expect([await next, told]).toEqual(['next', ['leave', 'enter', 'leave', 'enter']]);
});

test('enter is waited for; other keys, and one pressed too late, are nobody’s', async () => {
  const { typing, foreground, settled } = open();
  let pressed = false;
  const use = foreground.give(async ({ enterPressed }) => {
    await enterPressed();
    pressed = true;
  });
  for (const keys of ['q', 'jk', '\x1b[A']) typing.emit('data', Buffer.from(keys));
  await settled();
  expect(pressed).toBe(false);
  typing.emit('data', Buffer.from('x\r'));
  await settled(0);
  expect([pressed, foreground.given, typing.listenerCount('data')]).toEqual([true, true, 1]);
  await settled();
  await use;
  expect([foreground.given, typing.listenerCount('data')]).toEqual([false, 0]);
});

test('a loan ends with its use, before the screen comes back, and keys that come late are nobody’s', async () => {
  const { told, foreground, settled, typing } = open();
  const borrower = { typed: () => undefined, resized: () => undefined, spared: () => '' };
  const use = foreground.give(({ borrow }) => Promise.resolve(borrow(borrower)).then(() => 'done'));
  await settled(0);
  expect(told).toEqual(['leave', 'lend', 'give back']);
  expect(typing.listenerCount('data')).toBe(1);
  await settled();
  expect([await use, told.at(-1), typing.listenerCount('data')]).toEqual(['done', 'enter', 0]);
  const failed = foreground.give(({ borrow }) => {
    borrow(borrower);
    return Promise.reject(new Error('bug'));
  });
  const outcome = expect(failed).rejects.toThrow('bug');
  await settled(0);
  await settled();
  await outcome;
  expect(told.slice(-4)).toEqual(['leave', 'lend', 'give back', 'enter']);
});

test('an interrupt ends the waiting, and is told once', async () => {
  const { foreground, settled } = open();
  foreground.interrupt();
  const heard: string[] = [];
  const use = foreground.give(async ({ interrupted, enterPressed }) => {
    void interrupted().then(() => heard.push('interrupted'));
    await enterPressed();
    heard.push('went on');
  });
  await settled(0);
  expect(heard).toEqual([]);
  foreground.interrupt();
  foreground.interrupt();
  await settled();
  await use;
  expect(heard).toEqual(['interrupted', 'went on']);
});

test('nobody has it: taking it back is done at once', () => {
  const { told, clock, foreground } = open();
  foreground.takeBack(() => told.push('over'));
  expect([told, clock.waiting]).toEqual([['over'], 0]);
});
