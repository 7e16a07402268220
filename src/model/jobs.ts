/** Jobs: the outside work that should be running while the state is so. A job is known by its key. */
import { currentLayout } from './panes.ts';
import { selectedContainer } from './slices/containers.ts';
import { engineAt, lateEngines } from './slices/engines.ts';
import type { EngineWish } from './engine-state.ts';
import { type Target, targetOf } from './row.ts';
import type { SaveRequest, State } from './state.ts';

export type Job =
  /** Connects, polls the list and listens for events, for ever. */
  | { readonly kind: 'watch'; readonly key: string; readonly engine: string }
  /** Asks for the details at once and now and then again. */
  | { readonly kind: 'inspect'; readonly key: string; readonly target: Target; readonly delay: number }
  /** Follows the log, joining what comes to what is there. */
  | { readonly kind: 'logs'; readonly key: string; readonly target: Target; readonly delay: number }
  /** Tells the time every `period` milliseconds. */
  | { readonly kind: 'clock'; readonly key: string; readonly period: number }
  /** Makes an engine that was asked for one that can be watched. */
  | { readonly kind: 'open'; readonly key: string; readonly wish: EngineWish }
  /** Writes the lines of a log to a file. */
  | { readonly kind: 'save'; readonly key: string; readonly request: SaveRequest }
  /** Finds out which engines could be watched, and which of them answer. */
  | { readonly kind: 'offers'; readonly key: string };

/** A selection that moved again within this time is on its way: nothing is opened until it has rested as long as `calm`. */
const hurried = 250;
const calm = 120;

/** The jobs that should be running. A job whose key stays is left alone; one whose key goes is aborted. */
export function jobs(state: State): readonly Job[] {
  const { engines, containers, logs, screen, requests } = state;
  const wanted: Job[] = engines.map(({ address, tries }) => ({ kind: 'watch', key: `watch ${address} ${tries}`, engine: address }));
  // a whole second shows only while something is late, a notice is up, the ages of the engines are in sight or lines come in
  const busy = lateEngines(state).length > 0 || screen.notice !== null || screen.engines !== null || logs.rate.count > 0 || logs.rate.perSecond > 0;
  const period = busy ? 1000 : 10_000;
  wanted.push({ kind: 'clock', key: `clock ${period}`, period });
  for (const wish of requests.engines) wanted.push({ kind: 'open', key: `open ${wish.kind} ${wish.name}`, wish });
  if (requests.save) wanted.push({ kind: 'save', key: `save ${requests.save.path}`, request: requests.save });
  if (screen.engines !== null) wanted.push({ kind: 'offers', key: 'offers' });
  const row = selectedContainer(state);
  const engine = row && engineAt(state, row.engine);
  if (!engine) return wanted;
  const target = targetOf(row);
  const which = `${row.engine} ${row.id}`;
  const delay = containers.rested < hurried ? calm : 0;
  const inSight = currentLayout(state).panes.some(({ id }) => id === 'inspect');
  if (inSight && !containers.gone) {
    wanted.push({ kind: 'inspect', key: `inspect ${which} ${row.state} ${row.health} ${engine.epoch}`, target, delay });
  }
  wanted.push({ kind: 'logs', key: `logs ${which} ${logs.run} ${engine.epoch}`, target, delay });
  return wanted;
}
