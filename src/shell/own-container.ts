/** The container that whalewatch itself runs in, which it must not end unasked. */
import { readFileSync } from 'node:fs';

/** The id in a list of mounts: an engine mounts a container's own files (its hostname, resolv.conf) from a folder named by its id. */
export function containerIn(mounts: string): string | null {
  const [, id = null] = /\/(?:containers|overlay-containers)\/([0-9a-f]{64})\/(?:userdata\/)?(?:hostname|resolv\.conf|hosts)\s/.exec(mounts) ?? [];
  return id;
}

/** The id of the container this process runs in; null outside containers, and where the system does not tell. */
export function ownContainer(): string | null {
  try {
    return containerIn(readFileSync('/proc/self/mountinfo', 'utf8'));
  } catch {
    // no Linux, or no /proc: no container that could be told
    return null;
  }
}
