/** Log lines as an engine sends them, for tests. */
import type { LogLine, StreamName } from '../../src/engine/types.ts';
import type { LogEntry } from '../../src/model/chunk.ts';
import { append, emptyLog, type LogStore } from '../../src/model/log-store.ts';

/** A line; with a stamp in front when one is given. */
export function line(text: string, stamp = '', stream: StreamName = 'stdout'): LogLine {
  return { stream, raw: stamp === '' ? text : `${stamp} ${text}`, body: stamp === '' ? 0 : stamp.length + 1, broken: false };
}

/** A stamp `seconds` after 11:00 UTC of the tests' day. */
export function stampAt(seconds: number): string {
  return `${new Date(Date.parse('2026-11-23T11:00:00Z') + Math.round(seconds * 1000)).toISOString().slice(0, -1)}000000Z`;
}

/** A store of lines, text by text. */
export function storeOf(entries: readonly (string | LogEntry)[], budget = 1e9): LogStore {
  return append(emptyLog, entries.map((entry) => (typeof entry === 'string' ? line(entry) : entry)), budget);
}
