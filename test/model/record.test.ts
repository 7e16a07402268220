import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Continuation, continuation, continues } from '../../src/model/record.ts';

describe('a line that goes on the record before it', () => {
  test.each([
    ['indented', '    at foo (/app/x.js:1:2)'], ['a tab, as the sanitiser leaves it', '        at com.acme.Foo.bar(Foo.java:12)'], ['by one blank', ' detail'], ['an object\'s key', '  code: \'ECONNREFUSED\','], ['an indented level', '      ERROR in the text'],
    ['Java', 'Caused by: java.io.IOException: x'], ['Java, indented', '        Suppressed: java.lang.X'], ['Java, the rest', '        ... 12 more'], ['Java, not indented', '... 12 more'], ['logback', '... 3 common frames omitted'],
    ['a frame at the margin', 'at com.acme.Foo$Bar.<init>(Foo.java:12)'], ['of a module', 'at java.base/java.lang.Thread.run(Thread.java:1583)'], ['of no source', 'at sun.X.invoke(Native Method)'], ['JavaScript at the margin', 'at async Object.<anonymous> (/app/x.js:1:2)'], ['without a name', 'at /app/x.js:1:2'], ['of a module in JavaScript', 'at file:///app/x.mjs:10:2'],
    ['Python', '  File "/app/x.py", line 3, in main'], ['Python, its code', '    raise ValueError("x")'], ['Python, between traces', 'During handling of the above exception, another exception occurred:'], ['and', 'The above exception was the direct cause of the following exception:'],
    ['Go', 'main.mustConnect(0xc0000b6000)'], ['Go, no arguments', 'main.main()'], ['Go, a method', 'net/http.(*conn).serve(0xc000132000, {0x6f1a28, 0xc0000b2000})'], ['Go, left out', 'github.com/acme/shop/api.(*Server).run.func1(...)'], ['Go, unsure', 'main.f(0x1?, {0xc0?, 0x2, 0x3})'],
    ['Go, panic', 'panic({0x4b0fa0?, 0x4e9d70?})'], ['Go, its place', '        /src/main.go:87 +0x1d4'], ['Go, who began it', 'created by net/http.(*Server).Serve in goroutine 1'], ['Go, the signal', '[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x1]'],
    ['Ruby', '        from /app/x.rb:3:in `foo\''], ['PHP', '#0 /app/x.php(12): foo()'], ['PHP, the last', '#3 {main}'], ['PHP, inside', '#1 [internal function]: foo()'], ['PHP, its heading', 'Stack trace:'], ['PHP, logged', 'PHP Stack trace:'], ['PHP, logged frames', 'PHP   1. {main}() /app/x.php:0'], ['PHP, the end', '  thrown in /app/x.php on line 3'],
    ['.NET', '   at Acme.Foo.Bar() in /src/Foo.cs:line 12'], ['.NET, inner', '   --- End of inner exception stack trace ---'], ['.NET, async', '--- End of stack trace from previous location ---'], ['.NET, cause', ' ---> System.IO.IOException: x'],
    ['Rust', 'stack backtrace:'], ['Rust, frames', '   0: std::panicking::begin_panic'], ['Rust, hint', 'note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace'], ['the end of an object', '}'], ['of objects', '}]),'],
  ])('%s: %s', (_, text) => {
    expect(continues(text)).toBe(true);
  });

  test.each([
    ['empty', ''], ['blank', '    '], ['plain', 'hello'], ['an error', 'TypeError: x is not a function'], ['a level', 'ERROR x'], ['a time', '2026-11-23 14:02:11 ERROR x'], ['an indented time', '  2026-11-23T14:02:11.123Z  INFO app: x'], ['in brackets', ' [2026/11/23 14:02:11] x'], ['a badge', ' ERROR  job failed'], ['another', ' WARN  x'],
    ['Python begins', 'Traceback (most recent call last):'], ['Go begins', 'goroutine 1 [running]:'], ['panic', 'panic: dial tcp: i/o timeout'], ['Java begins', 'Exception in thread "main" java.lang.X: y'], ['Rust begins', 'thread \'main\' panicked at src/main.rs:3:5:'], ['PHP begins', 'PHP Fatal error:  Uncaught Exception: x'],
    ['a sentence with at', 'at startup (again)'], ['and more words', 'at 12:30 all is well'], ['dots', '... and so on'], ['a call', 'main.go: run(x)'], ['a call of words', 'server.start(port)'], ['created', 'created by Ann'], ['a number', '#12 is done'], ['a note', 'note: x'], ['an object begins', '{'], ['JSON', '{"a":1}'], ['logfmt', 'a=1 b=2'], ['an object goes on after its end', '} else'],
  ])('%s: %s does not', (_, text) => {
    expect(continues(text)).toBe(false);
  });
});

