/** A log's body, or what an attached container writes, to lines: multiplexed or raw. */
import { createDemux, isHeader } from './demux.ts';
import { createFrameLines, logSplitter } from './frames.ts';
import type { LogLine } from './types.ts';

/** Bytes in, lines out. */
export interface LogDecoder {
  /** Takes the next bytes; throws OutOfSync after the lines before the fault were delivered. */
  push(chunk: Buffer): void;
  /** Ends the stream. `complete`: the body came to its proper end; then the open line counts, without timestamps always. Gives whether nothing was cut. */
  end(complete: boolean): boolean;
}

/** What a body turned out to be. */
interface Form {
  push(chunk: Buffer): void;
  end(complete: boolean): boolean;
}

function framed(add: (line: LogLine) => void, stamped: boolean): Form {
  const lines = createFrameLines(add, stamped);
  const demux = createDemux(lines.frame);
  return {
    push(chunk) {
      try {
        demux.push(chunk);
      } finally {
        lines.flush();
      }
    },
    end(complete) {
      const whole = complete && demux.whole();
      lines.end(whole || !stamped);
      return whole;
    },
  };
}

/** Docker's pieces of a long line have at least so many characters (16 KiB of four bytes each). */
const leastPiece = 4096;

/**
 * A terminal's long line without the timestamps inside: Docker stores it in pieces of 16 KiB, and without frames each piece's timestamp,
 * the same for all of them, stands in the middle of the text (seen on 20.10).
 */
function withoutInnerStamps(line: LogLine): LogLine {
  const { raw: text, body } = line;
  if (body === 0 || text.length < body + leastPiece) return line;
  const stamp = text.slice(0, body);
  let joined = '';
  let from = 0;
  for (;;) {
    const at = text.indexOf(stamp, from + body + leastPiece);
    if (at < 0) break;
    joined += text.slice(from === 0 ? 0 : from + body, at);
    from = at;
  }
  return from === 0 ? line : { ...line, raw: joined + text.slice(from + body) };
}

function raw(add: (line: LogLine) => void, stamped: boolean): Form {
  const splitter = logSplitter('stdout', (line) => add(withoutInnerStamps(line)), stamped);
  return {
    push: (chunk) => splitter.write(chunk, 0, chunk.length),
    end(complete) {
      if (complete || !stamped) splitter.endLine();
      else splitter.drop();
      return complete;
    },
  };
}

/**
 * Whether a body is framed. `Config.Tty` tells, the Content-Type does not (field guide 3.2); the first bytes may overrule it, once:
 * text where frames were expected, or a header where text was.
 */
function isFramed(tty: boolean, head: Buffer): boolean {
  if (tty) return head.length >= 8 && head[0]! >= 1 && isHeader(head);
  const isText = head.length > 0 && head[0]! > 3 && (head[1] !== 0 || head[2] !== 0 || head[3] !== 0);
  return !isText;
}

/**
 * A decoder for the stream of a container with or without a TTY; `receive` gets the lines of each chunk together. `stamped` is false for
 * what an attached container writes: it has no timestamps, and what was cut off does not come again.
 */
export function createLogDecoder(tty: boolean, receive: (lines: readonly LogLine[]) => void, stamped = true): LogDecoder {
  let lines: LogLine[] = [];
  const add = (line: LogLine) => {
    lines.push(line);
  };
  const deliver = () => {
    if (lines.length === 0) return;
    const ready = lines;
    lines = [];
    receive(ready);
  };
  let form: Form | null = null;
  let head: Buffer = Buffer.alloc(0);
  const begin = () => {
    form = isFramed(tty, head) ? framed(add, stamped) : raw(add, stamped);
    form.push(head);
    return form;
  };

  return {
    push(chunk) {
      try {
        if (form) return form.push(chunk);
        head = Buffer.concat([head, chunk]);
        // a terminal's first line may be shorter than a header, and nothing may follow for long
        if (head.length >= 8 || (tty && head[0]! > 3)) begin();
      } finally {
        deliver();
      }
    },
    end(complete) {
      const whole = (form ?? begin()).end(complete);
      deliver();
      return whole;
    },
  };
}
