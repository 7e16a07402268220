/** Charts by blessed-contrib, drawn off-screen and read back as spans. A part of its own: it is loaded when the first chart is to be seen. */
import Line from 'blessed-contrib/lib/widget/charts/line.js';
import { type Chart, scaleColumns, type Span, type Tone } from '../text/spans.ts';
import { foregroundOf } from './attributes.ts';
import { createFrameBuffer } from './frame-buffer.ts';

/** Colours stand for tones on the way through the widget: the table of tones has the last word. */
const baseColour = 1;
const textColour = 2;
const seriesColour = 3;

/** Columns and rows of a widget that its canvas leaves out, and rows below its base line, which have nothing to say without labels. */
const unusedColumns = 6;
const unusedRows = 2;
const rowsBelow = 2;

/** Dashes: two dots of four. */
const dashed = (values: readonly (number | null)[]) => values.map((value, at) => (at % 4 < 2 ? value : null));

/**
 * Rows of spans that show a chart; without colours, all lines but the first are dashed. A widget is made anew for each: its canvas keeps the size it was
 * made with.
 */
export function drawChart({ columns, rows, top, steps, series }: Chart, colours: boolean): readonly (readonly Span[])[] {
  const size = { columns: columns + unusedColumns, rows: rows + unusedRows + rowsBelow };
  const buffer = createFrameBuffer();
  buffer.reset(size);
  const { screen } = buffer;
  screen.draw = () => undefined;
  const line = new Line({
    screen, width: size.columns, height: size.rows, minY: 0, maxY: top, numYLabels: steps, showNthLabel: 1e6,
    style: { line: seriesColour, text: textColour, baseline: baseColour },
  });
  screen.append(line);
  // each value twice: the widget joins neighbours, and one that stands alone would not be seen
  const labels = Array.from({ length: (columns - scaleColumns) * 4 }, () => ' ');
  line.setData(series.map(({ values }, at) => ({
    x: labels, y: (colours || at === 0 ? values : dashed(values)).flatMap((value) => (value === null ? [Number.NaN, Number.NaN] : [value, value])), style: { line: seriesColour + at },
  })));
  screen.render();
  const toneOf = (attribute: number): Tone => series[foregroundOf(attribute) - seriesColour]?.tone ?? 'dim';
  const drawn = screen.lines.slice(0, rows).map((cells) => spansOf(cells.slice(0, columns), toneOf));
  buffer.release();
  return drawn;
}

/** Cells as spans: neighbours of one tone are one. */
function spansOf(cells: readonly (readonly [number, string])[], toneOf: (attribute: number) => Tone): readonly Span[] {
  const spans: { text: string; tone: Tone }[] = [];
  for (const [attribute, character] of cells) {
    const tone = toneOf(attribute);
    const last = spans.at(-1);
    if (last && (last.tone === tone || character === ' ')) last.text += character;
    else spans.push({ text: character, tone });
  }
  return spans;
}
