/** The health of a container: what its check is, and what the last probes said, newest first. */
import type { Details, HealthProbe } from '../../engine/types.ts';
import { oneLine } from '../../text/sanitise.ts';
import type { Document, DocumentLine } from '../document.ts';
import { maskText, maskWords } from '../secrets.ts';
import { clockTime, longDuration, parseTime } from '../time.ts';
import { sentence } from './tables.ts';

/** What engines do when nothing is said: seconds, and failures in a row. */
const usual = { interval: 30, timeout: 30, retries: 3 };

const plain = (label: string, value: string, tone: DocumentLine['tone'] = 'normal', secret: string | null = null): DocumentLine => ({ label, value, tone, secret });

/** `41 ms` or `2.3 s`; empty when either end is unknown. */
function tookText({ start, end }: HealthProbe): string {
  const [from, to] = [parseTime(start), parseTime(end)];
  if (from === null || to === null || to < from) return '';
  return to - from < 1000 ? `, ${to - from} ms` : `, ${((to - from) / 1000).toFixed(1)} s`;
}

/** The lines of a probe: when, how it ended, how long it took, and what it wrote. What is masked in its output is masked over its lines. */
function probeLines(probe: HealthProbe, clock: { now: number; zone: number }, at: number): DocumentLine[] {
  const time = parseTime(probe.start);
  const output = probe.output.trimEnd();
  const [clear, shown] = [output, maskText(output)].map((text) => text.split(/\r\n|\n/));
  const lines: DocumentLine[] = output === '' ? [] : (shown ?? []).map((line, row): DocumentLine => {
    const same = clear?.length === shown?.length && clear?.[row] === line;
    return plain('', oneLine(line, Infinity), 'dim', same ? null : oneLine(clear?.length === shown?.length ? clear?.[row] ?? '' : output, Infinity));
  });
  return [{
    ...plain(time === null ? oneLine(probe.start) || 'unknown' : clockTime(time, clock.zone, clock.now), `exit ${probe.exitCode}${tookText(probe)}`, probe.exitCode === 0 ? 'good' : 'bad'),
    key: probe.start || `probe ${at}`,
  }, ...lines];
}

const lengthText = (seconds: number) => (seconds < 1 ? `${Math.round(seconds * 1000)} ms` : longDuration(seconds));

/** When the check runs; what the engine was not told is its default. */
function planText({ interval, timeout, startPeriod, retries }: Details['healthPlan']): string {
  const parts = [
    `every ${lengthText(interval || usual.interval)}`, `at most ${lengthText(timeout || usual.timeout)} long`, `unhealthy after ${retries || usual.retries} failures`,
    startPeriod > 0 ? `none count in the first ${lengthText(startPeriod)}` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** The health check and its last probes. */
export function healthDocument(details: Details, clock: { now: number; zone: number }): Document {
  const { health } = details.state;
  const words = details.healthcheck;
  if (!health || health.status === 'none') {
    return sentence(words.length === 0 || words[0] === 'NONE' ? 'This container has no health check.' : 'The health check has not run: the container does not run.');
  }
  const streak = health.failingStreak > 0 ? `, ${health.failingStreak} failed in a row` : '';
  const command = words[0] === 'CMD-SHELL' || words[0] === 'CMD' ? words.slice(1) : words;
  const { text, hidden } = maskWords(command);
  const lines = [
    plain('Health', `${oneLine(health.status)}${streak}`, health.status === 'healthy' ? 'good' : health.status === 'unhealthy' ? 'bad' : 'warn'),
    ...(command.length === 0 ? [] : [plain('Check', oneLine(text.join(' '), Infinity), 'normal', hidden ? oneLine(command.join(' '), Infinity) : null)]),
    plain('Plan', planText(details.healthPlan), 'dim'),
    plain('', ''),
    ...[...health.probes].reverse().flatMap((probe, at) => probeLines(probe, clock, at)),
  ];
  if (health.probes.length === 0) lines.push(plain('', 'No probe has ended yet.', 'dim'));
  return { lines, labelWidth: 10, labelTone: 'dim' };
}
