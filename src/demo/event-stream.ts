/** `GET /events`: what has happened since, then what happens, a line of JSON each. */

import type { ServerResponse } from 'node:http';
import { passes } from './events.ts';
import type { DemoEvent, Filters } from './events.ts';
import type { Fleet } from './fleet.ts';

function nanosAt(fleet: Fleet, value: string | null): number | null {
  if (value === null || value === '' || !Number.isFinite(Number(value))) return null;
  const [seconds = '0', fraction = ''] = value.split('.');
  return (Number(seconds) - fleet.epoch.second) * 1e9 + Number(fraction.slice(0, 9).padEnd(9, '0'));
}

/** Sends events until the client leaves, or until the moment asked for. */
export function streamEvents(fleet: Fleet, filters: Filters, query: URLSearchParams, response: ServerResponse, gate: () => Promise<void>): void {
  const since = nanosAt(fleet, query.get('since'));
  const until = nanosAt(fleet, query.get('until'));
  response.setHeader('Content-Type', 'application/json');
  response.setHeader('Transfer-Encoding', 'chunked');
  response.flushHeaders();
  const send = (event: DemoEvent) => {
    if (passes(event, filters) && (until === null || event.time <= until)) response.write(`${event.text}\n`);
  };
  if (since !== null) fleet.events.past.filter((event) => event.time >= since).forEach(send);
  if (until !== null && until <= fleet.now()) {
    response.end();
    return;
  }
  const leave = fleet.events.listen((event) => void gate().then(() => send(event)));
  const cancel = until === null ? undefined : fleet.clock.after((until - fleet.now()) / 1e6, () => response.end());
  response.on('close', () => {
    leave();
    cancel?.();
  });
}
