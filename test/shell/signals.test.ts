import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import type { Foreground } from '../../src/shell/foreground.ts';
import { heedSignals } from '../../src/shell/signals.ts';
import { createManualClock } from '../terminal/manual-clock.ts';

class Self extends EventEmitter {
  readonly pid = 77;
  readonly told: unknown[];
  constructor(told: unknown[]) {
    super();
    this.told = told;
  }
  kill(pid: number, signal: string): void {
    this.told.push(`${signal} to ${pid}, ${this.listenerCount('SIGTSTP')} listening`);
  }
}

function open(given: boolean) {
  const told: unknown[] = [];
  const self = new Self(told);
  const clock = createManualClock();
  const foreground: Foreground = { given, interrupt: () => told.push('interrupt'), give: () => Promise.reject(new Error('not asked for')), takeBack: (then) => then() };
  const terminal = { leave: () => told.push('leave'), enter: () => told.push('enter') };
  const suspend = heedSignals({ self, terminal, foreground, after: clock.after, end: (code) => told.push(code), suspending: () => undefined });
  return { told, self, clock, suspend };
}

test('a stop leaves the screen, stops this process alone, and takes the screen again; ctrl-z of ours stops the group', () => {
  const { told, self, clock, suspend } = open(false);
  self.emit('SIGTSTP');
  clock.pass(0);
  expect(told.splice(0)).toEqual(['leave', 'SIGTSTP to 77, 0 listening', 'enter']);
  suspend();
  clock.pass(0);
  expect(told.splice(0)).toEqual(['leave', 'SIGTSTP to 0, 0 listening', 'enter']);
  expect(self.listenerCount('SIGTSTP')).toBe(1);
});

test('while another program has the terminal a stop waits for it to leave, is one, and the screen does not come back', () => {
  const { told, self, clock } = open(true);
  self.emit('SIGTSTP');
  clock.pass(60);
  self.emit('SIGTSTP');
  clock.pass(60);
  expect(told).toEqual([]);
  clock.pass(100);
  expect(told).toEqual(['leave', 'SIGTSTP to 77, 0 listening']);
  expect([self.listenerCount('SIGTSTP'), clock.waiting]).toEqual([1, 0]);
});

test.each([[false, 'SIGINT', 130], [false, 'SIGQUIT', 131], [false, 'SIGTERM', 143], [false, 'SIGHUP', 129], [true, 'SIGINT', 'interrupt'], [true, 'SIGQUIT', 'interrupt'], [true, 'SIGTERM', 143], [true, 'SIGHUP', 129]])(
  'terminal given: %s, %s: %s', (given, signal, expected) => {
    const { told, self } = open(given);
    self.emit(signal);
    expect(told).toEqual([expected]);
  },
);
