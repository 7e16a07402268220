/** A JSON text as an indented, coloured document. It works on the text itself, so that long numbers keep every digit. */
import { oneLine } from '../../text/sanitise.ts';
import type { Document, DocumentLine } from '../document.ts';
import { isSecretName, masked, maskValue, maskWord } from '../secrets.ts';

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

/** A literal as it is when nothing in it is a secret, else with `shown` in its place. */
function literalLine(literal: string, value: string, shown: string): Shown {
  const clear = oneLine(literal, Infinity);
  return shown === value ? { text: clear, secret: null } : { text: oneLine(JSON.stringify(shown), Infinity), secret: clear };
}

/** The value of a key. */
function shownValue(key: string, literal: string): Shown {
  const value = unquote(literal);
  return literalLine(literal, value, maskValue(key, value));
}

/** Words of a list before one that tell what it is: a flag, a program some words ago. */
const mostBefore = 16;

/** A word of a list, such as of an environment or a command line, after the words before it. */
function shownWord(before: readonly string[], literal: string): Shown {
  const word = unquote(literal);
  return literalLine(literal, word, maskWord(before, word));
}

/** Entries that an object or a list holds, as they are told while it is folded: `{ 12 entries }`. */
const hidden = (open: string, count: number) => `${open} ${count} ${count === 1 ? 'entry' : 'entries'} ${open === '{' ? '}' : ']'}`;

/** A line while it is made. */
type Line = { -readonly [Part in keyof DocumentLine]: DocumentLine[Part] };

/**
 * A JSON text as a document, two blanks a level, objects and lists folding; values that look like secrets are masked. Text that is no JSON
 * comes out as it is. Each line is known by its path as jq writes it.
 */
export function jsonDocument(text: string): Document {
  const lines: Line[] = [];
  /** For each line the key or the place it has in what it stands in; null for what closes it. */
  const names: (string | number | null)[] = [];
  /** The lines of the objects and lists that are open, and how many entries each has so far. */
  const open: { readonly sign: string; readonly line: number; entries: number }[] = [];
  let label = '';
  let name: string | null = null;
  let key = '';
  /** The words of the list so far. */
  let words: string[] = [];
  const put = (value: string, tone: DocumentLine['tone'], secret: string | null = null) => {
    const over = open[open.length - 1];
    lines.push({ label: indent.repeat(open.length) + label, value, tone, secret, ...(over ? { parent: over.line } : {}) });
    names.push(name ?? over?.entries ?? null);
    if (over) over.entries++;
    label = '';
    name = null;
  };
  const close = (sign: string) => {
    const closed = open.pop();
    const head = lines[closed?.line ?? -1];
    if (!closed || !head) return put(sign, 'dim');
    lines.push({ label: indent.repeat(open.length), value: sign, tone: 'dim', secret: null, parent: closed.line });
    names.push(null);
    head.foldEnd = lines.length;
    head.folded = hidden(closed.sign, closed.entries);
  };
  const comma = () => {
    const last = lines[lines.length - 1];
    if (!last) return;
    last.value += ',';
    const head = names[lines.length - 1] === null && last.parent !== undefined ? lines[last.parent] : undefined;
    if (head?.folded !== undefined) head.folded += ',';
  };
  const tokens = text.match(token) ?? [];
  for (let i = 0; i < tokens.length; i++) {
    const piece = tokens[i] ?? '';
    const next = tokens[i + 1];
    if (piece === ',') comma();
    else if (piece === '{' || piece === '[') {
      const end = piece === '{' ? '}' : ']';
      if (next === end) {
        put(piece + end, 'dim');
        i++;
      } else {
        put(piece, 'dim');
        open.push({ sign: piece, line: lines.length - 1, entries: 0 });
        key = '';
        words = [];
      }
    } else if (piece === '}' || piece === ']') {
      close(piece);
      key = '';
    } else if (next === ':' && open[open.length - 1]?.sign === '{') {
      key = unquote(piece);
      name = piece;
      label = `${oneLine(piece, 512)}: `;
      i++;
    } else if (piece.startsWith('"')) {
      const value = open[open.length - 1]?.sign === '[' ? shownWord(words, piece) : shownValue(key, piece);
      words = [...words.slice(-mostBefore), unquote(piece)];
      put(value.text, 'good', value.secret);
    } else if (open[open.length - 1]?.sign === '{' && isSecretName(key, piece)) put(masked, 'info', oneLine(piece));
    else put(oneLine(piece), 'info');
  }
  return { lines, labelWidth: 0, labelTone: 'accent', opens: () => true, keyOf: (line) => pathOf(lines, names, line) };
}

/** The path of a line as jq writes it: `.Config.Labels["com.example"]`, `.Args[2]`. What closes an object or a list has the path of that. */
function pathOf(lines: readonly DocumentLine[], names: readonly (string | number | null)[], line: number): string {
  const steps: string[] = [];
  for (let at: number | undefined = line; at !== undefined; at = lines[at]?.parent) {
    const name = names[at] ?? null;
    if (typeof name === 'number') steps.push(`[${name}]`);
    else if (name !== null) steps.push(/^"[A-Za-z_]\w*"$/.test(name) ? `.${name.slice(1, -1)}` : `[${name}]`);
  }
  const path = steps.reverse().join('');
  return path.startsWith('.') ? path : `.${path}`;
}
