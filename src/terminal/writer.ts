/** Bytes to a terminal that may stop reading: one piece in flight, the event loop never waits. */
import { closeSync, constants, openSync, write, writeSync } from 'node:fs';

/** Runs something after so many milliseconds; the function it returns calls that off. */
export type After = (milliseconds: number, run: () => void) => () => void;

/** Where frames go. */
export interface Writer {
  /** Whether a piece is still on its way. */
  readonly busy: boolean;
  /** Sends a piece and calls `done` when the terminal has taken all of it. Not to be called while busy. */
  send(piece: string | Uint8Array, done: () => void): void;
  /** Drops what is on its way and writes this within about 300 ms, or gives up. False if the terminal did not take it all. */
  sendNow(text: string): boolean;
  close(): void;
}

const firstWait = 2;
const longestWait = 100;
const pause = 5;
const patience = 60;

const bytesOf = (piece: string | Uint8Array) => (typeof piece === 'string' ? Buffer.from(piece) : piece);

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function isFull(error: unknown): boolean {
  return codeOf(error) === 'EAGAIN' || codeOf(error) === 'EWOULDBLOCK';
}

/**
 * Opens the same terminal once more, non-blocking. The flag belongs to the open file, and the one we were given is shared with the shell:
 * setting it there would outlive us. Undefined where that is not possible.
 */
function openAgain(fd: number): number | undefined {
  for (const path of [`/proc/self/fd/${fd}`, '/dev/tty']) {
    try {
      return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    } catch {
      // no such path on this system, or not ours to open: try the next
    }
  }
  return undefined;
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** Writes all bytes or stops at `false` when the terminal stays full; `wait` is called each time it is. */
function push(fd: number, bytes: Uint8Array, wait: () => boolean): number {
  let sent = 0;
  while (sent < bytes.length) {
    try {
      sent += writeSync(fd, bytes, sent);
    } catch (error) {
      if (!isFull(error)) throw error;
      if (!wait()) break;
    }
  }
  return sent;
}

/** A writer on a descriptor of our own, which says "full" instead of waiting. */
function createOwnWriter(fd: number, after: After, lost: () => void): Writer {
  let rest: Uint8Array = new Uint8Array(0);
  let finish: (() => void) | undefined;
  let callOff: (() => void) | undefined;

  function stop(): void {
    callOff?.();
    callOff = undefined;
    finish = undefined;
  }

  function attempt(wait: number): void {
    callOff = undefined;
    try {
      rest = rest.subarray(push(fd, rest, () => false));
    } catch {
      stop();
      lost();
      return;
    }
    if (rest.length > 0) {
      callOff = after(wait, () => attempt(Math.min(wait * 2, longestWait)));
      return;
    }
    const done = finish;
    finish = undefined;
    done?.();
  }

  return {
    get busy() {
      return finish !== undefined;
    },
    send(piece, done) {
      rest = bytesOf(piece);
      finish = done;
      attempt(firstWait);
    },
    sendNow(text) {
      stop();
      let tries = patience;
      const bytes = Buffer.from(text);
      try {
        const sent = push(fd, bytes, () => {
          sleep(pause);
          return --tries > 0;
        });
        return sent === bytes.length;
      } catch {
        // EIO, EPIPE: the terminal is gone, and with it the need to restore it
        return false;
      }
    },
    close() {
      stop();
      closeSync(fd);
    },
  };
}

/** A writer on the descriptor we were given, which may wait: so the waiting is done by another thread. */
function createSharedWriter(fd: number, after: After, lost: () => void): Writer {
  let busy = false;
  let last: string | undefined;

  function send(bytes: Uint8Array, wait: number, done: () => void): void {
    write(fd, bytes, (error, sent) => {
      if (error !== null && !isFull(error)) {
        busy = false;
        lost();
        return;
      }
      const rest = bytes.subarray(error === null ? sent : 0);
      if (last !== undefined) {
        busy = false;
        sendNow(last);
        done();
      } else if (error !== null) after(wait, () => send(rest, Math.min(wait * 2, longestWait), done));
      else if (rest.length > 0) send(rest, firstWait, done);
      else {
        busy = false;
        done();
      }
    });
  }

  function sendNow(text: string): boolean {
    // a thread still waits in write(): a second one would wait behind it, so the text goes when that returns
    last = busy ? text : undefined;
    if (busy) return false;
    try {
      return push(fd, Buffer.from(text), () => false) > 0;
    } catch {
      return false;
    }
  }

  return {
    get busy() {
      return busy;
    },
    send(piece, done) {
      busy = true;
      last = undefined;
      send(bytesOf(piece), firstWait, done);
    },
    sendNow,
    close() {
      last = undefined;
    },
  };
}

/** Opens a writer to the terminal behind `fd`; `lost` is called once it is gone (EIO, EPIPE). */
export function openWriter(fd: number, after: After, lost: () => void): Writer {
  const own = openAgain(fd);
  return own === undefined ? createSharedWriter(fd, after, lost) : createOwnWriter(own, after, lost);
}
