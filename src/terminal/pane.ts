/** Panes: elements of blessed that write the cells of their picture, and only those of its visible rows. */
import Element from 'blessed/lib/widgets/element.js';
import type Screen from 'blessed/lib/widgets/screen.js';
import type { Line } from 'blessed/lib/widgets/screen.js';
import { codePointWidth, isUnstable } from '../text/width.ts';
import type { PanePicture } from '../view/cells.ts';
import type { Depth } from './attributes.ts';
import type { StaleRows } from './changes.ts';
import { attributeOf, blankAttribute } from './tones.ts';

const longestCell = 8;

/** Zero-width marks that change how others are laid out: they may not reach the terminal, not even joined to a letter. */
function isInvisible(codePoint: number): boolean {
  return codePoint === 0xad || (codePoint >= 0x200b && codePoint <= 0x200f) || (codePoint >= 0x2028 && codePoint <= 0x202e)
    || (codePoint >= 0x2060 && codePoint <= 0x206f) || codePoint === 0xfeff || isUnstable(codePoint);
}

function isControl(code: number): boolean {
  return code < 0x20 || (code >= 0x7f && code <= 0x9f);
}

/** Where the next character goes. `base` is the column of the last whole character, which combining marks join, or -1. */
interface Pen {
  column: number;
  base: number;
}

function put(line: Line, column: number, attr: number, character: string): void {
  const cell = line[column];
  if (cell === undefined) return;
  cell[0] = attr;
  cell[1] = character;
}

function join(line: Line, column: number, mark: string): void {
  const cell = line[column];
  if (cell !== undefined && cell[1] !== ' ' && cell[1].length + mark.length <= longestCell) cell[1] += mark;
}

/** Writes clean text from the pen on, up to but not including column `end`; what would put a control byte on the terminal becomes `?`. */
function write(line: Line, pen: Pen, end: number, attr: number, text: string): void {
  let i = 0;
  // nearly all that is ever written is ASCII, and this loop is most of a first picture's cost
  for (let column = pen.column; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || code > 0x7e || column >= end) break;
    const cell = line[column]!;
    cell[0] = attr;
    cell[1] = text[i]!;
    pen.base = column;
    pen.column = ++column;
  }
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x300 && code !== 0xad) {
      if (pen.column >= end) return;
      pen.base = pen.column;
      put(line, pen.column++, attr, isControl(code) ? '?' : text.charAt(i));
      continue;
    }
    const codePoint = text.codePointAt(i) ?? code;
    if (codePoint > 0xffff) i++;
    if (isInvisible(codePoint)) continue;
    const character = codePoint >= 0xd800 && codePoint <= 0xdfff ? '\ufffd' : String.fromCodePoint(codePoint);
    const width = codePointWidth(codePoint);
    if (width === 0) {
      if (pen.base >= 0) join(line, pen.base, character);
      continue;
    }
    if (pen.column >= end) return;
    const whole = pen.column + width <= end;
    pen.base = whole ? pen.column : -1;
    put(line, pen.column++, attr, whole ? character : ' ');
    if (width === 2 && whole) put(line, pen.column++, attr, '');
  }
}

/** One rectangle of the screen, shown from the picture last given to it. */
export class Pane extends Element {
  picture: PanePicture;
  stale: StaleRows;
  readonly depth: Depth;

  constructor(screen: Screen, picture: PanePicture, stale: StaleRows, depth: Depth) {
    super({ screen, parent: screen, left: picture.x, top: picture.y, width: picture.width, height: picture.height });
    this.picture = picture;
    this.stale = stale;
    this.depth = depth;
  }

  /** Takes the place and the rows of a newer picture; nothing is written until the screen is rendered, and then its stale rows only. */
  show(picture: PanePicture, stale: StaleRows): void {
    this.picture = picture;
    this.stale = stale;
    this.position = { left: picture.x, top: picture.y, width: picture.width, height: picture.height };
  }

  override render(): void {
    const place = this._getCoords(true);
    if (place === undefined) return;
    this.lpos = place;
    for (let y = Math.max(0, place.yi); y < place.yl; y++) {
      const line = this.screen.lines[y];
      if (line === undefined) return;
      if (this.stale[y] === 0) continue;
      this.renderRow(line, y - place.yi, Math.max(0, place.xi), Math.min(place.xl, line.length));
    }
  }

  private renderRow(line: Line, index: number, start: number, end: number): void {
    const row = this.picture.rows[index];
    const selected = row?.selected === true;
    const pen: Pen = { column: start, base: -1 };
    for (const span of row?.spans ?? []) write(line, pen, end, attributeOf(span, selected && !span.border, this.depth), span.text);
    const blank = blankAttribute(selected, this.depth);
    while (pen.column < end) put(line, pen.column++, blank, ' ');
  }
}
