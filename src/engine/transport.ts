/** HTTP to the engine, whatever the way there: the one place that asks, with the files beside it. Every wait has an end, every body a limit. */
import http from 'node:http';
import type { Duplex } from 'node:stream';
import type { Route } from './address.ts';
import { dialOf } from './dial.ts';
import { type Attempt, engineError, fromNode } from './errors.ts';
import { openConnection } from './transport-connection.ts';
import { readStream } from './transport-stream.ts';

/** Milliseconds until the connection stands and the headers are there, and until the whole body is. */
export interface Deadlines {
  readonly firstByte: number;
  readonly body: number;
}

export interface TransportOptions {
  readonly deadlines?: Deadlines;
  /** Bytes a body may have. */
  readonly mostBody?: number;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly bytes: Buffer;
  /** The body as text. */
  readonly body: string;
}

export interface Call {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'DELETE';
  readonly path: string;
  readonly attempt: Attempt;
  readonly signal: AbortSignal;
  /** How many times the usual deadlines it may take; once when absent. */
  readonly patience?: number;
  /** It takes its time by nature: it goes on connections that nothing in a hurry waits for. */
  readonly aside?: boolean;
  /** It may arrive twice without harm, though it is a POST: it takes a kept connection, which over ssh is there at once. */
  readonly harmless?: boolean;
  /** Its own deadlines, instead of the usual ones. */
  readonly deadlines?: Deadlines;
  /** JSON to send along. */
  readonly body?: string;
}

/** A stream to open. */
export interface StreamCall extends Call {
  /** Ask for a connection of raw bytes (101), as attach has it; an engine or a proxy may still answer with a body. */
  readonly upgrade?: boolean;
  /**
   * Called once the stream stands. What it is given says that no more can come, whatever the engine does: the stream is ended as if by the
   * engine, a second later.
   */
  readonly opened?: (noMore: () => void) => void;
}

export interface Transport {
  /** A short call: its whole answer, whatever its status. What may change something (POST, DELETE) has a connection of its own and is sent once, unless it is harmless. */
  call(call: Call): Promise<Answer>;
  /**
   * A stream: `receive` gets the body in runs of what arrived together. Resolves with whether the body came to its end; rejects on an
   * error status or a lost connection before the headers. A body has no deadline: podman sends no header before the first byte of body.
   * It is read always: nothing that is received holds the engine up.
   */
  stream(call: StreamCall, receive: (bytes: Buffer) => void): Promise<boolean>;
  /**
   * A connection of raw bytes in both ways (101): rejects with what the engine says instead. Whoever gets it reads it, listens for its
   * errors and destroys it; the signal ends the asking only.
   */
  connection(call: Call): Promise<Duplex>;
  close(): void;
}

/** Sends a request on a connection of its own, with these headers besides the usual ones. */
export type Begin = (call: Call, headers: Readonly<Record<string, string>>) => http.ClientRequest;

/** What a call may take unless something else is said. */
export const usualDeadlines: Deadlines = { firstByte: 10_000, body: 30_000 };
const usualMost = 32 * 1024 * 1024;
/** Milliseconds of silence after which a connection is probed. */
const silence = 30_000;
/** A refusal says what counts at its beginning. */
export const mostError = 64 * 1024;

export const switched = (attempt: Attempt) => engineError(attempt, 'protocol', 'the answer switches to another protocol (HTTP 101)', 'Is it a Docker engine that listens there?');
export const abortReason = (signal: AbortSignal): Error => (signal.reason instanceof Error ? signal.reason : new Error('aborted'));
const isStale = (request: http.ClientRequest, error: Error) => request.reusedSocket && 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');

function answerOf({ statusCode = 0, headers }: http.IncomingMessage, bytes: Buffer): Answer {
  return {
    status: statusCode, headers, bytes,
    get body() {
      return bytes.toString('utf8');
    },
  };
}

