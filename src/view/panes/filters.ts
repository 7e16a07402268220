/** The saved filters over the panes: a name and a filter each. */
import { filterEntries } from '../../model/slices/filters.ts';
import type { State } from '../../model/state.ts';
import { cutEnd, fit } from '../../text/cut.ts';
import { oneLine } from '../../text/sanitise.ts';
import type { Row } from '../../text/spans.ts';
import type { PanePicture } from '../cells.ts';
import { framed } from '../frame.ts';

/** The panel, above the footer. */
export function filtersPane(state: State, choice: number): PanePicture {
  const { size } = state.screen;
  const width = Math.min(size.columns, 72);
  const entries = filterEntries(state);
  const height = Math.min(size.rows - 2, Math.max(1, entries.length) + 2);
  const visible = height - 2;
  const chosen = Math.min(choice, entries.length - 1);
  const top = Math.max(0, Math.min(chosen - Math.floor(visible / 2), entries.length - visible));
  const nameWidth = Math.min(24, Math.floor(width / 3));
  const rows = entries.slice(top, top + visible).map(([name, text], at): Row => ({
    spans: [
      { text: top + at === chosen ? '▌' : ' ', tone: 'accent' }, { text: `${fit(oneLine(name, 256), nameWidth)}  `, tone: 'strong' },
      { text: cutEnd(oneLine(text, 512), width - nameWidth - 5), tone: text === state.containers.filter ? 'accent' : 'normal' },
    ],
    selected: top + at === chosen,
  }));
  return framed({
    id: 'filters', rectangle: { x: Math.floor((size.columns - width) / 2), y: 1, width, height: Math.max(3, height) }, focused: true,
    title: [{ text: 'Saved filters', tone: 'accent-strong' }], facts: [[{ text: String(entries.length), tone: 'normal' }]], rows,
  });
}
