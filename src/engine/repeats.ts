/** Lines an engine sends twice. */
import type { LogLine } from './types.ts';

/** Lines remembered, in two halves of at most so many lines and characters each. */
const mostLines = 1024;
const mostCharacters = 512 * 1024;
/** Timestamp, with nine digits of fraction, and space: what tells a line from all others of its stream. */
const stamped = 31;

/**
 * A filter for the lines of a stream that is followed on a Docker engine. When a log's file is rotated, Docker (seen: 20.10.24, also by
 * `docker logs -f`) sends its last lines once more, up to 150 of them and stamps and all. It stamps every line anew, so one whose stamp is not
 * newer than the newest of its stream, and that was there before, is such a repeat. Lines without nanoseconds pass as they are.
 */
export function repeatsTaken(): (lines: readonly LogLine[]) => readonly LogLine[] {
  const newest = { stdout: '', stderr: '', engine: '' };
  let older: LogLine[] = [];
  let young: LogLine[] = [];
  let characters = 0;
  const isNew = (line: LogLine): boolean => {
    const { stream, raw, body } = line;
    if (body !== stamped) return true;
    const isSame = (one: LogLine) => one.raw === raw && one.stream === stream;
    if (raw <= newest[stream] && (young.some(isSame) || older.some(isSame))) return false;
    newest[stream] = raw;
    young.push(line);
    characters += raw.length;
    if (young.length >= mostLines || characters >= mostCharacters) {
      older = young;
      young = [];
      characters = 0;
    }
    return true;
  };
  return (lines) => lines.filter(isNew);
}
