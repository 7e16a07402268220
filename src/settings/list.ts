/** How the list begins: its columns, sort and groups as words. */
import { distance } from 'fastest-levenshtein';
import { type ColumnId, columnFacts, columnsShown, isColumn } from '../model/columns.ts';
import { type GroupBy, groupings } from '../model/groups.ts';
import { type ListSettings, usualList } from '../model/list-state.ts';
import { sortFrom } from '../model/remembered.ts';
import { UsageError } from './usage.ts';

/** A word that is none, with the nearest that is one, or all of them. */
function noSuch(what: string, word: string, all: readonly string[], from: string): UsageError {
  const near = all.map((one) => ({ one, far: distance(word, one) })).sort((a, b) => a.far - b.far)[0];
  return new UsageError(`${from}: there is no ${what} “${word}”; ${near && near.far <= 2 ? `did you mean ${near.one}?` : `there are ${all.join(', ')}`}`);
}

const columnNames = columnFacts.map(({ id }) => id);

function columnIn(word: string, from: string): ColumnId {
  if (!isColumn(word)) throw noSuch('column', word, columnNames, from);
  return word;
}

/** The list as these words say; `from` tells where each was said. Null where nothing was. */
export function listSettings(words: { readonly columns: string | null; readonly sort: string | null; readonly group: string | null }, from: (name: string) => string): ListSettings {
  const { columns, sort, group } = words;
  const ids = columns?.split(/[\s,]+/).filter((word) => word !== '').map((word) => columnIn(word, from('columns'))) ?? null;
  if (ids?.length === 0) throw new UsageError(`${from('columns')}: name at least one column`);
  const grouping = group === null ? usualList.group : groupings.find((one): one is GroupBy => one === group);
  if (!grouping) throw noSuch('grouping', group ?? '', groupings, from('group'));
  if (sort !== null) columnIn(sort.replace(/^-/, ''), from('sort'));
  return { ...usualList, columns: ids ? columnsShown(ids) : usualList.columns, sort: (sort === null ? null : sortFrom(sort)) ?? usualList.sort, group: grouping };
}
