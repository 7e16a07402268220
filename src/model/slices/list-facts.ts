/** What is known of containers besides the list: how often they were started again, and how large they are. */
import type { Message } from '../message.ts';
import { sameTarget, type Target } from '../row.ts';
import type { State } from '../state.ts';
import { rearranged } from './containers.ts';
import { notify } from './screen.ts';

const keyOf = (target: Target) => `${target.engine} ${target.container}`;

function withRestarts(state: State, target: Target, restarts: number | null): State {
  const { restarts: before, sort } = state.containers;
  if (before.get(keyOf(target)) === restarts) return state;
  const change = { restarts: new Map(before).set(keyOf(target), restarts) };
  return sort.by === 'restarts' ? rearranged(state, change, true) : { ...state, containers: { ...state.containers, ...change } };
}

export function updateListFacts(state: State, message: Message): State {
  switch (message.type) {
    case 'inspect/received': return !sameTarget(message.target, state.containers.selected) ? state : withRestarts(state, message.target, message.details.restarts);
    case 'fuzzy/loaded': return rearranged({ ...state, fuzzy: message.fuzzy }, {});
    case 'remember/failed':
      if (state.remembered.told) return state;
      return notify({ ...state, now: message.at, remembered: { ...state.remembered, told: true } }, `What you choose is not remembered: ${message.why}`, 'warn');
    case 'list/restarts': return withRestarts(state, message.target, message.restarts);
    case 'list/sized': {
      const change = { sizes: new Map(state.containers.sizes).set(message.engine, message.sizes) };
      return state.containers.sort.by === 'size' ? rearranged(state, change, true) : { ...state, containers: { ...state.containers, ...change } };
    }
    case 'list/unsized': return notify({ ...state, now: message.at }, `No sizes: ${message.failure.why}. R asks again.`, 'warn');
    default: return state;
  }
}
