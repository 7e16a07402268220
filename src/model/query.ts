/**
 * What is looked for in lines: `text` (smart case), `~regular expression`, `level>=warn`, `key=value`, `stream=stderr`; `!` in front turns any of them round.
 * Always over clean text, as shown.
 */
import { type Level, levelNamed, levels } from './level.ts';
import { levelOf } from './line-head.ts';
import { fieldOf } from './structure.ts';

export interface Condition {
  /** As typed; two conditions of the same text are the same. */
  readonly text: string;
  readonly negated: boolean;
  /** The one stream whose lines have it, whatever they say; null when it is about what they say. */
  readonly stream: 'stdout' | 'stderr' | null;
  /** Whether a line has it, before it is turned round. */
  test(line: string): boolean;
  /** Where a line has it, as [from, to) in characters. */
  ranges(line: string): readonly (readonly [number, number])[];
  /** Finds candidates in many lines at once, joined by newlines; null when lines have to be looked at one by one. */
  readonly whole: { readonly pattern: RegExp; readonly lower: boolean } | null;
}

/** A condition, or why what was typed is none. */
export type Query = { readonly condition: Condition } | { readonly problem: string };

const comparison = /^level\s*(>=|<=|>|<|=)\s*([a-z]+)$/i;
const streams = /^stream=(stdout|stderr)$/;
const pair = /^([A-Za-z@_][\w.@-]*)=(.+)$/;
const beyondLinear = /\(\?<?[=!]|\\[1-9]|\\k</;

function spans(pattern: RegExp, line: string): [number, number][] {
  const out: [number, number][] = [];
  for (const match of line.matchAll(pattern)) if (match[0] !== '') out.push([match.index, match.index + match[0].length]);
  return out;
}

function fromPattern(text: string, negated: boolean, source: string, lower: boolean, flags: string): Condition {
  const one = new RegExp(source, flags);
  const all = new RegExp(source, `g${flags}`);
  const seen = lower ? (line: string) => line.toLowerCase() : (line: string) => line;
  return {
    text, negated, stream: null, test: (line) => one.test(seen(line)), ranges: (line) => spans(all, seen(line)),
    whole: { pattern: new RegExp(source, `gm${flags}`), lower },
  };
}

/** Ignoring case is done by lowering the text: the engine for expressions that would take forever knows no flags. */
function regular(text: string, negated: boolean, source: string): Query {
  if (beyondLinear.test(source.replace(/\\\\/g, ''))) return { problem: `~${source}: look-around and back-references can take forever and are not taken` };
  try {
    return { condition: fromPattern(text, negated, source, !/\p{Lu}/u.test(source.replace(/\\./g, '')), '') };
  } catch (error) {
    return { problem: (error instanceof Error ? error.message : String(error)).replace(/^Invalid regular expression: /, 'not a regular expression: ') };
  }
}

function literal(text: string, negated: boolean, wanted: string): Condition {
  return fromPattern(text, negated, wanted.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), false, wanted === wanted.toLowerCase() ? 'iu' : 'u');
}

const relations: Readonly<Record<string, (order: number) => boolean>> = {
  '>=': (order) => order >= 0, '<=': (order) => order <= 0, '>': (order) => order > 0, '<': (order) => order < 0, '=': (order) => order === 0,
};

function byLevel(text: string, negated: boolean, relation: string, level: Level): Condition {
  const holds = relations[relation] ?? (() => false);
  const wanted = levels.indexOf(level);
  return {
    text, negated, stream: null, ranges: () => [], whole: null,
    test: (line) => {
      const found = levelOf(line);
      return found !== null && holds(levels.indexOf(found) - wanted);
    },
  };
}

/** `key=value`: a field of a structured line, or just that text. */
function byField(text: string, negated: boolean, key: string, value: string): Condition {
  const plain = literal(text, negated, `${key}=${value}`);
  const wanted = value.replace(/^"(.*)"$/, '$1').toLowerCase();
  return { ...plain, whole: null, test: (line) => plain.test(line) || fieldOf(line, key)?.toLowerCase() === wanted };
}

let latest: { readonly text: string; readonly query: Query } | null = null;

/** What was typed as a condition; null for nothing. */
export function queryOf(typed: string): Query | null {
  if (typed === '') return null;
  if (latest?.text === typed) return latest.query;
  const negated = typed.length > 1 && typed.startsWith('!');
  const wanted = negated ? typed.slice(1) : typed;
  const [, relation = '', word = ''] = comparison.exec(wanted) ?? [];
  const level = levelNamed(word);
  const [, key = '', value = ''] = pair.exec(wanted) ?? [];
  const stream = streams.exec(wanted)?.[1];
  const query: Query = stream !== undefined ? { condition: { text: typed, negated, stream: stream as 'stdout', test: () => false, ranges: () => [], whole: null } }
    : wanted.length > 1 && wanted.startsWith('~') ? regular(typed, negated, wanted.slice(1))
    : relation !== '' && level === null ? { problem: `${word} is no level: ${levels.join(', ')}` }
    : level !== null ? { condition: byLevel(typed, negated, relation, level) }
    : { condition: key === '' ? literal(typed, negated, wanted) : byField(typed, negated, key, value) };
  latest = { text: typed, query };
  return query;
}

/** The condition that was typed; null for nothing, or nothing that is one. */
export function conditionOf(typed: string): Condition | null {
  const query = queryOf(typed);
  return query && 'condition' in query ? query.condition : null;
}
