/**
 * Cuts the multiplexed stream of a container without a TTY into its frames, however the bytes were split on the way.
 * A frame: stream type, three zero bytes, payload length as 32 bits big endian, payload (Engine API, "Stream format").
 */

/** 0 stdin, 1 stdout, 2 stderr, 3 a notice of the engine itself. */
export type FrameType = 0 | 1 | 2 | 3;

/** Takes one frame: its payload is `bytes` from `start` to `end`, valid during the call only. */
export type ReceiveFrame = (type: FrameType, bytes: Buffer, start: number, end: number) => void;

/** Engines send at most 16 KiB and a timestamp; a longer frame means we are lost, and 4 GiB must not be believed. */
export const longestFrame = 1 << 20;

/** The bytes are not a frame where one should begin; there is no way to find the next one. */
export class OutOfSync extends Error {
  readonly header: Buffer;

  constructor(header: Buffer) {
    super(`the log stream is out of sync: ${header.toString('hex')} is no frame header`);
    this.name = 'OutOfSync';
    this.header = header;
  }
}

/** Whether eight bytes can be a frame's header. */
export function isHeader(bytes: Buffer, at = 0): boolean {
  return bytes[at]! <= 3 && (bytes[at + 1]! | bytes[at + 2]! | bytes[at + 3]!) === 0 && bytes.readUInt32BE(at + 4) <= longestFrame;
}

/** An incremental demultiplexer. */
export interface Demux {
  /** Takes the next bytes. Throws OutOfSync after the frames before the fault were delivered; nothing may follow that. */
  push(chunk: Buffer): void;
  /** Whether the bytes so far end between two frames. */
  whole(): boolean;
}

/** A demultiplexer that hands each frame to `receive`. */
export function createDemux(receive: ReceiveFrame): Demux {
  const header = Buffer.alloc(8);
  let headed = 0;
  let payload: Buffer | null = null;
  let filled = 0;

  /** Finishes the frame that was begun in an earlier chunk; gives the place where the next one begins. */
  const finish = (chunk: Buffer): number => {
    let at = 0;
    if (payload === null) {
      at = Math.min(8 - headed, chunk.length);
      chunk.copy(header, headed, 0, at);
      headed += at;
      if (headed < 8) return at;
      if (!isHeader(header)) throw new OutOfSync(header);
      payload = Buffer.allocUnsafe(header.readUInt32BE(4));
      filled = 0;
    }
    const taken = Math.min(payload.length - filled, chunk.length - at);
    chunk.copy(payload, filled, at, at + taken);
    filled += taken;
    if (filled === payload.length) {
      const done = payload;
      payload = null;
      headed = 0;
      receive(header[0] as FrameType, done, 0, done.length);
    }
    return at + taken;
  };

  const push = (chunk: Buffer) => {
    let at = headed > 0 ? finish(chunk) : 0;
    while (headed === 0 && at + 8 <= chunk.length) {
      if (!isHeader(chunk, at)) throw new OutOfSync(Buffer.from(chunk.subarray(at, at + 8)));
      const start = at + 8;
      const end = start + chunk.readUInt32BE(at + 4);
      if (end > chunk.length) break;
      receive(chunk[at] as FrameType, chunk, start, end);
      at = end;
    }
    if (at < chunk.length) finish(chunk.subarray(at));
  };

  return { push, whole: () => headed === 0 };
}
