/** What the terminal can do, told from its name alone: asking it would cost a round trip before the first picture. */
import type { Depth } from './attributes.ts';

/** The environment variables of the process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What drawing must know of a terminal. `synced`: it may know the marks around a frame (DEC private mode 2026). */
export interface Capabilities {
  readonly depth: Depth;
  readonly synced: boolean;
}

const manyColours = /256|direct|truecolor|kitty|ghostty|alacritty|foot|wezterm|konsole|^vte|gnome|iterm|contour|^rio|^st-|^tmux/;
const someColours = /^(xterm|screen|linux|rxvt|eterm|cygwin|putty|mlterm|aterm)/;
const oldTerminal = /^(vt\d|dumb|unknown|linux|ansi|cons|wy|sun|$)/;

function depthOf(term: string, colorterm: string): Depth {
  if (/^(vt\d|dumb|unknown|$)|-m$|-mono$/.test(term)) return 0;
  if (manyColours.test(term) || /truecolor|24bit/.test(colorterm)) return 256;
  if (someColours.test(term)) return 16;
  return /color|ansi/.test(term) || colorterm !== '' ? 8 : 0;
}

/** Reads TERM and COLORTERM; `color: false` is the user's wish for none (NO_COLOR, `--no-color`). */
export function capabilitiesOf(env: Environment, color: boolean): Capabilities {
  const term = (env['TERM'] ?? '').toLowerCase();
  const depth = color ? depthOf(term, (env['COLORTERM'] ?? '').toLowerCase()) : 0;
  return { depth, synced: !oldTerminal.test(term) };
}
