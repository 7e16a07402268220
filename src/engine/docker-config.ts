/** The docker CLI's own settings, as far as they say which engine is meant and what it is told: `config.json` in its folder. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asFields, text, textRecord } from './fields.ts';

export interface DockerConfig {
  /** Empty when none is set. */
  readonly currentContext: string;
  /** `HttpHeaders`: sent with every request. */
  readonly headers: Readonly<Record<string, string>>;
  /** `detachKeys`, not checked; empty when none are set. */
  readonly detachKeys: string;
  /** What is wrong with the file, as a sentence; it then counts as empty, as it does for the docker CLI. Null when all is well. */
  readonly warning: string | null;
}

/** The folder of the docker CLI's settings. */
export function configFolder(env: Readonly<Record<string, string | undefined>>): string {
  return env['DOCKER_CONFIG'] || join(env['HOME'] || '/', '.docker');
}

const errorCode = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason');

/** Reads `config.json`; a file that is not there is an empty one. */
export function readDockerConfig(folder: string): DockerConfig {
  const path = join(folder, 'config.json');
  const empty = { currentContext: '', headers: {}, detachKeys: '', warning: null };
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (error) {
    const code = errorCode(error);
    return code === 'ENOENT' || code === 'ENOTDIR' ? empty : { ...empty, warning: `${path} cannot be read (${code}) and is left out.` };
  }
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return { ...empty, warning: `${path} is not JSON and is left out.` };
  }
  const of = asFields(value);
  if (!of) return { ...empty, warning: `${path} is not a JSON object and is left out.` };
  return { currentContext: text(of, 'currentContext'), headers: textRecord(of, 'HttpHeaders'), detachKeys: text(of, 'detachKeys'), warning: null };
}
