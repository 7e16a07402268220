/** The sequences that take a terminal and give it back. ECMA-48 and DEC private modes: what a terminal does not know, it ignores. */

/** What a program that was killed may have left behind: keys in application mode, a mouse that speaks, a scroll region and its origin, inserting, line drawing. */
const undoOthers = '\x1b[?1l\x1b>\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[r\x1b[?6l\x1b[4l\x1b(B\x0f';

/** Takes the terminal: the other screen, no text cursor, pastes marked, no wrapping at the right edge. */
export const takeTerminal = `\x1b[?1049h${undoOthers}\x1b[?25l\x1b[?2004h\x1b[?7l\x1b[m\x1b[2J`;

/**
 * Gives it back. A frame may have been cut anywhere before it, so the first escape ends whatever sequence was open, and the mark of an
 * unfinished frame is closed. The screen is wiped because not every terminal (Linux console, vt100) has another one to go back to.
 */
export const giveTerminalBack = '\x1b[?2026l\x1b[m\x1b[?7h\x1b[?2004l\x1b[H\x1b[2J\x1b[?1049l\x1b[?25h';

/** Wipes the screen with default colours. */
export const wipe = '\x1b[m\x1b[2J';

/** Shows the text cursor at a cell, counted from 0. */
export function showCursor(x: number, y: number): string {
  return `\x1b[${y + 1};${x + 1}H\x1b[?25h`;
}

/** Hides the text cursor. */
export const hideCursor = '\x1b[?25l';

const smallFrame = 256;

/** Marks a frame so that a terminal shows it at once; a small one arrives in one piece anyway. */
export function synchronised(frame: string): string {
  return frame.length < smallFrame ? frame : `\x1b[?2026h${frame}\x1b[?2026l`;
}
