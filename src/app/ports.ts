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
  /** The terminal is gone (end of input, EIO, EPIPE): nothing can be shown any more. */
  | { readonly kind: 'closed' };

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
  /** Gives the terminal back as it was found (other screen, cursor, modes); `enter` takes it again. Both may be called twice. */
  leave(): void;
  enter(): void;
}
