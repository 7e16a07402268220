/* oxlint-disable no-control-regex -- Esc is what is looked for */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createKeyDecoder, type Heard, patience } from '../../src/terminal/keys.ts';
import { createManualClock } from './manual-clock.ts';

/** What is heard, in short: names of keys, pastes in quotes. */
function listener() {
  const heard: string[] = [];
  const typed: string[] = [];
  const reports: Heard[] = [];
  const clock = createManualClock();
  const decoder = createKeyDecoder((input) => {
    if (input.kind === 'key') {
      heard.push(input.name);
      typed.push(input.text);
    }
    if (input.kind === 'paste') heard.push(JSON.stringify(input.text));
    if (input.kind === 'focus' || input.kind === 'mode') reports.push(input);
  }, clock.after);
  const push = (...chunks: (string | Uint8Array)[]): void => {
    for (const chunk of chunks) decoder.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  };
  return { heard, typed, reports, clock, decoder, push };
}

/** What is heard of these reads, and then silence. */
function heardOf(...chunks: (string | Uint8Array)[]): string {
  const { heard, clock, push } = listener();
  push(...chunks);
  clock.pass(10_000);
  return heard.join(' ');
}

const keys: readonly (readonly [bytes: string, names: string])[] = [
  ['j', 'j'], ['G', 'G'], ['/', '/'], [' ', 'space'], ['é', 'é'], ['日', '日'], ['🚀', '🚀'],
  ['\r', 'enter'], ['\n', 'enter'], ['\t', 'tab'], ['\x7f', 'backspace'], ['\b', 'backspace'], ['\x1b', 'esc'], ['\x1b\x1b', 'esc esc'],
  ['\0', 'ctrl-space'], ['\x01', 'ctrl-a'], ['\x03', 'ctrl-c'], ['\x04', 'ctrl-d'], ['\x1a', 'ctrl-z'], ['\x1c', 'ctrl-\\'], ['\x1d', 'ctrl-]'], ['\x1f', 'ctrl-_'],
  ['\x1bj', 'alt-j'], ['\x1bG', 'alt-G'], ['\x1b\r', 'alt-enter'], ['\x1b\x04', 'ctrl-alt-d'], ['\x1b\x7f', 'alt-backspace'], ['\x1bé', 'alt-é'],
  // xterm, normal and application cursor keys
  ['\x1b[A', 'up'], ['\x1b[B', 'down'], ['\x1b[C', 'right'], ['\x1b[D', 'left'], ['\x1b[H', 'home'], ['\x1b[F', 'end'],
  ['\x1bOA', 'up'], ['\x1bOB', 'down'], ['\x1bOC', 'right'], ['\x1bOD', 'left'], ['\x1bOH', 'home'], ['\x1bOF', 'end'],
  ['\x1b[2~', 'insert'], ['\x1b[3~', 'delete'], ['\x1b[5~', 'pageup'], ['\x1b[6~', 'pagedown'], ['\x1b[Z', 'shift-tab'],
  ['\x1b[1;2A', 'shift-up'], ['\x1b[1;5C', 'ctrl-right'], ['\x1b[1;3A', 'alt-up'], ['\x1b[6;5~', 'ctrl-pagedown'], ['\x1b[1;8D', 'ctrl-alt-shift-left'], ['\x1b\x1b[A', 'alt-up'],
  // tmux, screen, vt220, rxvt, Linux console
  ['\x1b[1~', 'home'], ['\x1b[4~', 'end'], ['\x1b[7~', 'home'], ['\x1b[8~', 'end'], ['\x1b[a', 'shift-up'], ['\x1bOa', 'ctrl-up'], ['\x1b[3$', 'shift-delete'], ['\x1b[5^', 'ctrl-pageup'], ['\x1b[6@', 'ctrl-shift-pagedown'],
  ['\x1b[[A', 'f1'], ['\x1b[[E', 'f5'], ['\x1bOP', 'f1'], ['\x1bOS', 'f4'], ['\x1b[15~', 'f5'], ['\x1b[24~', 'f12'], ['\x1b[1;2P', 'shift-f1'], ['\x1bOM', 'enter'], ['\x1bOq', '1'], ['\x1bOk', '+'],
  // key codes: kitty and xterm's modifyOtherKeys
  ['\x1b[27u', 'esc'], ['\x1b[105;5u', 'ctrl-i'], ['\x1b[13u', 'enter'], ['\x1b[9;2u', 'shift-tab'], ['\x1b[32u', 'space'], ['\x1b[103;2u', 'G'], ['\x1b[97;3u', 'alt-a'], ['\x1b[97;1:3u', ''], ['\x1b[106;1:2u', 'j'], ['\x1b[97;9u', ''], ['\x1b[57399u', '0'], ['\x1b[57441u', ''],
  ['\x1b[27;5;13~', 'ctrl-enter'], ['\x1b[27;5;100~', 'ctrl-d'], ['\x1b[27;6;71~', 'ctrl-shift-g'],
  // replies and reports: heard by nobody
  ['\x1b[?62;22c', ''], ['\x1b[>41;354;0c', ''], ['\x1b[?2026;2$y', ''], ['\x1b[4;2$y', ''], ['\x1b[12;40R', ''], ['\x1b[0n', ''], ['\x1b[?1u', ''], ['\x1b[8;45;160t', ''],
  ['\x1b]11;rgb:0000/0000/0000\x1b\\', ''], ['\x1b]11;rgb:ffff/ffff/ffff\x07', ''], ['\x1bP1$r0m\x1b\\', ''], ['\x1bP>|tmux 3.3a\x1b\\', ''], ['\x1b_Gi=31;OK\x1b\\', ''],
  ['\x1b[I', ''], ['\x1b[O', ''], ['\x1b[<0;10;5M', ''], ['\x1b[<0;10;5m', ''], ['\x1b[M !!', ''], ['\x1b[Mqqq', ''], ['\x1b[32;10;5M', ''], ['\x1b[201~', ''],
  // pastes
  ['\x1b[200~rm -rf q\n\x1b[201~', '"rm -rf q\\n"'], ['\x1b[200~a\r\nb\rc\x1b[201~', '"a\\nb\\nc"'], ['\x1b[200~\x1b[A\x03d\x1b[201~', '"[Ad"'], ['\x1b[200~\x1b[201~', ''], ['\x1b[200~日本\x1b[201~', '"日本"'],
];

