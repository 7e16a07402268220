/** A JSON text as indented, coloured lines. It works on the text itself, so that long numbers keep every digit. */
import { oneLine } from '../text/sanitise.ts';
import type { DocumentLine } from './details-lines.ts';
import { isSecret, masked } from './secrets.ts';

const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;
const indent = '  ';

/** The string a JSON string literal stands for. */
function unquote(literal: string): string {
  const value: unknown = JSON.parse(literal);
  return typeof value === 'string' ? value : literal;
}

/** The literal to show for a string value, and the one under the mask when it is a secret. */
function shown(key: string, literal: string): { text: string; secret: string | null } {
  const value = unquote(literal);
  const assignment = key === '' ? /^([^=]+)=(.*)$/s.exec(value) : null;
  const clear = oneLine(literal, 2048);
  if (assignment) {
    const [, name = '', content = ''] = assignment;
    return isSecret(name, content) ? { text: `"${oneLine(name)}=${masked}"`, secret: clear } : { text: clear, secret: null };
  }
  return isSecret(key, value) ? { text: `"${masked}"`, secret: clear } : { text: clear, secret: null };
}

/** The lines of a JSON text, two blanks a level; values that look like secrets are masked. Text that is no JSON comes out as it is. */
export function jsonLines(text: string): readonly DocumentLine[] {
  const lines: DocumentLine[] = [];
  const open: string[] = [];
  let label = '';
  let key = '';
  const put = (value: string, tone: DocumentLine['tone'], secret: string | null = null) => {
    lines.push({ label: indent.repeat(open.length) + label, value, tone, secret });
    label = '';
  };
  const tokens = text.match(token) ?? [];
  for (let i = 0; i < tokens.length; i++) {
    const piece = tokens[i] ?? '';
    const next = tokens[i + 1];
    if (piece === ',') {
      const last = lines[lines.length - 1];
      if (last) lines[lines.length - 1] = { ...last, value: `${last.value},` };
    } else if (piece === '{' || piece === '[') {
      const close = piece === '{' ? '}' : ']';
      if (next === close) {
        put(piece + close, 'dim');
        i++;
      } else {
        put(piece, 'dim');
        open.push(piece);
        key = '';
      }
    } else if (piece === '}' || piece === ']') {
      open.pop();
      put(piece, 'dim');
      key = '';
    } else if (next === ':' && open[open.length - 1] === '{') {
      key = unquote(piece);
      label = `${oneLine(piece, 512)}: `;
      i++;
    } else if (piece.startsWith('"')) {
      const value = shown(open[open.length - 1] === '[' ? '' : key, piece);
      put(value.text, 'good', value.secret);
    } else put(oneLine(piece), 'info');
  }
  return lines;
}
