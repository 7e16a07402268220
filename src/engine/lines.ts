/** Bytes to lines with split2, behind a guard: split2 alone goes quadratic on a line without an end, or drops it without a word. */
import split from 'split2';

/** A line longer than this is broken into pieces of this many bytes. */
export const longestLine = 256 * 1024;

/**
 * Takes one line without its newline (`\n` or `\r\n`). `broken`: it goes on in the next one. `continued`: it goes on from the one before.
 */
export type ReceiveLine = (text: string, broken: boolean, continued: boolean) => void;

/** Splits one stream; every line that is complete is delivered before `write` returns. */
export interface Splitter {
  /** Takes the next bytes, which may be overwritten afterwards. */
  write(bytes: Buffer, start: number, end: number): void;
  /** Ends the line that is open, if any, as if its newline had come. */
  endLine(): void;
  /** Forgets the line that is open. */
  drop(): void;
  /** Whether a line has begun that has no newline yet. */
  open(): boolean;
}

const newline = Buffer.from('\n');

/** A splitter that hands each line to `receive`. */
export function createSplitter(receive: ReceiveLine, longest = longestLine): Splitter {
  let broken = false;
  let continued = false;
  // split2 calls its mapper while it takes a write, and what a mapper keeps to itself is never queued: so lines of
  // several splitters come in the order in which they were written, and nothing piles up
  const lines = split('\n', (line: string) => {
    receive(line.endsWith('\r') && !broken ? line.slice(0, -1) : line, broken, continued);
    continued = broken;
    return undefined;
  });
  // the beginning of the line that is open; split2 is only given whole lines, so it keeps nothing back
  let held = Buffer.allocUnsafe(0);
  let size = 0;

  const hold = (bytes: Buffer, start: number, end: number) => {
    const needed = size + end - start;
    if (needed > held.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, Math.min(longest + 4, held.length * 2), 256));
      held.copy(larger, 0, 0, size);
      held = larger;
    }
    bytes.copy(held, size, start, end);
    size = needed;
  };
  /** Gives split2 what is held and more bytes, which it decodes before `write` returns. */
  const pass = (bytes: Buffer, start: number, end: number) => {
    if (size === 0) {
      lines.write(bytes.subarray(start, end));
      return;
    }
    const block = Buffer.allocUnsafe(size + end - start);
    held.copy(block, 0, 0, size);
    bytes.copy(block, size, start, end);
    size = 0;
    lines.write(block);
  };
  /** Breaks the open line at the limit, between two characters, and keeps the rest. */
  const breakLine = () => {
    const cut = characterStart(held, longest);
    const rest = Buffer.from(held.subarray(cut, size));
    size = cut;
    broken = true;
    pass(newline, 0, 1);
    broken = false;
    hold(rest, 0, rest.length);
  };
  /** Takes bytes without a newline, as much at a time as the limit allows. */
  const extend = (bytes: Buffer, start: number, end: number) => {
    let at = start;
    while (at < end) {
      const next = Math.min(end, at + longest + 4 - size);
      hold(bytes, at, next);
      at = next;
      while (size > longest) breakLine();
    }
  };
  /** Takes whole lines, of which one may be longer than the limit, one by one. */
  const each = (bytes: Buffer, start: number, end: number) => {
    for (let at = start; at < end;) {
      const next = bytes.indexOf(0x0a, at) + 1;
      extend(bytes, at, next - 1);
      pass(newline, 0, 1);
      at = next;
    }
  };

  return {
    write(bytes, start, end) {
      if (end <= start) return;
      const last = bytes[end - 1] === 0x0a ? end - 1 : lastNewline(bytes, start, end);
      if (last < start) return extend(bytes, start, end);
      if (size + last - start <= longest) pass(bytes, start, last + 1);
      else each(bytes, start, last + 1);
      extend(bytes, last + 1, end);
    },
    endLine() {
      if (size > 0 || continued) pass(newline, 0, 1);
    },
    drop() {
      size = 0;
      continued = false;
    },
    open: () => size > 0 || continued,
  };
}

function lastNewline(bytes: Buffer, start: number, end: number): number {
  let at = end - 1;
  // lastIndexOf would run on to the beginning of the buffer, past `start`
  while (at >= start && bytes[at] !== 0x0a) at -= 1;
  return at;
}

/** The last place at or before `at` where a UTF-8 character may begin; `at` itself when the bytes are no UTF-8. */
function characterStart(bytes: Buffer, at: number): number {
  for (let back = 0; back < 4 && at - back > 0; back += 1) if ((bytes[at - back]! & 0xc0) !== 0x80) return at - back;
  return at;
}
