/** Which containers the filter keeps, and which letters of them it is about. */
import { isRunning } from './columns.ts';
import { type FilterQuery, parseFilter, type Term } from './filter-terms.ts';
import type { Row } from './row.ts';
import type { State } from './state.ts';

/** Finds texts that have the letters of a word in their order. It is loaded when it is first wanted; until then whole words are looked for. */
export interface Fuzzy {
  /** Of the texts that do: their places in the list, and the best places of the letters in each. */
  find(texts: readonly string[], word: string): ReadonlyMap<number, readonly number[]>;
}

let latest: { readonly text: string; readonly query: FilterQuery } | null = null;

/** What was typed as a filter. */
export function filterOf(text: string): FilterQuery {
  if (latest?.text !== text) latest = { text, query: parseFilter(text) };
  return latest.query;
}

/** Why what was typed is no filter; null when it is one. */
export function filterProblem(text: string): string | null {
  const query = filterOf(text);
  return 'problem' in query ? query.problem : null;
}

function termsOf(text: string): readonly Term[] {
  const query = filterOf(text);
  return 'problem' in query ? [] : query.terms;
}

/** Whether a filter has words that names may have the letters of. */
export const wantsFuzzy = (text: string) => termsOf(text).some(({ fuzzy }) => fuzzy);

/** Letters in a row, or at the beginnings of words: scattered over a long name they mean nothing. */
function isNear(name: string, places: readonly number[]): boolean {
  const [first = 0, last = 0] = [places[0], places.at(-1)];
  if (last - first < 2 * places.length) return true;
  return places.every((place, at) => place === (places[at - 1] ?? -2) + 1 || place === 0 || !/[\p{L}\p{N}]/u.test(name[place - 1] ?? ''));
}

type Letters = ReadonlyMap<Row, readonly number[]>;
const found = new WeakMap<readonly Row[], Map<string, Letters>>();
const names = new WeakMap<readonly Row[], readonly string[]>();

/** The rows whose names have the letters of a word, with their places. */
function lettersOf(listed: readonly Row[], word: string, fuzzy: Fuzzy): Letters {
  const known = found.get(listed) ?? new Map<string, Letters>();
  found.set(listed, known);
  const before = known.get(word);
  if (before) return before;
  const texts = names.get(listed) ?? listed.map(({ name }) => name);
  names.set(listed, texts);
  const letters = new Map<Row, readonly number[]>();
  for (const [at, places] of fuzzy.find(texts, word)) {
    const row = listed[at];
    if (row && isNear(row.name, places)) letters.set(row, places);
  }
  known.set(word, letters);
  return letters;
}

/** What is to be shown, as a test of rows. */
export function passesFilter({ containers, fuzzy, engines }: State): (row: Row) => boolean {
  const { filter, runningOnly, listed } = containers;
  const tests = termsOf(filter).map((term) => {
    const letters = term.fuzzy && fuzzy && listed ? lettersOf(listed, term.word, fuzzy) : null;
    return (row: Row) => (term.test(row, engines.length > 1) || (letters?.has(row) ?? false)) !== term.negated;
  });
  return (row) => (!runningOnly || isRunning(row)) && tests.every((test) => test(row));
}

/** The keys whose texts a column shows. */
const columnKeys: Readonly<Record<string, string>> = { name: 'name', image: 'image', tag: 'image', project: 'project', service: 'service', networks: 'network', id: 'id', engine: 'engine', state: 'status', health: 'health' };

/** Where a text in a column is what the filter is about, as [from, to) in characters. */
export function filterRanges({ containers: { filter } }: State, column: string, text: string): readonly (readonly [number, number])[] {
  if (filter === '') return [];
  const key = columnKeys[column];
  return termsOf(filter).flatMap((term) => (!term.negated && key !== undefined && (term.key === null || term.key === key) ? term.ranges(text) : []));
}

/** The places of the letters in a name that a word of the filter is about, as [from, to): those that the word itself is not found in. */
export function letterRanges({ containers: { filter, listed }, fuzzy }: State, row: Row): readonly (readonly [number, number])[] {
  if (filter === '' || !fuzzy || !listed) return [];
  return termsOf(filter).flatMap((term) => {
    const places = term.fuzzy && term.ranges(row.name).length === 0 ? lettersOf(listed, term.word, fuzzy).get(row) ?? [] : [];
    return places.map((place) => [place, place + 1] as const);
  });
}
