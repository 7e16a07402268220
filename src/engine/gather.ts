/** A stream's chunks, gathered into runs of what arrived together: the engine sends each line as a chunk of its own. */

/** Chunks are gathered this long, or up to this many bytes. */
const gatherTime = 8;
const gatherBytes = 64 * 1024;

/** Chunks in, runs out. */
export interface Gatherer {
  add(part: Buffer): void;
  /** Hands out what there is, now. */
  flush(): void;
  /** Forgets what there is. */
  drop(): void;
}

/** A gatherer that hands each run to `receive`, and what that throws to `failed`. */
export function gatherer(receive: (bytes: Buffer) => void, failed: (error: Error) => void): Gatherer {
  let parts: Buffer[] = [];
  let length = 0;
  let timer: NodeJS.Timeout | null = null;
  const drop = () => {
    if (timer) clearTimeout(timer);
    timer = null;
    parts = [];
    length = 0;
  };
  const flush = () => {
    const [first] = parts;
    if (!first) return;
    const bytes = parts.length === 1 ? first : Buffer.concat(parts, length);
    drop();
    try {
      receive(bytes);
    } catch (error) {
      failed(error instanceof Error ? error : new Error(String(error)));
    }
  };
  return {
    add: (part: Buffer) => {
      parts.push(part);
      length += part.length;
      if (length >= gatherBytes) flush();
      else timer ??= setTimeout(flush, gatherTime);
    },
    flush,
    drop,
  };
}
