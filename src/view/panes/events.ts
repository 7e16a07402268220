/** The events panel over the panes: what happened to containers, newest at the end. */
import type { Happening } from '../../model/event-state.ts';
import { happeningTime, happeningWords } from '../../model/happening-text.ts';
import { chosenPlace, eventFacts, shownHappenings, whereOf } from '../../model/slices/event-panel.ts';
import { isBad } from '../../model/slices/events.ts';
import type { Panel, State } from '../../model/state.ts';
import { clockTime } from '../../model/time.ts';
import { cutEnd, cutMiddle, fit } from '../../text/cut.ts';
import { oneLine } from '../../text/sanitise.ts';
import type { Row, Span, Tone } from '../../text/spans.ts';
import { textWidth } from '../../text/width.ts';
import type { PanePicture } from '../cells.ts';
import { framed } from '../frame.ts';

const signs: Readonly<Record<Happening['kind'], readonly [sign: string, tone: Tone]>> = {
  created: ['○', 'dim'], started: ['●', 'good'], exited: ['○', 'dim'], oom: ['✖', 'bad'], healthy: ['✚', 'good'], unhealthy: ['✖', 'bad'], paused: ['◐', 'warn'], unpaused: ['●', 'good'],
  renamed: ['·', 'dim'], signalled: ['·', 'warn'], removed: ['·', 'dim'], unheard: ['◐', 'warn'],
};

const signOf = (happening: Happening): readonly [string, Tone] => (isBad(happening) ? ['✖', 'bad'] : signs[happening.kind]);
const widest = (texts: readonly string[]) => texts.reduce((most, text) => Math.max(most, textWidth(text)), 0);

/** The panel, above the footer: as many of the latest as there is room for, or those around the chosen one. */
export function eventsPane(state: State, panel: Extract<Panel, { kind: 'events' }>): PanePicture {
  const { size } = state.screen;
  const { columns, rows: height } = { columns: size.columns, rows: size.rows - 2 };
  const visible = Math.max(1, height - 2);
  const shown = shownHappenings(state, panel.filter);
  const chosen = chosenPlace(shown, panel);
  const top = Math.max(0, Math.min(chosen - Math.floor(visible / 2), shown.length - visible));
  const inSight = shown.slice(top, top + visible);
  const times = inSight.map((one) => happeningTime(one, state));
  const wheres = inSight.map((one) => oneLine(whereOf(state, one), 256));
  const names = inSight.map(({ name }) => oneLine(name, 256));
  const timeWidth = widest(times);
  const whereWidth = columns < 80 ? 0 : Math.min(20, widest(wheres));
  const nameWidth = Math.max(8, Math.min(32, Math.floor(columns / (columns < 60 ? 4 : 3)), widest(names)));
  const rows = inSight.map((one, at): Row => {
    const [sign, tone] = signOf(one);
    const selected = top + at === chosen;
    const spans: Span[] = [
      { text: selected ? '▌' : ' ', tone: 'accent' }, { text: `${fit(times[at] ?? '', timeWidth, 'right')} `, tone: 'dim' }, { text: `${sign} `, tone },
      ...(whereWidth > 0 ? [{ text: `${fit(cutMiddle(wheres[at] ?? '', whereWidth), whereWidth)}  `, tone: 'dim' as const }] : []),
      { text: `${fit(cutMiddle(names[at] ?? '', nameWidth), nameWidth)}  `, tone: one.container === '' ? 'warn' : 'strong' },
      { text: cutEnd(happeningWords(one, state), Math.max(1, columns - 2 - timeWidth - 6 - nameWidth - (whereWidth > 0 ? whereWidth + 2 : 0))), tone: tone === 'dim' ? 'normal' : tone },
    ];
    return { spans, selected };
  });
  const since = clockTime(state.events.since, state.zone, state.now);
  if (rows.length === 0) {
    const text = panel.filter === '' ? `Nothing has happened since ${since}.` : `No match for /${oneLine(panel.filter)}. esc clears.`;
    rows.push({ spans: [{ text: ` ${cutEnd(text, columns - 4)}`, tone: 'normal' }] });
  }
  const facts: Span[][] = [[{ text: eventFacts(state, shown.length, panel.filter), tone: 'normal' }]];
  if (panel.filter !== '') facts.push([{ text: `/${oneLine(panel.filter)}`, tone: 'accent' }]);
  facts.push([{ text: `since ${since}`, tone: 'dim' }]);
  return framed({
    id: 'events', rectangle: { x: 0, y: 1, width: columns, height: Math.min(height, Math.max(3, rows.length + 2)) }, focused: true,
    title: [{ text: 'Events', tone: 'accent-strong' }], facts, rows,
  });
}
