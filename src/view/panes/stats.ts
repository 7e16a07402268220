/** The Stats tab of the inspect pane: what the container used in the last five minutes, as charts, or as small lines where there is no room for them. */
import { type Part, spread, type Stretch, stretchAt, summary } from '../../model/figure-history.ts';
import type { Figure, Gauge } from '../../model/figure-state.ts';
import { figureOf, gaugeOf, isMeasured } from '../../model/figure-values.ts';
import { memoryShare } from '../../model/figures.ts';
import { remembering } from '../../model/remembering.ts';
import { displayName, selectedContainer } from '../../model/slices/containers.ts';
import type { State } from '../../model/state.ts';
import { grouped, shortBytes, shortDuration } from '../../model/time.ts';
import { fitSpans } from '../../text/cut.ts';
import { chartDots, type Row, type Span, type Tone } from '../../text/spans.ts';
import { bytesScale, chartOf, chartRows, lineSigns, percentScale, type Scale, timeRow } from '../chart.ts';
import { bytesText, percentText, rateText, sparkText } from '../figure-text.ts';
import { capital, failureText, wrappedText } from '../prose.ts';

/** One line of a chart; `short` is its name where the chart's own says the rest. */
interface Line {
  readonly label: string;
  readonly short: string;
  readonly part: Part;
  readonly tone: Tone;
}

interface Measure {
  readonly lines: readonly Line[];
  readonly text: (value: number | null) => string;
  /** The same without what a heading says. */
  readonly bare: (value: number | null) => string;
  readonly scale: (peak: number) => Scale;
}

const sumOf = (a: number | null, b: number | null) => (a === null || b === null ? null : a + b);

const cpu: Measure = { lines: [{ label: 'CPU', short: 'CPU', part: (figure) => figure.cpu, tone: 'accent' }], text: percentText, bare: percentText, scale: percentScale };
const memory: Measure = { lines: [{ label: 'Memory', short: 'Memory', part: (figure) => figure.memory, tone: 'accent' }], text: bytesText, bare: bytesText, scale: (peak) => bytesScale(peak, 'B') };
const perSecond = { text: rateText, bare: bytesText, scale: (peak: number) => bytesScale(peak, 'B/s') };
const network: Measure = { ...perSecond, lines: [{ label: 'Net in', short: 'In/s', part: ({ received }) => received, tone: 'accent' }, { label: 'Net out', short: 'Out/s', part: ({ sent }) => sent, tone: 'source-4' }] };
const block: Measure = { ...perSecond, lines: [{ label: 'Read', short: 'Read/s', part: ({ read }) => read, tone: 'accent' }, { label: 'Write', short: 'Write/s', part: ({ written }) => written, tone: 'source-4' }] };
const blockSum: Measure = { ...perSecond, lines: [{ label: 'Block', short: 'Block/s', part: ({ read, written }) => sumOf(read, written), tone: 'accent' }] };
const countText = (value: number | null) => (value === null ? '--' : grouped(value));
const pids: Measure = { lines: [{ label: 'PIDs', short: 'PIDs', part: (figure) => figure.pids, tone: 'accent' }], text: countText, bare: countText, scale: (peak) => ({ top: Math.max(1, peak * 1.1), factor: 1, unit: '' }) };

/** Room from which on there are charts: side by side, or one below the other. */
const leastWide = { columns: 64, rows: 14 };
const leastTall = { columns: 40, rows: 28 };
const labelColumns = 8;
const numberColumns = 8;
/** Columns from which on numbers are said in full. */
const fullHead = 46;
const fullSparks = 56;
const bareColumns = 6;

/** Dashes where a line is flat, so that two lines are told apart where they lie on each other. */
const dashed = (values: readonly (number | null)[]) => values.map((value, at) => (at % 4 >= 2 && value === values[at - 1] && value === values[at + 1] ? null : value));

