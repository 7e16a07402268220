/** Groups of containers in the list: by compose project with its services, by image, by network, by state. */
import { isRunning, type Sort } from './columns.ts';
import type { Row } from './row.ts';

export type GroupBy = 'none' | 'project' | 'image' | 'network' | 'state';

export const groupings: readonly GroupBy[] = ['none', 'project', 'image', 'network', 'state'];

/** The heading of a group, as a line of the list. */
export interface Group {
  /** What it is known by, from list to list. */
  readonly group: string;
  /** 0; 1 for a service of several containers within its project. */
  readonly level: 0 | 1;
  /** Not sanitised. */
  readonly label: string;
  /** Those of its containers that are shown. */
  readonly members: readonly Row[];
  readonly folded: boolean;
}

/** A line of the list: a container, or the heading of a group. */
export type ListLine = Row | Group;

/** Whether a line is the heading of a group. */
export const isGroup = (line: ListLine): line is Group => 'members' in line;

/** The group a container is in, by its key and label; `last` for those that are in none. */
function groupOf(row: Row, by: GroupBy): { key: string; label: string; last?: true } {
  switch (by) {
    case 'project': return row.project === null ? { key: 'project', label: 'no project', last: true } : { key: `project ${row.engine} ${row.project}`, label: row.project };
    case 'image': return { key: `image ${row.image}`, label: row.image };
    case 'network': {
      // one in several networks is in the group of just these, so that no container is there twice
      const names = row.networks.map(({ name }) => name).sort().join(', ');
      return names === '' ? { key: 'network', label: 'no network', last: true } : { key: `network ${names}`, label: names };
    }
    case 'state': return { key: `state ${row.state}`, label: row.state };
    case 'none': return { key: '', label: '' };
  }
}

/** Whether a group is of those that are in none. */
export const isNone = ({ group }: Group) => group === 'project' || group === 'network';

/** Whether a group is a compose project. */
export const isProject = ({ level, members: [first] }: Group, by: GroupBy) => by === 'project' && level === 0 && first?.project !== null;

/** The containers of a project: services of several of them have a heading of their own, where the first of them stands. */
function servicesOf(rows: readonly Row[], project: string, folds: ReadonlySet<string>): ListLine[] {
  const replicas = new Map<string, Row[]>();
  for (const row of rows) {
    if (row.service === null) continue;
    const others = replicas.get(row.service);
    if (others) others.push(row);
    else replicas.set(row.service, [row]);
  }
  return rows.flatMap((row): readonly ListLine[] => {
    const members = row.service === null ? undefined : replicas.get(row.service);
    if (!members || members.length < 2) return [row];
    if (members[0] !== row) return [];
    const group = `service ${project} ${row.service ?? ''}`;
    const folded = folds.has(group);
    return [{ group, level: 1, label: row.service ?? '', members, folded }, ...(folded ? [] : members)];
  });
}

/** The rows below the headings of their groups, which stand by name, or where their first container would; those of a folded one are left out. */
export function groupedLines(rows: readonly Row[], by: GroupBy, folds: ReadonlySet<string>, sort: Sort): readonly ListLine[] {
  if (by === 'none') return rows;
  const groups = new Map<string, { key: string; label: string; last?: true; members: Row[] }>();
  for (const row of rows) {
    const of = groupOf(row, by);
    const known = groups.get(of.key);
    if (known) known.members.push(row);
    else groups.set(of.key, { ...of, members: [row] });
  }
  const way = sort.reverse ? -1 : 1;
  const order = (a: string, b: string) => (a < b ? -way : a > b ? way : 0);
  const sorted = [...groups.values()].sort((a, b) => Number(a.last ?? false) - Number(b.last ?? false) || (sort.by === 'name' ? order(a.label, b.label) || order(a.key, b.key) : 0));
  return sorted.flatMap(({ key, label, members, last }): readonly ListLine[] => {
    const folded = folds.has(key);
    const heading: Group = { group: key, level: 0, label, members, folded };
    if (folded) return [heading];
    return [heading, ...(by === 'project' && !last ? servicesOf(members, key, folds) : members)];
  });
}

/** How much is wrong with a container: the worst first. */
function badness(row: Row): number {
  if (row.state === 'dead' || (row.state === 'running' && row.health === 'unhealthy')) return 0;
  if (row.state === 'restarting') return 1;
  if (!isRunning(row) && row.exitCode !== null && row.exitCode !== 0) return 2;
  if (row.state === 'paused' || row.state === 'removing') return 3;
  if (row.state === 'running' && row.health === 'starting') return 4;
  if (row.state === 'running') return row.health === 'healthy' ? 6 : 5;
  return 7;
}

/** Whether something is the matter with a container. */
export const isWrong = (row: Row) => badness(row) <= 4;

const worsts = new WeakMap<readonly Row[], Row>();

/** The container of a group that is worst off; of those equally well, the first. */
export function worstOf(members: readonly Row[]): Row | undefined {
  const known = worsts.get(members);
  if (known) return known;
  const worst = members.reduce<Row | undefined>((found, row) => (found && badness(found) <= badness(row) ? found : row), undefined);
  if (worst) worsts.set(members, worst);
  return worst;
}

/**
 * The sum of what is known of several, as text; null when nothing is. A value is null while it is not known, undefined where there is none to
 * add. `partly` says how a sum stands that is only of those that told.
 */
export function sumText(rows: readonly Row[], value: (row: Row) => number | null | undefined, text: (sum: number) => string, partly: (text: string, told: number) => string): string | null {
  let sum: number | null = null;
  let told = 0;
  for (const row of rows) {
    const one = value(row);
    if (one !== null) told++;
    if (typeof one === 'number') sum = (sum ?? 0) + one;
  }
  if (sum === null) return null;
  return told < rows.length ? partly(text(sum), told) : text(sum);
}

/** Where in the list a row is a member of: the headings above it, innermost last. */
export function headingsAbove(lines: readonly ListLine[], at: number): readonly Group[] {
  const line = lines[at];
  if (!line) return [];
  const found: Group[] = [];
  for (let above = at - 1; above >= 0; above--) {
    const other = lines[above];
    if (!other || !isGroup(other)) continue;
    const inner = found[0];
    const holds = isGroup(line) ? line.level === 1 && other.level === 0 : other.members.includes(line);
    if (holds && (!inner || other.level < inner.level)) found.unshift(other);
    if (other.level === 0) break;
  }
  return found;
}
