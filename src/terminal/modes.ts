/** The sequences that take a terminal and give it back. ECMA-48 and DEC private modes: what a terminal does not know, it ignores. */

/** Modes that a program that was killed may have left behind: keys in application mode, a mouse and a focus that speak, inserting, another newline, a reversed screen, line drawing. */
const undoModes = '\x1b[?1l\x1b>\x1b[?9l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1004l\x1b[?1005l\x1b[?1006l\x1b[?1015l\x1b[4l\x1b[20l\x1b[?5l\x1b(B\x1b)B\x0f';
/** And a scroll region with its origin, which moves the cursor. */
const undoOthers = `${undoModes}\x1b[r\x1b[?6l`;
/** Keys told in full (xterm, kitty), and a cursor of its own form: not every terminal takes these in silence. */
const undoRarer = '\x1b[>4m\x1b[=0u\x1b[0 q';

/** Takes the terminal: the other screen, no text cursor, pastes marked, no wrapping at the right edge. */
export const takeTerminal = `\x1b[?1049h${undoOthers}\x1b[?25l\x1b[?2004h\x1b[?7l\x1b[m\x1b[2J`;

/**
 * Gives it back. A frame may have been cut anywhere before it, so the first escape ends whatever sequence was open, and the mark of an
 * unfinished frame is closed. The screen is wiped because not every terminal (Linux console, vt100) has another one to go back to.
 */
export const giveTerminalBack = '\x1b[?2026l\x1b[?1004l\x1b[m\x1b[?7h\x1b[?2004l\x1b[H\x1b[2J\x1b[?1049l\x1b[?25h';

/** The mode in which a terminal tells where the keyboard is: `CSI I` here, `CSI O` elsewhere (xterm, "FocusIn/FocusOut"). */
export const focusMode = 1004;

/** Asks whether the terminal knows that mode (DECRQM): not every one does, and one that does not may keep quiet. */
export const askForFocus = `\x1b[?${focusMode}$p`;

/** Asks to be told. */
export const reportFocus = `\x1b[?${focusMode}h`;

/** Keeps the title of the window while others have the terminal. XTWINOPS of xterm; tmux and VTE know it too. */
export const keepTitle = '\x1b[22;0t';

/** Ends what others did: whatever sequence was open, the other screen they may be on, their modes and their title. The cursor stays where it is. */
export function takeBack(otherScreen: boolean): string {
  return `\x1b\\\x1b[?2026l${otherScreen ? '\x1b[?1049l' : ''}${undoModes}${undoRarer}\x1b7\x1b[r\x1b8\x1b[m\x1b[?7h\x1b[?2004l\x1b[?25h\x1b[23;0t`;
}

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
