/** The engine client: the calls whalewatch makes, each on a versioned path, each failing as an EngineError. */
import type { Route } from './address.ts';
import { decodeDetails, decodeEvent, decodeVersion } from './decode.ts';
import { OutOfSync } from './demux.ts';
import { type Attempt, EngineError, engineError, fromAnswer, messageOf } from './errors.ts';
import { createSplitter } from './lines.ts';
import { dialOf } from './dial.ts';
import { createListDecoder } from './list-decoder.ts';
import { createLogDecoder, type LogDecoder } from './log-decoder.ts';
import { repeatsTaken } from './repeats.ts';
import { shortened } from './shorten.ts';
import { type Answer, type Call, openTransport, type StreamCall, type TransportOptions, usualDeadlines } from './transport.ts';
import type { Details, Engine, EngineInfo, LogEnd, LogLine, LogRequest } from './types.ts';
import { takeTurns } from './turns.ts';
import { ours, type Server, serverOf, spokenWith } from './versions.ts';

/** Events that change what the list says; the rest (exec, attach, top) would only make noise. */
const eventFilter = encodeURIComponent(JSON.stringify({
  type: ['container'],
  event: ['create', 'start', 'die', 'died', 'stop', 'kill', 'oom', 'pause', 'unpause', 'rename', 'destroy', 'remove', 'update', 'health_status', 'restart', 'init', 'cleanup'],
}));

const mostPatience = 8;
const single = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

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

export interface EngineOptions extends TransportOptions {
  /** A version to speak without settling one; null or absent to settle it. */
  readonly apiVersion?: string | null;
}

/** An engine at the end of a route. Nothing is sent before the first call. */
export function openEngine(route: Route, options: EngineOptions = {}): Engine {
  const { address } = route;
  const { deadlines = usualDeadlines } = options;
  const transport = openTransport(route, options);
  const lists = createListDecoder();
  const fixed = options.apiVersion ?? null;
  let version: string | null = fixed;
  let server: Server | null = null;
  const { at } = dialOf(route);
  const attemptTo = (what: string): Attempt => ({ what, where: address, path: at });

  const negotiate = async (attempt: Attempt, signal: AbortSignal): Promise<string> => {
    // what answers HEAD with a body or not at all (a proxy, a port that wants TLS) may say more to GET
    const head = await transport.call({ method: 'HEAD', path: '/_ping', attempt, signal }).catch((error: unknown) => {
      if (error instanceof EngineError && error.failure.kind === 'protocol') return null;
      throw error;
    });
    const ping = head?.status === 200 ? head : await transport.call({ method: 'GET', path: '/_ping', attempt, signal });
    if (ping.status === 400 && 'tcp' in route && !route.tcp.tls) {
      throw engineError(attempt, 'protocol', `HTTP 400: ${messageOf(ping.body)}`, 'If this port wants TLS, add --tlsverify (or DOCKER_TLS_VERIFY), or use a context that has it.');
    }
    if (ping.status !== 200) throw fromAnswer(attempt, ping.status, ping.body, ping.headers.location);
    server = serverOf(ping.headers);
    version = fixed ?? spokenWith(single(ping.headers['api-version'])) ?? ours;
    return version;
  };
  /** The version in use, settled first when need be. */
  const versioned = async (attempt: Attempt, signal: AbortSignal) => version ?? await negotiate(attempt, signal);

  /** A short call on a versioned path; a 400 from an engine that now speaks another version is answered by settling it anew, once. */
  const ask = async (what: string, path: string, signal: AbortSignal, patience = 1): Promise<{ answer: Answer; attempt: Attempt }> => {
    const attempt = attemptTo(what);
    const spoken = await versioned(attempt, signal);
    const call = (at: string): Call => ({ method: 'GET', path: `/v${at}${path}`, attempt, signal, patience });
    let answer = await transport.call(call(spoken));
    if (answer.status === 400) {
      const now = await negotiate(attempt, signal);
      if (now !== spoken) answer = await transport.call(call(now));
    }
    if (answer.status !== 200) throw fromAnswer(attempt, answer.status, answer.body, answer.headers.location);
    return { answer, attempt };
  };

  /** A stream on a versioned path; refused with a 400, it is opened once more when the engine now speaks another version. */
  const open = async (attempt: Attempt, path: string, signal: AbortSignal, receive: (bytes: Buffer) => void, more: Partial<StreamCall> = {}): Promise<boolean> => {
    const spoken = await versioned(attempt, signal);
    const call = (at: string): StreamCall => ({ method: 'GET', path: `/v${at}${path}`, attempt, signal, ...more });
    try {
      return await transport.stream(call(spoken), receive);
    } catch (error) {
      if (!(error instanceof EngineError) || error.failure.status !== 400) throw error;
      const now = await negotiate(attempt, signal);
      if (now === spoken) throw error;
      return transport.stream(call(now), receive);
    }
  };

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
    if (server?.version) return { product: server.product, version: server.version, api };
    const { answer, attempt } = await ask('reach the engine', '/version', signal);
    const { product, version: release } = decodeVersion(attempt, await short(attempt, answer), server?.product === 'Podman');
    return { product, version: release, api };
  };

  const inspect = async (id: string, signal: AbortSignal): Promise<Details> => {
    const { answer, attempt } = await ask('inspect the container', `/containers/${encodeURIComponent(id)}/json`, signal);
    const body = await short(attempt, answer);
    signal.throwIfAborted();
    return decodeDetails(attempt, body);
  };

  /** Docker attaches to a container that is over and then says nothing for ever, so it is asked about once the stream stands. */
  const endIfOver = async (id: string, signal: AbortSignal, noMore: () => void): Promise<void> => {
    const over = await inspect(id, signal).then(({ state }) => !state.running && !state.restarting, (error: unknown) => error instanceof EngineError && error.failure.status === 404);
    if (over) noMore();
  };

  return {
    address,
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
        const fresh = unrepeated && server?.product === 'Docker' ? unrepeated(lines) : lines;
        if (fresh.length > 0) receive(fresh);
      };
      return decodedBy(createLogDecoder(request.tty, take), attempt, 'It is opened anew where it stopped.', (bytes) => open(attempt, path, signal, bytes));
    },
    attach: async (id, { tty }, receive, signal) => {
      const attempt = attemptTo('attach to the container');
      const path = `/containers/${encodeURIComponent(id)}/attach?stream=1&stdout=1&stderr=1&logs=0`;
      const opened = (noMore: () => void) => void endIfOver(id, signal, noMore);
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
    close: () => transport.close(),
  };
}
