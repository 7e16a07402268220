import { expect, test } from 'vitest';
import type { Writer } from '../../src/terminal/writer.ts';
import { createLoan } from '../../src/terminal/loan.ts';
import { createManualClock } from './manual-clock.ts';
import { createVirtualScreen } from './virtual-screen.ts';

function open() {
  const sent: string[] = [];
  const told: number[] = [];
  const clock = createManualClock();
  let done: (() => void) | null = null;
  let over = 0;
  const writer: Writer = {
    get busy() {
      return done !== null;
    },
    send: (piece, then) => {
      sent.push(Buffer.from(piece).toString('utf8'));
      done = then;
    },
    sendNow: (text) => {
      sent.push(text);
      done = null;
      return true;
    },
    close: () => undefined,
  };
  const loan = createLoan({
    writer, after: clock.after, size: () => ({ columns: 80, rows: 24 }), over: () => over++,
    borrower: { typed: () => undefined, resized: () => undefined, spared: (bytes) => {
      told.push(bytes);
      return `[${bytes} left out]`;
    } },
  });
  /** The terminal takes what was sent. */
  const take = () => {
    const then = done;
    done = null;
    then?.();
  };
  return { loan, sent, told, clock, take, over: () => over };
}

test('what is shown goes out in order, one piece at a time, and nothing waits for it', async () => {
  const { loan, sent, take, clock } = open();
  for (const text of ['one ', 'two ', 'three']) loan.show(text);
  expect(sent).toEqual(['one ']);
  let shown = false;
  const whole = loan.shown(1000).then(() => (shown = true));
  take();
  expect(sent).toEqual(['one ', 'two three']);
  await new Promise((done) => setImmediate(done));
  expect(shown).toBe(false);
  take();
  await whole;
  expect([clock.waiting, loan.waiting]).toEqual([0, 0]);
  await loan.shown(1000);
});

test('a terminal that does not keep up: memory is bounded, the newest is kept, and what is left out is told in its place', () => {
  const { loan, sent, told, take } = open();
  const piece = Buffer.alloc(64 * 1024, 'x');
  for (let at = 0; at < 1000; at++) {
    loan.show(piece);
    expect(loan.waiting).toBeLessThan(8.2 * 1024 * 1024);
  }
  loan.show('the newest');
  expect(sent).toHaveLength(1);
  while (sent.at(-1)?.endsWith('the newest') !== true) take();
  const shown = sent.reduce((sum, text) => sum + text.replace(/[^x]/g, '').length, 0);
  expect(told.reduce((sum, bytes) => sum + bytes, 0) + shown).toBe(1000 * 64 * 1024);
  expect(told).toHaveLength(1);
  expect(sent.filter((text) => text.includes('left out'))).toEqual([expect.stringMatching(/^\x1b\\\x1b\[m\[\d+ left out\]/)]);
});

test('the rest can be left out, and a terminal that hangs is not waited for', async () => {
  const { loan, sent, told, take, clock } = open();
  loan.show('on its way');
  loan.show('flood');
  loan.skip();
  const given = loan.shown(1000);
  clock.pass(1000);
  await given;
  loan.show('after');
  take();
  expect([sent.at(-1), told]).toEqual(['\x1b\\\x1b[m[5 left out]after', [5]]);
});

test('given back, the terminal is as it was, whatever was shown', async () => {
  const { loan, sent, take, over } = open();
  const screen = createVirtualScreen(20, 4);
  await screen.write('shell$ \x1b7');
  loan.show('\x1b[?1049h\x1b[?1h\x1b[?1000;1006h\x1b[?2004h\x1b[2;3r\x1b[?25l\x1b[?7l\x1b[31;44m\x1b(0\x0e vi \x1b]0;unfinished title');
  take();
  loan.giveBack();
  expect(over()).toBe(1);
  loan.end(true);
  loan.end(true);
  loan.show('too late');
  await screen.write(sent.join(''));
  await screen.write('and on');
  expect([screen.alternate, screen.modes.bracketedPasteMode, screen.modes.wraparoundMode, screen.text()[0]]).toEqual([false, false, true, 'shell$ and on']);
  // nothing of its colours, its charset, its scroll region
  await screen.write('\r\n1\r\n2\r\n3\r\n4');
  expect(screen.text()).toEqual(['shell$ and on', '1', '2', '3']);
  expect(screen.cells()[1]).toMatch(/^1<-1,-1,000000>/);
  expect(sent.filter((text) => text.includes('too late'))).toEqual([]);
});
