import { describe, expect, test } from 'vitest';
import { createMerger } from '../../src/app/merge.ts';
import type { Message } from '../../src/model/message.ts';
import { line, stampAt } from '../model/lines.ts';
import { target } from '../model/state.ts';
import { testClock } from './manual-clock.ts';

function open() {
  const clock = testClock();
  const sent: string[][] = [];
  const merger = createMerger(clock, (message: Message) => {
    if (message.type === 'logs/merged') sent.push(message.lines.map((one) => one.line.raw.slice(one.line.body)));
  });
  const pass = (milliseconds: number) => {
    for (let left = milliseconds; left > 0; left -= 10) clock.pass(10);
  };
  return { clock, sent, merger, pass, a: merger.source(target('a')), b: merger.source(target('b')) };
}

describe('several logs as one', () => {
  test('come in the order of their time, however they arrive', () => {
    const { a, b, sent, pass } = open();
    a.add([line('a1', stampAt(1)), line('a3', stampAt(3)), line('a5', stampAt(5))]);
    pass(50);
    b.add([line('b2', stampAt(2)), line('b4', stampAt(4))]);
    pass(1000);
    expect(sent.flat()).toEqual(['a1', 'b2', 'a3', 'b4', 'a5']);
  });

  test('a line is held for a tenth of a second, and while another log may be behind', () => {
    const { a, b, sent, pass } = open();
    a.add([line('first', stampAt(0))]);
    pass(400);
    sent.length = 0;
    a.add([line('now', stampAt(10))]);
    pass(80);
    b.add([line('just before', stampAt(9))]);
    expect(sent.flat()).toEqual([]);
    pass(300);
    expect(sent.flat()).toEqual(['just before', 'now']);
    a.add([line('alone', stampAt(11))]);
    pass(150);
    expect(sent.flat().at(-1)).toBe('alone');
  });

  test('one that lags behind is waited for while it sends, a second at most', () => {
    const { a, b, sent, pass } = open();
    a.add([line('a100', stampAt(100))]);
    for (let second = 1; second <= 30; second++) {
      b.add([line(`b${second}`, stampAt(second))]);
      pass(100);
    }
    const all = sent.flat();
    expect(all.indexOf('a100')).toBeGreaterThan(7);
    expect(all.indexOf('a100')).toBeLessThan(14);
  });

  test('each keeps its own order, whatever its stamps say', () => {
    const { a, b, sent, pass } = open();
    a.add([line('a9', stampAt(9)), line('a2', stampAt(2)), line('no stamp'), line('a10', stampAt(10))]);
    b.add([line('b5', stampAt(5))]);
    pass(1000);
    expect(sent.flat()).toEqual(['b5', 'a9', 'a2', 'no stamp', 'a10']);
  });

  test('a record stays together', () => {
    const { a, b, sent, pass } = open();
    a.add([line('Exception in thread main', stampAt(1)), line('    at a.b(C.java:1)', stampAt(3)), line('Caused by: x', stampAt(5)), line('after', stampAt(6))]);
    b.add([line('b2', stampAt(2)), line('b4', stampAt(4))]);
    pass(1000);
    expect(sent.flat()).toEqual(['Exception in thread main', '    at a.b(C.java:1)', 'Caused by: x', 'b2', 'b4', 'after']);
  });

  test('what is held of one that leaves is forgotten, of one that ends is sent', () => {
    const { a, b, sent, pass } = open();
    a.add([line('a', stampAt(1))]);
    b.add([line('b', stampAt(2))]);
    a.leave();
    b.flush();
    expect(sent.flat()).toEqual(['b']);
    pass(1000);
    expect(sent.flat()).toEqual(['b']);
  });

  test('a flood is not held: fifty thousand lines go at once', () => {
    const { a, sent } = open();
    a.add(Array.from({ length: 50_000 }, (_, at) => line(`line ${at}`, stampAt(at / 1000))));
    expect(sent.flat()).toHaveLength(50_000);
  });
});
