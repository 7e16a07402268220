/** The engine client: the calls whalewatch makes, each on a versioned path, each failing as an EngineError. */
import type { Route } from './address.ts';
import { type AskingOptions, openAsker } from './asking.ts';
import { openActions } from './actions.ts';
import { decodeVersion } from './decode.ts';
import { OutOfSync } from './demux.ts';
import { type Attempt, EngineError, engineError } from './errors.ts';
import { decodeEvent } from './event.ts';
import { createSplitter } from './lines.ts';
import { openFigures } from './figures.ts';
import { inspectBy, isOver } from './inspecting.ts';
import { createListDecoder } from './list-decoder.ts';
import { createLogDecoder, type LogDecoder } from './log-decoder.ts';
import { repeatsTaken } from './repeats.ts';
import { openSessions } from './sessions.ts';
import { shortened } from './shorten.ts';
import { type Answer, usualDeadlines } from './transport.ts';
import type { Engine, EngineInfo, LogEnd, LogLine, LogRequest } from './types.ts';
import { takeTurns } from './turns.ts';

/** Events that change what the list says; the rest (exec, attach, top) would only make noise. */
const eventFilter = encodeURIComponent(JSON.stringify({
  type: ['container'],
  event: ['create', 'start', 'die', 'died', 'stop', 'kill', 'oom', 'pause', 'unpause', 'rename', 'destroy', 'remove', 'update', 'health_status', 'restart', 'init', 'cleanup'],
}));

const mostPatience = 8;

/** The engine's clock minus ours, milliseconds, from its Date header (whole seconds); 0 within its precision. */
function skewOf(answer: Answer): number {
  const theirs = Date.parse(answer.headers.date ?? '');
  const skew = theirs - Date.now();
  return Number.isNaN(skew) || Math.abs(skew) < 2000 ? 0 : skew;
}

/** A body that can be parsed in one go. */
const short = async (attempt: Attempt, answer: Answer) => (await shortened(attempt, answer.bytes, takeTurns())).toString('utf8');

function logQuery({ follow, tail, since, until }: LogRequest): string {
  const query = new URLSearchParams({ stdout: '1', stderr: '1', timestamps: '1', ...(follow ? { follow: '1' } : {}) });
  if (tail !== undefined) query.set('tail', String(tail));
  if (since !== undefined) query.set('since', since);
  if (until !== undefined) query.set('until', until);
  return query.toString();
}

/** A stream's bytes through its decoder, to its end; `hint` is for one that gets out of sync. */
async function decodedBy(decoder: LogDecoder, attempt: Attempt, hint: string, stream: (receive: (bytes: Buffer) => void) => Promise<boolean>): Promise<LogEnd> {
  try {
    return { complete: decoder.end(await stream((bytes) => decoder.push(bytes))) };
  } catch (error) {
    if (error instanceof OutOfSync) throw engineError(attempt, 'protocol', 'the stream is out of sync', hint, error);
    throw error;
  }
}

export type EngineOptions = AskingOptions;

/** An engine at the end of a route. Nothing is sent before the first call. */
export function openEngine(route: Route, options: EngineOptions = {}): Engine {
  const { deadlines = usualDeadlines } = options;
  const asker = openAsker(route, options);
  const { address, attemptTo, ask, open, negotiate } = asker;
  const lists = createListDecoder();

  /** A list that did not come in time is waited for twice as long the next time, up to eight times as long; one that came shortens that step by step. */
  let patience = 1;
  const patiently = async <T>(call: (patience: number) => Promise<T>): Promise<T> => {
    const begun = performance.now();
    try {
      const answer = await call(patience);
      if (performance.now() - begun < (deadlines.firstByte * patience) / 4) patience = Math.max(1, patience / 2);
      return answer;
    } catch (error) {
      if (error instanceof EngineError && error.failure.kind === 'timeout') patience = Math.min(mostPatience, patience * 2);
      throw error;
    }
  };

  const connect = async (signal: AbortSignal): Promise<EngineInfo> => {
    const api = await negotiate(attemptTo('reach the engine'), signal);
    const server = asker.server();
    if (server?.version) return { product: server.product, version: server.version, api };
    const { answer, attempt } = await ask('reach the engine', '/version', signal);
    const { product, version: release } = decodeVersion(attempt, await short(attempt, answer), asker.server()?.product === 'Podman');
    return { product, version: release, api };
  };

  const inspect = (id: string, signal: AbortSignal) => inspectBy(asker, id, signal);

  return {
    address,
    ...openActions(asker, inspect),
    ...openSessions(asker),
    ...openFigures(asker),
    connect,
    list: async (signal) => {
      const { answer, attempt } = await patiently((patience) => ask('list containers', '/containers/json?all=1', signal, patience));
      const skew = skewOf(answer);
      const containers = await lists.decode(attempt, answer.bytes);
      signal.throwIfAborted();
      return { containers, skew };
    },
    inspect,
    logs: async (id, request, receive, signal) => {
      const attempt = attemptTo('read the log');
      const path = `/containers/${encodeURIComponent(id)}/logs?${logQuery(request)}`;
      const unrepeated = request.follow ? repeatsTaken() : null;
      const take = (lines: readonly LogLine[]) => {
        const fresh = unrepeated && asker.server()?.product === 'Docker' ? unrepeated(lines) : lines;
        if (fresh.length > 0) receive(fresh);
      };
      return decodedBy(createLogDecoder(request.tty, take), attempt, 'It is opened anew where it stopped.', (bytes) => open(attempt, path, signal, bytes));
    },
    attach: async (id, { tty }, receive, signal) => {
      const attempt = attemptTo('attach to the container');
      const path = `/containers/${encodeURIComponent(id)}/attach?stream=1&stdout=1&stderr=1&logs=0`;
      const opened = (noMore: () => void) => void isOver(asker, id, signal).then((over) => over && noMore());
      return decodedBy(createLogDecoder(tty, receive, false), attempt, '', (take) => open(attempt, path, signal, take, { method: 'POST', upgrade: true, opened }));
    },
    events: async (receive, signal) => {
      const attempt = attemptTo('listen for events');
      const splitter = createSplitter((line) => {
        const event = decodeEvent(line.startsWith('\x1e') ? line.slice(1) : line);
        if (event) receive(event);
      });
      await open(attempt, `/events?filters=${eventFilter}`, signal, (bytes) => splitter.write(bytes, 0, bytes.length));
    },
    close: () => asker.transport.close(),
  };
}
