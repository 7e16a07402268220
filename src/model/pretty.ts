/** A line of a log opened for reading. It works on the text itself, so that numbers keep every digit and strings their escapes. */
import { blankEnd, compact, stringEnd, valueEnd } from './json-text.ts';
import { eachPair } from './logfmt.ts';
import { structureAt } from './structure.ts';

const indent = '  ';
/** What is deeper stays on one line: each level more would make every line longer. */
const deepest = 32;
/** Lines after which the rest is one line. */
const most = 10_000;

/** Adds the lines of the whole JSON value that begins at `at`. */
function addJson(text: string, at: number, lines: string[]): void {
  let depth = 0;
  let line = '';
  const put = () => {
    lines.push(indent.repeat(depth) + line);
    line = '';
  };
  for (let next = blankEnd(text, at); next < text.length; next = blankEnd(text, next)) {
    if (lines.length >= most) {
      line += compact(text, next, text.length);
      break;
    }
    const sign = text.charAt(next);
    const after = blankEnd(text, next + 1);
    const isOpening = sign === '{' || sign === '[';
    if (isOpening && (depth >= deepest || /[}\]]/.test(text.charAt(after)))) {
      const end = valueEnd(text, next);
      line += compact(text, next, end);
      next = end;
    } else if (isOpening) {
      line += sign;
      put();
      depth++;
      next++;
    } else if (sign === '}' || sign === ']') {
      put();
      depth--;
      line = sign;
      next++;
    } else if (sign === ',') {
      line += ',';
      put();
      next++;
    } else if (sign === ':') {
      line += ': ';
      next++;
    } else {
      const end = sign === '"' ? stringEnd(text, next) : valueEnd(text, next);
      line += text.slice(next, end);
      next = end;
    }
  }
  put();
}

/** Adds one line for each pair, and one for the words between two. */
function addPairs(text: string, at: number, lines: string[]): void {
  let loose = -1;
  let looseEnd = -1;
  const putLoose = () => {
    if (loose >= 0) lines.push(text.slice(loose, looseEnd));
    loose = -1;
  };
  eachPair(text, at, (from, equals, to) => {
    if (lines.length >= most) {
      if (loose < 0) loose = from;
      looseEnd = text.length;
      return true;
    }
    if (equals >= 0) {
      putLoose();
      lines.push(text.slice(from, to));
    } else if (loose < 0) loose = from;
    looseEnd = to;
    return false;
  });
  putLoose();
}

/**
 * The line as lines to read: JSON with two blanks a level and its keys in their order, logfmt with one pair a line, what stands before either
 * on a line of its own. Any other text is one line, as it is; so is what comes after 10,000 lines.
 */
export function prettyLines(text: string): readonly string[] {
  const at = structureAt(text);
  if (at < 0) return [text];
  const prefix = text.slice(0, at).trimEnd();
  const lines = prefix === '' ? [] : [prefix];
  if (text.charCodeAt(at) === 0x7b) addJson(text, at, lines);
  else addPairs(text, at, lines);
  return lines;
}
