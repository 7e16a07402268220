/** Calls as the transport's tests make them. */
import { expect, onTestFinished } from 'vitest';
import { EngineError } from '../../src/engine/errors.ts';
import { openTransport } from '../../src/engine/transport.ts';
import type { Call, Transport, TransportOptions } from '../../src/engine/transport.ts';
import type { Failure } from '../../src/engine/types.ts';

/** A transport that is closed when the test ends. */
export const open = (socketPath: string, options?: TransportOptions): Transport => {
  const transport = openTransport({ address: `unix://${socketPath}`, socketPath }, options);
  onTestFinished(() => transport.close());
  return transport;
};

/** A GET of `/x`, unless said otherwise. */
export const get = (socketPath: string, more: Partial<Call> = {}): Call => ({
  method: 'GET', path: '/x', attempt: { what: 'list containers', where: `unix://${socketPath}`, path: socketPath }, signal: new AbortController().signal, ...more,
});

/** The failure a call ends with. */
export async function failure(call: Promise<unknown>): Promise<Failure> {
  const error: unknown = await call.then(() => 'it did not fail', (reason: unknown) => reason);
  expect(error).toBeInstanceOf(EngineError);
  return (error as EngineError).failure;
}
