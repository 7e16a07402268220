/** The tabs of the inspect pane on its border: as many as fit around the present one. */
import type { InspectTab } from '../model/inspect-state.ts';
import { inspectTabs } from '../model/inspect-tabs.ts';
import type { Span } from '../text/spans.ts';

const between = '  ';

/** The present tab and its neighbours in at most `room` columns; where there are more, an arrow says so, and alone it has its place among all. */
export function tabTitles(present: InspectTab, room: number): Span[] {
  const at = inspectTabs.findIndex(({ id }) => id === present);
  const titles = inspectTabs.map(({ title }) => title);
  let [from, to] = [at, at + 1];
  const width = (first: number, end: number) => titles.slice(first, end).join(between).length + (first > 0 ? 2 : 0) + (end < titles.length ? 2 : 0);
  for (let grown = true; grown;) {
    grown = false;
    if (to < titles.length && width(from, to + 1) <= room) [to, grown] = [to + 1, true];
    if (from > 0 && width(from - 1, to) <= room) [from, grown] = [from - 1, true];
  }
  const spans: Span[] = [];
  const dim = (text: string) => spans.push({ text, tone: 'dim' });
  if (from > 0) dim('‹ ');
  for (let tab = from; tab < to; tab++) {
    if (tab > from) dim(between);
    if (tab === at) spans.push({ text: titles[tab] ?? '', tone: 'accent-strong' });
    else dim(titles[tab] ?? '');
  }
  const place = ` ${at + 1}/${titles.length}`;
  if (to - from === 1 && width(from, to) + place.length <= room) dim(place);
  if (to < titles.length) dim(' ›');
  return spans;
}
