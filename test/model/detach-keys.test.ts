import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detachLabel, parseDetachKeys, seekKeys, usualDetachKeys } from '../../src/model/detach-keys.ts';

test.each([
  ['ctrl-p,ctrl-q', ['\x10', '\x11'], ['ctrl-p', 'ctrl-q']], ['ctrl-x,x', ['\x18', 'x'], ['ctrl-x', 'x']], ['a', ['a'], ['a']],
  ['ctrl-@,ctrl-[,ctrl-\\,ctrl-],ctrl-^,ctrl-_', ['\0', '\x1b', '\x1c', '\x1d', '\x1e', '\x1f'], ['ctrl-space', 'esc', 'ctrl-\\', 'ctrl-]', 'ctrl-^', 'ctrl-_']],
  ['DEL', ['\x7f'], ['backspace']], ['ctrl-m,~', ['\r', '~'], ['enter', '~']],
])('%s is understood as docker does', (text, bytes, names) => {
  const keys = parseDetachKeys(text);
  expect([keys?.codes.map(([first]) => first), keys?.names]).toEqual([bytes, names]);
});

test.each(['', 'ctrl-', 'ctrl-P', 'ctrl-1', 'ctrl-p,', 'ctrl-p ctrl-q', 'xx', 'é', ' '])('“%s” are no detach keys', (text) => expect(parseDetachKeys(text)).toBeNull());

test('they are told to people without commas', () => expect([detachLabel(usualDetachKeys), detachLabel(parseDetachKeys('ctrl-x,x')!)]).toEqual(['ctrl-p ctrl-q', 'ctrl-x x']));

describe('looking for them in what is typed', () => {
  const seek = (typed: string, text = 'ctrl-p,ctrl-q') => seekKeys(parseDetachKeys(text)!, typed);

  test.each([
    ['ls\r', { pass: 'ls\r', held: '', detached: false }],
    ['ls\x10', { pass: 'ls', held: '\x10', detached: false }],
    ['ls\x10\x11more', { pass: 'ls', held: '', detached: true }],
    ['\x10x', { pass: '\x10x', held: '', detached: false }],
    ['\x10\x10', { pass: '\x10', held: '\x10', detached: false }],
    ['\x10\x10\x11', { pass: '\x10', held: '', detached: true }],
    ['\x11', { pass: '\x11', held: '', detached: false }],
    ['\x1b[112;5u', { pass: '', held: '\x1b[112;5u', detached: false }],
    ['\x1b[112;5u\x1b[113;5u', { pass: '', held: '', detached: true }],
    ['\x1b[27;5;112~\x11', { pass: '', held: '', detached: true }],
    ['\x1b', { pass: '\x1b', held: '', detached: false }],
    ['', { pass: '', held: '', detached: false }],
  ])('%j', (typed, expected) => expect(seek(typed)).toEqual(expected));

  test('a single key leaves at once', () => expect(seek('abc\x18', 'ctrl-x')).toEqual({ pass: 'abc', held: '', detached: true }));

  test('however the bytes are cut, the same goes through and the same leaves', () => {
    const bytes = fc.array(fc.constantFrom('\x10', '\x11', 'a', '\r'), { maxLength: 12 });
    fc.assert(fc.property(bytes, fc.array(fc.nat(12), { maxLength: 4 }), (typed, cuts) => {
      const whole = seek(typed.join(''));
      let [passed, held, detached] = ['', '', false];
      let at = 0;
      for (const cut of [...cuts.filter((one) => one < typed.length).sort((a, b) => a - b), typed.length]) {
        if (detached) break;
        const step = seek(held + typed.slice(at, cut).join(''));
        [passed, held, detached] = [passed + step.pass, step.held, step.detached];
        at = cut;
      }
      expect([passed, held, detached]).toEqual([whole.pass, whole.held, whole.detached]);
    }));
  });
});
