/** The terminal lent to somebody else's bytes: shown as fast as it takes them, and never waited for. */
import type { Borrower, Loan } from '../app/ports.ts';
import type { Size } from '../view/cells.ts';
import { takeBack } from './modes.ts';
import { createTracker } from './tracker.ts';
import type { After, Writer } from './writer.ts';

/** What a loan is made of. `over` gives the terminal back. */
export interface LoanOptions {
  readonly writer: Writer;
  readonly after: After;
  readonly borrower: Borrower;
  readonly size: () => Size;
  readonly over: () => void;
}

/** Bytes that may wait for the terminal, those kept when more would, and the largest piece sent at once. */
const most = 8 * 1024 * 1024;
const keptBytes = 256 * 1024;
const pieceBytes = 64 * 1024;

/** A loan of the terminal that `end` closes, resetting it unless it is gone. */
export function createLoan({ writer, after, borrower, size, over }: LoanOptions): Loan & { end(reset: boolean): void } {
  const tracker = createTracker();
  const ends: (() => void)[] = [];
  let queue: Uint8Array[] = [];
  let waiting = 0;
  let spared = 0;
  let ended = false;

  function settle(): void {
    for (const tell of ends.splice(0)) tell();
  }

  function leaveOut(keep: number): void {
    while (waiting > keep && queue.length > 0) {
      const gone = queue.shift()?.length ?? 0;
      waiting -= gone;
      spared += gone;
    }
  }

  function nextPiece(): Uint8Array {
    const piece: Uint8Array[] = [];
    for (let length = 0; length < pieceBytes && queue.length > 0;) {
      const first = queue.shift();
      if (first === undefined) break;
      piece.push(first);
      length += first.length;
    }
    const bytes = piece.length === 1 && piece[0] ? piece[0] : Buffer.concat(piece);
    waiting -= bytes.length;
    return bytes;
  }

  function sendNext(): void {
    if (ended || writer.busy) return;
    if (queue.length === 0) return settle();
    let bytes = nextPiece();
    if (spared > 0) {
      // the piece before may have been cut anywhere: the first escape ends what was open
      bytes = Buffer.concat([Buffer.from(`\x1b\\\x1b[m${borrower.spared(spared)}`), bytes]);
      spared = 0;
    }
    tracker.push(bytes);
    writer.send(bytes, sendNext);
  }

  return {
    get size() {
      return size();
    },
    get wasOnOther() {
      return tracker.wasOnOther;
    },
    get waiting() {
      return waiting;
    },
    show(bytes) {
      if (ended || bytes.length === 0) return;
      const piece = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
      queue.push(piece);
      waiting += piece.length;
      if (waiting > most) leaveOut(keptBytes);
      sendNext();
    },
    skip: () => leaveOut(0),
    shown: (milliseconds) => new Promise((resolve) => {
      if (ended || (queue.length === 0 && !writer.busy)) return resolve();
      const callOff = after(milliseconds, resolve);
      ends.push(() => {
        callOff();
        resolve();
      });
    }),
    giveBack: () => over(),
    end(reset) {
      if (ended) return;
      ended = true;
      queue = [];
      settle();
      if (reset) writer.sendNow(takeBack(tracker.otherScreen));
    },
  };
}
