/** A JSON text as indented, coloured lines. It works on the text itself, so that long numbers keep every digit. */
import { oneLine } from '../text/sanitise.ts';
import type { DocumentLine } from './details-lines.ts';
import { isSecret, masked, maskWords } from './secrets.ts';

const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;
const indent = '  ';

/** The string a JSON string literal stands for. */
function unquote(literal: string): string {
  const value: unknown = JSON.parse(literal);
  return typeof value === 'string' ? value : literal;
}

/** A literal as it is shown, and the one under the mask when it is a secret. */
interface Shown {
  readonly text: string;
  readonly secret: string | null;
}

/** The value of a key. */
function shownValue(key: string, literal: string): Shown {
  const clear = oneLine(literal, 2048);
  return isSecret(key, unquote(literal)) ? { text: `"${masked}"`, secret: clear } : { text: clear, secret: null };
}

/** A word of a list, such as of an environment or a command line, after the word `before`. */
function shownWord(before: string, literal: string): Shown {
  const word = unquote(literal);
  const clear = oneLine(literal, 2048);
  const [, name = '', content = ''] = /^([^=]+)=(.*)$/s.exec(word) ?? [];
  if (isSecret(name, content) && !isSecret('', name)) return { text: `"${oneLine(name)}=${masked}"`, secret: clear };
  return maskWords([before, word]).text[1] === word ? { text: clear, secret: null } : { text: `"${masked}"`, secret: clear };
}

/** The lines of a JSON text, two blanks a level; values that look like secrets are masked. Text that is no JSON comes out as it is. */
export function jsonLines(text: string): readonly DocumentLine[] {
  const lines: DocumentLine[] = [];
  const open: string[] = [];
  let label = '';
  let key = '';
  let word = '';
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
        word = '';
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
      const value = open[open.length - 1] === '[' ? shownWord(word, piece) : shownValue(key, piece);
      word = unquote(piece);
      put(value.text, 'good', value.secret);
    } else put(oneLine(piece), 'info');
  }
  return lines;
}
