/** How often containers were started again: counts that were asked for, and may no longer hold. */
import { isRunning } from './columns.ts';
import type { Row } from './row.ts';

/** Whether a container may have been started again between two lists. */
const mayHaveStarted = (before: Row, now: Row) => now.container !== before.container && (now.state !== before.state || (isRunning(now) && (now.age ?? 0) < (before.age ?? 0)));

/** Counts that may no longer hold are forgotten, to be asked for anew. */
export function freshRestarts(restarts: ReadonlyMap<string, number | null>, before: readonly Row[], listed: readonly Row[]): ReadonlyMap<string, number | null> {
  if (restarts.size === 0) return restarts;
  const old = new Map(before.map((row) => [`${row.engine} ${row.id}`, row]));
  const kept = new Map<string, number | null>();
  for (const row of listed) {
    const key = `${row.engine} ${row.id}`;
    const known = restarts.get(key);
    const then = old.get(key);
    if (known !== undefined && then && !mayHaveStarted(then, row)) kept.set(key, known);
  }
  return kept.size === restarts.size ? restarts : kept;
}
