/** `:requests`: how many requests a second the engines are sent, for the title. */
import type { Command } from '../command.ts';
import type { Message } from '../message.ts';
import type { MeterState } from '../meter-state.ts';
import type { State } from '../state.ts';
import { engineAt } from './engines.ts';
import { notify } from './screen.ts';

const withMeter = (state: State, change: Partial<MeterState>): State => ({ ...state, meter: { ...state.meter, ...change } });

export function updateMeter(state: State, message: Message): State {
  if (message.type !== 'engine/asked' || !state.meter.shown) return state;
  const { engine, requests, at } = message;
  const before = state.meter.meters.get(engine);
  const more = before && at > before.at && requests >= before.requests ? ((requests - before.requests) * 1000) / (at - before.at) : null;
  return withMeter({ ...state, now: at }, { meters: new Map(state.meter.meters).set(engine, { requests, at, perSecond: more }) });
}

/** Requests a second to all engines together; null while that is not shown or not known. */
export function requestRate(state: State): number | null {
  const { shown, meters } = state.meter;
  if (!shown) return null;
  const known = [...meters].flatMap(([engine, { perSecond }]) => (perSecond === null || !engineAt(state, engine) ? [] : [perSecond]));
  return known.length === 0 ? null : known.reduce((sum, rate) => sum + rate, 0);
}

export const meterCommands: readonly Command[] = [
  {
    id: 'requests', keys: [':requests'], title: 'show requests a second in the title, or no longer', short: 'requests', where: 'everywhere',
    run: (state) => {
      const shown = !state.meter.shown;
      return notify(withMeter(state, { shown, meters: new Map() }), shown ? 'The title shows how many requests a second the engine is sent.' : 'Requests are no longer shown.');
    },
  },
];
