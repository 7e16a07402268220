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

/** Whether an answer's headers are podman's. */
export function isPodman(headers: Readonly<Record<string, string | string[] | undefined>>): boolean {
  return headers['libpod-api-version'] !== undefined || String(headers['server'] ?? '').startsWith('Libpod/');
}