describe('every sequence', () => {
  test.each(keys)('%j is %s', (bytes, names) => {
    expect(heardOf(bytes)).toBe(names);
  });

  test.each(keys)('%j is the same however it is split', (bytes, names) => {
    const whole = Buffer.from(bytes);
    for (let at = 1; at < whole.length; at++) expect(heardOf(whole.subarray(0, at), whole.subarray(at))).toBe(names);
    expect(heardOf(...Array.from(whole, (byte) => Uint8Array.of(byte)))).toBe(names);
  });

  test.each(keys.filter(([bytes]) => !/^\x1b+$/.test(bytes)))('%j with a key behind it in the same read', (bytes, names) => {
    expect(heardOf(`${bytes}\x03`)).toBe(`${names} ctrl-c`.trim());
    expect(heardOf(`${bytes}q`).split(' ').at(-1)).toBe('q');
  });

  test('any mixture in any reads', () => {
    const oneEach = keys.filter(([bytes]) => !/^\x1b+$/.test(bytes));
    fc.assert(fc.property(fc.array(fc.constantFrom(...oneEach), { minLength: 1, maxLength: 12 }), fc.array(fc.nat(40), { maxLength: 12 }), (chosen, cuts) => {
      // the guard that keeps Esc and text from marking a paste nobody marked
      const bytes = Buffer.from(chosen.map(([each]) => `${each}\x1b[I`).join(''));
      const chunks: Uint8Array[] = [];
      let from = 0;
      for (const cut of cuts) {
        chunks.push(bytes.subarray(from, from + cut));
        from += cut;
      }
      chunks.push(bytes.subarray(from));
      const reads = chunks.filter((chunk) => chunk.length > 0);
      // a read that is nothing but a newline within text is judged by other rules
      fc.pre(reads.every((read) => read.includes(0x1b) || read.length < 3));
      expect(heardOf(...reads)).toBe(chosen.map(([, names]) => names).filter((names) => names !== '').join(' '));
    }));
  });

  test('any bytes at all leave the decoder listening', () => {
    fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 }), (chunks) => {
      const { heard, clock, push } = listener();
      push(...chunks);
      clock.pass(10_000);
      expect(clock.waiting).toBe(0);
      push('j');
      clock.pass(10_000);
      expect(heard.at(-1)).toBe('j');
    }));
  });

  test('a key types its character, others type nothing', () => {
    const { typed, push } = listener();
    push('j', ' ', '日', '\r', '\t', '\x7f', '\x1b[A', '\x04', '\x1bj', '\x1b[103;2u');
    expect(typed).toEqual(['j', ' ', '日', '', '', '', '', '', '', 'G']);
  });
});

describe('Esc', () => {
  test('is told only when nothing followed in time', () => {
    const { heard, clock, push } = listener();
    push('\x1b');
    clock.pass(patience.escape - 1);
    expect(heard).toEqual([]);
    clock.pass(1);
    expect(heard).toEqual(['esc']);
    push('j');
    expect(heard).toEqual(['esc', 'j']);
  });

  test.each(['[A', '[5~', 'OB', '[1;5C'])('whose sequence came too late does not make letters of %s', (tail) => {
    const { heard, clock, push } = listener();
    push('\x1b');
    clock.pass(300);
    push(tail);
    expect(heard).toHaveLength(2);
    expect(heard[1]).toMatch(/^(up|pageup|down|ctrl-right)$/);
  });

  test('a sequence that never ends is forgotten, and keys work again', () => {
    const { heard, clock, push } = listener();
    for (const begun of ['\x1b[', '\x1b[12;', '\x1bO', '\x1b]11;rgb', '\x1bP', '\x1b[M!']) {
      push(begun);
      clock.pass(patience.sequence);
      push('j');
    }
    expect(heard).toEqual(['j', 'j', 'j', 'j', 'j', 'j']);
  });

  test('ctrl-c gets through a sequence that never ends', () => {
    for (const begun of ['\x1b[12;', '\x1bO', '\x1b]11;rgb', '\x1bP']) expect(heardOf(begun, '\x03')).toBe('ctrl-c');
  });
});

