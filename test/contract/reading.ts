/** Reading logs for the contract suites, and what they stand on. */

import { expect, vi } from 'vitest';
import { failureOf } from '../../src/engine/errors.ts';
import type { Engine, Failure, LogEnd, LogLine, LogRequest } from '../../src/engine/types.ts';
import type { Kind, Made, Stage } from './stage.ts';
import type { Words } from './words.ts';

/** What a suite stands on; stage and engine are there once its tests run. */
export interface Ground {
  readonly stage: () => Stage;
  readonly engine: () => Engine;
  readonly of: (kind: Kind) => Made;
  readonly words: Words;
  readonly signal: AbortSignal;
}

export interface Following {
  readonly lines: LogLine[];
  readonly end: Promise<LogEnd>;
  readonly leave: () => void;
}

function bodyOf(line: LogLine): string {
  return line.raw.slice(line.body);
}

export function stampOf(line: LogLine): string {
  return line.raw.slice(0, line.body - 1);
}

export function textsOf(lines: readonly LogLine[], stream?: string): string[] {
  return lines.filter((line) => stream === undefined || line.stream === stream).map(bodyOf);
}

/** RFC 3339 with nine digits, as a log request's `since` wants it. */
export function unixOf(time: string): string {
  return `${Date.parse(`${time.slice(0, 19)}Z`) / 1000}.${time.slice(20, 29).replace(/\D/g, '').padEnd(9, '0')}`;
}

/** Resolves once the check holds. */
export function becomes(check: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(check, { timeout: 15_000, interval: 50 });
}

/** The failure a call ends in. */
export async function failureIn(call: Promise<unknown>): Promise<Failure> {
  return failureOf(await call.then(() => new Error('it worked'), (error: unknown) => error));
}

function following(open: (receive: (lines: readonly LogLine[]) => void, signal: AbortSignal) => Promise<LogEnd>): Following {
  const lines: LogLine[] = [];
  const control = new AbortController();
  const end = open((more) => lines.push(...more), control.signal);
  end.catch(() => undefined);
  return { lines, end, leave: () => control.abort(new Error('seen enough')) };
}

/** Reads the logs of a ground's engine, followed or to their end. */
export function reader(ground: Ground) {
  function follow(id: string, request: Partial<LogRequest> = {}): Following {
    return following((receive, signal) => ground.engine().logs(id, { tty: false, follow: true, ...request }, receive, signal));
  }

  async function read(id: string, request: Partial<LogRequest> = {}): Promise<LogLine[]> {
    const { lines, end } = follow(id, { follow: false, ...request });
    expect(await end).toEqual({ complete: true });
    return lines;
  }

  function attach(id: string, tty = false): Following {
    return following((receive, signal) => ground.engine().attach(id, { tty }, receive, signal));
  }

  return { follow, read, attach };
}
