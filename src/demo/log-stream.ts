/** `GET /containers/{id}/logs` and `POST /containers/{id}/attach`: reads the question, and streams the answer with back-pressure. */

import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { nanosOf } from './clock.ts';
import type { DemoClock, Epoch } from './clock.ts';
import { ready } from './container-log.ts';
import type { ContainerLog, Cursor, Follower } from './container-log.ts';
import { firstAt } from './log-segment.ts';
import type { Segment } from './log-segment.ts';
import { createEncoder } from './log-wire.ts';

export interface LogQuestion {
  readonly follow: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
  readonly timestamps: boolean;
  /** Infinity for all. */
  readonly tail: number;
  /** Nanoseconds of the epoch. */
  readonly since: number;
  readonly until: number;
}

export interface LogSurroundings {
  readonly clock: DemoClock;
  readonly epoch: Epoch;
  readonly tty: boolean;
  /** Resolves when the server may send: at once unless it hangs. */
  readonly gate: () => Promise<void>;
}

const shortestNap = 10;

function truth(value: string | null): boolean {
  return value !== null && !['', '0', 'no', 'false', 'none'].includes(value.toLowerCase());
}

function moment(value: string | null, epoch: Epoch, otherwise: number): number {
  if (value === null || value === '' || value === '0') return otherwise;
  const found = /^(-?\d+)(?:\.(\d{0,9})\d*)?$/.exec(value);
  if (found === null) throw new SyntaxError(`strconv.ParseInt: parsing "${value}": invalid syntax`);
  return (Number(found[1]) - epoch.second) * 1e9 + Number((found[2] ?? '').padEnd(9, '0'));
}

/** Reads the query; throws a SyntaxError with Docker's words when a time is none. */
export function readQuestion(query: URLSearchParams, epoch: Epoch): LogQuestion {
  const tail = query.get('tail') ?? 'all';
  return {
    follow: truth(query.get('follow')),
    stdout: truth(query.get('stdout')),
    stderr: truth(query.get('stderr')),
    timestamps: truth(query.get('timestamps')),
    tail: /^\+?\d+$/.test(tail) ? Number(tail) : Infinity,
    since: moment(query.get('since'), epoch, -Infinity),
    until: moment(query.get('until'), epoch, Infinity),
  };
}

function beginning(log: ContainerLog, question: LogQuestion, now: number): Cursor {
  let total = 0;
  for (let at: Segment | null = log.first(); at !== null; at = at.after) total += at.size(now);
  let skip = Math.max(0, total - question.tail);
  let segment = log.first();
  for (;;) {
    const size = segment.size(now);
    const index = Math.max(Math.min(skip, size), firstAt(segment, question.since, size));
    if (index < size || segment.after === null) return { segment, index };
    skip = Math.max(0, skip - size);
    segment = segment.after;
  }
}

/** What is written live by a process that can be typed to. */
export type Live = (listen: (error: boolean, text: string) => void) => () => void;

/** What an attach asks for: the streams its query names, from now on. */
function attachQuestion(query: URLSearchParams): LogQuestion {
  return { follow: true, stdout: truth(query.get('stdout')), stderr: truth(query.get('stderr')), timestamps: false, tail: 0, since: -Infinity, until: Infinity };
}

/**
 * Sends the log and ends the response when there is no more to come; `open` is whether the container runs.
 * The response's head must be ready to be sent, with chunked transfer encoding.
 */
export async function streamLog(response: ServerResponse, log: ContainerLog, question: LogQuestion, open: boolean, around: LogSurroundings): Promise<void> {
  response.flushHeaders();
  const { socket } = response;
  if (socket === null) return;
  await pour(socket, log, question, open, around, true);
  if (!socket.destroyed) response.end();
}

/**
 * Sends what is written from now on, over the bare connection, until the run is over. Of a container that does not run (`open`) nothing
 * comes, and no end. `head` is sent in front.
 */
export async function streamAttached(response: ServerResponse, head: string, log: ContainerLog, query: URLSearchParams, open: boolean, around: LogSurroundings, live: Live): Promise<void> {
  const { socket } = response;
  if (socket === null) return;
  socket.write(head);
  if (!open) return;
  const question = attachQuestion(query);
  const leave = live((error, text) => {
    if ((error ? question.stderr : question.stdout) && socket.writable) void around.gate().then(() => socket.writable && socket.write(around.tty ? text : framed(error, text)));
  });
  await pour(socket, log, question, open, around, false);
  leave();
  // what was written last is on its way through the gate
  await around.gate();
  socket.end();
}

/** One frame. */
export function framed(error: boolean, text: string): Buffer {
  const payload = Buffer.from(text);
  const header = Buffer.from([error ? 2 : 1, 0, 0, 0, 0, 0, 0, 0]);
  header.writeUInt32BE(payload.length, 4);
  return Buffer.concat([header, payload]);
}

async function pour(socket: Socket, log: ContainerLog, question: LogQuestion, open: boolean, around: LogSurroundings, chunked: boolean): Promise<void> {
  const now = () => nanosOf(around.epoch, around.clock.now());
  const cursor = beginning(log, question, now());
  const encode = createEncoder({ ...question, epoch: around.epoch, framed: !around.tty, chunked, live: chunked });
  let wake = () => undefined as void;
  const follower: Follower = { end: null, wake: () => wake() };
  const leave = question.follow && open ? log.follow(follower) : () => undefined;
  const gone = () => wake();
  socket.on('close', gone).on('finish', gone);

  function sleep(): Promise<void> {
    return new Promise((resolve) => {
      const next = cursor.segment.next(now());
      const cancel = next === Infinity ? undefined : around.clock.after(Math.max(shortestNap, Math.ceil((next - now()) / 1e6)), () => wake());
      wake = () => {
        cancel?.();
        wake = () => undefined;
        resolve();
      };
    });
  }

  try {
    while (!socket.destroyed && !socket.writableEnded) {
      await around.gate();
      const time = now();
      const batch = encode(cursor, time, follower.end);
      if (batch.length > 0) {
        await (socket.write(batch) ? breathe() : drained(socket));
        continue;
      }
      if (ready(cursor, time, follower.end) || !question.follow || !open || follower.end !== null) break;
      await sleep();
    }
  } finally {
    socket.off('close', gone).off('finish', gone);
    leave();
  }
}

function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      socket.off('drain', done);
      socket.off('close', done);
      resolve();
    };
    socket.on('drain', done);
    socket.on('close', done);
  });
}
