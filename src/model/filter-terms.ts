/** What is typed to filter the list: words, `key:value`, `~regex`, `"quoted"`; `!` in front turns any of them round. All of them have to hold. */
import { oneLine } from '../text/sanitise.ts';
import { isRunning } from './columns.ts';
import { queryOf } from './query.ts';
import type { Row } from './row.ts';
import { maskValue } from './secrets.ts';

/** One of the things that have to hold. */
export interface Term {
  /** What it is about; null when it may stand anywhere. */
  readonly key: FilterKey | null;
  readonly negated: boolean;
  /** What is looked for, of which the places are shown; empty where that is no text. */
  readonly word: string;
  /** A name that has the letters of the word in this order will do. */
  readonly fuzzy: boolean;
  /** Where a text has it, as [from, to). */
  readonly ranges: (text: string) => readonly (readonly [number, number])[];
  /** Whether a row has it; `several` engines are looked for by name too. */
  readonly test: (row: Row, several: boolean) => boolean;
}

/** What was typed, or why it is no filter. */
export type FilterQuery = { readonly terms: readonly Term[] } | { readonly problem: string };

const keys = ['status', 'health', 'label', 'image', 'project', 'service', 'network', 'name', 'id', 'port', 'exit', 'engine'] as const;
export type FilterKey = (typeof keys)[number];

const states = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead', 'stopped'];
const healths = ['healthy', 'unhealthy', 'starting', 'none'];
/** Letters of a word below which a name that merely has them means nothing. */
const leastLetters = 3;
/** Letters of a key by which it is known without the rest. */
const leastKey = 3;

/** The key a word means: whole, or its beginning. */
function keyNamed(word: string): FilterKey | null {
  if (word === 'state') return 'status';
  return keys.find((key) => key === word) ?? (word.length >= leastKey ? keys.find((key) => key.startsWith(word)) ?? null : null);
}

const haystacks = new WeakMap<object, string>();

/** All that a word may stand in, in small letters. A container's texts are put together once. */
function haystackOf(row: Row): string {
  const known = haystacks.get(row.container);
  if (known !== undefined) return known;
  const text = [row.name, row.image, row.project ?? '', row.service ?? '', row.state, row.health === 'none' ? '' : row.health, row.id.slice(0, 12)].join('\n').toLowerCase();
  haystacks.set(row.container, text);
  return text;
}

const shownLabels = new WeakMap<object, Map<string, string>>();

/** A label as it is shown: of a secret value its mask. */
function shownLabel(labels: Row['labels'], name: string): string {
  const known = shownLabels.get(labels) ?? new Map<string, string>();
  shownLabels.set(labels, known);
  const text = known.get(name) ?? `${name}=${maskValue(name, labels[name] ?? '')}`;
  known.set(name, text);
  return text;
}

/** The texts a key is about. Of secret values their masks: a filter guesses none. */
function textsOf(row: Row, key: FilterKey): readonly string[] {
  switch (key) {
    case 'status': return [row.state];
    case 'health': return [row.health];
    case 'label': return Object.keys(row.labels).map((name) => shownLabel(row.labels, name));
    case 'image': return [row.image];
    case 'project': return row.project === null ? [] : [row.project];
    case 'service': return row.service === null ? [] : [row.service];
    case 'network': return row.networks.map(({ name }) => name);
    case 'name': return [row.name];
    case 'id': return [row.id];
    case 'port': return row.ports.flatMap(({ hostPort, port }) => (hostPort === null ? [String(port)] : [String(hostPort), String(port)]));
    case 'exit': return row.exitCode === null ? [] : [String(row.exitCode)];
    case 'engine': return [row.where, row.engine];
  }
}

function occurrences(text: string, wanted: string, exact: boolean): (readonly [number, number])[] {
  const seen = exact ? text : text.toLowerCase();
  const out: (readonly [number, number])[] = [];
  // small letters may be of another length than large ones
  if (wanted === '' || seen.length !== text.length) return out;
  for (let at = seen.indexOf(wanted); at >= 0; at = seen.indexOf(wanted, at + wanted.length)) out.push([at, at + wanted.length]);
  return out;
}

const none = () => [];
const relation = /^(>=|<=|!=|>|<|=)?(\d+)$/;
const relations: Readonly<Record<string, (a: number, b: number) => boolean>> = { '>=': (a, b) => a >= b, '<=': (a, b) => a <= b, '!=': (a, b) => a !== b, '>': (a, b) => a > b, '<': (a, b) => a < b, '=': (a, b) => a === b };

