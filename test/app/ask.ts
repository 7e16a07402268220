/** Questions as tests answer them: a key opens one, and it can be answered once it could be read. */
import { type App, openApp } from './driver.ts';

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

/** Containers of these names, all marked and told to stop; the engine's answers are held. */
export async function stopAll(names: readonly string[]): Promise<App> {
  const app = await openApp(names.map((name) => ({ name })));
  app.engine.actions.holdActions();
  await app.press(...names.map(() => 'space'));
  await ask(app, 's');
  await app.press('y');
  await app.pass(200);
  return app;
}

/** What came of all that was asked for, in order: `web stop done`. */
export function outcomes(app: App): readonly string[] {
  return app.state().actions.deeds.map(({ name, request, outcome }) => `${name} ${request.verb} ${outcome?.kind ?? 'under way'}`);
}
