/** Opens the terminal: the port's one implementation, wired from its parts. */
import type { Borrower, Input, Lender, Loan, Terminal } from '../app/ports.ts';
import type { Picture, Size } from '../view/cells.ts';
import { createCharts } from './charts.ts';
import { capabilitiesOf } from './capabilities.ts';
import type { Environment } from './capabilities.ts';
import { clipboardSequence } from './clipboard.ts';
import { createKeyDecoder, type Heard } from './keys.ts';
import { createLoan } from './loan.ts';
import { askForFocus, focusMode, giveTerminalBack, keepTitle, reportFocus, takeTerminal } from './modes.ts';
import { createPainter } from './painter.ts';
import { openWriter } from './writer.ts';
import type { After } from './writer.ts';

/** What keys come from: `process.stdin` or a stand-in. */
export interface KeyStream {
  on(event: 'data', heard: (bytes: Buffer) => void): unknown;
  on(event: 'end' | 'close' | 'error', heard: () => void): unknown;
  off(event: 'data', heard: (bytes: Buffer) => void): unknown;
  off(event: 'end' | 'close' | 'error', heard: () => void): unknown;
  pause(): unknown;
  resume(): unknown;
  setRawMode?(raw: boolean): unknown;
}

/** What tells the size: `process.stdout` or a stand-in. Nothing is written to it. */
export interface SizeSource {
  readonly columns?: number;
  readonly rows?: number;
  on(event: 'resize', heard: () => void): unknown;
  off(event: 'resize', heard: () => void): unknown;
}

/** Everything of the process that a terminal needs. */
export interface TerminalOptions {
  readonly input: KeyStream;
  readonly output: SizeSource;
  /** The descriptor frames are written to. */
  readonly fd: number;
  readonly env: Environment;
  /** False for NO_COLOR and `--no-color`. */
  readonly color: boolean;
  readonly after: After;
}

const resizeCalm = 30;
/** The terminal is asked what it can once the start is over: the answer of a program that is gone by then would be typed to the shell. */
const askCalm = 300;

/** A terminal that says nothing of its size has what a vt100 had. */
function sizeOf(output: SizeSource): Size {
  return { columns: output.columns || 80, rows: output.rows || 24 };
}

/** Opens the terminal without taking it: `enter` does. `close` gives it back and ends all listening; nothing can be shown after it. */
export function openTerminal({ input, output, fd, env, color, after }: TerminalOptions): Terminal & Lender & { close(): void } {
  const { depth, synced } = capabilitiesOf(env, color);
  const painter = createPainter(depth, synced);
  const charts = createCharts(depth > 0, again);
  const writer = openWriter(fd, after, hangUp);
  const decoder = createKeyDecoder(hear, after);
  let size = sizeOf(output);
  let receive: (heard: Input) => void = () => {};
  let entered = false;
  let gone = false;
  let closed = false;
  /** What goes out before the next frame. */
  let opening = '';
  let aside = '';
  let waiting: Picture | undefined;
  let latest: Picture | undefined;
  let callOffResize: (() => void) | undefined;
  let endLoan = () => undefined as void;
  let resized: Borrower['resized'] = () => undefined;
  let callOffAsking: (() => void) | undefined;
  let focused = true;

  /** Shows the latest picture once more. */
  function again(): void {
    waiting ??= latest;
    sendNext();
  }

  function hangUp(): void {
    if (gone || closed) return;
    gone = true;
    endLoan();
    decoder.stop();
    receive({ kind: 'closed' });
  }

  function sendNext(): void {
    if (!entered || gone || writer.busy) return;
    if (opening !== '' || aside !== '') {
      const first = opening + aside;
      opening = '';
      aside = '';
      writer.send(first, sendNext);
    }
    while (waiting !== undefined && !gone && !writer.busy) {
      const picture = waiting;
      waiting = undefined;
      const frame = painter.frame(charts.drawn(picture), size);
      if (frame !== '') writer.send(frame, sendNext);
    }
  }

  /** Sends something between two frames. */
  function say(text: string): void {
    aside += text;
    sendNext();
  }

  function tellFocus(here: boolean): void {
    if (focused === here) return;
    focused = here;
    receive({ kind: 'focus', focused });
  }

  function hear(heard: Heard): void {
    if (heard.kind === 'focus') tellFocus(heard.focused);
    else if (heard.kind !== 'mode') receive(heard);
    else if (heard.mode === focusMode && heard.settable) say(reportFocus);
  }

  function takeSize(): void {
    callOffResize = undefined;
    size = sizeOf(output);
    // a terminal moves text about as it is resized: what it shows now is not known
    painter.forget();
    receive({ kind: 'resize', size });
    resized(size);
  }

  function heardResize(): void {
    callOffResize?.();
    callOffResize = after(resizeCalm, takeSize);
  }

  function heardBytes(bytes: Buffer): void {
    if (entered) decoder.push(bytes);
  }

  function setRaw(raw: boolean): void {
    try {
      input.setRawMode?.(raw);
    } catch {
      // EIO: the terminal is gone, which the stream itself reports
      if (raw) hangUp();
    }
  }

  function lend(borrower: Borrower): Loan {
    leave();
    const loan = createLoan({ writer, after, borrower, size: () => size, over: () => endLoan() });
    const { typed } = borrower;
    resized = borrower.resized;
    endLoan = () => {
      endLoan = () => undefined;
      resized = () => undefined;
      input.off('data', typed);
      loan.end(!gone && !closed);
      setRaw(false);
      input.pause();
    };
    if (gone || closed) return loan;
    setRaw(true);
    input.on('data', typed);
    input.resume();
    size = sizeOf(output);
    loan.show(keepTitle);
    return loan;
  }

  function enter(): void {
    if (entered || gone || closed) return;
    endLoan();
    entered = true;
    setRaw(true);
    input.on('data', heardBytes);
    input.resume();
    size = sizeOf(output);
    painter.forget();
    waiting ??= latest;
    opening = takeTerminal;
    // one too old for the marks of a frame may show the question as text
    if (synced) callOffAsking = after(askCalm, () => say(askForFocus));
    sendNext();
  }

  function leave(): void {
    endLoan();
    if (!entered) return;
    entered = false;
    callOffAsking?.();
    if (!gone) writer.sendNow(giveTerminalBack);
    decoder.stop();
    input.off('data', heardBytes);
    setRaw(false);
    input.pause();
    // where the keyboard is meanwhile is not told
    tellFocus(true);
  }

  input.on('end', hangUp);
  input.on('close', hangUp);
  input.on('error', hangUp);
  output.on('resize', heardResize);

  return {
    get size() {
      return size;
    },
    listen(listener) {
      receive = listener;
    },
    paint(picture) {
      latest = picture;
      waiting = picture;
      sendNext();
    },
    redraw() {
      painter.forget();
      again();
    },
    copy(text) {
      // too old for the marks of a frame is too old for a clipboard, and may show the sequence as text
      if (!synced || !entered || gone) return false;
      say(clipboardSequence(text, env));
      return true;
    },
    ring: () => (entered && !gone ? say('\x07') : undefined),
    enter,
    leave,
    lend,
    close() {
      if (closed) return;
      leave();
      closed = true;
      callOffResize?.();
      input.off('end', hangUp);
      input.off('close', hangUp);
      input.off('error', hangUp);
      output.off('resize', heardResize);
      painter.release();
      writer.close();
    },
  };
}