describe('pastes', () => {
  test('a marked paste is one, over many reads and with marks split', () => {
    expect(heardOf('\x1b[20', '0~dd', '\ny\n', 'q\x1b[2', '01~', 'j')).toBe('"dd\\ny\\nq" j');
  });

  test('a paste without end ends when it has been quiet, and is bounded', () => {
    const { heard, clock, push } = listener();
    push('\x1b[200~dd');
    clock.pass(patience.paste - 1);
    push('y');
    clock.pass(patience.paste - 1);
    expect(heard).toEqual([]);
    clock.pass(1);
    expect(heard).toEqual(['"ddy"']);
    push('\x1b[200~', ...Array.from({ length: 40 }, () => 'x'.repeat(4096)), '\x1b[201~j');
    expect(heard[1]).toHaveLength(65536 + 2);
    expect(heard[2]).toBe('j');
  });

  test.each([
    ['dd\ny\n', '"dd\\ny\\n"'], ['dd\ry\r', '"dd\\ny\\n"'], ['rm -rf /\n', '"rm -rf /\\n"'], ['a long sentence of forty characters or so', '"a long sentence of forty characters or so"'],
  ])('text nobody types, %j in one read, is a paste', (bytes, expected) => {
    expect(heardOf(bytes)).toBe(expected);
  });

  test.each([['jjjj', 'j j j j'], ['j'.repeat(60), Array.from({ length: 60 }, () => 'j').join(' ')], ['/web\r', '/ w e b enter'], ['dy', 'd y'], ['d\r', 'd enter'], ['\r\r\r', 'enter enter enter'], ['日本', '日 本'], ['gg\x04', 'g g ctrl-d']])('what somebody or a script types, %j, is keys', (bytes, expected) => {
    expect(heardOf(bytes)).toBe(expected);
  });

  test('what follows at once on an unmarked paste belongs to it', () => {
    const { heard, clock, push } = listener();
    push('dd\ny\n', 'dy');
    clock.pass(patience.burst);
    push('j');
    expect(heard).toEqual(['"dd\\ny\\n"', '"dy"', 'j']);
  });
});

test('a stopped decoder has forgotten what was begun', () => {
  const { heard, clock, decoder, push } = listener();
  push('\x1b');
  decoder.stop();
  clock.pass(1000);
  push('[A');
  expect(clock.waiting).toBe(0);
  expect(heard).toEqual(['[', 'A']);
});

describe('reports of the terminal', () => {
  const focus = (focused: boolean) => ({ kind: 'focus', focused });

  test.each<[string, unknown[]]>([
    ['\x1b[I', [focus(true)]],
    ['\x1b[O', [focus(false)]],
    ['\x1b[O\x1b[I\x1b[O', [focus(false), focus(true), focus(false)]],
    ['\x1b[?1004;2$y', [{ kind: 'mode', mode: 1004, settable: true }]],
    ['\x1b[?1004;1$y', [{ kind: 'mode', mode: 1004, settable: true }]],
    ['\x1b[?1004;0$y', [{ kind: 'mode', mode: 1004, settable: false }]],
    ['\x1b[?1004;4$y', [{ kind: 'mode', mode: 1004, settable: false }]],
    ['\x1b[?2026;2$y', [{ kind: 'mode', mode: 2026, settable: true }]],
    // an answer about one of ECMA-48's modes, a key, an SS3 key, a paste that says so
    ['\x1b[4;2$y', []], ['\x1b[1;2I', []], ['\x1bOI', []], ['\x1b[200~\x1b[I\x1b[?1004;2$y\x1b[201~', []],
  ])('%j, however it is split', (bytes, wanted) => {
    const whole = Buffer.from(bytes);
    for (let at = 0; at < whole.length; at++) {
      const { push, reports, clock, heard } = listener();
      push(whole.subarray(0, at), whole.subarray(at));
      clock.pass(10_000);
      expect(reports).toEqual(wanted);
      if (wanted.length > 0) expect(heard).toEqual([]);
    }
  });

  test('before and after a key are no part of it', () => {
    const { push, reports, heard, clock } = listener();
    push('j\x1b[Ik\x1b[?1004;2$yl\x1b[O');
    clock.pass(10_000);
    expect([heard.join(''), reports.length]).toEqual(['jkl', 3]);
  });
});
