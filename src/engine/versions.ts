/** API versions: ours, the engine's, and the one both speak. */

/** The newest API version whose answers this program was written for. */
export const ours = '1.51';

function numbers(version: string): readonly [number, number] | undefined {
  const match = /^(\d{1,4})\.(\d{1,4})$/.exec(version);
  return match ? [Number(match[1]), Number(match[2])] : undefined;
}

/** The version to speak with an engine that says this `Api-Version`: the lower one; undefined when it says none or nonsense. */
export function spokenWith(theirs: string | undefined): string | undefined {
  const [major, minor] = numbers(theirs ?? '') ?? [];
  if (major === undefined || minor === undefined) return undefined;
  const [ourMajor, ourMinor] = numbers(ours)!;
  return major < ourMajor || (major === ourMajor && minor < ourMinor) ? `${major}.${minor}` : ours;
}

/** Who answers; `version` is null when only `/version` can tell. */
export interface Server {
  readonly product: 'Docker' | 'Podman';
  readonly version: string | null;
}

/** Who answers, by an answer's headers: `Server: Docker/28.5.2 (linux)`, `Server: Libpod/5.8.6 (linux)`. A proxy may have put its own name there. */
export function serverOf(headers: Readonly<Record<string, string | string[] | undefined>>): Server {
  const [, name, version = null] = /^(Docker|Libpod)\/([^ ]{1,60})/.exec(String(headers['server'] ?? '')) ?? [];
  const podman = name === 'Libpod' || headers['libpod-api-version'] !== undefined;
  return { product: podman ? 'Podman' : 'Docker', version: podman === (name === 'Libpod') ? version : null };
}
