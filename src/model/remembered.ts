/** What is remembered from one start to the next: what the user has chosen, never what was seen. */
import { type ColumnSetting, columnsFromWords, columnWords, isColumn, type Sort } from './columns.ts';
import { type GroupBy, groupings } from './groups.ts';
import type { ListSettings } from './list-state.ts';
import type { State } from './state.ts';

/** A key that is absent was not chosen yet. */
export interface Remembered {
  /** Ids in their order, hidden ones with a `-` in front. */
  readonly columns?: readonly string[];
  /** A column's id, with a `-` in front the other way round. */
  readonly sort?: string;
  readonly group?: GroupBy;
  readonly runningOnly?: boolean;
  readonly figuresOff?: boolean;
  /** Keys of folded groups. */
  readonly folds?: Readonly<Record<string, true>>;
  /** Saved filters by name. */
  readonly filters?: Readonly<Record<string, string>>;
  /** The shell that was found in an image: its words. */
  readonly shells?: Readonly<Record<string, readonly string[]>>;
}

/** What is remembered now, of what it was made, and how often it has changed. */
export interface RememberedState {
  readonly value: Remembered;
  readonly from: readonly unknown[];
  readonly changes: number;
  /** It was told that nothing can be written. */
  readonly told: boolean;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);
const areTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every((one) => typeof one === 'string');

/** The entries of a record that are of their kind. */
function entries<Kind>(value: unknown, is: (one: unknown) => one is Kind): Readonly<Record<string, Kind>> {
  return Object.fromEntries(isRecord(value) ? Object.entries(value).filter((entry): entry is [string, Kind] => is(entry[1])) : []);
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isTrue = (value: unknown): value is true => value === true;

/** How each key is read; undefined for what is not of its kind. A key that is not here is another version's, and left alone. */
const readers: { readonly [Key in keyof Remembered]-?: (value: unknown) => Remembered[Key] } = {
  columns: (value) => (areTexts(value) ? value : undefined),
  sort: (value) => (isText(value) && isColumn(value.replace(/^-/, '')) ? value : undefined),
  group: (value) => groupings.find((one) => one === value),
  runningOnly: (value) => (typeof value === 'boolean' ? value : undefined),
  figuresOff: (value) => (typeof value === 'boolean' ? value : undefined),
  folds: (value) => entries(value, isTrue),
  filters: (value) => entries(value, isText),
  shells: (value) => entries(value, areTexts),
};

/** What a file holds, as far as it can be made use of. */
export function readRemembered(file: unknown): Remembered {
  if (!isRecord(file)) return {};
  return Object.fromEntries(Object.entries(readers).flatMap(([key, read]) => {
    const value = key in file ? read(file[key]) : undefined;
    return value === undefined ? [] : [[key, value]];
  }));
}

const sortWord = ({ by, reverse }: Sort) => `${reverse ? '-' : ''}${by}`;

/** A sort of a word such as `name` or `-uptime`; null when it names no column. */
export function sortFrom(word: string): Sort | null {
  const by = word.replace(/^-/, '');
  return isColumn(by) ? { by, reverse: by !== word } : null;
}

/** How the list begins: as remembered, and otherwise as it is when nobody has chosen. */
export function listFrom(usual: ListSettings, { columns, sort, group, runningOnly, folds, filters }: Remembered): ListSettings {
  const read: readonly ColumnSetting[] | null = columns ? columnsFromWords(columns) : null;
  return {
    columns: read?.some(({ shown }) => shown) ? read : usual.columns,
    sort: (sort === undefined ? null : sortFrom(sort)) ?? usual.sort,
    group: group ?? usual.group,
    runningOnly: runningOnly ?? usual.runningOnly,
    folds: folds ? new Set(Object.keys(folds)) : usual.folds,
    filters: filters ? new Map(Object.entries(filters)) : usual.filters,
  };
}

const sources = ({ containers, figures, sessions }: State) => [containers.columns, containers.sort, containers.group, containers.runningOnly, containers.folds, containers.filters, figures.on, sessions.shells];

function rememberedOf({ containers, figures, sessions }: State): Remembered {
  const { columns, sort, group, runningOnly, folds, filters } = containers;
  return {
    columns: columnWords(columns), sort: sortWord(sort), group, runningOnly, figuresOff: !figures.on,
    folds: Object.fromEntries([...folds].map((key) => [key, true])), filters: Object.fromEntries(filters), shells: sessions.shells,
  };
}

/** What there is to remember of a state just made. */
export function rememberedAtStart(state: Omit<State, 'remembered'>): RememberedState {
  const whole = state as State;
  return { value: rememberedOf(whole), from: sources(whole), changes: 0, told: false };
}

/** The state with what the user has chosen taken down, when something is chosen otherwise than before. */
export function remember(state: State): State {
  const { from, changes } = state.remembered;
  const now = sources(state);
  if (now.every((value, at) => value === from[at])) return state;
  return { ...state, remembered: { ...state.remembered, value: rememberedOf(state), from: now, changes: changes + 1 } };
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/**
 * A file's content with what has changed from `before` to `now`: keys that did not change are as the file has them, since another whalewatch may have written
 * them meanwhile; of records (folds, filters, shells) only the entries that changed are touched.
 */
export function merged(file: Readonly<Record<string, unknown>>, before: Remembered, now: Remembered): Readonly<Record<string, unknown>> {
  const next: Record<string, unknown> = { ...file };
  for (const key of Object.keys(readers) as (keyof Remembered)[]) {
    const [was, is] = [before[key], now[key]];
    if (same(was, is)) continue;
    if (!isRecord(is)) {
      next[key] = is;
      continue;
    }
    const old = isRecord(was) ? was : {};
    const kept = Object.entries(isRecord(file[key]) ? file[key] : {}).filter(([name]) => name in is || !(name in old));
    next[key] = Object.fromEntries([...kept, ...Object.entries(is).filter(([name, value]) => !same(old[name], value))]);
  }
  return next;
}
