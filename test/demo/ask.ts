/** A plain HTTP client for the demo's own tests, and a clock they own. */

import { request } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { DemoClock } from '../../src/demo/clock.ts';
import type { Demo } from '../../src/demo/server.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly complete: boolean;
}

export interface Frame {
  readonly stream: number;
  readonly text: string;
}

export interface TestClock extends DemoClock {
  /** Lets so many milliseconds pass, timer by timer. */
  pass(milliseconds: number): void;
  readonly timers: () => number;
}

/** Opens a request; the caller reads the answer. */
export function open(demo: Pick<Demo, 'socketPath'>, path: string, method = 'GET', body?: string, type = 'application/json'): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = { Host: 'docker', ...(body === undefined ? {} : { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) }) };
    request({ socketPath: demo.socketPath, path, method, agent: false, headers }, resolve).on('error', reject).end(body);
  });
}

/** Asks, and reads the whole answer. */
export async function ask(demo: Pick<Demo, 'socketPath'>, path: string, method = 'GET', body?: string, type?: string): Promise<Answer> {
  const response = await open(demo, path, method, body, type);
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part as Buffer);
  return { status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts), complete: response.complete };
}

/** Cuts a multiplexed body. */
export function framesOf(body: Buffer): Frame[] {
  const frames: Frame[] = [];
  for (let at = 0; at < body.length;) {
    const length = body.readUInt32BE(at + 4);
    frames.push({ stream: body[at] ?? 0, text: body.toString('utf8', at + 8, at + 8 + length) });
    at += 8 + length;
  }
  return frames;
}

/** The text of each record of a container's log, as `/logs?…` sends it. */
export async function logOf(demo: Demo, name: string, query = ''): Promise<string[]> {
  return framesOf((await ask(demo, `/v1.51/containers/${name}/logs?stdout=1&stderr=1${query}`)).body).map((frame) => frame.text);
}

/** A clock that stands until told to go on. */
export function testClock(start = Date.UTC(2026, 10, 23, 12, 0, 0, 250)): TestClock {
  let now = start;
  const due = new Set<{ readonly at: number; readonly act: () => void }>();
  return {
    now: () => now,
    after(milliseconds, act) {
      const timer = { at: now + milliseconds, act };
      due.add(timer);
      return () => due.delete(timer);
    },
    pass(milliseconds) {
      const until = now + milliseconds;
      for (;;) {
        const [next] = [...due].filter((timer) => timer.at <= until).sort((one, other) => one.at - other.at);
        if (next === undefined) break;
        due.delete(next);
        now = Math.max(now, next.at);
        next.act();
      }
      now = until;
    },
    timers: () => due.size,
  };
}