const peakOf = (history: readonly Figure[], { lines }: Measure) => Math.max(0, ...lines.map(({ part }) => summary(history, part).peak ?? 0));

/** The heading of a chart's line: its sign, its name, the value now, and the mean and the peak of what is shown. */
function headRow(measure: Measure, line: Line, sign: string, now: Figure | null, history: readonly Figure[], columns: number): Row {
  const { mean, peak } = summary(history, line.part);
  const full = columns >= fullHead;
  const text = full ? measure.text : measure.bare;
  const spans: Span[] = [
    { text: measure.lines.length > 1 ? `${sign} ` : '', tone: line.tone }, { text: full ? line.label.padEnd(labelColumns) : line.short.padEnd(labelColumns - 1), tone: 'normal' },
    { text: text(now && line.part(now)).padStart(full ? numberColumns - 1 : bareColumns), tone: 'strong' },
    { text: `${full ? '  ' : ' '}mean ${text(mean)}${full ? '  ' : ' '}peak ${text(peak)}`, tone: 'dim' },
  ];
  return { spans: fitSpans(spans, columns) };
}

interface Shown {
  readonly now: Figure | null;
  readonly history: readonly Figure[];
  readonly stretch: Stretch;
  readonly zone: number;
  readonly ascii: boolean;
}

/** A chart is a new value only when something of it changed: the terminal draws each once. */
const plotOf = () => remembering((history: readonly Figure[], measure: Measure, from: number, to: number, columns: number, rows: number) => {
  const { top, factor, unit } = measure.scale(peakOf(history, measure));
  const series = measure.lines.map(({ part, tone }, at) => {
    const values = spread(history, part, { from, to }, chartDots(columns)).map((value) => (value === null ? null : value / factor));
    return { tone, values: at === 0 ? values : dashed(values) };
  });
  return { chart: chartOf(columns, rows, top, series), unit };
});
const plots = new Map([cpu, memory, network, block].map((measure) => [measure, plotOf()]));

/** A chart with its headings above and its times below. */
function chartBlock(measure: Measure, { now, history, stretch, zone, ascii }: Shown, columns: number, rows: number): readonly Row[] {
  const heads = measure.lines.map((line, at) => headRow(measure, line, lineSigns(ascii)[at] ?? '', now, history, columns));
  const plot = plots.get(measure)?.(history, measure, stretch.from, stretch.to, columns, rows - 1 - heads.length);
  if (!plot) return heads;
  return [...heads, ...chartRows(plot.chart, ascii), timeRow(columns, plot.unit, stretch, zone)];
}

const beside = (left: readonly Row[], right: readonly Row[], columns: number): readonly Row[] => left.map((row, at) => (
  { spans: [...fitSpans(row.spans, columns), { text: '  ', tone: 'normal' }, ...(right[at]?.spans ?? [])] }));

/** The four charts. */
function charts(shown: Shown, width: number, height: number): readonly Row[] {
  if (width < leastWide.columns || height < leastWide.rows) return [cpu, memory, network, block].flatMap((measure) => chartBlock(measure, shown, width, Math.floor(height / 4)));
  const columns = Math.floor((width - 2) / 2);
  const block_ = (measure: Measure, rows: number) => chartBlock(measure, shown, columns, rows);
  const upper = Math.floor(height / 2);
  return [...beside(block_(cpu, upper), block_(memory, upper), columns), ...beside(block_(network, height - upper), block_(block, height - upper), columns)];
}

