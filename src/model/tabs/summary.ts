/** The inspect pane's text: the facts a person looks for, a labelled line each. */
import type { Details } from '../../engine/types.ts';
import type { Tone } from '../../text/spans.ts';
import { oneLine } from '../../text/sanitise.ts';
import type { DocumentLine } from '../document.ts';
import { remembering } from '../remembering.ts';
import { maskText, maskValue, maskWords } from '../secrets.ts';
import { namesAndValues, portText } from './tables.ts';
import { clockTime, longDuration, parseTime, shortBytes } from '../time.ts';

const limit = 1024;

/** Our clock, the engine's lead over it, and the minutes the user's clock is east of UTC. */
export interface Clock {
  readonly now: number;
  readonly skew: number;
  readonly zone: number;
}

function since(time: string | null, clock: Clock): number | null {
  const at = parseTime(time);
  return at === null ? null : (clock.now + clock.skew - at) / 1000;
}

const ago = (time: string | null, clock: Clock) => {
  const seconds = since(time, clock);
  return seconds === null ? 'never' : `${longDuration(seconds)} ago`;
};

const atClock = (time: string | null, clock: Clock) => {
  const at = parseTime(time);
  return at === null ? '' : clockTime(at, clock.zone, clock.now);
};

/** How a container is, and since when. */
export function stateText(details: Pick<Details, 'state'>, clock: Clock, error = maskText(details.state.error)): { text: string; tone: Tone } {
  const { state } = details;
  const up = since(state.startedAt, clock);
  if (state.restarting) {
    return { text: `restarting, last exit ${state.exitCode}${state.oomKilled ? ' (OOM-killed)' : ''} ${ago(state.finishedAt, clock)}`, tone: 'warn' };
  }
  if (state.paused) return { text: `paused, started ${ago(state.startedAt, clock)}`, tone: 'warn' };
  if (state.running) {
    const health = state.health && state.health.status !== 'none' && state.health.status !== '' ? `, ${state.health.status}` : '';
    return { text: `running for ${up === null ? '?' : longDuration(up)}${health}`, tone: health === ', unhealthy' ? 'bad' : 'good' };
  }
  if (state.finishedAt === null) return { text: `${state.status || 'created'}, never started`, tone: 'dim' };
  const why = state.oomKilled ? ' (OOM-killed)' : error === '' ? '' : `: ${oneLine(error, limit)}`;
  return {
    text: `${state.status || 'exited'} ${state.exitCode}${why} at ${atClock(state.finishedAt, clock)}, ${ago(state.finishedAt, clock)}`,
    tone: state.exitCode === 0 ? 'normal' : 'bad',
  };
}

function limitsText(limits: Details['limits']): string {
  const parts = [
    limits.memory > 0 ? `memory ${shortBytes(limits.memory)}` : '',
    limits.memorySwap > 0 ? `memory+swap ${shortBytes(limits.memorySwap)}` : '',
    limits.cpus > 0 ? `cpus ${limits.cpus}` : '',
    limits.cpuShares > 0 ? `cpu shares ${limits.cpuShares}` : '',
    limits.cpuset === '' ? '' : `cpuset ${oneLine(limits.cpuset)}`,
    limits.pids !== null && limits.pids > 0 ? `pids ${limits.pids}` : '',
  ].filter((part) => part !== '');
  return parts.join(', ') || 'none';
}

