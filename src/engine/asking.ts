/** Asking an engine: the API version settled, then calls and streams on versioned paths, each failing as an EngineError. What changes something passes one gate. */
import type { Duplex } from 'node:stream';
import type { Route } from './address.ts';
import { dialOf } from './dial.ts';
import { type Attempt, EngineError, engineError, fromAnswer, mayHaveArrived, messageOf } from './errors.ts';
import { changesNothing } from './read-only.ts';
import { type Answer, type Call, openTransport, type StreamCall, type Transport, type TransportOptions } from './transport.ts';
import { ours, type Server, serverOf, spokenWith } from './versions.ts';

export interface AskingOptions extends TransportOptions {
  /** A version to speak without settling one; null or absent to settle it. */
  readonly apiVersion?: string | null;
  /** What could change something is refused before anything is sent. */
  readonly readOnly?: boolean;
}

/** A call that may change something. */
export type Sending = Pick<Call, 'method' | 'path' | 'body' | 'deadlines' | 'harmless'>;

type Passing = Pick<Call, 'method' | 'path' | 'attempt'>;

/** How the client's parts ask their engine. */
export interface Asker {
  readonly address: string;
  /** What is to be done, for the errors of it: `list containers`. */
  attemptTo(what: string): Attempt;
  /** Who answered last; null before the first answer. */
  server(): Server | null;
  /** Settles the version anew and gives it. */
  negotiate(attempt: Attempt, signal: AbortSignal): Promise<string>;
  /** A short GET on a versioned path (`/containers/json`); a 400 from an engine that now speaks another version is answered by settling it anew, once. */
  ask(what: string, path: string, signal: AbortSignal, patience?: number, aside?: boolean): Promise<{ answer: Answer; attempt: Attempt }>;
  /** A stream on a versioned path; refused with a 400, it is opened once more when the engine now speaks another version. */
  open(attempt: Attempt, path: string, signal: AbortSignal, receive: (bytes: Buffer) => void, more?: Partial<StreamCall>): Promise<boolean>;
  /**
   * A call on a versioned path that may change something: its answer, whatever its status. It is sent once, unless it is harmless; refused with a 400 by an engine
   * that now speaks another version, which has not done it, it is sent in that one.
   */
  send(attempt: Attempt, sending: Sending, signal: AbortSignal): Promise<Answer>;
  /** A connection in both ways on a versioned path, with the same care. */
  connection(attempt: Attempt, sending: Sending, signal: AbortSignal): Promise<Duplex>;
  /** The version in use, settled first when need be. */
  versioned(attempt: Attempt, signal: AbortSignal): Promise<string>;
  /** The call itself; where nothing may be changed it throws for one that could, as the transport does, so that nothing is asked before it either. */
  passing<C extends Passing>(call: C): C;
  /** Requests sent so far. */
  requests(): number;
  /** Where nothing may be changed it refuses what could. */
  readonly transport: Transport;
}

const unsure = 'Whether it was done is not known; it is not sent again. The list will tell.';

/** What is sent once and fails on the way says when it may have been done all the same. */
const onTheWay = (error: unknown): never => {
  throw error instanceof EngineError && mayHaveArrived(error) ? new EngineError({ ...error.failure, hint: unsure }, error) : error;
};

const single = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

/** An asker of the engine at the end of a route. Nothing is sent before the first call. */
export function openAsker(route: Route, options: AskingOptions = {}): Asker {
  const { address } = route;
  const wire = openTransport(route, options);
  /** The one gate: every call of this client passes here. */
  const passing = <C extends Passing>(call: C): C => {
    if (options.readOnly && !changesNothing(call)) throw engineError(call.attempt, 'denied', 'this is read-only: nothing can be changed from here', 'Start it without --read-only (and read-only in the settings file) to act.');
    return call;
  };
  let requests = 0;
  const sent = <C extends Passing>(call: C): C => {
    const allowed = passing(call);
    requests++;
    return allowed;
  };
  const transport: Transport = {
    call: async (call) => wire.call(sent(call)),
    stream: async (call, receive) => wire.stream(sent(call), receive),
    connection: async (call) => wire.connection(sent(call)),
    close: () => wire.close(),
  };
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
  const ask = async (what: string, path: string, signal: AbortSignal, patience = 1, aside = false): Promise<{ answer: Answer; attempt: Attempt }> => {
    const attempt = attemptTo(what);
    const spoken = await versioned(attempt, signal);
    const call = (at: string): Call => ({ method: 'GET', path: `/v${at}${path}`, attempt, signal, patience, aside });
    let answer = await transport.call(call(spoken));
    if (answer.status === 400) {
      const now = await negotiate(attempt, signal);
      if (now !== spoken) answer = await transport.call(call(now));
    }
    if (answer.status !== 200) throw fromAnswer(attempt, answer.status, answer.body, answer.headers.location);
    return { answer, attempt };
  };

  const send = async (attempt: Attempt, sending: Sending, signal: AbortSignal): Promise<Answer> => {
    // not even a version is asked for
    passing({ ...sending, attempt });
    const spoken = await versioned(attempt, signal);
    const call = (at: string): Call => ({ ...sending, path: `/v${at}${sending.path}`, attempt, signal });
    const answer = await transport.call(call(spoken)).catch(onTheWay);
    if (answer.status !== 400) return answer;
    const now = await negotiate(attempt, signal).catch((error: unknown) => {
      if (error instanceof EngineError) return spoken;
      throw error;
    });
    return now === spoken ? answer : transport.call(call(now)).catch(onTheWay);
  };

  /** Opens it; refused with a 400, once more when the engine now speaks another version. */
  const opened = async <C extends Passing, T>(call: C, signal: AbortSignal, act: (call: C) => Promise<T>): Promise<T> => {
    passing(call);
    const spoken = await versioned(call.attempt, signal);
    const at = (version: string): C => ({ ...call, path: `/v${version}${call.path}` });
    try {
      return await act(at(spoken));
    } catch (error) {
      if (!(error instanceof EngineError) || error.failure.status !== 400) throw error;
      const now = await negotiate(call.attempt, signal);
      if (now === spoken) throw error;
      return act(at(now));
    }
  };
  const open = (attempt: Attempt, path: string, signal: AbortSignal, receive: (bytes: Buffer) => void, more: Partial<StreamCall> = {}) =>
    opened<StreamCall, boolean>({ method: 'GET', path, attempt, signal, ...more }, signal, (call) => transport.stream(call, receive));
  const connection = (attempt: Attempt, sending: Sending, signal: AbortSignal) =>
    opened<Call, Duplex>({ ...sending, attempt, signal }, signal, (call) => transport.connection(call));

  return { address, attemptTo, server: () => server, negotiate, versioned, ask, send, open, connection, passing, requests: () => requests, transport };
}
