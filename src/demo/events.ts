/** What happens in the fleet, as `GET /events` tells it. */

import { unixText } from './clock.ts';
import type { Epoch } from './clock.ts';
import type { DemoContainer } from './container.ts';

/** One event; `text` is its JSON as sent, without the newline behind it. */
export interface DemoEvent {
  readonly type: 'container' | 'network';
  readonly action: string;
  readonly id: string;
  readonly name: string;
  /** Nanoseconds of the epoch. */
  readonly time: number;
  readonly text: string;
}

export interface EventBus {
  /** Tells everybody that something happened to a container. */
  tell(container: DemoContainer, action: string, time: number, attributes?: Readonly<Record<string, string>>): void;
  /** Tells that a container joined or left its network. */
  tellNetwork(container: DemoContainer, action: 'connect' | 'disconnect', time: number): void;
  /** The last 256 events, oldest first. */
  readonly past: readonly DemoEvent[];
  listen(receive: (event: DemoEvent) => void): () => void;
}

/** `filters` of a request: a name and the values asked for. */
export type Filters = Readonly<Record<string, readonly string[]>>;

const remembered = 256;

/** A bus nobody listens to yet. */
export function createEvents(epoch: Epoch): EventBus {
  const past: DemoEvent[] = [];
  const listeners = new Set<(event: DemoEvent) => void>();
  let latest = -Infinity;

  function send(event: Omit<DemoEvent, 'text' | 'time'>, at: number, lead: object, attributes: object): void {
    const time = latest = Math.max(at, latest + 1);
    const unix = unixText(epoch, time);
    const { type, action, id } = event;
    const body = JSON.stringify({ ...lead, Type: type, Action: action, Actor: { ID: id, Attributes: attributes }, scope: 'local' });
    const text = `${body.slice(0, -1)},"time":${unix.slice(0, -10)},"timeNano":${unix.replace('.', '')}}`;
    const whole = { ...event, time, text };
    past.push(whole);
    if (past.length > remembered) past.shift();
    for (const receive of listeners) receive(whole);
  }

  return {
    past,
    tell(container, action, time, attributes = {}) {
      const { id, image, name } = container;
      send({ type: 'container', action, id, name }, time, { status: action, id, from: image }, { ...container.labels, ...attributes, image, name });
    },
    tellNetwork(container, action, time) {
      send({ type: 'network', action, id: container.network, name: container.network }, time, {}, { container: container.id, name: container.network, type: 'bridge' });
    },
    listen(receive) {
      listeners.add(receive);
      return () => listeners.delete(receive);
    },
  };
}

/** Whether an event passes the filters of a request; names that are not looked at pass all. */
export function passes(event: DemoEvent, filters: Filters): boolean {
  const { type, container, event: actions } = filters;
  if (type !== undefined && !type.includes(event.type)) return false;
  if (container !== undefined && !container.some((asked) => asked === event.name || event.id.startsWith(asked))) return false;
  return actions === undefined || actions.some((asked) => asked === event.action || event.action.startsWith(`${asked}: `));
}
