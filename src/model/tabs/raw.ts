/** A JSON text as an indented, coloured document. It works on the text itself, so that long numbers keep every digit. */
import { cleanLines, oneLine } from '../../text/sanitise.ts';
import { unquoted } from '../json-text.ts';
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

/** A word of the list of a key, such as of an environment or a command line, after the words before it. */
function shownWord(key: string, before: readonly string[], literal: string): Shown {
  const word = unquote(literal);
  return literalLine(literal, word, isSecretName(key, word) ? masked : maskWord(before, word));
}

/** Entries that an object or a list holds, as they are told while it is folded: `{ 12 entries }`. */
const hidden = (open: string, count: number) => `${open} ${count} ${count === 1 ? 'entry' : 'entries'} ${open === '{' ? '}' : ']'}`;

/** A line while it is made. */
type Line = { -readonly [Part in keyof DocumentLine]: DocumentLine[Part] };

/** Texts longer than this are looked through for secrets when their line is shown or searched: megabytes of them would keep a key waiting. */
const mostAtOnce = 256;

/** The line of a text. `make` is asked at once, or when the line is looked at first. */
function textLine(label: string, parent: number | undefined, comma: string, atOnce: boolean, make: () => Shown): Line {
  let made = atOnce ? make() : null;
  return {
    label, parent, tone: 'good',
    get value() {
      return (made ??= make()).text + comma;
    },
    get secret() {
      const { secret } = (made ??= make());
      return secret === null ? null : secret + comma;
    },
  };
}

/**
 * A JSON text as a document, two blanks a level, objects and lists folding; values that look like secrets are masked. Text that is no JSON
 * comes out as it is. Each line is known by its path as jq writes it.
 */
export function jsonDocument(text: string): Document {
  const lines: Line[] = [];
  /** For each line the key or the place it has in what it stands in; null for what closes it. */
  const names: (string | number | null)[] = [];
  /** The lines of the objects and lists that are open, and how many entries each has so far. */
  const open: { readonly sign: string; readonly line: number; readonly key: string; entries: number }[] = [];
  let label = '';
  let name: string | null = null;
  let key = '';
  /** The words of the list so far. */
  let words: string[] = [];
  const tokens = text.match(token) ?? [];
  const add = (line: Line) => {
    const over = open[open.length - 1];
    lines.push(line);
    names.push(name ?? over?.entries ?? null);
    if (over) over.entries++;
    label = '';
    name = null;
  };
  const place = () => [indent.repeat(open.length) + label, open[open.length - 1]?.line] as const;
  const put = (value: string, tone: DocumentLine['tone'], secret: string | null = null) => {
    const [whole, parent] = place();
    add({ label: whole, value, tone, secret, parent });
  };
  const close = (sign: string, comma: string) => {
    const closed = open.pop();
    const head = lines[closed?.line ?? -1];
    if (!closed || !head) return;
    lines.push({ label: indent.repeat(open.length), value: sign + comma, tone: 'dim', secret: null, parent: closed.line });
    names.push(null);
    head.foldEnd = lines.length;
    head.folded = hidden(closed.sign, closed.entries) + comma;
  };
  for (let i = 0; i < tokens.length; i++) {
    const piece = tokens[i] ?? '';
    const next = tokens[i + 1];
    const comma = next === ',' ? ',' : '';
    if (piece === ',') continue;
    if (piece === '{' || piece === '[') {
      if (next === '}' || next === ']') {
        i++;
        put(`${piece}${next}${tokens[i + 1] === ',' ? ',' : ''}`, 'dim');
      } else {
        put(piece, 'dim');
        open.push({ sign: piece, line: lines.length - 1, key, entries: 0 });
        key = '';
        words = [];
      }
    } else if (piece === '}' || piece === ']') {
      close(piece, comma);
      key = '';
    } else if (next === ':' && open[open.length - 1]?.sign === '{') {
      key = unquote(piece);
      name = piece;
      label = `${oneLine(piece, 512)}: `;
      i++;
    } else if (piece.startsWith('"')) {
      const list = open[open.length - 1];
      const [whose, before, inList] = [list?.sign === '[' ? list.key : key, words, list?.sign === '['];
      add(textLine(...place(), comma, piece.length <= mostAtOnce, () => (inList ? shownWord(whose, before, piece) : shownValue(whose, piece))));
      if (inList) words = [...words.slice(-mostBefore), unquote(piece)];
    } else if (open[open.length - 1]?.sign === '{' && isSecretName(key, piece)) put(masked + comma, 'info', oneLine(piece) + comma);
    else put(oneLine(piece) + comma, 'info');
  }
  return {
    lines, labelWidth: 0, labelTone: 'accent', opens: () => true, keyOf: (line) => pathOf(lines, names, line), copyOf: (line, isClear) => copied(lines, line, isClear),
  };
}

/** The value of a line as it is copied: what an object or a list holds as JSON, a text without its quotes. */
function copied(lines: readonly DocumentLine[], line: number, isClear: (line: number) => boolean): { text: string; isMasked: boolean } {
  // what closes an object or a list stands for it
  const first = /^[}\]]/.test(lines[line]?.value ?? '') ? lines[line]?.parent ?? line : line;
  const head = lines[first];
  const value = (at: number) => (isClear(at) ? lines[at]?.secret : null) ?? lines[at]?.value ?? '';
  const isMasked = (at: number) => lines[at]?.secret !== null && !isClear(at);
  if (head?.foldEnd === undefined) {
    const literal = value(first).replace(/,$/, '');
    return { text: literal.startsWith('"') ? cleanLines(unquoted(literal)) : literal, isMasked: isMasked(first) };
  }
  const inside = Array.from({ length: head.foldEnd - first }, (_, at) => first + at);
  const indented = head.label.length - head.label.trimStart().length;
  const text = inside.map((at) => (at === first ? '' : lines[at]?.label.slice(indented) ?? '') + value(at)).join('\n');
  return { text: text.replace(/,$/, ''), isMasked: inside.some(isMasked) };
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
