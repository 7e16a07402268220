/** The whole program but for the terminal, on a wire: the real client, loop and view, and a clock that runs as fast as the test likes. */
import { onTestFinished } from 'vitest';
import { openEngine } from '../../src/engine/client.ts';
import type { Deadlines } from '../../src/engine/transport.ts';
import type { Recipe } from '../../src/demo/recipe.ts';
import { type Demo, startDemo } from '../../src/demo/server.ts';
import { type App, openApp } from '../app/driver.ts';
import type { FakeEngine } from '../app/fake-engine.ts';
import { openWire, type Wire } from './wire.ts';

export interface WiredApp extends App {
  readonly wire: Wire;
  readonly demo: Demo;
  /** Resolves once the screen has it; rejects with the screen after a while. */
  sees(wanted: RegExp): Promise<void>;
  /** Resolves once a condition holds. */
  until(holds: () => boolean, what: string): Promise<void>;
}

/** Opens the program on whatever listens at a socket. */
export async function openOn(socketPath: string, deadlines: Deadlines = { firstByte: 400, body: 600 }): Promise<Omit<WiredApp, 'wire' | 'demo'>> {
  const engine = openEngine({ address: `unix://${socketPath}`, socketPath }, { deadlines });
  const app = await openApp([], { engine: engine as FakeEngine });
  onTestFinished(() => app.loop.stop());
  const until = async (holds: () => boolean, what: string) => {
    const begun = performance.now();
    while (!holds()) {
      if (performance.now() - begun > 20_000) throw new Error(`not so after 20 s: ${what}\n${app.screen()}`);
      await app.pass(50);
      await new Promise((done) => setTimeout(done, 5));
    }
  };
  // not a copy: `ended` is asked when it is read
  return Object.assign(app, { until, sees: (wanted: RegExp) => until(() => wanted.test(app.screen()), String(wanted)) });
}

/** Opens the program on a demo engine of its own, through a wire, and waits for its list. */
export async function openWired(options: { fleet?: readonly Recipe[]; containers?: number; deadlines?: Deadlines } = {}): Promise<WiredApp> {
  const { fleet, containers, deadlines } = options;
  const demo = await startDemo(containers === undefined ? { fleet: fleet ?? [{ name: 'api' }, { name: 'db' }, { name: 'web' }] } : { containers });
  onTestFinished(() => demo.close());
  const wire = await openWire(demo.socketPath);
  const app = await openOn(wire.socketPath, deadlines);
  await app.sees(/● live/);
  return Object.assign(app, { wire, demo });
}
