/** States to begin a test of the model with, and the messages that make them. */
import { containerFrom } from '../../src/engine/container.ts';
import type { Container, Failure } from '../../src/engine/types.ts';
import type { Message } from '../../src/model/message.ts';
import { usualList } from '../../src/model/list-state.ts';
import type { Target } from '../../src/model/row.ts';
import { usualDetachKeys } from '../../src/model/detach-keys.ts';
import { initialState, type State } from '../../src/model/state.ts';
import { update } from '../../src/model/update.ts';

export const address = 'unix:///fake.sock';
export const start = Date.parse('2026-11-23T12:00:00Z');

/** A program just opened, on one engine unless several are said. */
export function opened(columns = 160, rows = 45, ...addresses: readonly string[]): State {
  return initialState({
    settings: { interval: 2000, logBudget: 1024 * 1024, readOnly: false, protect: [], self: null, showSecrets: false, alert: 'off', detachKeys: usualDetachKeys, pager: 'less -R', ascii: 'no', list: usualList }, size: { columns, rows }, now: start, zone: 0,
    engines: (addresses.length > 0 ? addresses : [address]).map((one) => ({ address: one, context: null, why: '--host', demo: false, insecure: null })),
  });
}

export const after = (state: State, ...messages: readonly Message[]): State => messages.reduce(update, state);

/** A running container, named as its id. */
export function container(name: string, change: Partial<Container> = {}): Container {
  return { ...containerFrom({ Id: name, Names: [`/${name}`], Image: 'shop/app:1', State: 'running', Status: 'Up 2 hours', Ports: [], Labels: {} }, 0), ...change };
}

export const target = (name: string): Target => ({ engine: address, container: name });

export function listed(containers: readonly (string | Container)[], at = start, engine = address): Message {
  return { type: 'list/received', engine, list: { containers: containers.map((one) => (typeof one === 'string' ? container(one) : one)), skew: 0 }, asked: at, at };
}

export function failed(kind: Failure['kind'], at = start, engine = address): Message {
  return { type: 'engine/failed', engine, failure: { kind, what: 'list containers', where: engine, why: 'the test says so', hint: '', status: null }, retryAt: at + 1000, at };
}

export const tick = (at: number): Message => ({ type: 'clock/ticked', at, zone: 0 });
export const key = (name: string, at = start): Message => ({ type: 'input/key', name, text: name.length === 1 ? name : '', at });
