/** Bodies of answers to values. A body that is not what was asked for is an EngineError, never an empty list. */
import { containerFrom } from './container.ts';
import { detailsFrom } from './details.ts';
import { engineError, fromInside } from './errors.ts';
import type { Attempt } from './errors.ts';
import { asFields, list, number, text, texts } from './fields.ts';
import type { Fields } from './fields.ts';
import type { PruneAnswer } from './action-types.ts';
import type { Container, Details, EngineInfo } from './types.ts';

const hint = 'Is it a Docker engine that listens there?';

/** The JSON in a body; throws an EngineError when it is empty or no JSON. */
export function json(attempt: Attempt, body: string): unknown {
  if (body.trim() === '') throw engineError(attempt, 'protocol', 'bad answer: it is empty', hint);
  try {
    return JSON.parse(body);
  } catch (error) {
    throw engineError(attempt, 'protocol', 'bad answer: it is no JSON, or was cut short', hint, error);
  }
}

/** The error for JSON of another shape than was asked for: what it says itself, when it is an error in disguise. */
export function misshapen(attempt: Attempt, value: unknown, wanted: string): Error {
  return fromInside(attempt, value) ?? engineError(attempt, 'protocol', `bad answer: ${wanted} was expected, not ${shapeOf(value)}`, hint);
}

function shapeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'this object' : `a ${typeof value}`;
}

/** The containers of a list's body. */
export function decodeList(attempt: Attempt, body: string): readonly Container[] {
  const value = json(attempt, body);
  if (!Array.isArray(value)) throw misshapen(attempt, value, 'a list');
  return value.map(containerFrom);
}

/** The details in an inspect's body. */
export function decodeDetails(attempt: Attempt, body: string): Details {
  const value = json(attempt, body);
  const of = asFields(value);
  if (!of || text(of, 'Id') === '') throw misshapen(attempt, value, 'a container');
  return detailsFrom(of, body);
}

/** Who answers, and the newest API version it says it speaks (empty when it says none). */
export function decodeVersion(attempt: Attempt, body: string, podman: boolean): Omit<EngineInfo, 'api'> & { readonly apiVersion: string } {
  const value = json(attempt, body);
  const of = asFields(value);
  if (!of || text(of, 'Version') === '') throw misshapen(attempt, value, 'a version');
  const engine = podmanIn(of);
  if (!engine && !podman) return { product: 'Docker', version: text(of, 'Version'), apiVersion: text(of, 'ApiVersion') };
  return { product: 'Podman', version: (engine && text(engine, 'Version')) || text(of, 'Version'), apiVersion: text(of, 'ApiVersion') };
}

function podmanIn(of: Fields): Fields | undefined {
  return list(of, 'Components').map((part) => asFields(part) ?? {}).find((part) => text(part, 'Name') === 'Podman Engine');
}

/** What an update's answer warns of; the update is done, whatever its body. */
export function decodeWarnings(body: string): readonly string[] {
  const of = says(body);
  return of ? texts(of, 'Warnings') : ['the engine\'s answer cannot be read'];
}

/** The containers a prune has removed; Docker says null for none. */
export function decodePruned(attempt: Attempt, body: string): PruneAnswer {
  const value = json(attempt, body);
  const of = asFields(value);
  if (!of || !('ContainersDeleted' in of) || !(of['ContainersDeleted'] === null || Array.isArray(of['ContainersDeleted']))) throw misshapen(attempt, value, 'what was removed');
  return { removed: texts(of, 'ContainersDeleted'), reclaimedBytes: number(of, 'SpaceReclaimed') };
}

/** The JSON object in a body, as engines put their messages in; null when it is none. */
export function says(body: string): Fields | null {
  try {
    return asFields(JSON.parse(body)) ?? null;
  } catch {
    return null;
  }
}

/** The id in the answer to the creation of an exec. */
export function decodeExecId(attempt: Attempt, body: string): string {
  const value = json(attempt, body);
  const id = text(asFields(value) ?? {}, 'Id');
  if (id === '') throw misshapen(attempt, value, 'an id');
  return id;
}

/** How the process of an exec is; its exit code is null while there is none. */
export function decodeExec(attempt: Attempt, body: string): { readonly running: boolean; readonly exitCode: number | null } {
  const value = json(attempt, body);
  const of = asFields(value);
  if (!of || typeof of['Running'] !== 'boolean') throw misshapen(attempt, value, 'the state of a command');
  return { running: of['Running'], exitCode: typeof of['ExitCode'] === 'number' ? of['ExitCode'] : null };
}