/** Each line with the sign of what it does: + goes on, - begins. */
function signs(lines: readonly string[]): string {
  let last: Pick<Continuation, 'traceback'> = { traceback: false };
  return lines.map((line) => {
    const next = continuation(last, line);
    last = next;
    return next.continues ? '+' : '-';
  }).join('');
}

describe('line after line', () => {
  const head = 'Traceback (most recent call last):';
  test.each([
    ['a traceback ends with its exception', ['hello', head, '  File "x.py", line 3', '    raise', 'ValueError: x', 'INFO: y'], '--+++-'],
    ['an exception of a module, without words', [head, '  File "x.py"', 'acme.errors.Gone', 'acme.errors.Gone'], '-++-'],
    ['an interrupt', [head, '  File "x.py"', 'KeyboardInterrupt', 'done'], '-++-'],
    ['a sentence is no exception', [head, '  File "x.py"', 'it went on', 'ValueError: x'], '-+--'],
    ['nor is a level', [head, '  File "x.py"', 'WARNING: x'], '-+-'],
    ['after an empty line it has ended', [head, '  File "x.py"', '', 'ValueError: x'], '-+--'],
    ['behind a level', [`2026-11-23 14:02:11 ERROR ${head}`, '  File "x.py"', 'ValueError: x'], '-++'],
    ['within an indented group', ['x', `  + Exception Group ${head}`, '  |   File "x.py"', '  | ExceptionGroup: y', 'x: y', 'x: y'], '-++++-'],
    ['without a traceback', ['ValueError: x', '    at foo', 'ValueError: x'], '-+-'],
    ['what goes on at the margin ends it', [head, 'Caused by: x', 'ValueError: x'], '-+-'],
    ['Go', ['panic: x', '', 'goroutine 1 [running]:', 'main.main()', '        /src/main.go:3 +0x1', 'exit status 2'], '---++-'],
  ])('%s', (_, lines, wanted) => {
    expect(signs(lines)).toBe(wanted);
  });

  test('outside a traceback it is the same as line by line', () => {
    const line = fc.array(fc.constantFrom(' ', 'at ', 'a.b', '(', ')', '{', '}', ':', '1', 'Caused by: ', '#', '...', ' ERROR ', '2026-11-23 '), { maxLength: 8 }).map((pieces) => pieces.join(''));
    fc.assert(fc.property(line, (text) => {
      const next = continuation({ traceback: false }, text);
      expect(next).toEqual({ continues: continues(text), traceback: false });
      if (text.trim() === '') expect(next.continues).toBe(false);
    }));
  });
});

test.each([
  ['blanks', ' '.repeat(262_144)], ['dots', 'a.'.repeat(131_072)], ['calls', 'a.b('.repeat(65_536)], ['closed calls', 'a.b()'.repeat(52_000) + 'x'], ['places', `at a (${':1'.repeat(131_000)}`], ['paths', `at /${'a/'.repeat(131_000)}`], ['blanks before a time', `${' '.repeat(262_000)}2026`.slice(0, 262_000)], ['brackets', `${'}'.repeat(262_144)}x`], ['names', 'at '.repeat(87_000)],
])('a quarter of a megabyte of %s begins a record', (_, text) => {
  expect(continues(text)).toBe(false);
  expect(continuation({ traceback: true }, text).continues).toBe(false);
});
