/** blessed's Screen as the buffer of cells: its tree of elements, its lines, none of its input, output, terminfo or exit handlers. */
import { EventEmitter } from 'node:events';
import Screen from 'blessed/lib/widgets/screen.js';
import type { Device, Line } from 'blessed/lib/widgets/screen.js';
import type { Size } from '../view/cells.ts';
import { plain } from './attributes.ts';
import type { StaleRows } from './changes.ts';

/**
 * Stands where blessed's Program stood. That one starts `tmux -V`, compiles terminfo, reads keys and writes by itself; Screen takes any
 * object in its place, and what it would say to a terminal is said by `modes.ts` and `draw.ts`.
 */
class SilentDevice extends EventEmitter implements Device {
  cols = 0;
  rows = 0;
  /** "Already entered": Screen has nothing left to say, nor cells to make before the first frame asks for them. */
  readonly isAlt = true;
  readonly options = {};
  readonly tput = { unicode: true, colors: 256, numbers: {}, strings: {}, bools: {} };
  readonly setupTput = silent;
  readonly clear = silent;
}

function silent(): void {
  // the device has no one to tell
}

/** The buffer: it is painted into by rendering `screen`. */
export interface FrameBuffer {
  readonly screen: Screen;
  /** Blanks the cells to be shown of the rows that are stale. */
  clear(stale: StaleRows): void;
  /** Blanks all cells, those the terminal shows too, for a screen of that size. */
  reset(size: Size): void;
  /** blessed keeps a list of all screens: this takes ours off it. */
  release(): void;
}

function blank(lines: readonly Line[]): void {
  for (const line of lines) {
    for (const cell of line) {
      cell[0] = plain;
      cell[1] = ' ';
    }
  }
}

/** Makes a buffer without cells; `reset` gives it some. */
export function createFrameBuffer(): FrameBuffer {
  // keeps it from listening to signals and exits of the whole process
  Screen._bound = true;
  const device = new SilentDevice();
  const screen = new Screen({ program: device, fullUnicode: true });
  screen.alloc();
  return {
    screen,
    clear(stale) {
      blank(screen.lines.filter((_, y) => stale[y] === 1));
    },
    reset({ columns, rows }) {
      if (device.cols === columns && device.rows === rows) {
        blank(screen.lines);
        blank(screen.olines);
        return;
      }
      device.cols = columns;
      device.rows = rows;
      screen.alloc();
    },
    release() {
      const index = Screen.instances.indexOf(screen);
      if (index < 0) return;
      Screen.instances.splice(index, 1);
      Screen.total = Screen.instances.length;
      Screen.global = Screen.instances[0] ?? null;
    },
  };
}
