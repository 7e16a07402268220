import { describe, expect, test } from 'vitest';
import { createCharts } from '../../src/terminal/charts.ts';
import type { Chart, Row, Span } from '../../src/text/spans.ts';
import type { Picture } from '../../src/view/cells.ts';

const chart = (columns: number, rows: number): Chart => ({ columns, rows, top: 10, steps: 2, series: [{ tone: 'accent', values: [1, 2, 3, 4, 5] }] });
const standIn = (of: Chart, row: number, text = 'x'.repeat(of.columns)): Span => ({ text, tone: 'dim', drawn: { chart: of, row } });
const picture = (...rows: Row[]): Picture => ({ size: { columns: 40, rows: 10 }, cursor: null, panes: [{ id: 'a', x: 0, y: 0, width: 40, height: 10, rows }] });
const texts = ({ panes }: Picture) => panes[0]!.rows.map(({ spans }) => spans.map(({ text }) => text).join(''));

/** One that can draw already. */
async function loaded() {
  let ready = () => undefined as void;
  const done = new Promise<void>((resolve) => {
    ready = resolve;
  });
  const charts = createCharts(true, () => ready());
  const first = charts.drawn(picture({ spans: [standIn(chart(12, 4), 0)] }));
  await done;
  return { charts, first };
}

describe('charts in a picture', () => {
  test('are text until what draws them is loaded, and drawn then', async () => {
    const { charts, first } = await loaded();
    expect(texts(first)).toEqual(['x'.repeat(12)]);
    expect(texts(charts.drawn(picture({ spans: [standIn(chart(12, 4), 3)] })))).toEqual(['     ⠓⠒⠒⠒⠒⠒⠒']);
  });

  test('leave what stands beside them, and the row, as they are', async () => {
    const { charts } = await loaded();
    const beside: Span = { text: '│', tone: 'dim', border: true };
    const drawn = charts.drawn(picture({ spans: [beside, standIn(chart(12, 4), 3), beside], selected: true }));
    expect(texts(drawn)).toEqual(['│     ⠓⠒⠒⠒⠒⠒⠒│']);
    expect(drawn.panes[0]!.rows[0]).toMatchObject({ selected: true });
  });

  test('that were cut, or have no such row, stay text', async () => {
    const { charts } = await loaded();
    expect(texts(charts.drawn(picture({ spans: [standIn(chart(12, 4), 0, 'cut…')] }, { spans: [standIn(chart(12, 4), 7)] })))).toEqual(['cut…', 'x'.repeat(12)]);
  });

  test('are drawn once, and a pane without one is the very same', async () => {
    const { charts } = await loaded();
    const one = chart(12, 4);
    const rows = () => charts.drawn(picture({ spans: [standIn(one, 0)] })).panes[0]!.rows[0]!.spans;
    expect(rows()[0]).toBe(rows()[0]);
    const plain = picture({ spans: [{ text: 'plain', tone: 'normal' }] });
    expect(charts.drawn(plain).panes[0]).toBe(plain.panes[0]);
  });
});
