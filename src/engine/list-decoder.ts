/**
 * The list, decoded again and again: a container whose bytes are those of the list before is the very same value again. Of thousands of
 * containers few change between two polls, and only those are parsed, a few hundred at a time, so that a key never waits for a list.
 */
import { containerFrom } from './container.ts';
import { decodeList } from './decode.ts';
import type { Attempt } from './errors.ts';
import type { Container } from './types.ts';

const first = Buffer.from('[{"Id":"');
/** Cannot stand inside a JSON string (its quotes would be escaped); where it stands inside a nested list, the pieces are no JSON. */
const between = Buffer.from('},{"Id":"');
/** Bytes of a piece that know it again: the beginning of an object with an id of 64 digits. */
const keyBytes = 80;
/** Containers parsed before keys are let through. */
const atOnce = 200;

/** The objects of a list as engines write it; null when it is written in another way. */
function piecesOf(bytes: Buffer): readonly Buffer[] | null {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] ?? 0) <= 0x20) end--;
  if (bytes[end - 1] !== 0x5d || !bytes.subarray(0, first.length).equals(first)) return null;
  const pieces: Buffer[] = [];
  let from = 1;
  for (let at = bytes.indexOf(between, from); at >= 0; at = bytes.indexOf(between, from)) {
    pieces.push(bytes.subarray(from, at + 1));
    from = at + 2;
  }
  pieces.push(bytes.subarray(from, end - 1));
  return pieces;
}

function parsed(piece: Buffer): unknown {
  try {
    return JSON.parse(piece.toString('utf8'));
  } catch {
    return undefined;
  }
}

const othersGo = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Decodes one engine's lists, one after the other. */
export interface ListDecoder {
  /** The containers of a list's body; rejects with an EngineError when it is none. */
  decode(attempt: Attempt, bytes: Buffer): Promise<readonly Container[]>;
}

export function createListDecoder(pause: () => Promise<void> = othersGo): ListDecoder {
  let known = new Map<string, { readonly piece: Buffer; readonly container: Container }>();
  return {
    async decode(attempt, bytes) {
      const before = known;
      known = new Map();
      const now: typeof known = new Map();
      const containers: Container[] = [];
      let fresh = 0;
      for (const piece of piecesOf(bytes) ?? []) {
        const key = piece.toString('latin1', 0, keyBytes);
        const old = before.get(key);
        let container = old?.piece.equals(piece) ? old.container : undefined;
        if (!container) {
          const value = parsed(piece);
          if (value === undefined) return decodeList(attempt, bytes.toString('utf8'));
          container = containerFrom(value, containers.length);
          if (++fresh % atOnce === 0) await pause();
        }
        now.set(key, { piece, container });
        containers.push(container);
      }
      if (containers.length === 0) return decodeList(attempt, bytes.toString('utf8'));
      known = now;
      return containers;
    },
  };
}
