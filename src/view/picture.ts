/** State to picture: every pane where the layout puts it, and what lies over them. */
import type { Layout } from '../model/layout.ts';
import { currentLayout } from '../model/panes.ts';
import type { PaneId, Panel, State } from '../model/state.ts';
import { fit } from '../text/cut.ts';
import { asciiPicture } from './ascii.ts';
import type { PanePicture, Picture } from './cells.ts';
import { columnsPane } from './panes/columns.ts';
import { containersPane } from './panes/containers.ts';
import { deedsPane } from './panes/deeds.ts';
import { enginesPane } from './panes/engines.ts';
import { filtersPane } from './panes/filters.ts';
import { eventsPane } from './panes/events.ts';
import { footerBar } from './panes/footer.ts';
import { helpPane } from './panes/help.ts';
import { inputCursor, inputPane } from './panes/input.ts';
import { inspectPane } from './panes/inspect.ts';
import { logsPane } from './panes/logs.ts';
import { openedLinePane } from './panes/opened-line.ts';
import { outputPane } from './panes/output.ts';
import { palettePane } from './panes/palette.ts';
import { leavingPane, questionPane } from './panes/question.ts';
import { titleBar } from './panes/title.ts';

/** How each pane is drawn: a new pane is a row here and a rectangle in the layout. */
const drawers: Readonly<Record<PaneId, (state: State, layout: Layout, rectangle: Layout['panes'][number]['rectangle']) => PanePicture>> = {
  containers: containersPane, inspect: inspectPane, logs: logsPane,
};

/** How each panel is drawn. */
function panelPane(state: State, panel: Panel): { readonly pane: PanePicture; readonly cursor: Picture['cursor'] } {
  switch (panel.kind) {
    case 'engines': return { pane: enginesPane(state, panel.choice), cursor: null };
    case 'input': return { pane: inputPane(state, panel), cursor: null };
    case 'output': return { pane: outputPane(state), cursor: null };
    case 'filters': return { pane: filtersPane(state, panel.choice), cursor: null };
    case 'columns': return { pane: columnsPane(state, panel.choice), cursor: null };
    case 'deeds': return { pane: deedsPane(state, panel), cursor: null };
    case 'leaving': return { pane: leavingPane(state), cursor: null };
    case 'events': return { pane: eventsPane(state, panel), cursor: null };
    case 'question': return questionPane(state, panel.question);
  }
}

function tooSmall({ screen: { size } }: State): Picture {
  const text = `whalewatch needs 40x10, this is ${size.columns}x${size.rows}`;
  const rows = [{ spans: [{ text: fit(text, size.columns), tone: 'warn' as const }] }];
  return { size, panes: size.rows < 1 || size.columns < 1 ? [] : [{ id: 'title', x: 0, y: 0, width: size.columns, height: 1, rows }], cursor: null };
}

/** What should be on screen. Exactly as large as the screen, whatever its size. */
export function pictureOf(state: State): Picture {
  const { screen, settings } = state;
  const layout = currentLayout(state);
  const ascii = (picture: Picture) => (settings.ascii === 'no' ? picture : asciiPicture(picture, settings.ascii === 'strict'));
  if (layout.kind === 'tiny') return ascii(tooSmall(state));
  const footer = footerBar(state);
  const panes = [titleBar(state), ...layout.panes.map(({ id, rectangle }) => drawers[id](state, layout, rectangle)), footer.pane];
  if (state.logs.opened && screen.focus === 'logs') panes.push(openedLinePane(state, state.logs.opened));
  const panel = screen.panel && panelPane(state, screen.panel);
  if (panel) panes.push(panel.pane);
  if (screen.help) panes.push(helpPane(state, screen.help));
  if (screen.prompt?.kind === 'palette') panes.push(palettePane(state, screen.prompt));
  const cursor = footer.cursor === null ? panel?.cursor ?? inputCursor(state, layout) : { x: Math.min(footer.cursor, screen.size.columns - 1), y: screen.size.rows - 1 };
  return ascii({ size: screen.size, panes, cursor });
}
