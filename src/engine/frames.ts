/**
 * Frames to lines: a frame is not a line. Long lines come in pieces with a timestamp on each, and frames of another stream may lie between.
 * Docker cuts at 16 KiB and repeats the first piece's timestamp; podman cuts at 8 KiB, sends half lines at once, and stamps each piece anew.
 */
import type { FrameType } from './demux.ts';
import { createSplitter } from './lines.ts';
import type { Splitter } from './lines.ts';
import type { LogLine, StreamName } from './types.ts';

const stampPattern = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d) /y;
const longestStamp = 36;

/** Where a line's text begins: after the engine's timestamp and one space; 0 when it has none. */
export function bodyAt(line: string): number {
  stampPattern.lastIndex = 0;
  return stampPattern.test(line) ? stampPattern.lastIndex : 0;
}

/** A splitter that makes log lines of one stream; unless they are `stamped`, what looks like a timestamp is text. */
export function logSplitter(stream: StreamName, receive: (line: LogLine) => void, stamped: boolean): Splitter {
  return createSplitter((raw, broken, continued) => receive({ stream, raw, body: stamped && !continued ? bodyAt(raw) : 0, broken }));
}

/** The size of every piece but the last when Docker cuts a line. */
const dockerPiece = 16384;

interface Stream {
  readonly splitter: Splitter;
  /** A line has begun whose newline has not come. */
  open: boolean;
  /** Its timestamp with the space; empty when it has none. */
  stamp: string;
  /** It began with a piece as Docker cuts them. */
  docker: boolean;
}

/** Frames in, lines out. */
export interface FrameLines {
  frame(type: FrameType, bytes: Buffer, start: number, end: number): void;
  /** Delivers the lines that are complete so far; to be called after each chunk. */
  flush(): void;
  /** Ends the stream: open lines are delivered when it is complete and dropped when it was cut (they come again on resume). */
  end(complete: boolean): void;
}

/**
 * Assembles the lines of each stream and hands them to `receive` in the order in which they became complete. A log's frames are `stamped`;
 * those of an attached container are whatever it wrote at once, so that neither timestamps nor the sizes of pieces mean anything in them.
 */
export function createFrameLines(receive: (line: LogLine) => void, stamped = true): FrameLines {
  const begin = (name: StreamName): Stream => ({ splitter: logSplitter(name, receive, stamped), open: false, stamp: '', docker: false });
  const streams = { 0: begin('stdout'), 1: begin('stdout'), 2: begin('stderr'), 3: begin('engine') } as const;
  // frames of one stream that follow each other are gathered, so that split2 is written to once for all of them
  let block = Buffer.allocUnsafe(128 * 1024);
  let filled = 0;
  let current: Stream = streams[1];

  const flush = () => {
    const size = filled;
    filled = 0;
    current.splitter.write(block, 0, size);
  };
  const add = (bytes: Buffer, start: number, end: number) => {
    // one byte more: a newline may have to be put in
    if (filled + end - start >= block.length) {
      flush();
      if (end - start >= block.length) block = Buffer.allocUnsafe(end - start + 1);
    }
    bytes.copy(block, filled, start, end);
    filled += end - start;
  };
  const endLine = (stream: Stream) => {
    block[filled] = 0x0a;
    filled += 1;
    stream.open = false;
  };
  /** A frame that goes on with an open line, or shows that its newline was forgotten (Docker 20.10, driver `local`). */
  const goOn = (stream: Stream, bytes: Buffer, start: number, end: number) => {
    const stamp = stampAt(bytes, start, end);
    if (stream.docker && stamp !== '' && stamp !== stream.stamp) {
      if (filled >= block.length) flush();
      endLine(stream);
      take(stream, bytes, start, end);
      return;
    }
    const body = stream.stamp === '' ? start : start + stamp.length;
    add(bytes, body, end);
    if (bytes[end - 1] === 0x0a) stream.open = false;
    else if (stream.docker && end - body < dockerPiece) endLine(stream);
  };
  const take = (stream: Stream, bytes: Buffer, start: number, end: number) => {
    if (stream.open) return goOn(stream, bytes, start, end);
    add(bytes, start, end);
    if (!stamped || bytes[end - 1] === 0x0a) return;
    stream.open = true;
    stream.stamp = stampAt(bytes, start, end);
    stream.docker = end - start - stream.stamp.length === dockerPiece;
  };

  return {
    frame(type, bytes, start, end) {
      if (start === end) return;
      const stream = streams[type];
      if (stream !== current) {
        flush();
        current = stream;
      }
      take(stream, bytes, start, end);
      if (type === 3 && (stamped ? stream.open : bytes[end - 1] !== 0x0a)) endLine(stream);
    },
    flush,
    end(complete) {
      flush();
      for (const stream of [streams[1], streams[2], streams[0], streams[3]]) {
        if (complete) stream.splitter.endLine();
        else stream.splitter.drop();
      }
    },
  };
}

function stampAt(bytes: Buffer, start: number, end: number): string {
  const head = bytes.toString('latin1', start, Math.min(end, start + longestStamp));
  return head.slice(0, bodyAt(head));
}