/** A line for each measure: its value now, the mean, the peak, and its history as small columns. */
function sparks({ now, history, stretch }: Shown, width: number, height: number): readonly Row[] {
  const all = [cpu, memory, network, block, pids];
  const full = width >= fullSparks;
  const column = full ? numberColumns : bareColumns;
  const room = Math.min(60, width - labelColumns - 3 * column - 2);
  const measures = height > all.flatMap(({ lines }) => lines).length ? all : height > 6 ? [cpu, memory, network, block] : [cpu, memory, network, blockSum];
  const heading: Span[] = [{ text: `${' '.repeat(labelColumns)}${['now', 'mean', 'peak'].map((word) => word.padStart(column)).join('')}${room >= 9 ? '  last 5m' : ''}`, tone: 'dim' }];
  return [{ spans: heading }, ...measures.flatMap((measure) => measure.lines.map((line): Row => {
    const { mean, peak } = summary(history, line.part);
    const { top, factor } = measure.scale(0);
    const values = spread(history, line.part, stretch, Math.max(1, room));
    const small = sparkText(values, Math.max(top * factor, ...values.map((value) => value ?? 0)));
    const text = full ? measure.text : measure.bare;
    return {
      spans: [
        { text: (full ? line.label : line.short).padEnd(labelColumns), tone: 'normal' }, { text: text(now && line.part(now)).padStart(column), tone: 'strong' },
        { text: [mean, peak].map((value) => text(value).padStart(column)).join(''), tone: 'dim' }, { text: `  ${small}`, tone: line.tone },
      ],
    };
  }))];
}

/** What is known of the figures themselves: why there are none, or how old they are. */
function statusOf(state: State, gauge: Gauge | undefined, now: Figure | null): { text: string; tone: Tone } {
  if (gauge?.failure) return { text: capital(failureText(gauge.failure, false)), tone: 'bad' };
  if (!now) return { text: state.figures.away ? 'Nothing is asked while another window has the keyboard.' : 'Asking what it uses.', tone: 'dim' };
  const share = memoryShare(now);
  const parts = [
    now.pids === null ? '' : `${grouped(now.pids)} ${now.pids === 1 ? 'process' : 'processes'}`,
    share === null || now.limit === null ? '' : `memory ${percentText(share)} of ${shortBytes(now.limit)}`,
    state.now - now.at > 9000 ? `measured ${shortDuration((state.now - now.at) / 1000)} ago` : '',
  ];
  return { text: parts.filter((part) => part !== '').join(' · '), tone: 'dim' };
}

/** Why nothing is measured at all; null when it is. */
function reasonOf(state: State, name: string, measured: boolean): string | null {
  if (!state.figures.on) return 'Figures are turned off: % in the list asks for them again.';
  return measured ? null : `${name} does not run: there is nothing to measure.`;
}

const indented = (row: Row): Row => ({ ...row, spans: [{ text: ' ', tone: 'normal' }, ...row.spans] });

/** Its rows, each at most `width` columns, at most `height` of them. */
export function statsRows(state: State, width: number, height: number): Row[] {
  const row = selectedContainer(state);
  const sentence = (text: string, tone: Tone) => wrappedText(text, width - 2, tone).slice(0, height).map((spans) => indented({ spans }));
  if (!row) return [];
  const reason = reasonOf(state, displayName(row), isMeasured(row) && !state.containers.gone);
  if (reason) return sentence(reason, 'dim');
  const gauge = gaugeOf(state, row);
  const now = figureOf(state, row);
  const status = statusOf(state, gauge, now);
  if (!gauge || (gauge.history.length === 0 && now === null)) return sentence(status.text, status.tone);
  const shown: Shown = { now, history: gauge.history, stretch: stretchAt(state.now), zone: state.zone, ascii: state.settings.ascii !== 'no' };
  const inner = width - 1;
  const room = (inner >= leastWide.columns && height > leastWide.rows) || (inner >= leastTall.columns && height > leastTall.rows);
  const drawn = room ? charts(shown, inner, height - 1) : sparks(shown, inner, height);
  const told = height > drawn.length || room ? [{ spans: fitSpans([{ text: status.text, tone: status.tone }], inner) }] : [];
  const rows = status.tone === 'bad' && told.length === 0 ? [...drawn.slice(0, height - 1), { spans: fitSpans([{ text: status.text, tone: 'bad' }], inner) }] : [...drawn, ...told];
  return rows.slice(0, height).map(indented);
}
