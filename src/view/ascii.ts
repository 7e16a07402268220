/** Pictures for terminals without Unicode: every sign of ours has a stand-in of the same width. */
import type { Row, Span } from '../text/spans.ts';
import { codePointWidth } from '../text/width.ts';
import type { PanePicture, Picture } from './cells.ts';

const standIns: Readonly<Record<string, string>> = {
  '┌': '+', '┐': '+', '└': '+', '┘': '+', '─': '-', '│': '|', '▌': '>', '▎': '|', '●': '*', '✚': '+', '✖': 'x', '◐': '~', '○': 'o', '◆': '#',
  '…': '~', '·': '-', '→': '>', '←': '<', '▲': '^', '▼': 'v', '▶': '>', '‹': '<', '›': '>', '•': '*', '“': '"', '”': '"', '⏎': '|', '×': 'x', '±': '+', '␍': '<', '␛': '^', '⟪': '<', '⟫': '>',
  '↻': '@', '▁': '.', '▂': '_', '▃': '-', '▅': '=', '▇': '#',
};
const beyond = /[^\x20-\x7e]/u;

/** The text with our signs replaced; with `strict`, everything else outside ASCII becomes `?`, as wide as it was. */
function plain(text: string, strict: boolean): string {
  if (!beyond.test(text)) return text;
  let out = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0x20 && code < 0x7f) out += character;
    else if (standIns[character] !== undefined) out += standIns[character];
    else if (code >= 0x2400 && code <= 0x2426) out += '?';
    else out += strict ? '?'.repeat(codePointWidth(code)) : character;
  }
  return out;
}

/** The picture with ASCII signs only. */
export function asciiPicture(picture: Picture, strict: boolean): Picture {
  const span = (item: Span): Span => ({ ...item, text: plain(item.text, strict) });
  const row = (item: Row): Row => ({ ...item, spans: item.spans.map(span) });
  const pane = (item: PanePicture): PanePicture => ({ ...item, rows: item.rows.map(row) });
  return { ...picture, panes: picture.panes.map(pane) };
}
