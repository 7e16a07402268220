/** The docker command that does the same, as a person would type it into a shell. */
import type { EngineChoice } from './engine-state.ts';

const usual = 'unix:///var/run/docker.sock';

/** A word as a shell takes it. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** What names the engine wherever the line is pasted: another shell may have another DOCKER_HOST or context, and must not do it to another engine. */
function engineWords({ why, context, address, tls = [] }: EngineChoice): readonly string[] {
  if (context !== null) return ['--context', context];
  return why === 'default' && tls.length === 0 && address === usual ? [] : ['-H', address, ...tls];
}

/** `docker -H tcp://build:2375 exec -it web sh`. */
export function dockerLine(engine: EngineChoice | undefined, words: readonly string[]): string {
  return ['docker', ...(engine ? engineWords(engine) : []), ...words].map(quoted).join(' ');
}
