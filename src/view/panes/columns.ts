/** The columns panel: every column there is, in its order, with what it says, whether it is shown and whether it has room. */
import { contentSize } from '../../model/layout.ts';
import { currentLayout } from '../../model/panes.ts';
import { columnAbout, sortWord } from '../../model/slices/columns-panel.ts';
import type { State } from '../../model/state.ts';
import { cutEnd, fit } from '../../text/cut.ts';
import type { Row, Span } from '../../text/spans.ts';
import type { PanePicture } from '../cells.ts';
import { allColumns, isOfUse, placedColumns } from '../columns.ts';
import { framed } from '../frame.ts';

const titleWidth = 10;

/** The ids of the columns that are in the list now: a column that is shown may have no room there. */
function placedIds(state: State): ReadonlySet<string> {
  const { columns } = contentSize(currentLayout(state), 'containers');
  return new Set(placedColumns(state, columns).map(({ column }) => column.id));
}

/** The panel, above the footer. */
export function columnsPane(state: State, choice: number): PanePicture {
  const { size } = state.screen;
  const width = Math.min(size.columns, 64);
  const settings = state.containers.columns;
  const height = Math.min(size.rows - 2, settings.length + 2);
  const visible = height - 2;
  const top = Math.max(0, Math.min(choice - Math.floor(visible / 2), settings.length - visible));
  const titles = new Map(allColumns(state).map(({ id, title }) => [id, title]));
  const placed = placedIds(state);
  const rows = settings.slice(top, top + visible).map((setting, at): Row => {
    const { id, shown } = setting;
    const roomless = shown && !placed.has(id) && isOfUse(state, id);
    const said = roomless ? 'no room for it now' : columnAbout(setting);
    const spans: Span[] = [
      { text: top + at === choice ? '▌' : ' ', tone: 'accent' }, { text: shown ? '[x] ' : '[ ] ', tone: shown ? 'accent' : 'dim' },
      { text: fit(titles.get(id) ?? id, titleWidth), tone: shown ? 'normal' : 'dim' }, { text: fit(sortWord(state, setting), 2), tone: 'strong' },
      { text: cutEnd(said, width - titleWidth - 9), tone: roomless ? 'warn' : 'dim' },
    ];
    return { spans, selected: top + at === choice };
  });
  const shown = settings.filter((setting) => setting.shown).length;
  return framed({
    id: 'columns', rectangle: { x: Math.floor((size.columns - width) / 2), y: 1, width, height: Math.max(3, height) }, focused: true,
    title: [{ text: 'Columns', tone: 'accent-strong' }], facts: [[{ text: `${shown} of ${settings.length} shown`, tone: 'normal' }], [{ text: `by ${state.containers.sort.by}`, tone: 'dim' }]], rows,
  });
}
