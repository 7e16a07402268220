/**
 * The list, decoded again and again: a container whose bytes are those of the list before is the very same value again. Of thousands of
 * containers few change between two polls, and only those are parsed, a few milliseconds at a time, so that a key never waits for a list.
 */
import { containerFrom } from './container.ts';
import { decodeList } from './decode.ts';
import { type Attempt, engineError } from './errors.ts';
import { shortened } from './shorten.ts';
import { takeTurns } from './turns.ts';
import type { Container } from './types.ts';

const first = Buffer.from('[{"Id":"');
/** Cannot stand inside a JSON string (its quotes would be escaped); where it stands inside a nested list, the pieces are no JSON. */
const between = Buffer.from('},{"Id":"');
/** Bytes of a piece that know it again: the beginning of an object with an id of 64 digits. */
const keyBytes = 80;
/** Bytes of a list written in another way, which has to be parsed in one go. */
const mostWhole = 1024 * 1024;
/** Containers of a list: all that come after (sorting, filtering) is made for as many. */
const mostContainers = 10_000;

/** A list as engines write it; anything else has to be parsed to know what it is. */
function isUsual(bytes: Buffer): boolean {
  return bytes.subarray(0, first.length).equals(first) && bytes[endOf(bytes)] === 0x5d;
}

/** Where the last byte that is no white space stands. */
function endOf(bytes: Buffer): number {
  let end = bytes.length - 1;
  while (end > 0 && (bytes[end] ?? 0) <= 0x20) end--;
  return end;
}

/** The objects of a usual list. */
function* piecesOf(bytes: Buffer): Generator<Buffer> {
  let from = 1;
  for (let at = bytes.indexOf(between, from); at >= 0; at = bytes.indexOf(between, from)) {
    yield bytes.subarray(from, at + 1);
    from = at + 2;
  }
  yield bytes.subarray(from, endOf(bytes));
}

/** The list by one parse of it all. */
function wholeList(attempt: Attempt, bytes: Buffer): readonly Container[] {
  if (bytes.length <= mostWhole) return decodeList(attempt, bytes.toString('utf8'));
  throw engineError(attempt, 'protocol', `bad answer: ${Math.round(bytes.length / 1048576)} MiB that are no list as engines write it`, 'Is it a Docker engine that listens there?');
}

function parsed(piece: Buffer): unknown {
  try {
    return JSON.parse(piece.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Decodes one engine's lists, one after the other. */
export interface ListDecoder {
  /** The containers of a list's body; rejects with an EngineError when it is none, or one of more than whalewatch can show. */
  decode(attempt: Attempt, bytes: Buffer): Promise<readonly Container[]>;
}

export function createListDecoder(turnsFrom = takeTurns): ListDecoder {
  let known = new Map<string, { readonly piece: Buffer; readonly container: Container }>();
  return {
    async decode(attempt, bytes) {
      const before = known;
      known = new Map();
      if (!isUsual(bytes)) return wholeList(attempt, bytes);
      const turns = turnsFrom();
      const now: typeof known = new Map();
      const containers: Container[] = [];
      for (const piece of piecesOf(bytes)) {
        if (turns.over()) await turns.next();
        if (containers.length === mostContainers) {
          throw engineError(attempt, 'protocol', `the list is of more than ${mostContainers.toLocaleString('en')} containers`, 'No more can be shown.');
        }
        const key = piece.toString('latin1', 0, keyBytes);
        const old = before.get(key);
        let container = old?.piece.equals(piece) ? old.container : undefined;
        if (!container) {
          const value = parsed(await shortened(attempt, piece, turns));
          if (value === undefined) return wholeList(attempt, bytes);
          container = containerFrom(value, containers.length);
        }
        now.set(key, { piece, container });
        containers.push(container);
      }
      known = now;
      return containers;
    },
  };
}
