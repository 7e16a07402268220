/** A real engine of a suite's own, which may be killed, and a client of it. */
import { afterAll, beforeAll } from 'vitest';
import { routeOf } from '../../src/engine/address.ts';
import { openEngine } from '../../src/engine/client.ts';
import type { Engine } from '../../src/engine/types.ts';
import { type OwnEngine, startOwnEngine } from '../own-engine.ts';

/** Starts it before the tests of the suite that calls this, and ends it after them. */
export function ownClient(signal: AbortSignal): { own: () => OwnEngine; engine: () => Engine } {
  let own: OwnEngine;
  let engine: Engine;
  beforeAll(async () => {
    own = await startOwnEngine();
    engine = openEngine(routeOf(own.address, 'test'));
    await engine.connect(signal);
  }, 60_000);
  afterAll(async () => {
    engine?.close();
    await own?.stop();
  });
  return { own: () => own, engine: () => engine };
}
