/** What the list wants asked besides itself: the figures of its columns that the engine does not list. */
import { paneSize } from './panes.ts';
import { restartsOf } from './columns.ts';
import { wantsFuzzy } from './filter.ts';
import { isGroup, type ListLine } from './groups.ts';
import type { Job } from './jobs.ts';
import { type Row, targetOf } from './row.ts';
import type { State } from './state.ts';

/** Containers of folded groups in sight that count as in sight. */
const mostFolded = 50;

/** The lines of the list that are in sight. */
export function linesInSight(state: State): readonly ListLine[] {
  const { lines, top } = state.containers;
  return lines.slice(top, top + Math.max(0, paneSize(state, 'containers').rows));
}

/** The containers whose rows are in sight, and the first of those folded away under a heading in sight. */
export function rowsInSight(state: State): readonly Row[] {
  const inSight = linesInSight(state);
  const folded = inSight.flatMap((line) => (isGroup(line) && line.folded ? line.members : []));
  return [...inSight.filter((line): line is Row => !isGroup(line)), ...folded.slice(0, mostFolded)];
}

/** Sizes once per engine and each time they are asked for anew; restarts one container after the other, of those in sight. */
export function listJobs(state: State): readonly Job[] {
  const { columns, filter, sizesAsked, restarts, ghosts } = state.containers;
  const isShown = (wanted: string) => columns.some(({ id, shown }) => shown && id === wanted);
  const jobs: Job[] = state.fuzzy === null && (state.screen.prompt?.kind === 'filter' || wantsFuzzy(filter)) ? [{ kind: 'fuzzy', key: 'fuzzy' }] : [];
  const { value, changes } = state.remembered;
  if (changes > 0) jobs.push({ kind: 'remember', key: `remember ${changes}`, value });
  if (isShown('size')) for (const { address, listed } of state.engines) if (listed) jobs.push({ kind: 'sizes', key: `sizes ${address} ${sizesAsked}`, engine: address });
  if (!isShown('restarts')) return jobs;
  const next = rowsInSight(state).find((row) => restartsOf(row, state) === null && !restarts.has(`${row.engine} ${row.id}`) && !ghosts.includes(row));
  if (next) jobs.push({ kind: 'restarts', key: `restarts ${next.engine} ${next.id}`, target: targetOf(next) });
  return jobs;
}
