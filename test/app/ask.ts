/** Questions as tests answer them: a key opens one, and it can be answered once it could be read. */
import type { App } from './driver.ts';

/** Long enough for a question to be read. */
export const reading = 160;

/** Presses a key that asks something, and waits until the question could be read. */
export async function ask(app: App, ...keys: readonly string[]): Promise<void> {
  await app.press(...keys);
  await app.pass(reading);
}

/** Asks by the name of a command. */
export async function askFor(app: App, command: string): Promise<void> {
  await app.press(':');
  await app.type(command);
  await ask(app, 'enter');
}

/** What came of all that was asked for, in order: `web stop done`. */
export function outcomes(app: App): readonly string[] {
  return app.state().actions.deeds.map(({ name, request, outcome }) => `${name} ${request.verb} ${outcome?.kind ?? 'under way'}`);
}
