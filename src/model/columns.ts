/** The columns of the list: what there is to show of a container, and how it sorts by each. How they look is view/columns.ts. */
import type { Container } from '../engine/types.ts';
import { type FigureId, figureValue } from './figure-values.ts';
import type { Row } from './row.ts';
import { maskedOnce } from './secrets.ts';
import type { State } from './state.ts';

export type ColumnId =
  | 'name' | 'engine' | 'state' | 'image' | 'tag' | 'id' | 'uptime' | 'created' | 'health' | 'restarts' | 'exit' | 'ports' | 'ip' | 'networks'
  | 'project' | 'service' | 'command' | 'size' | FigureId;

/** Whether a column is shown; their order is that of the list. */
export interface ColumnSetting {
  readonly id: ColumnId;
  readonly shown: boolean;
}

export interface Sort {
  readonly by: ColumnId;
  readonly reverse: boolean;
}

/** A column, in the order in which they stand from the beginning. */
export interface ColumnFact {
  readonly id: ColumnId;
  /** A few words on what it says. */
  readonly about: string;
  /** Whether it is shown from the beginning. */
  readonly usual: boolean;
  /** What rows are sorted by, lowest first; null where it is not known, which comes last either way. */
  readonly value: (row: Row, state: State) => number | string | null;
}

const running = new Set(['running', 'restarting', 'paused', 'removing']);

/** True for a container that runs or is about to: what `running only` keeps. */
export function isRunning(container: Container): boolean {
  return running.has(container.state);
}

const stateOrder = ['running', 'restarting', 'paused', 'removing', 'exited', 'stopped', 'dead', 'created'];
const healthOrder = ['unhealthy', 'starting', 'healthy', 'none'];
const rank = (order: readonly string[], word: string) => (order.includes(word) ? order.indexOf(word) : order.length);

/** The tag or digest of an image's name; empty when it names none. */
export function tagOf(image: string): string {
  const digest = image.indexOf('@');
  if (digest >= 0) return image.slice(digest + 1);
  const last = image.slice(image.lastIndexOf('/') + 1);
  return last.includes(':') ? last.slice(last.indexOf(':') + 1) : '';
}

/** The first address a container has in a network; null when it has none. */
export function addressOf({ networks }: Container): string | null {
  return networks.find(({ ip }) => ip !== '')?.ip ?? null;
}

/** An address so that texts sort as addresses do. */
const sortableAddress = (ip: string) => (ip.includes(':') ? ip : ip.split('.').map((part) => part.padStart(3, '0')).join('.'));
const textOrNone = (text: string | null) => (text === null || text === '' ? null : text);
/** Most first. */
const down = (value: number | null) => (value === null ? null : -value);

/** How often a container was started again by its engine; null where nobody said. */
export function restartsOf(row: Row, { containers }: State): number | null {
  return row.restarts ?? containers.restarts.get(`${row.engine} ${row.id}`) ?? null;
}

/** Bytes in a container's own layer; null while they were not asked for, or not told. */
export function sizeOf(row: Row, { containers }: State): number | null {
  return containers.sizes.get(row.engine)?.get(row.id)?.own ?? null;
}

const figure = (id: FigureId, about: string, usual = false): ColumnFact => ({ id, about, usual, value: (row, state) => down(figureValue(state, row, id)) });

