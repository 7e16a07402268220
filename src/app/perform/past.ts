/** The past of a log that is one of several: its last lines. */
import type { Engine, LogLine } from '../../engine/types.ts';
import type { Past } from '../../model/message.ts';
import type { Target } from '../../model/row.ts';

/** Records of the past that a log brings with it. */
const records = 300;
/** Docker keeps a longer line as several records, and counts those. */
const recordLength = 16_384;

const bytesOf = ({ raw }: LogLine) => (raw.length * 3 < recordLength ? raw.length : new TextEncoder().encode(raw).length);

/** Reads it; what comes later is not in it. */
export async function readPast(engine: Engine, target: Target, tty: boolean, signal: AbortSignal): Promise<Past> {
  const lines: LogLine[] = [];
  let count = 0;
  await engine.logs(target.container, { tty, follow: false, tail: records }, (received) => {
    for (const line of received) {
      lines.push(line);
      count += Math.max(1, Math.ceil(bytesOf(line) / recordLength));
    }
  }, signal);
  return { target, lines, cut: count >= records };
}