/** A transport to the engine at the end of a route. */
export function openTransport(route: Route, { deadlines = usualDeadlines, mostBody = usualMost, headers = {} }: TransportOptions = {}): Transport {
  const { target, connect, base, host } = dialOf(route);
  const pool = () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 4, scheduling: 'lifo' });
    if (connect) agent.createConnection = connect;
    return { agent };
  };
  const kept = pool();
  const slow = pool();
  // a connection of its own, used once
  const alone = connect ? { createConnection: connect } : { agent: false as const };
  const common = { ...target, headers: { Host: host, ...headers } };
  const sized = ({ method, body }: Call) => (body !== undefined ? { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) } : method === 'POST' ? { 'Content-Length': 0 } : {});
  const send = (call: Call, on: typeof kept | typeof alone, more: Readonly<Record<string, string>> = {}): http.ClientRequest => {
    const request = http.request({ ...common, method: call.method, path: base + call.path, ...on, headers: { ...common.headers, ...sized(call), ...more } });
    // the kernel finds out when the far end of a TCP connection has gone without a word
    request.setSocketKeepAlive(true, silence);
    request.end(call.body);
    return request;
  };
  const begin: Begin = (call, more) => send(call, alone, more);

  const once = (call: Call, on: typeof kept | typeof alone): Promise<Answer | 'stale'> => new Promise((resolve, reject) => {
    const { attempt, signal, patience = 1 } = call;
    const { firstByte, body: whole } = call.deadlines ?? deadlines;
    if (signal.aborted) throw abortReason(signal);
    const request = send(call, on);
    let settled = false;
    const settle = (act: () => void) => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      act();
    };
    const fail = (error: Error) => settle(() => {
      request.destroy();
      reject(error);
    });
    const late = (milliseconds: number, what: string) => setTimeout(() => fail(engineError(attempt, 'timeout', `${what} within ${milliseconds / 1000} s`,
      'The engine is busy or hung; it is asked again.')), milliseconds);
    const abort = () => fail(abortReason(signal));
    let timer = late(patience * firstByte, 'the engine accepts connections but does not answer: nothing came');
    signal.addEventListener('abort', abort, { once: true });
    request.on('error', (error) => {
      if (on !== alone && isStale(request, error)) settle(() => resolve('stale'));
      else fail(fromNode(attempt, error));
    });
    // without a listener Node drops the connection and says nothing
    request.on('upgrade', (_, socket) => {
      socket.destroy();
      fail(switched(attempt));
    });
    request.on('response', (response) => {
      clearTimeout(timer);
      timer = late(patience * whole, 'the answer began but did not end');
      const parts: Buffer[] = [];
      let length = 0;
      const answered = () => settle(() => resolve(answerOf(response, Buffer.concat(parts))));
      response.on('data', (part: Buffer) => {
        length += part.length;
        parts.push(part);
        if (length > mostError && response.statusCode !== 200) {
          answered();
          request.destroy();
        } else if (length > mostBody) fail(engineError(attempt, 'protocol', `the answer is larger than ${Math.round(mostBody / 1048576)} MiB`, 'Is a label or an environment of gigantic size on one of the containers?'));
      });
      response.on('end', answered);
      response.on('error', (error) => fail(fromNode(attempt, error)));
      response.on('close', () => {
        if (!response.complete) fail(engineError(attempt, 'unreachable', 'the connection broke in the middle of the answer', 'The engine may be restarting.'));
      });
    });
  });

  return {
    call: async (call) => {
      // a socket kept from before may have been closed meanwhile: one more try, on a fresh one, for calls that change nothing;
      // not by clearing the pool, which would break off what other calls have begun
      const matters = !call.harmless && (call.method === 'POST' || call.method === 'DELETE');
      const first = await once(call, matters ? alone : call.aside ? slow : kept);
      if (first !== 'stale') return first;
      const second = await once(call, alone);
      if (second === 'stale') throw engineError(call.attempt, 'unreachable', 'the engine closed the connection', 'The engine may be restarting.');
      return second;
    },
    stream: (call, receive) => readStream(begin, deadlines, call, receive),
    connection: (call) => openConnection(begin, deadlines, call),
    close: () => [kept, slow].forEach(({ agent }) => agent.destroy()),
  };
}