/** Whether a key's text has a value; or why no text can. */
function valueTest(key: FilterKey, value: string): ((text: string, row: Row) => boolean) | { readonly problem: string } {
  const lower = value.toLowerCase();
  switch (key) {
    case 'status':
      if (!states.some((state) => state.startsWith(lower))) return { problem: `no such status: ${oneLine(value, 40)} (${states.join(', ')})` };
      return (text, row) => text.startsWith(lower) || (lower !== '' && 'stopped'.startsWith(lower) && lower.length > 1 && !isRunning(row));
    case 'health':
      if (!healths.some((health) => health.startsWith(lower))) return { problem: `no such health: ${oneLine(value, 40)} (${healths.join(', ')})` };
      return (text) => text.startsWith(lower);
    case 'id': return (text) => text.startsWith(lower);
    case 'port': return /^\d+$/.test(value) ? (text) => text === value : { problem: `port: a number, not ${oneLine(value, 40)}` };
    case 'exit': {
      const [, sign = '=', code = ''] = relation.exec(value) ?? [];
      if (code === '') return { problem: 'exit: a code, such as 137, >0, !=0' };
      const holds = relations[sign] ?? (() => false);
      return (text) => holds(Number(text), Number(code));
    }
    default: {
      const exact = value !== lower;
      return (text) => (exact ? text : text.toLowerCase()).includes(value);
    }
  }
}

function byRegex(key: FilterKey | null, negated: boolean, source: string): Term | { readonly problem: string } {
  const query = queryOf(`~${source}`);
  if (!query || 'problem' in query) return { problem: query?.problem ?? '' };
  const { condition } = query;
  const anywhere = (row: Row) => [row.name, row.image, row.project ?? '', row.service ?? '', row.state, row.health, row.id];
  return { key, negated, word: '', fuzzy: false, ranges: condition.ranges, test: (row) => (key === null ? anywhere(row) : textsOf(row, key)).some((text) => condition.test(text)) };
}

/** Whether a label has what is looked for, and has it in what is shown: masks are made of those only that have it at all. */
function hasLabel(row: Row, tests: readonly ((text: string, row: Row) => boolean)[]): boolean {
  return Object.entries(row.labels).some(([name, value]) => tests.some((test) => test(`${name}=${value}`, row) && test(shownLabel(row.labels, name), row)));
}

function byKey(key: FilterKey, negated: boolean, value: string, quoted: boolean): Term | { readonly problem: string } {
  const tests: ((text: string, row: Row) => boolean)[] = [];
  const values = quoted ? [value] : value.split(',').filter((one) => one !== '');
  for (const one of values) {
    const test = valueTest(key, one);
    if ('problem' in test) return test;
    tests.push(test);
  }
  const ranges = (text: string) => values.flatMap((one) => occurrences(text, one, one !== one.toLowerCase()));
  return { key, negated, word: '', fuzzy: false, ranges: negated || key === 'exit' || key === 'port' ? none : ranges, test: (row) => (key === 'label' ? hasLabel(row, tests) : textsOf(row, key).some((text) => tests.some((test) => test(text, row)))) };
}

function byWord(negated: boolean, word: string, quoted: boolean): Term {
  const exact = word !== word.toLowerCase();
  const test = exact
    ? (row: Row, several: boolean) => [row.name, row.image, row.project, row.service, row.state, row.id.slice(0, 12), several ? row.where : ''].some((text) => text?.includes(word))
    : (row: Row, several: boolean) => haystackOf(row).includes(word) || (several && row.where.toLowerCase().includes(word));
  return { key: null, negated, word, fuzzy: !negated && !quoted && word.length >= leastLetters, ranges: negated ? none : (text) => occurrences(text, word, exact), test };
}

/** One piece of what was typed: `!`, a key, and a value that may be quoted. `project:!shop` is `!project:shop`, but `exit:!=0` is about a number. */
const piece = /(!)?(?:([A-Za-z]+):(!(?!=))?)?(~)?(?:"([^"]*)("?)|(\S*))/y;

/** What was typed as terms; a piece still being typed (`status:`, `!`) says nothing yet. */
export function parseFilter(typed: string): FilterQuery {
  const terms: Term[] = [];
  for (let at = 0; at < typed.length;) {
    if (/\s/.test(typed[at] ?? '')) {
      at++;
      continue;
    }
    piece.lastIndex = at;
    const match = piece.exec(typed);
    if (!match || match[0] === '') break;
    at += match[0].length;
    const [, sign, name, inner = '', tilde, quoted, , bare = ''] = match;
    const key = name === undefined ? null : keyNamed(name.toLowerCase());
    const value = quoted ?? bare;
    const negated = (sign !== undefined) !== (key !== null && inner !== '');
    // a word with a colon that is no key of ours is a word: `redis:7`
    const word = key === null && name !== undefined ? `${name}:${inner}${tilde ?? ''}${value}` : value;
    if (word === '' || (key !== null && /^,*$/.test(word))) continue;
    const term = tilde !== undefined && (name === undefined || key !== null) ? byRegex(key, negated, value)
      : key !== null ? byKey(key, negated, value, quoted !== undefined) : byWord(negated, word, quoted !== undefined);
    if ('problem' in term) return term;
    terms.push(term);
  }
  return { terms };
}
