/** The title bar: who is watched, how many containers, how current the data is. */
import { engineName, namedBy } from '../../model/engine-state.ts';
import type { Row as ListedRow } from '../../model/row.ts';
import { isRunning } from '../../model/columns.ts';
import { dataAge, engineInHand, lateEngines, liveness } from '../../model/slices/engines.ts';
import { requestRate } from '../../model/slices/meter.ts';
import type { State } from '../../model/state.ts';
import { longDuration } from '../../model/time.ts';
import { cutEnd, cutMiddle, spansWidth } from '../../text/cut.ts';
import { oneLine } from '../../text/sanitise.ts';
import type { Row, Span } from '../../text/spans.ts';
import { textWidth } from '../../text/width.ts';
import type { PanePicture } from '../cells.ts';

interface Tally {
  readonly all: number;
  /** Of which those that are paused are none. */
  readonly running: number;
  readonly paused: number;
  readonly unhealthy: number;
}

const tallies = new WeakMap<readonly ListedRow[], Tally>();

function tally({ containers: { listed } }: State): Tally | null {
  const known = listed && tallies.get(listed);
  if (!listed || known) return known ?? null;
  const counted = {
    all: listed.length,
    running: listed.filter((container) => isRunning(container) && container.state !== 'paused').length,
    paused: listed.filter(({ state: word }) => word === 'paused').length,
    unhealthy: listed.filter(({ health, state: word }) => health === 'unhealthy' && word === 'running').length,
  };
  tallies.set(listed, counted);
  return counted;
}

function counts(counted: Tally | null, short: boolean, whole: boolean): Span[] {
  if (!counted) return [];
  const { all, running, paused, unhealthy } = counted;
  const still = whole && paused > 0 ? ` · ${paused} paused` : '';
  const spans: Span[] = [{ text: short ? `${running}/${all}` : `${running} running${still} · ${all - running - paused} stopped`, tone: 'normal' }];
  if (unhealthy > 0) spans.push({ text: short ? ` ${unhealthy}✖` : ' · ', tone: short ? 'bad' : 'normal' });
  if (unhealthy > 0 && !short) spans.push({ text: `${unhealthy} unhealthy`, tone: 'bad' });
  return spans;
}

/** Columns for the name of an engine among several. */
const nameRoom = 16;

/** `● live`, `◐ stale 12s`, `○ unreachable 12s`: quiet only while all is well. Of several engines the worst is named, and how many more there are. */
function currency(state: State): Span {
  const late = lateEngines(state);
  const worst = late[0] ?? engineInHand(state);
  const age = dataAge(state, worst);
  const which = state.engines.length > 1 && late.length > 0 ? ` ${cutMiddle(oneLine(engineName(worst)), nameRoom)}` : '';
  const seconds = `${which}${age === null ? '' : ` ${longDuration(age / 1000)}`}${late.length > 1 ? ` +${late.length - 1}` : ''}`;
  switch (liveness(state, worst)) {
    case 'live': return { text: '● live', tone: 'good' };
    case 'stale': return { text: ` ◐ stale${seconds} `, tone: 'alert' };
    case 'unreachable': return { text: ` ○ unreachable${seconds} `, tone: 'alert' };
    case 'connecting': return { text: `◐ connecting${seconds}`, tone: 'warn' };
  }
}

function parts(state: State): { engine: string; version: string; flags: Span[] } {
  const { engines, settings, actions } = state;
  const engine = engineInHand(state);
  const flags: Span[] = [];
  if (engines.some(({ demo }) => demo)) flags.push({ text: ' DEMO ', tone: 'alert' });
  if (engines.some(({ insecure }) => insecure !== null)) flags.push({ text: ' INSECURE ', tone: 'alert' });
  if (settings.readOnly || actions.forbidden.includes(engine.address)) flags.push({ text: ' READ-ONLY ', tone: 'alert' });
  if (settings.showSecrets) flags.push({ text: 'secrets shown', tone: 'dim' });
  if (engines.length > 1) return { engine: `${engines.length} engines`, version: '', flags };
  return {
    engine: engine.demo ? 'built-in demo engine' : oneLine(engine.context === null ? engine.address : `${engine.context} ─ ${engine.address}`),
    version: [namedBy(engine), engine.info ? oneLine(`${engine.info.product} ${engine.info.version}`, 60) : '']
      .filter((part) => part !== '').join(' ─ '),
    flags,
  };
}

