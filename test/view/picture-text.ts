/** Pictures as text, for goldens and for tests that read the screen. */
import { codePointWidth } from '../../src/text/width.ts';
import type { Picture } from '../../src/view/cells.ts';

export interface Cell {
  readonly text: string;
  readonly tone: string;
  readonly selected: boolean;
}

const blank: Cell = { text: ' ', tone: 'normal', selected: false };

/** The cells of a picture: rows of columns; the second half of a wide character is an empty text. Throws where a pane writes outside the screen. */
export function cellsOf(picture: Picture): Cell[][] {
  const { columns, rows } = picture.size;
  const cells = Array.from({ length: rows }, () => Array.from({ length: columns }, () => blank));
  for (const pane of picture.panes) {
    if (pane.rows.length > pane.height) throw new Error(`pane ${pane.id} has ${pane.rows.length} rows and ${pane.height} to show them in`);
    for (const [at, row] of pane.rows.entries()) {
      let x = pane.x;
      for (const span of row.spans) {
        for (const character of span.text) {
          const width = codePointWidth(character.codePointAt(0) ?? 0);
          const line = cells[pane.y + at];
          if (!line || x < 0 || x + width > columns || x + width > pane.x + pane.width) throw new Error(`pane ${pane.id} writes outside itself at row ${at}: ${JSON.stringify(span.text)}`);
          if (width === 0 && x > pane.x) {
            const under = line[x - 1]?.text === '' ? x - 2 : x - 1;
            line[under] = { ...(line[under] ?? blank), text: `${line[under]?.text ?? ''}${character}` };
          }
          if (width > 0) line[x] = { text: character, tone: span.tone, selected: row.selected === true && span.border !== true };
          if (width === 2) line[x + 1] = { ...blank, text: '' };
          x += width;
        }
      }
    }
  }
  return cells;
}

/** What a person reads. */
export function pictureText(picture: Picture | undefined): string {
  return picture ? cellsOf(picture).map((line) => line.map(({ text }) => text).join('').trimEnd()).join('\n') : '';
}

const letters: Readonly<Record<string, string>> = {
  normal: '.', dim: 'd', strong: 'S', accent: 'a', 'accent-strong': 'A', good: 'g', warn: 'w', bad: 'b', info: 'i', 'stream-err': 'e', match: 'm', 'match-now': 'M', alert: '!', key: 'k',
};

/** A golden: the characters, then one letter of tone per cell (in upper rows of the selection a `~` stands for blanks of it). */
export function golden(picture: Picture): string {
  const cells = cellsOf(picture);
  const tones = cells.map((line) => line.map(({ text, tone, selected }) => (text === ' ' ? (selected ? '~' : ' ') : text === '' ? '' : (letters[tone] ?? '?'))).join('').trimEnd());
  return `${pictureText(picture)}\n${'='.repeat(picture.size.columns)}\n${tones.join('\n')}\n`;
}
