/** The engine: who it is, whether it answers, how old what we know of it is. */
import type { Command } from '../command.ts';
import type { Message } from '../message.ts';
import { notify } from './screen.ts';
import { freshContainers, freshEngine, type State } from '../state.ts';

/** How current the list is. `connecting` only before the first answer or failure. */
export type Liveness = 'connecting' | 'live' | 'stale' | 'unreachable';

/** Milliseconds since the list that is shown arrived; null before the first. */
export function dataAge(state: State): number | null {
  return state.engine.listedAt === null ? null : Math.max(0, state.now - state.engine.listedAt);
}

/** Milliseconds after which a list is late: two intervals and a second. */
export const lateAfter = (interval: number) => 2 * interval + 1000;

/** Whether the data is current. */
export function liveness(state: State): Liveness {
  const { failure, listedAt } = state.engine;
  if (failure && (failure.kind === 'unreachable' || failure.kind === 'denied' || listedAt === null)) return 'unreachable';
  if (failure) return 'stale';
  if (listedAt === null) return 'connecting';
  return state.now - listedAt > lateAfter(state.settings.interval) ? 'stale' : 'live';
}

export function updateEngine(state: State, message: Message): State {
  const { engine } = state;
  switch (message.type) {
    case 'engine/connected':
      return { ...state, now: message.at, engine: { ...engine, info: message.info } };
    case 'engine/failed':
      return {
        ...state, now: message.at,
        engine: { ...engine, failure: message.failure, failingSince: engine.failingSince ?? message.at, retryAt: message.retryAt },
      };
    case 'list/received': {
      const lost = engine.failure?.kind === 'unreachable' && engine.listedAt !== null;
      return {
        ...state, now: message.at,
        engine: {
          ...engine, listedAt: message.at, skew: message.list.skew, failure: null, failingSince: null, retryAt: null,
          epoch: lost ? engine.epoch + 1 : engine.epoch,
        },
      };
    }
    case 'engine/chosen':
      return {
        ...state, now: message.at, engine: freshEngine(message.choice), containers: { ...freshContainers, sort: state.containers.sort },
        parked: [],
      };
    case 'demo/failed':
      return notify({ ...state, now: message.at, requests: { ...state.requests, demo: false } }, `The demo engine did not start: ${message.why}`, 'warn');
    default: return state;
  }
}

export const engineCommands: readonly Command[] = [
  {
    id: 'watch the demo engine', keys: ['D'], title: 'watch the built-in demo engine when none answers', short: 'demo', where: 'everywhere',
    refused: (state) => {
      if (state.engine.demo) return 'This is the demo engine already.';
      return state.engine.listedAt === null || (state.containers.listed?.length ?? 0) === 0 ? null : 'An engine is being watched. whalewatch --demo opens the demo.';
    },
    run: (state) => ({ ...state, requests: { ...state.requests, demo: true } }),
  },
];
