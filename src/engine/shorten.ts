/**
 * JSON made small enough to be parsed and shown: a label of megabytes, or sixty thousand of them, would keep every key waiting. Long texts are
 * cut and long lists lose their end, each with a mark that says so; every body of a usual size is left as it is.
 */
import { type Attempt, engineError } from './errors.ts';
import type { Turns } from './turns.ts';

/** Bytes that are parsed as they are: no JSON of this size takes more than a few milliseconds. */
const mostWhole = 256 * 1024;
/** Of anything larger: bytes of a text, and entries of a list or an object. */
const mostText = 960;
const mostEntries = 1000;
/** What is still larger then is deeper than anything an engine sends. */
const mostShortened = 4 * 1024 * 1024;
/** Bytes looked at before the clock is. */
const stride = 64 * 1024;

const quote = 0x22;
const backslash = 0x5c;

const sizeOf = (bytes: number) => (bytes < 1048576 ? `${Math.round(bytes / 1024)} KiB` : `${(bytes / 1048576).toFixed(1)} MiB`);

/** The bytes of a JSON text as they are, or shortened when there are many. What is no JSON stays none. */
export async function shortened(attempt: Attempt, bytes: Buffer, turns: Turns): Promise<Buffer> {
  if (bytes.length <= mostWhole) return bytes;
  const work = shortening(bytes);
  for (let to = stride; to < bytes.length; to += stride) {
    work.goTo(to);
    if (turns.over()) await turns.next();
  }
  const short = work.end();
  if (short.length <= mostShortened) return short;
  throw engineError(attempt, 'protocol', `the answer is too large to be shown (${sizeOf(bytes.length)})`, 'The docker command line shows it all.');
}

/** A walk over the bytes that takes what is kept, and puts a mark where something is not. */
function shortening(bytes: Buffer): { goTo(to: number): void; end(): Buffer } {
  const parts: Buffer[] = [];
  /** Where what was not yet taken begins. */
  let from = 0;
  /** Commas so far in every list and object that is open. */
  const commas: number[] = [];
  /** Lists and objects open down to the one whose end is left out; 0 when none is. */
  let leaving = 0;
  let at = 0;
  /** Where the present text begins, 0 outside; and the last place where it may be cut. */
  let text = 0;
  let cut = 0;

  const leaveOut = (to: number, goOnAt: number, mark: string) => {
    parts.push(bytes.subarray(from, to), Buffer.from(mark));
    from = goOnAt;
  };
  /** Goes on in a text, to its end or to `to`. */
  const inText = (to: number) => {
    const last = text + mostText;
    let here = at;
    for (; here < to; here++) {
      const byte = bytes[here] as number;
      if (byte === quote) break;
      if (here <= last && (byte & 0xc0) !== 0x80) cut = here;
      // an escape is stepped over whole: \" does not end the text, and none is cut in two
      if (byte === backslash) here += bytes[here + 1] === 0x75 ? 5 : 1;
    }
    at = here;
    if (at >= to) return;
    if (at > last && leaving === 0) leaveOut(cut, at, `… (cut: ${sizeOf(at - text)} in all)`);
    text = 0;
    at++;
  };
  /** Goes on outside of texts, to the next one or to `to`. */
  const between = (to: number) => {
    for (; at < to; at++) {
      const byte = bytes[at];
      if (byte === quote) {
        text = cut = ++at;
        return;
      }
      if (byte === 0x5b || byte === 0x7b) commas.push(0);
      else if (byte === 0x2c) {
        const before = (commas.pop() ?? 0) + 1;
        commas.push(before);
        if (before === mostEntries && leaving === 0) {
          leaveOut(at, at, '');
          leaving = commas.length;
        }
      } else if (byte === 0x5d || byte === 0x7d) {
        const closing = commas.length;
        const more = (commas.pop() ?? 0) + 1 - mostEntries;
        if (leaving === 0 || leaving !== closing) continue;
        from = at;
        leaveOut(at, at, byte === 0x7d ? `,"…":"${more} more are left out"` : `,"… ${more} more are left out"`);
        leaving = 0;
      }
    }
  };
  const goTo = (to: number) => {
    while (at < to) {
      if (text > 0) inText(to);
      else between(to);
    }
  };
  return {
    goTo,
    end: () => {
      goTo(bytes.length);
      if (leaving === 0) leaveOut(bytes.length, bytes.length, '');
      return Buffer.concat(parts);
    },
  };
}
