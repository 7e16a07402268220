/** What may be done to containers: one request each, never sent twice. */
import type { ActionAnswer, ActionRequest, Actions } from './action-types.ts';
import type { Asker } from './asking.ts';
import { decodePruned, decodeWarnings, says } from './decode.ts';
import { type Attempt, EngineError, engineError, fromAnswer } from './errors.ts';
import { notTaken, updateBody } from './limits.ts';
import { type Answer, type Deadlines, usualDeadlines } from './transport.ts';
import type { Engine } from './types.ts';

const second = 1000;
const minute = 60 * second;

/**
 * How long the engine may take before it answers. A stop is answered when it is over: with no time given it takes the container's own, which
 * may be minutes. Killing and clearing away take some more; a removal deletes the container's files.
 */
function timeFor(request: ActionRequest): number {
  switch (request.verb) {
    case 'stop':
    case 'restart':
      return request.timeout === null || request.timeout < 0 ? 10 * minute : request.timeout * second + minute;
    case 'remove':
      return 5 * minute;
    case 'start':
      return 2 * minute;
    default:
      return minute;
  }
}

const within = (firstByte: number): Deadlines => ({ firstByte, body: usualDeadlines.body });
const asked = (query: Readonly<Record<string, string>>) => {
  const text = new URLSearchParams(query).toString();
  return text === '' ? '' : `?${text}`;
};

function queryOf(request: ActionRequest): string {
  switch (request.verb) {
    case 'stop':
    case 'restart':
      return asked(request.timeout === null ? {} : { t: String(request.timeout) });
    case 'kill':
      return asked({ signal: request.signal });
    case 'rename':
      return asked({ name: request.name });
    case 'remove':
      return asked({ ...(request.force ? { force: '1' } : {}), ...(request.volumes ? { v: '1' } : {}) });
    default:
      return '';
  }
}

/** The engine's refusal. Podman answers 404 to what it cannot do at all, without JSON, which must not read as a container that is gone. */
function refusal(attempt: Attempt, { status, body, headers }: Answer): EngineError {
  if (status === 404 && says(body) === null) return new EngineError({ ...engineError(attempt, 'protocol', 'this engine cannot do that: it knows no such call (HTTP 404)', 'Podman changes policy and limits from version 5 on.').failure, status });
  return fromAnswer(attempt, status, body, headers.location);
}

const isDone = ({ status }: Answer) => status >= 200 && status < 300;

/** The actions of an engine; `inspect` is its own. */
export function openActions({ attemptTo, negotiate, passing, send, server }: Asker, inspect: Engine['inspect']): Actions {
  const pathOf = (id: string) => `/containers/${encodeURIComponent(id)}`;

  const update = async (attempt: Attempt, id: string, request: ActionRequest & { verb: 'update' }, signal: AbortSignal): Promise<ActionAnswer> => {
    const updating = passing({ method: 'POST', path: `${pathOf(id)}/update`, attempt } as const);
    if (!server()) await negotiate(attempt, signal);
    const podman = server()?.product === 'Podman';
    // podman sets the policy to none when it is not said again
    const before = podman && request.restartPolicy === undefined ? await inspect(id, signal) : null;
    const body = JSON.stringify(updateBody({ ...request, ...(before ? { restartPolicy: before.restartPolicy } : {}) }, podman));
    const answer = await send(attempt, { ...updating, body, deadlines: within(timeFor(request)) }, signal);
    if (!isDone(answer)) throw refusal(attempt, answer);
    // engines answer 200 to a limit of none and keep the old one
    const after = await inspect(id, signal).then((details) => notTaken(request, details), (error: unknown) => {
      if (error instanceof EngineError) return [`what holds now could not be read: ${error.failure.why}`];
      throw error;
    });
    return { outcome: 'done', warnings: [...decodeWarnings(answer.body), ...after] };
  };

  return {
    act: async (id, request, signal) => {
      const attempt = attemptTo(`${request.verb} the container`);
      if (request.verb === 'update') return update(attempt, id, request, signal);
      const removal = request.verb === 'remove';
      const path = `${pathOf(id)}${removal ? '' : `/${request.verb}`}${queryOf(request)}`;
      const answer = await send(attempt, { method: removal ? 'DELETE' : 'POST', path, deadlines: within(timeFor(request)) }, signal);
      if (isDone(answer)) return { outcome: 'done', warnings: [] };
      if (answer.status === 304 || (removal && answer.status === 404 && says(answer.body) !== null)) return { outcome: 'already', warnings: [] };
      throw refusal(attempt, answer);
    },
    prune: async (signal) => {
      const attempt = attemptTo('remove the stopped containers');
      const answer = await send(attempt, { method: 'POST', path: '/containers/prune', deadlines: within(10 * minute) }, signal);
      if (!isDone(answer)) throw refusal(attempt, answer);
      return decodePruned(attempt, answer.body);
    },
  };
}
