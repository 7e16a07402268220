/** Pictures with their charts drawn. What draws them is loaded when there is one to be drawn; until then, the text that stands in their place is shown. */
import type { Chart, Row, Span } from '../text/spans.ts';
import { textWidth } from '../text/width.ts';
import type { PanePicture, Picture } from '../view/cells.ts';
import type { drawChart } from './chart-widget.ts';

type Draw = typeof drawChart;

/** Puts charts in place of the text that stands for them. */
export interface Charts {
  drawn(picture: Picture): Picture;
}

/** Makes what draws charts, for a terminal with colours or without; `loaded` is called once it can. */
export function createCharts(colours: boolean, loaded: () => void): Charts {
  const made = new WeakMap<Chart, readonly (readonly Span[])[]>();
  let draw: Draw | null = null;
  let loading = false;

  function load(): void {
    if (loading) return;
    loading = true;
    import('./chart-widget.ts').then(({ drawChart: found }) => {
      draw = found;
      loaded();
    }, () => {
      // its file was replaced or taken away under a program that runs all day: the text says the same
    });
  }

  function rowsOf(chart: Chart): readonly (readonly Span[])[] | null {
    if (!draw) {
      load();
      return null;
    }
    const known = made.get(chart);
    if (known) return known;
    const rows = draw(chart, colours);
    made.set(chart, rows);
    return rows;
  }

  function spansOf(span: Span): readonly Span[] {
    if (!span.drawn) return [span];
    const { chart, row } = span.drawn;
    // one that was cut on its way here is no whole row of it any more
    return (textWidth(span.text) === chart.columns && rowsOf(chart)?.[row]) || [span];
  }

  const rowOf = (row: Row): Row => (row.spans.some(({ drawn }) => drawn) ? { ...row, spans: row.spans.flatMap(spansOf) } : row);
  const paneOf = (pane: PanePicture): PanePicture => (pane.rows.some(({ spans }) => spans.some(({ drawn }) => drawn)) ? { ...pane, rows: pane.rows.map(rowOf) } : pane);

  return { drawn: (picture) => ({ ...picture, panes: picture.panes.map(paneOf) }) };
}
