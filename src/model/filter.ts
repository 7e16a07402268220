/** Which containers the filter keeps. */
import { isRunning } from './columns.ts';
import type { Row } from './row.ts';
import type { State } from './state.ts';

/** True when every word of the filter stands in the container's name, image, project, state or health, or with several engines in its engine's name. */
function passes(row: Row, words: readonly string[], several: boolean): boolean {
  const text = `${row.name} ${row.image} ${row.project ?? ''} ${row.state} ${row.health === 'none' ? '' : row.health} ${row.id.slice(0, 12)} ${several ? row.where : ''}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/** What is to be shown, as a test of rows. */
export function passesFilter({ containers, engines }: State): (row: Row) => boolean {
  const { filter, runningOnly } = containers;
  const words = filter.toLowerCase().split(/\s+/).filter((word) => word !== '');
  return (row) => (words.length === 0 || passes(row, words, engines.length > 1)) && (!runningOnly || isRunning(row));
}
