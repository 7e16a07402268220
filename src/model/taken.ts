/** Lines taken out of a log: to a file, a command or the clipboard. */
import { oneLine, plainText } from '../text/sanitise.ts';
import { isMark, type LogEntry, stampOf, textOf } from './chunk.ts';
import { lineAt } from './log-store.ts';
import { stepShown } from './sieve.ts';
import type { Taken } from './state.ts';

/** Lines in one part. */
const partLines = 512;

/** One line as it is taken: as it is shown, the engine's own timestamp in front when timestamps are shown; as received when it is raw. */
function written(entry: LogEntry, { stamps, raw, names }: Taken): string {
  if (entry.stream === 'gap') return raw ? '' : '── lines are left out here ──\n';
  if (isMark(entry)) return raw ? '' : `── ${plainText(textOf(entry))} ──\n`;
  const name = names.length === 0 ? '' : `${oneLine(names[entry.source ?? 0] ?? '')} `;
  const stamp = stamps ? stampOf(entry) : '';
  return `${stamp === '' ? '' : `${stamp} `}${name}${raw ? textOf(entry) : plainText(textOf(entry))}\n`;
}

/** What is taken, a few hundred lines at a time, with their number. */
export function* takenParts(taken: Taken): Generator<{ readonly text: string; readonly lines: number }> {
  const { store, sieve, first, last } = taken;
  let texts: string[] = [];
  for (let line = stepShown(store, sieve, first - 1, 1); line !== null && line <= last; line = stepShown(store, sieve, line, 1)) {
    const entry = lineAt(store, line);
    if (entry) texts.push(written(entry, taken));
    if (texts.length < partLines) continue;
    yield { text: texts.join(''), lines: texts.length };
    texts = [];
  }
  if (texts.length > 0) yield { text: texts.join(''), lines: texts.length };
}
