/** The terminal port: how the loop shows a picture and hears from the keyboard. Types only. */
import type { Picture, Size } from '../view/cells.ts';

/**
 * What the terminal hears. A `key` has one name: a printable character is its own name (`j`, `G`, `/`, `é`, `日`), others are
 * `enter esc tab shift-tab backspace delete up down left right home end pageup pagedown insert space`, `ctrl-d` and the like, `f1`; with
 * modifiers in the order `ctrl-alt-shift-`. `text` is what a prompt would insert, empty for keys that type nothing. A paste is never keys.
 */
export type Input =
  | { readonly kind: 'key'; readonly name: string; readonly text: string }
  | { readonly kind: 'paste'; readonly text: string }
  | { readonly kind: 'resize'; readonly size: Size }
  /** The keyboard went to another window, or came back. Only terminals that can tell do. */
  | { readonly kind: 'focus'; readonly focused: boolean }
  /** The terminal is gone (end of input, EIO, EPIPE): nothing can be shown any more. */
  | { readonly kind: 'closed' };

/** Who has borrowed the terminal. */
export interface Borrower {
  /** Hears bytes as they are typed. */
  readonly typed: (bytes: Buffer) => void;
  readonly resized: (size: Size) => void;
  /** So many bytes are left out, as the terminal did not keep up: what is shown in their place. */
  readonly spared: (bytes: number) => string;
}

/** The terminal without a screen of ours, raw: what is typed and what is shown goes through as it is. */
export interface Loan {
  readonly size: Size;
  /** What was shown has gone to the other screen, as full-screen programs do. */
  readonly wasOnOther: boolean;
  /** Bytes not yet shown. */
  readonly waiting: number;
  /** Shows bytes, in order. Never waits: what the terminal does not take waits in memory, and when that is too much the oldest are left out. */
  show(bytes: Uint8Array | string): void;
  /** Leaves out all that waits. */
  skip(): void;
  /** Resolves once all is shown, or after so many milliseconds. */
  shown(milliseconds: number): Promise<void>;
  /** Ends the loan: the terminal's modes are as they were. May be called twice. */
  giveBack(): void;
}

export interface Terminal {
  readonly size: Size;
  /** From now on `receive` gets what the terminal hears. */
  listen(receive: (input: Input) => void): void;
  /**
   * Shows a picture. Only cells that changed are written, one frame at a time: while the terminal is still busy with a frame the newest
   * picture waits and replaces the one that waited before.
   */
  paint(picture: Picture): void;
  /** Forgets what is on screen, so that the next picture is written whole (`ctrl-l`, after a return to the foreground). */
  redraw(): void;
  /** Puts text on the clipboard of who sits at the terminal. Whether that took it is never known; false when it has none, is left, or gone. */
  copy(text: string): boolean;
  /** Rings its bell, between two frames; tmux marks the window. Nothing while it is left or gone. */
  ring(): void;
  /** Gives the terminal back as it was found (other screen, cursor, modes); `enter` takes it again. Both may be called twice. */
  leave(): void;
  enter(): void;
}

/** A terminal that can be lent. */
export interface Lender {
  /** Leaves, and lends the terminal raw until the loan is given back, or the terminal left or entered. */
  lend(borrower: Borrower): Loan;
}
