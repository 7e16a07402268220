/** What there is to say of a group of containers: how many, how they are, what they use together, and each of them. */
import { oneLine } from '../../text/sanitise.ts';
import { textWidth } from '../../text/width.ts';
import { restartsOf, sizeOf } from '../columns.ts';
import type { Document, DocumentLine } from '../document.ts';
import { isMeasured, partOf } from '../figure-values.ts';
import { type Group, type GroupBy, isNone, isWrong, sumText, worstOf } from '../groups.ts';
import type { Row } from '../row.ts';
import type { State } from '../state.ts';
import { shortBytes } from '../time.ts';

const labelColumns = 12;
/** Members that are told one by one. */
const mostTold = 500;
const kinds: Readonly<Record<GroupBy, string>> = { none: '', project: 'compose project', image: 'image', network: 'network', state: 'state' };

const line = (label: string, value: string, tone: DocumentLine['tone'] = 'normal'): DocumentLine => ({ label, value, tone, secret: null, key: label || value });

/** `3 running, 1 exited`: how many are in each state, most first. */
function tally(rows: readonly Row[], word: (row: Row) => string): string {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const said = word(row);
    counts.set(said, (counts.get(said) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([name, count]) => `${count} ${oneLine(name, 40)}`).join(', ');
}

/** With what a sum is of when not all have told. */
const ofThose = (text: string, told: number) => `${text} (of ${told})`;

/** The document of a group; containers that the filter hides are not in it. */
export function groupDocument(group: Group, state: State): Document {
  const { members, label } = group;
  const by = state.containers.group;
  const worst = worstOf(members);
  const measured = members.filter(isMeasured);
  const sums: readonly (readonly [string, string | null])[] = [
    ['CPU', sumText(measured, (row) => partOf(state, row, 'cpu'), (sum) => `${sum.toFixed(1)}%`, ofThose)],
    ['Memory', sumText(measured, (row) => partOf(state, row, 'memory'), shortBytes, ofThose)],
    ['Processes', sumText(measured, (row) => partOf(state, row, 'pids'), String, ofThose)],
    ['Restarts', sumText(members, (row) => restartsOf(row, state), String, ofThose)],
    ['Size', sumText(members, (row) => sizeOf(row, state), shortBytes, ofThose)],
  ];
  const services = [...new Set(members.flatMap(({ service }) => (service === null ? [] : [service])))];
  const health = members.filter((row) => row.health !== 'none' && row.state === 'running');
  const name = (row: Row) => oneLine(row.name, 256);
  const told = members.slice(0, mostTold);
  const longest = Math.min(40, told.reduce((most, row) => Math.max(most, textWidth(name(row))), 0));
  return {
    labelWidth: labelColumns, labelTone: 'dim',
    lines: [
      line('Group', isNone(group) ? `containers of no ${kinds[by]}` : `${group.level === 1 ? 'service' : kinds[by]} ${oneLine(label, 256)}`, 'strong'),
      line('Containers', `${members.length}: ${tally(members, (row) => row.state)}`),
      ...(health.length > 0 ? [line('Health', tally(health, (row) => row.health))] : []),
      ...(worst && isWrong(worst) ? [line('Worst', `${name(worst)}: ${oneLine(worst.status, 120)}`, 'bad')] : []),
      ...(services.length > 0 && group.level === 0 ? [line('Services', `${services.length}: ${services.map((service) => oneLine(service, 60)).join(', ')}`)] : []),
      ...sums.flatMap(([what, text]) => (text === null ? [] : [line(what, text)])),
      line('', ''),
      ...told.map((row, at) => ({ ...line(at === 0 ? 'Members' : '', `${name(row) + ' '.repeat(Math.max(0, longest - textWidth(name(row))))}  ${oneLine(row.status, 120)}`, isWrong(row) ? 'bad' : 'normal'), key: `member ${row.engine} ${row.id}` })),
      ...(told.length < members.length ? [line('', `… and ${members.length - told.length} more`, 'dim')] : []),
    ],
  };
}
