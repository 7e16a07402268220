/** From a picture to the bytes of a frame: panes laid into blessed's buffer, the buffer compared with what the terminal shows. */
import type { Picture, Size } from '../view/cells.ts';
import type { Depth } from './attributes.ts';
import { staleRows, type StaleRows } from './changes.ts';
import { createDrawing } from './draw.ts';
import { createFrameBuffer } from './frame-buffer.ts';
import { hideCursor, showCursor, synchronised, wipe } from './modes.ts';
import { Pane } from './pane.ts';

/** Makes frames, one after the other; each builds on the one before having been written. */
export interface Painter {
  /** The bytes that make a terminal of that size show the picture; empty if it does. */
  frame(picture: Picture, size: Size): string;
  /** What the terminal shows is not known any more: the next frame is a whole one. */
  forget(): void;
  release(): void;
}

/** Makes a painter for a terminal of that many colours; `synced` marks its frames so that they appear at once. */
export function createPainter(depth: Depth, synced: boolean): Painter {
  const buffer = createFrameBuffer();
  const { screen } = buffer;
  const draw = createDrawing(depth);
  const panes = new Map<string, Pane>();
  let drawn = '';
  /** What the terminal shows; null when that is not known. */
  let shown: Picture | null = null;
  let stale: StaleRows = new Uint8Array(0);
  let cursor = hideCursor;

  screen.draw = () => {
    drawn = draw(screen.lines, screen.olines, stale);
  };

  function paneOf(picture: Picture['panes'][number]): Pane {
    const known = panes.get(picture.id);
    if (known !== undefined) {
      known.show(picture, stale);
      return known;
    }
    const pane = new Pane(screen, picture, stale, depth);
    panes.set(picture.id, pane);
    return pane;
  }

  function cursorAfter(picture: Picture, frame: string): string {
    const at = picture.cursor;
    const inside = at !== null && at.x >= 0 && at.y >= 0 && at.x < screen.cols && at.y < screen.rows;
    const wanted = inside ? showCursor(at.x, at.y) : hideCursor;
    const same = wanted === cursor && (frame === '' || wanted === hideCursor);
    cursor = wanted;
    return same ? '' : wanted;
  }

  return {
    frame(picture, size) {
      let before = '';
      if (shown === null || size.columns !== screen.cols || size.rows !== screen.rows) {
        buffer.reset(size);
        before = hideCursor + wipe;
        cursor = hideCursor;
        shown = null;
      }
      stale = staleRows(shown, picture, size.rows);
      shown = picture;
      buffer.clear(stale);
      // blessed renders children in order, so the order of the picture is the order of the layers
      screen.children = picture.panes.map(paneOf);
      screen.render();
      const frame = before + drawn;
      const whole = frame + cursorAfter(picture, frame);
      return synced ? synchronised(whole) : whole;
    },
    forget() {
      shown = null;
    },
    release() {
      buffer.release();
    },
  };
}
