/** The title bar: who is watched, how many containers, how current the data is. */
import { isRunning } from '../../model/slices/containers.ts';
import { dataAge, liveness } from '../../model/slices/engine.ts';
import type { State } from '../../model/state.ts';
import { longDuration } from '../../model/time.ts';
import { cutEnd, cutMiddle, spansWidth } from '../../text/cut.ts';
import { oneLine } from '../../text/sanitise.ts';
import type { Row, Span } from '../../text/spans.ts';
import type { PanePicture } from '../cells.ts';

function counts(state: State, short: boolean): Span[] {
  const { listed } = state.containers;
  if (!listed) return [];
  const running = listed.filter((container) => isRunning(container)).length;
  const unhealthy = listed.filter(({ health, state: word }) => health === 'unhealthy' && word === 'running').length;
  const stopped = listed.length - running;
  const spans: Span[] = [{ text: short ? `${running}/${listed.length}` : `${running} running · ${stopped} stopped`, tone: 'normal' }];
  if (unhealthy > 0) spans.push({ text: short ? ` ${unhealthy}✖` : ' · ', tone: short ? 'bad' : 'normal' });
  if (unhealthy > 0 && !short) spans.push({ text: `${unhealthy} unhealthy`, tone: 'bad' });
  return spans;
}

/** `● live`, `◐ stale 12s`, `○ unreachable 12s`: quiet only while all is well. */
function currency(state: State): Span {
  const age = dataAge(state);
  const seconds = age === null ? '' : ` ${longDuration(age / 1000)}`;
  switch (liveness(state)) {
    case 'live': return { text: '● live', tone: 'good' };
    case 'stale': return { text: ` ◐ stale${seconds} `, tone: 'alert' };
    case 'unreachable': return { text: ` ○ unreachable${seconds} `, tone: 'alert' };
    case 'connecting': return { text: '◐ connecting', tone: 'warn' };
  }
}

/** The reason of a failure, short enough for the title bar. */
function reason(state: State): Span[] {
  const { failure } = state.engine;
  return failure && state.containers.listed !== null ? [{ text: oneLine(failure.why, 200), tone: 'bad' }] : [];
}

/** Who named the engine needs no word when it was this command line or nobody. */
const plainWhys: ReadonlySet<string> = new Set(['--host', '--context', 'default', '--demo']);

function parts(state: State): { engine: string; version: string; flags: Span[] } {
  const { engine, settings } = state;
  const flags: Span[] = [];
  if (engine.demo) flags.push({ text: ' DEMO ', tone: 'alert' });
  if (engine.insecure !== null) flags.push({ text: ' INSECURE ', tone: 'alert' });
  if (settings.readOnly) flags.push({ text: ' READ-ONLY ', tone: 'alert' });
  return {
    engine: engine.demo ? 'built-in demo engine' : oneLine(engine.context === null ? engine.address : `${engine.context} ─ ${engine.address}`),
    version: [plainWhys.has(engine.why) ? '' : engine.why, engine.info ? oneLine(`${engine.info.product} ${engine.info.version}`, 60) : '']
      .filter((part) => part !== '').join(' ─ '),
    flags,
  };
}

const between: Span = { text: ' ─ ', tone: 'dim' };
const name: Span = { text: ' whalewatch', tone: 'accent-strong' };

function joined(items: readonly (readonly Span[])[], separator: Span): Span[] {
  return items.filter((item) => item.length > 0).flatMap((item, at) => (at === 0 ? item : [separator, ...item]));
}

/** The title bar's one row. What tells least goes first when there is no room: version, counts, the engine's path. */
export function titleBar(state: State): PanePicture {
  const width = state.screen.size.columns;
  const { engine, version, flags } = parts(state);
  const flagSpans = flags.length > 0 ? [[{ text: ' ', tone: 'normal' as const }, ...flags.flatMap((flag) => [flag, { text: ' ', tone: 'normal' as const }])]] : [];
  const gap: Span = { text: '  ', tone: 'normal' };
  const build = (showVersion: boolean, short: boolean, showReason: boolean, room: number): { left: Span[]; right: Span[] } => ({
    left: [...joined([[name], room > 5 ? [{ text: cutMiddle(engine, room), tone: 'normal' }] : [], showVersion && version !== '' ? [{ text: version, tone: 'dim' }] : []], between), ...flagSpans.flat()],
    right: joined([showReason ? reason(state) : [], counts(state, short), [currency(state)]], gap),
  });
  const tries = [build(true, false, true, 60), build(true, false, false, 60), build(false, false, true, 40), build(false, false, false, 40), build(false, true, false, 30), build(false, true, false, 14), build(false, true, false, 0)];
  const fits = tries.find(({ left, right }) => spansWidth(left) + spansWidth(right) + 2 <= width);
  if (!fits) return bar(width, [{ text: cutEnd(' whalewatch', Math.max(0, width - spansWidth([currency(state)]) - 2)), tone: 'accent-strong' }], [currency(state)]);
  return bar(width, fits.left, fits.right);
}

function bar(width: number, left: readonly Span[], right: readonly Span[]): PanePicture {
  const space = Math.max(0, width - spansWidth(left) - spansWidth(right) - 1);
  const row: Row = { spans: [...left, { text: ' '.repeat(space), tone: 'normal' }, ...right, { text: ' ', tone: 'normal' }] };
  return { id: 'title', x: 0, y: 0, width, height: 1, rows: [row] };
}
