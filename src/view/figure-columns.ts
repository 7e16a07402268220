/** The columns of what containers use. They are of fixed width, so that nothing moves as their digits change. */
import { spread, stretchAt } from '../model/figure-history.ts';
import type { Figure } from '../model/figure-state.ts';
import { figureOf, gaugeOf, isMeasured, isOldFigure } from '../model/figure-values.ts';
import { memoryShare, together } from '../model/figures.ts';
import type { Row } from '../model/row.ts';
import type { State } from '../model/state.ts';
import type { Tone } from '../text/spans.ts';
import { bytesText, percentText, sparkText } from './figure-text.ts';
import type { Column } from './table.ts';

/** Share of its memory from which on a container is near its end, percent. */
const nearlyFull = 90;
const sparkColumns = 10;
/** What fills the small columns of CPU at least, percent: a container that does next to nothing shows as such. */
const sparkTop = 10;

const pair = (one: number | null, other: number | null) => `${bytesText(one).padStart(5)} ${bytesText(other).padStart(5)}`;

/** CPU of the last five minutes, the most there was filling the line. */
function sparkOf(state: State, row: Row): string {
  const history = gaugeOf(state, row)?.history ?? [];
  if (history.length === 0) return '';
  const values = spread(history, ({ cpu }) => cpu, stretchAt(state.now), sparkColumns);
  return sparkText(values, Math.max(sparkTop, ...values.map((value) => value ?? 0)));
}

/** The columns as they look now: empty for what does not run, `--` for what is not known, dim for what is old; the sum in the heading of a group. */
export function figureColumns(state: State): readonly Column<Row>[] {
  const column = (id: string, title: string, width: number, rank: number, text: (figure: Figure) => string, tone: (figure: Figure) => Tone = () => 'normal'): Column<Row> => ({
    id, title, least: width, most: width, fixed: true, rank, align: 'right',
    text: (row) => {
      const figure = figureOf(state, row);
      return figure ? text(figure) : isMeasured(row) ? '--' : '';
    },
    group: (rows) => {
      const measured = rows.filter(isMeasured);
      return measured.length === 0 ? '' : text(together(measured.map((row) => figureOf(state, row))));
    },
    tone: (row) => {
      const figure = figureOf(state, row);
      return !figure || isOldFigure(state, figure) ? 'dim' : tone(figure);
    },
  });
  const full: (figure: Figure) => Tone = (figure) => ((memoryShare(figure) ?? 0) >= nearlyFull ? 'warn' : 'normal');
  return [
    column('cpu', 'CPU', 6, 2, ({ cpu }) => percentText(cpu)),
    column('mem', 'MEM', 5, 2.1, ({ memory }) => bytesText(memory), full),
    column('memp', 'MEM%', 6, 2.2, (figure) => percentText(memoryShare(figure)), full),
    column('net', 'NET IN/OUT', 11, 2.3, ({ received, sent }) => pair(received, sent)),
    column('block', 'BLOCK R/W', 11, 2.4, ({ read, written }) => pair(read, written)),
    column('pids', 'PIDS', 5, 2.5, ({ pids }) => (pids === null ? '--' : String(pids))),
    { id: 'spark', title: 'CPU 5M', least: sparkColumns, most: sparkColumns, fixed: true, rank: 2.6, text: (row) => (isMeasured(row) ? sparkOf(state, row) : ''), tone: () => 'accent' },
  ];
}
