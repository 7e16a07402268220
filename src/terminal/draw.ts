/** The writer of frames: what must be sent so that the terminal shows `lines` where it now shows `shown`, in few bytes. */
import type { Cell, Line } from 'blessed/lib/widgets/screen.js';
import { codePointWidth } from '../text/width.ts';
import { plain, reduceAttribute, sgrBetween } from './attributes.ts';
import type { Depth } from './attributes.ts';
import type { StaleRows } from './changes.ts';

/** Where the terminal's writing position and style are while a frame is put together; row -1 is "not known". */
interface Pencil {
  row: number;
  column: number;
  attr: number;
  out: string;
}

const longestGap = 4;
const blank: Cell = [plain, ' '];

function cellWidth(character: string): number {
  if (character === '') return 0;
  return character.charCodeAt(0) < 0x300 ? 1 : codePointWidth(character.codePointAt(0) ?? 0);
}

/** A base with marks on it: not every terminal counts its columns as we do. */
function isCluster(character: string): boolean {
  return character.length > 2 || (character.length === 2 && character.charCodeAt(0) < 0xd800);
}

/** The character a cell really shows: half of a wide one, left over when something was laid on its other half, is blank. */
function visible(line: Line, column: number): string {
  const character = line[column]?.[1] ?? ' ';
  if (character === '') return column > 0 && cellWidth(line[column - 1]?.[1] ?? ' ') === 2 ? '' : ' ';
  if (character.length === 1 && character.charCodeAt(0) < 0x1100) return character;
  return cellWidth(character) === 2 && line[column + 1]?.[1] !== '' ? ' ' : character;
}

function isBlank(cell: Cell | undefined): boolean {
  return cell === undefined || (cell[1] === ' ' && cell[0] === plain);
}

/** The first column of the row's tail of plain blanks. */
function tailOf(line: Line): number {
  let tail = line.length;
  while (tail > 0 && isBlank(line[tail - 1])) tail--;
  return tail;
}

/** The shown cells between two columns, if writing them again is as cheap as a jump and leaves the style alone; else undefined. */
function gapText(shown: Line, from: number, to: number, attr: number): string | undefined {
  if (to - from > longestGap) return undefined;
  let text = '';
  for (let x = from; x < to; x++) {
    const cell = shown[x];
    if (cell === undefined || cell[0] !== attr || cell[1].length !== 1 || cell[1] > '~') return undefined;
    text += cell[1];
  }
  return text;
}

function moveTo(pencil: Pencil, shown: Line, row: number, column: number, written: number): void {
  if (pencil.row === row && pencil.column === column) return;
  if (pencil.row === row && column > pencil.column) {
    const gap = column - pencil.column;
    pencil.out += gapText(shown, pencil.column, column, written) ?? (gap === 1 ? '\x1b[C' : `\x1b[${gap}C`);
  } else if (pencil.row >= 0 && row === pencil.row + 1 && column === 0) {
    pencil.out += '\r\n';
  } else {
    pencil.out += column === 0 ? `\x1b[${row + 1}H` : `\x1b[${row + 1};${column + 1}H`;
  }
  pencil.row = row;
  pencil.column = column;
}

/** Turns buffers into frames for a terminal of that many colours. */
export function createDrawing(depth: Depth): (lines: readonly Line[], shown: readonly Line[], stale: StaleRows) => string {
  const reduced = new Map<number, number>();
  const steps = new Map<number, string>();

  function reduce(attr: number): number {
    let value = reduced.get(attr);
    if (value === undefined) reduced.set(attr, value = reduceAttribute(attr, depth));
    return value;
  }

  function style(pencil: Pencil, attr: number): void {
    const from = reduce(pencil.attr);
    const to = reduce(attr);
    pencil.attr = attr;
    if (from === to) return;
    const key = from * 2 ** 26 + to;
    let step = steps.get(key);
    if (step === undefined) steps.set(key, step = sgrBetween(from, to));
    pencil.out += step;
  }

  function eraseTail(pencil: Pencil, shown: Line, row: number, column: number): void {
    moveTo(pencil, shown, row, column, pencil.attr);
    style(pencil, plain);
    pencil.out += '\x1b[K';
    for (let x = column; x < shown.length; x++) [shown[x]![0], shown[x]![1]] = blank;
  }

  function drawRow(pencil: Pencil, line: Line, shown: Line, row: number): void {
    const tail = tailOf(line);
    for (let x = 0; x < line.length; x++) {
      const cell = line[x]!;
      const old = shown[x]!;
      const raw = cell[1];
      const character = raw.length === 1 && raw < '\u1100' ? raw : visible(line, x);
      if (cell[0] === old[0] && character === old[1]) continue;
      if (x >= tail && line.length - x > 3) return eraseTail(pencil, shown, row, x);
      old[0] = cell[0];
      old[1] = character;
      if (character === '') continue;
      moveTo(pencil, shown, row, x, pencil.attr);
      style(pencil, cell[0]);
      pencil.out += character;
      const width = cellWidth(character);
      if (width === 2) [shown[x + 1]![0], shown[x + 1]![1]] = line[x + 1]!;
      pencil.column = x + width;
      if (pencil.column >= line.length || isCluster(character)) pencil.row = -1;
    }
  }

  return (lines, shown, stale) => {
    const pencil: Pencil = { row: -1, column: 0, attr: plain, out: '' };
    for (const [row, line] of lines.entries()) {
      const old = shown[row];
      if (old !== undefined && stale[row] === 1) drawRow(pencil, line, old, row);
    }
    style(pencil, plain);
    return pencil.out;
  };
}
