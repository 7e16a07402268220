/** A log on the wire: each record is one frame (raw behind a terminal), in one HTTP chunk where there are chunks, as Docker sends it. */

import { nineDigits, secondText } from './clock.ts';
import type { Epoch } from './clock.ts';
import { ready } from './container-log.ts';
import type { Cursor } from './container-log.ts';

export interface WireFormat {
  readonly epoch: Epoch;
  /** An 8-byte header before each record; false for a TTY container. */
  readonly framed: boolean;
  /** Inside an HTTP body; false for the bare connection of an attach. */
  readonly chunked: boolean;
  readonly timestamps: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
  /** What went out live as well; false for those who were there. */
  readonly live: boolean;
  /** Nanoseconds of the epoch after which nothing is sent. */
  readonly until: number;
}

const batchBytes = 128 * 1024;
const hex = '0123456789abcdef';

/** Makes a function that encodes from a cursor on, some 128 KiB at a time, moving it; empty when nothing is there to send. */
export function createEncoder(format: WireFormat): (cursor: Cursor, now: number, end: Cursor | null) => Buffer {
  let second = NaN;
  let secondPart = '';

  function stamp(time: number): string {
    const whole = Math.floor(time / 1e9);
    if (whole !== second) {
      second = whole;
      secondPart = `${secondText(format.epoch.second + whole)}.`;
    }
    return `${secondPart}${nineDigits(time - whole * 1e9)}Z `;
  }

  return (cursor, now, end) => {
    let batch = Buffer.allocUnsafe(batchBytes);
    let at = 0;
    while (ready(cursor, now, end)) {
      const time = cursor.segment.time(cursor.index);
      if (time > format.until) break;
      const { error, text, live = false } = cursor.segment.record(cursor.index);
      if ((error ? !format.stderr : !format.stdout) || live && !format.live) {
        cursor.index += 1;
        continue;
      }
      const lead = format.timestamps ? stamp(time) : '';
      const bytes = typeof text === 'string' ? Buffer.byteLength(text) : text.length;
      const payload = bytes + lead.length;
      if (at + payload + 32 > batch.length) {
        if (at > 0) break;
        batch = Buffer.allocUnsafe(payload + 32);
      }
      cursor.index += 1;
      if (format.chunked) at = chunkLength(batch, at, payload + (format.framed ? 8 : 0));
      if (format.framed) {
        batch.writeUInt32BE(error ? 0x02000000 : 0x01000000, at);
        batch.writeUInt32BE(payload, at + 4);
        at += 8;
      }
      if (lead !== '') at += batch.write(lead, at, 'latin1');
      if (typeof text !== 'string') at += text.copy(batch, at);
      else at += batch.write(text, at, bytes === text.length ? 'latin1' : 'utf8');
      if (!format.chunked) continue;
      batch[at] = 13;
      batch[at + 1] = 10;
      at += 2;
    }
    return batch.subarray(0, at);
  };
}

function chunkLength(batch: Buffer, from: number, length: number): number {
  let at = from;
  let shift = 28;
  while (shift > 0 && length >>> shift === 0) shift -= 4;
  for (; shift >= 0; shift -= 4) {
    batch[at] = hex.charCodeAt((length >>> shift) & 15);
    at += 1;
  }
  batch[at] = 13;
  batch[at + 1] = 10;
  return at + 2;
}
