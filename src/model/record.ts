/** Which lines of a log belong together: a stack trace and the line it was thrown on are one record. Input is clean text, so tabs are blanks. */
import { levelNamed } from './level.ts';

/** What stands at the margin and goes on a record all the same. No two parts of a form match the same text, so each is linear. */
const goesOn = new RegExp(`^(?:${[
  // Java and JavaScript, also where the indentation was lost
  'Caused by: ', 'Suppressed: ', String.raw`\.\.\. \d+ (?:more|common frames omitted)$`,
  String.raw`at [\w$.<>/@\[\] ]+\((?:[^()]*:\d+|Native Method|Unknown Source|<anonymous>)\)$`, String.raw`at (?:file://)?/[^ :]+:\d+:\d+$`,
  // Python, between two of its traces
  'During handling of the above exception, another exception occurred:$', 'The above exception was the direct cause of the following exception:$',
  // Go: a call with its arguments in hex, who began the goroutine, the signal
  String.raw`(?=[\w./\-]+\.)[\w./*()\[\]\-]+\([\da-fx?{}, ._]*\)$`, String.raw`panic\([\da-fx?{}, ._]*\)$`, String.raw`created by [\w./]+\.`, String.raw`\[signal SIG`,
  // PHP
  String.raw`#\d+ (?:/|\{main\}|\[internal function\])`, '(?:PHP )?Stack trace:$', String.raw`PHP {1,3}\d+\. `,
  // .NET, Rust, and the end of an object over several lines
  '--- End of ', 'stack backtrace:$', 'note: (?:run with |Some details are omitted)', String.raw`[}\])]+[,;]?$`,
].join('|')})`);

/** Whole records that some write with blanks before them: a time, or a level set like a badge. */
const indentedTime = /^ +\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:/;
const badge = /^ ([A-Z]{3,11}) /;

function beginsIndented(text: string): boolean {
  const name = badge.exec(text)?.[1];
  return (name !== undefined && levelNamed(name) !== null) || indentedTime.test(text);
}

/** Whether a line, by itself, goes on the record of the line before it. Whether there is such a line is the caller's affair; an empty one never goes on. */
export function continues(text: string): boolean {
  if (!text.startsWith(' ')) return goesOn.test(text);
  return /[^ ]/.test(text) && !beginsIndented(text);
}

/** What is known of a line and the record it stands in, for the line after it. */
export interface Continuation {
  readonly continues: boolean;
  /** The line is within a Python traceback, whose last line stands at the margin. */
  readonly traceback: boolean;
}

const begins: Continuation = { continues: false, traceback: false };
const goes: Continuation = { continues: true, traceback: false };
const beginsTraceback: Continuation = { continues: false, traceback: true };
const goesInTraceback: Continuation = { continues: true, traceback: true };

const tracebackHead = 'Traceback (most recent call last):';
/** `ValueError: x`, `KeyboardInterrupt`, `psycopg2.errors.UniqueViolation: x`. */
const exceptionLine = /^([A-Za-z_]\w*(?:\.\w+)*)(?:: |:?$)/;

function isException(text: string): boolean {
  const name = exceptionLine.exec(text)?.[1];
  return name !== undefined && levelNamed(name) === null;
}

/**
 * The same with an eye on Python, whose traceback ends in a line that looks like any other: `previous` is the answer for the line before, or
 * `{ traceback: false }` for the first.
 */
export function continuation(previous: Pick<Continuation, 'traceback'>, text: string): Continuation {
  const going = continues(text);
  if (text.endsWith(tracebackHead)) return going ? goesInTraceback : beginsTraceback;
  if (going) return previous.traceback && text.startsWith(' ') ? goesInTraceback : goes;
  return previous.traceback && isException(text) ? goes : begins;
}
