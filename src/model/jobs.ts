/** Jobs: the outside work that should be running while the state is so. A job is known by its key. */
import { currentLayout } from './panes.ts';
import { selectedContainer } from './slices/containers.ts';
import { liveness } from './slices/engine.ts';
import type { State, Target } from './state.ts';

export type Job =
  /** Connects, polls the list and listens for events, for ever. */
  | { readonly kind: 'watch'; readonly key: string; readonly engine: string }
  /** Asks for the details at once and now and then again. */
  | { readonly kind: 'inspect'; readonly key: string; readonly target: Target; readonly delay: number }
  /** Follows the log, joining what comes to what is there. */
  | { readonly kind: 'logs'; readonly key: string; readonly target: Target; readonly delay: number }
  /** Tells the time every `period` milliseconds. */
  | { readonly kind: 'clock'; readonly key: string; readonly period: number }
  /** Starts the demo engine and turns to it. */
  | { readonly kind: 'demo'; readonly key: string };

/** A selection that moved again within this time is on its way: nothing is opened until it has rested as long as `calm`. */
const hurried = 250;
const calm = 120;

/** The jobs that should be running. A job whose key stays is left alone; one whose key goes is aborted. */
export function jobs(state: State): readonly Job[] {
  const { engine, containers, logs, screen } = state;
  const wanted: Job[] = [{ kind: 'watch', key: `watch ${engine.address}`, engine: engine.address }];
  // a whole second shows only while something is late, a notice is up or lines come in
  const busy = liveness(state) !== 'live' || screen.notice !== null || logs.rate.count > 0 || logs.rate.perSecond > 0;
  const period = busy ? 1000 : 10_000;
  wanted.push({ kind: 'clock', key: `clock ${period}`, period });
  if (state.requests.demo && !engine.demo) wanted.push({ kind: 'demo', key: 'demo' });
  const row = selectedContainer(state);
  if (!row) return wanted;
  const target = { engine: engine.address, container: row.id };
  const delay = containers.rested < hurried ? calm : 0;
  const inSight = currentLayout(state).panes.some(({ id }) => id === 'inspect');
  if (inSight && !containers.gone) {
    wanted.push({ kind: 'inspect', key: `inspect ${row.id} ${row.state} ${row.health} ${engine.epoch}`, target, delay });
  }
  wanted.push({ kind: 'logs', key: `logs ${row.id} ${logs.run} ${engine.epoch}`, target, delay });
  return wanted;
}
