/** The settings file. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from './usage.ts';

export interface SettingsFile {
  readonly path: string;
  readonly content: Record<string, unknown>;
}

/** The settings file: the one named, which must be there, or the usual one if it is. Throws UsageError with file and line for what cannot be read. */
export async function settingsFile(named: string | null, env: Readonly<Record<string, string | undefined>>): Promise<SettingsFile | null> {
  const folder = env['XDG_CONFIG_HOME'] || join(env['HOME'] ?? '/', '.config');
  const path = named ?? join(folder, 'whalewatch', 'config.toml');
  if (named === null && !existsSync(path)) return null;
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`the settings file ${path} cannot be read (${error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason'})`);
  }
  const { parse, TomlError } = await import('smol-toml');
  try {
    return { path, content: parse(text) };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    throw new UsageError(`${path}: line ${error.line}: ${error.message.split('\n')[0]}`);
  }
}