/** Words as a shell would need them typed, secrets masked. */
function commandText(words: readonly string[]): { value: string; secret: string | null } {
  const quote = (word: string) => (/^[\w@%+=:,./•-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
  const { text, hidden } = maskWords(words);
  return {
    value: oneLine(text.map(quote).join(' '), limit),
    secret: hidden ? oneLine(words.map(quote).join(' '), limit) : null,
  };
}

/** Collects labelled lines, clean whatever they were made of; a label stands only before the first line of its group, and a blank line parts the groups. */
function collector() {
  const lines: DocumentLine[] = [];
  return {
    lines,
    group: (label: string, values: readonly { value: string; tone?: Tone; secret?: string | null }[]) => {
      for (const [at, { value, tone = 'normal', secret = null }] of values.entries()) {
        lines.push({ label: at === 0 ? label : '', value: oneLine(value), tone, secret: secret === null ? null : oneLine(secret) });
      }
    },
    gap: () => lines.push({ label: '', value: '', tone: 'normal', secret: null }),
  };
}

/** A value with its secrets masked, and what is beneath when anything is. */
const hiding = (clear: string, shown: string) => ({ value: shown, secret: clear === shown ? null : clear });

/** `NAME=value` lines with the secrets among them masked. */
function assignments(pairs: readonly (readonly [string, string])[]): { value: string; secret: string | null }[] {
  return pairs.map(([name, value]) => {
    const label = oneLine(name, limit);
    const shown = maskValue(name, value);
    const clear = `${label}=${oneLine(value, limit)}`;
    return shown === value ? { value: clear, secret: null } : { value: `${label}=${oneLine(shown, limit)}`, secret: clear };
  });
}

/** Environment and labels, which do not change with the clock. */
const given = remembering((details: Details) => ({ env: assignments(namesAndValues(details.env)), labels: assignments(Object.entries(details.labels)) }));

function healthLines(details: Details, clock: Clock): { value: string; tone?: Tone; secret?: string | null }[] {
  const { health } = details.state;
  if (!health || health.status === '' || health.status === 'none') return [{ value: 'no health check', tone: 'dim' }];
  const last = health.probes[health.probes.length - 1];
  const streak = health.failingStreak > 0 ? `, ${health.failingStreak} failed in a row` : '';
  const tone: Tone = health.status === 'healthy' ? 'good' : health.status === 'unhealthy' ? 'bad' : 'warn';
  const lines: { value: string; tone?: Tone; secret?: string | null }[] = [{ value: `${oneLine(health.status)}${streak}`, tone }];
  if (last) {
    const took = (parseTime(last.end) ?? 0) - (parseTime(last.start) ?? 0);
    lines.push({ value: `last probe ${ago(last.end, clock)}, ${took} ms, exit ${last.exitCode}` });
    if (last.output.trim() !== '') lines.push({ ...hiding(oneLine(last.output.trim(), 512), oneLine(maskText(last.output.trim()), 512)), tone: 'dim' });
  }
  return lines;
}

/** The summary of a container. */
export function summaryLines(details: Details, clock: Clock): readonly DocumentLine[] {
  const { lines, group, gap } = collector();
  const { error } = details.state;
  const state = stateText(details, clock);
  const policy = details.restartPolicy;
  const maximum = policy.maximum > 0 ? `, at most ${policy.maximum}` : '';
  group('State', [{ ...hiding(stateText(details, clock, error).text, state.text), tone: state.tone }]);
  if (details.state.running && details.state.pid > 0) group('', [{ value: `pid ${details.state.pid}, started ${atClock(details.state.startedAt, clock)}`, tone: 'dim' }]);
  // the engine forgets a run's exit code when the next one starts
  const ended = details.state.running && details.state.finishedAt !== null && details.restarts > 0
    ? `, last ended ${ago(details.state.finishedAt, clock)}` : '';
  group('Health', healthLines(details, clock));
  group('Restarts', [{ value: `${details.restarts} (policy ${oneLine(policy.name) || 'no'}${maximum})${ended}` }]);
  gap();
  group('Image', [{ value: oneLine(details.image, limit) }, { value: details.imageId.slice(0, 19), tone: 'dim' }]);
  group('Command', [commandText([...details.entrypoint, ...details.command])]);
  const place = [
    details.workingDir === '' ? '' : `in ${oneLine(details.workingDir)}`, details.user === '' ? '' : `as ${oneLine(details.user)}`,
    details.tty ? 'with a terminal' : '', details.privileged ? 'PRIVILEGED' : '', details.autoRemove ? 'removed when it exits' : '',
  ].filter((part) => part !== '');
  if (place.length > 0) group('', [{ value: place.join(', '), tone: details.privileged ? 'warn' : 'dim' }]);
  group('Created', [{ value: `${atClock(details.created, clock)}, ${ago(details.created, clock)}` }]);
  group('Id', [{ value: details.id, tone: 'dim' }]);
  gap();
  group('Ports', details.ports.length > 0 ? details.ports.map((port) => ({ value: portText(port) })) : [{ value: 'none', tone: 'dim' }]);
  group('Networks', details.networks.length > 0 ? details.networks.map((network) => {
    const addresses = [network.ip, network.ipv6].filter((address) => address !== '').map((address) => oneLine(address)).join('  ');
    const names = network.aliases.length > 0 ? `  (${network.aliases.map((alias) => oneLine(alias)).join(', ')})` : '';
    return { value: `${oneLine(network.name)}  ${addresses || 'no address'}${names}` };
  }) : [{ value: oneLine(details.networkMode) || 'none', tone: 'dim' }]);
  group('Mounts', details.mounts.length > 0 ? details.mounts.map((mount) => ({
    value: `${oneLine(mount.target)}  ←  ${mount.type} ${oneLine(mount.name || mount.source)}${mount.writable ? '' : '  (read-only)'}`,
  })) : [{ value: 'none', tone: 'dim' }]);
  group('Limits', [{ value: limitsText(details.limits) }]);
  const driver = (value: (name: string, value: string) => string) => {
    const options = Object.entries(details.log.options).map(([name, text]) => `${oneLine(name)}=${oneLine(value(name, text))}`).join(', ');
    return `${oneLine(details.log.driver)}${options === '' ? '' : `  (${options})`}`;
  };
  group('Log driver', [hiding(driver((_, value) => value), driver(maskValue))]);
  const stop = [details.stopSignal === '' ? '' : `signal ${oneLine(details.stopSignal)}`, details.stopTimeout === null ? '' : `timeout ${details.stopTimeout}s`];
  if (stop.some((part) => part !== '')) group('Stop', [{ value: stop.filter((part) => part !== '').join(', ') }]);
  gap();
  const { env, labels } = given(details);
  group('Env', env.length > 0 ? env : [{ value: 'none', tone: 'dim' }]);
  gap();
  group('Labels', labels.length > 0 ? labels : [{ value: 'none', tone: 'dim' }]);
  return lines;
}