export const columnFacts: readonly ColumnFact[] = [
  { id: 'name', about: 'its name', usual: true, value: ({ name }) => name },
  { id: 'engine', about: 'whose it is, with several engines', usual: true, value: ({ where }) => where },
  { id: 'image', about: 'image it was made of', usual: true, value: ({ image }) => image },
  { id: 'state', about: 'running, exited, paused …', usual: false, value: (row) => rank(stateOrder, row.state) },
  { id: 'uptime', about: 'how long it runs, or how it ended', usual: true, value: (row) => (isRunning(row) ? (row.age ?? 0) : 1e12 + (row.age ?? 0)) },
  figure('cpu', 'CPU, percent of one core', true),
  figure('mem', 'memory in use', true),
  figure('memp', 'memory, percent of its limit'),
  figure('net', 'bytes a second over the network'),
  figure('block', 'bytes a second to and from disks'),
  figure('pids', 'processes'),
  figure('spark', 'CPU of the last five minutes'),
  { id: 'health', about: 'what its health check says', usual: true, value: ({ health }) => rank(healthOrder, health) },
  { id: 'ports', about: 'published and open ports', usual: true, value: ({ ports }) => (ports.length === 0 ? null : Math.min(...ports.map((port) => port.hostPort ?? port.port + 1e6))) },
  { id: 'project', about: 'compose project', usual: true, value: ({ project }) => textOrNone(project) },
  { id: 'service', about: 'compose service', usual: false, value: ({ service }) => textOrNone(service) },
  { id: 'tag', about: "the image's tag", usual: false, value: ({ image }) => textOrNone(tagOf(image)) },
  { id: 'id', about: 'the first 12 digits of its id', usual: false, value: ({ id }) => id },
  { id: 'created', about: 'how long ago it was made', usual: false, value: ({ created }) => (created > 0 ? -created : null) },
  { id: 'restarts', about: 'how often it was started again', usual: false, value: (row, state) => down(restartsOf(row, state)) },
  { id: 'exit', about: 'how its last run ended', usual: false, value: ({ exitCode }) => down(exitCode) },
  { id: 'ip', about: 'its first address', usual: false, value: (row) => { const ip = addressOf(row); return ip === null ? null : sortableAddress(ip); } },
  { id: 'networks', about: 'networks it is in', usual: false, value: ({ networks }) => textOrNone(networks.map(({ name }) => name).join(' ')) },
  { id: 'command', about: 'what it runs', usual: false, value: ({ command }, { settings }) => textOrNone(settings.showSecrets ? command : maskedOnce(command)) },
  { id: 'size', about: 'bytes of its own on disk; R asks again', usual: false, value: (row, state) => down(sizeOf(row, state)) },
];

const facts = new Map(columnFacts.map((fact) => [fact.id, fact]));

/** What is known of a column. */
export function columnFact(id: ColumnId): ColumnFact {
  const fact = facts.get(id);
  if (!fact) throw new Error(`there is no column ${id}`);
  return fact;
}

/** Whether a word names a column. */
export const isColumn = (word: string): word is ColumnId => facts.has(word as ColumnId);

/** The columns as they are when nobody has chosen. */
export const usualColumns: readonly ColumnSetting[] = columnFacts.map(({ id, usual }) => ({ id, shown: usual }));

/** The columns with these shown in this order, and all others hidden behind them. */
export function columnsShown(ids: readonly ColumnId[]): readonly ColumnSetting[] {
  const named = [...new Set(ids)];
  return [...named.map((id) => ({ id, shown: true })), ...columnFacts.filter(({ id }) => !named.includes(id)).map(({ id }) => ({ id, shown: false }))];
}

/** As words: those that are hidden with a `-` in front. */
export const columnWords = (columns: readonly ColumnSetting[]): readonly string[] => columns.map(({ id, shown }) => (shown ? id : `-${id}`));

/** Columns of such words; words that name none are passed over, and columns that are not among them stand hidden behind. */
export function columnsFromWords(words: readonly string[]): readonly ColumnSetting[] {
  const read = words.flatMap((word): ColumnSetting[] => {
    const id = word.replace(/^-/, '');
    return isColumn(id) ? [{ id, shown: id === word }] : [];
  }).filter(({ id }, at, all) => all.findIndex((one) => one.id === id) === at);
  return [...read, ...usualColumns.filter(({ id }) => !read.some((one) => one.id === id)).map(({ id }) => ({ id, shown: false }))];
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Rows of one value stand by name, engine and id. */
const byName = (a: Row, b: Row) => byText(a.name, b.name) || byText(a.where, b.where) || byText(a.id, b.id);

/** The rows sorted; those of which the value is not known are last either way. */
export function sortedRows(rows: readonly Row[], { by, reverse }: Sort, state: State): Row[] {
  const { value } = columnFact(by);
  const valued = rows.map((row) => ({ row, value: value(row, state) }));
  const way = reverse ? -1 : 1;
  valued.sort((a, b) => {
    if (a.value === null || b.value === null) return a.value === b.value ? byName(a.row, b.row) : a.value === null ? 1 : -1;
    return a.value < b.value ? -way : a.value > b.value ? way : byName(a.row, b.row);
  });
  return valued.map(({ row }) => row);
}
