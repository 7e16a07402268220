/** The docker command that does the same, as a person would type it into a shell. */
import type { EngineChoice } from './engine-state.ts';

/** Engines that docker would turn to by itself. */
const unsaid: ReadonlySet<string> = new Set(['default', 'DOCKER_HOST', 'DOCKER_CONTEXT', 'current context']);
const usual = 'unix:///var/run/docker.sock';

/** A word as a shell takes it. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function engineWords({ why, context, address }: EngineChoice): readonly string[] {
  if (unsaid.has(why)) return [];
  if (context !== null) return ['--context', context];
  return address === usual ? [] : ['-H', address];
}

/** `docker -H tcp://build:2375 exec -it web sh`. */
export function dockerLine(engine: EngineChoice | undefined, words: readonly string[]): string {
  return ['docker', ...(engine ? engineWords(engine) : []), ...words].map(quoted).join(' ');
}
