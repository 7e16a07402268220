import { expect, test } from 'vitest';
import { createTracker } from '../../src/terminal/tracker.ts';

const after = (...pieces: string[]) => {
  const tracker = createTracker();
  for (const piece of pieces) tracker.push(Buffer.from(piece));
  return [tracker.otherScreen, tracker.wasOnOther];
};

test.each([
  ['plain \x1b[31mtext\x1b[m', [false, false]], ['\x1b[?1049h', [true, true]], ['\x1b[?1049hvi\x1b[?1049l$', [false, true]], ['\x1b[?1;1047;25h', [true, true]],
  ['\x1b[?1049h\x1bc', [false, true]], ['\x1b[?47h', [true, true]], ['\x1b[1049h', [false, false]], ['\x1b]0;\x1b[?1049h', [true, true]], ['\x1b]0;title ?1049h\x07\x1b[?25l', [false, false]],
  ['\x1bP?1049h\x1b\\', [false, false]], ['\x1b[?10\x1849h', [false, false]], [`\x1b[?${'1;'.repeat(100)}1049h`, [false, false]],
])('%j', (output, expected) => {
  expect(after(output)).toEqual(expected);
  expect(after(...output)).toEqual(expected);
});
