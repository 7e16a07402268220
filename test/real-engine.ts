/** The real Docker engine the tests run on, shared by all suites. */

import { describe, inject, test } from 'vitest';

/** Where the shared engine is, or why there is none; `must` when its suites have to fail then. */
export type RealEngine = { readonly address: string } | { readonly missing: string; readonly must: boolean };

declare module 'vitest' {
  export interface ProvidedContext {
    realEngine: RealEngine;
  }
}

/** In CI a suite that cannot run has failed. */
export const inCi = !['', 'false', undefined].includes(process.env['CI']);

/**
 * A suite on the shared real engine. Where there is none, or what else it needs is missing (`alsoMissing`: the reason), it is left out, and
 * counted as left out, on a developer's machine; in CI it fails.
 */
export function describeReal(name: string, suite: (address: string) => void, alsoMissing: string | null = null): void {
  const engine = inject('realEngine');
  if ('address' in engine && alsoMissing === null) {
    describe(name, () => suite(engine.address));
    return;
  }
  const { missing, must } = 'address' in engine ? { missing: alsoMissing ?? '', must: inCi } : engine;
  if (must) {
    describe(name, () => {
      test('what it needs is there', () => {
        throw new Error(missing);
      });
    });
    return;
  }
  if ('address' in engine) console.log(`real-engine suite left out: ${name}: ${missing}`);
  describe.skip(name, () => suite('unix:///left-out'));
}