/** `2.5 requests/s`, when somebody wants to know. */
function asked(state: State): Span[] {
  const rate = requestRate(state);
  return rate === null ? [] : [{ text: `${rate < 10 ? rate.toFixed(1) : Math.round(rate)} requests/s`, tone: 'dim' }];
}

const between: Span = { text: ' ─ ', tone: 'dim' };
const name: Span = { text: ' whalewatch', tone: 'accent-strong' };

function joined(items: readonly (readonly Span[])[], separator: Span): Span[] {
  return items.filter((item) => item.length > 0).flatMap((item, at) => (at === 0 ? item : [separator, ...item]));
}

/** How much of a failure's reason is worth giving up other things for, columns. */
const reasonLeast = 24;

/** The title bar's one row. What tells least goes first when there is no room: version, counts, the engine's path, the end of a failure's reason. */
export function titleBar(state: State): PanePicture {
  const width = state.screen.size.columns;
  const { engine, version, flags } = parts(state);
  const counted = tally(state);
  const failure = (lateEngines(state)[0] ?? engineInHand(state)).failure;
  const reason = failure && state.containers.listed !== null ? oneLine(failure.why, 200) : '';
  const flagSpans = flags.length > 0 ? [[{ text: ' ', tone: 'normal' as const }, ...flags.flatMap((flag) => [flag, { text: ' ', tone: 'normal' as const }])]] : [];
  const gap: Span = { text: '  ', tone: 'normal' };
  const build = ([showVersion, short, room, whole]: readonly [boolean, boolean, number, boolean], why: string): { left: Span[]; right: Span[] } => ({
    left: [...joined([[name], room > 5 ? [{ text: cutMiddle(engine, room), tone: 'normal' }] : [], showVersion && version !== '' ? [{ text: version, tone: 'dim' }] : []], between), ...flagSpans.flat()],
    right: joined([why === '' ? [] : [{ text: why, tone: 'bad' }], room > 0 ? asked(state) : [], counts(counted, short, whole), [currency(state)]], gap),
  });
  const tries = [[true, false, 60, true], [false, false, 40, true], [false, false, 40, false], [false, true, 30, false], [false, true, 14, false], [false, true, 0, false]] as const;
  const room = (one: (typeof tries)[number]) => {
    const { left, right } = build(one, '');
    return width - spansWidth(left) - spansWidth(right) - 2;
  };
  const wanted = reason === '' ? 0 : Math.min(textWidth(reason), reasonLeast) + gap.text.length;
  const chosen = tries.find((one) => room(one) >= wanted) ?? tries.find((one) => room(one) >= 0);
  if (!chosen) return bar(width, [{ text: cutEnd(' whalewatch', Math.max(0, width - spansWidth([currency(state)]) - 2)), tone: 'accent-strong' }], [currency(state)]);
  const { left, right } = build(chosen, room(chosen) >= wanted ? cutEnd(reason, room(chosen) - gap.text.length) : '');
  return bar(width, left, right);
}

function bar(width: number, left: readonly Span[], right: readonly Span[]): PanePicture {
  const space = Math.max(0, width - spansWidth(left) - spansWidth(right) - 1);
  const row: Row = { spans: [...left, { text: ' '.repeat(space), tone: 'normal' }, ...right, { text: ' ', tone: 'normal' }] };
  return { id: 'title', x: 0, y: 0, width, height: 1, rows: [row] };
}
