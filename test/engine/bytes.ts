/** Bytes for the stream tests: frames as an engine sends them, and every way of cutting a body into chunks. */
import fc from 'fast-check';
import { createLogDecoder } from '../../src/engine/log-decoder.ts';
import type { LogLine } from '../../src/engine/types.ts';

/** One frame of a multiplexed stream. */
export function frame(type: number, payload: string | Buffer): Buffer {
  const body = Buffer.from(payload);
  const header = Buffer.from([type, 0, 0, 0, 0, 0, 0, 0]);
  header.writeUInt32BE(body.length, 4);
  return Buffer.concat([header, body]);
}

/** A body in chunks of the given sizes, taken again and again until all of it is used. */
export function chunksOf(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length]!;
    chunks.push(bytes.subarray(at, at + size));
    at += size;
  }
  return chunks;
}

/** Chunk sizes from a few bytes to more than a frame. */
export const anySizes = fc.array(fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 40_000 })), { minLength: 1, maxLength: 8 });

export interface Decoded {
  readonly lines: readonly LogLine[];
  /** What the decoder said at the end. */
  readonly whole: boolean;
}

/** A log's body decoded. The chunks are overwritten after each push, as Node may do with its buffers. */
export function decoded(chunks: readonly Buffer[], { tty = false, complete = true, stamped = true } = {}): Decoded {
  const lines: LogLine[] = [];
  const decoder = createLogDecoder(tty, (run) => lines.push(...run), stamped);
  for (const chunk of chunks) {
    const borrowed = Buffer.from(chunk);
    decoder.push(borrowed);
    borrowed.fill(0xee);
  }
  return { lines, whole: decoder.end(complete) };
}

/** `stdout: text` of each line, without its timestamp. */
export const said = (lines: readonly LogLine[]) => lines.map(({ stream, raw, body }) => `${stream}: ${raw.slice(body)}`);
