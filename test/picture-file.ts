/** A headless terminal's screen as a PNG, without a browser. */
import { writeFileSync } from 'node:fs';
import type headless from '@xterm/headless';
import { Resvg } from '@resvg/resvg-js';

const cellWidth = 9;
const cellHeight = 18;
const basic = ['#000000', '#cd3131', '#0dbc79', '#e5e510', '#2472c8', '#bc3fbc', '#11a8cd', '#e5e5e5', '#666666', '#f14c4c', '#23d18b', '#f5f543', '#3b8eea', '#d670d6', '#29b8db', '#ffffff'];
const lines: Readonly<Record<string, string>> = { '─': 'lr', '│': 'ud', '┌': 'rd', '┐': 'ld', '└': 'ru', '┘': 'lu' };

function palette(index: number): string {
  if (index < 16) return basic[index] ?? '#ffffff';
  if (index >= 232) return `rgb(${Array(3).fill(8 + (index - 232) * 10).join(',')})`;
  const step = (value: number) => (value === 0 ? 0 : 55 + 40 * value);
  return `rgb(${[Math.floor((index - 16) / 36), Math.floor((index - 16) / 6) % 6, (index - 16) % 6].map(step).join(',')})`;
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

function border(sign: string, x: number, y: number, colour: string): string {
  const middleX = x + cellWidth / 2;
  const middleY = y + cellHeight / 2;
  const ends: Readonly<Record<string, string>> = {
    l: `${x} ${middleY}`, r: `${x + cellWidth} ${middleY}`, u: `${middleX} ${y}`, d: `${middleX} ${y + cellHeight}`,
  };
  const path = [...sign].map((end) => `M${middleX} ${middleY}L${ends[end]}`).join('');
  return `<path d="${path}" stroke="${colour}" stroke-width="1.2"/>`;
}

/** Writes the screen of a terminal as a PNG file. */
export function writePicture(terminal: InstanceType<typeof headless.Terminal>, path: string, colours = { text: '#d4d4d4', ground: '#1e1e1e' }): void {
  const parts: string[] = [];
  for (let row = 0; row < terminal.rows; row++) {
    const line = terminal.buffer.active.getLine(terminal.buffer.active.viewportY + row);
    for (let column = 0; column < terminal.cols; column++) {
      const cell = line?.getCell(column);
      if (!cell || cell.getWidth() === 0) continue;
      let text = cell.isFgDefault() ? colours.text : palette(cell.getFgColor());
      let ground = cell.isBgDefault() ? colours.ground : palette(cell.getBgColor());
      if (cell.isInverse()) [text, ground] = [ground, text];
      const x = column * cellWidth;
      const y = row * cellHeight;
      if (ground !== colours.ground) parts.push(`<rect x="${x}" y="${y}" width="${cell.getWidth() * cellWidth}" height="${cellHeight}" fill="${ground}"/>`);
      const sign = lines[cell.getChars()];
      if (sign) parts.push(border(sign, x, y, text));
      else if (cell.getChars().trim() !== '') {
        const style = `${cell.isBold() ? ' font-weight="bold"' : ''}${cell.isDim() ? ' opacity="0.6"' : ''}${cell.isUnderline() ? ' text-decoration="underline"' : ''}`;
        parts.push(`<text x="${x}" y="${y + cellHeight - 4.5}" fill="${text}"${style}>${escaped(cell.getChars())}</text>`);
      }
    }
  }
  const size = `width="${terminal.cols * cellWidth}" height="${terminal.rows * cellHeight}"`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="DejaVu Sans Mono, Droid Sans Fallback, Symbola, monospace" font-size="15"><rect width="100%" height="100%" fill="${colours.ground}"/>${parts.join('')}</svg>`;
  writeFileSync(path, new Resvg(svg, { font: { loadSystemFonts: true, defaultFontFamily: 'DejaVu Sans Mono' } }).render().asPng());
}
