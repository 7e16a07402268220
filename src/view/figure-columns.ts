/** The columns of what containers use. They are of fixed width, so that nothing moves as their digits change. */
import { spread, stretchAt } from '../model/figure-history.ts';
import type { Figure } from '../model/figure-state.ts';
import { figureOf, gaugeOf, isMeasured, isOldFigure, partOf } from '../model/figure-values.ts';
import { memoryShare } from '../model/figures.ts';
import { sumText } from '../model/groups.ts';
import type { Row } from '../model/row.ts';
import type { State } from '../model/state.ts';
import type { Tone } from '../text/spans.ts';
import { aboutText, bytesText, percentText, sparkText } from './figure-text.ts';
import type { Column } from './table.ts';

/** Share of its memory from which on a container is near its end, percent. */
const nearlyFull = 90;
const sparkColumns = 10;
/** What fills the small columns of CPU at least, percent: a container that does next to nothing shows as such. */
const sparkTop = 10;

const pair = (one: string, other: string) => `${one.padStart(5)} ${other.padStart(5)}`;

/** CPU of the last five minutes, the most there was filling the line. */
function sparkOf(state: State, row: Row): string {
  const history = gaugeOf(state, row)?.history ?? [];
  if (history.length === 0) return '';
  const values = spread(history, ({ cpu }) => cpu, stretchAt(state.now), sparkColumns);
  return sparkText(values, Math.max(sparkTop, ...values.map((value) => value ?? 0)));
}

/** The columns as they look now: empty for what does not run, `--` for what is not known, dim for what is old; in the heading of a group the sum, with `~` while not all of it have told. */
export function figureColumns(state: State): readonly Column<Row>[] {
  const sum = (rows: readonly Row[], part: Parameters<typeof partOf>[2], columns: number, text: (sum: number) => string) =>
    sumText(rows, (row) => partOf(state, row, part), text, (known) => aboutText(known, columns)) ?? '--';
  const bytes = (rows: readonly Row[], part: Parameters<typeof partOf>[2]) => sum(rows, part, 5, bytesText);
  type Group = ((rows: readonly Row[]) => string) | null;
  const column = (id: string, title: string, width: number, rank: number, text: (figure: Figure) => string, group: Group, tone: (figure: Figure) => Tone = () => 'normal'): Column<Row> => ({
    id, title, least: width, most: width, fixed: true, rank, align: 'right',
    text: (row) => {
      const figure = figureOf(state, row);
      return figure ? text(figure) : isMeasured(row) ? '--' : '';
    },
    group: (rows) => {
      const measured = rows.filter(isMeasured);
      return measured.length === 0 ? '' : group?.(measured) ?? '--';
    },
    tone: (row) => {
      const figure = figureOf(state, row);
      return !figure || isOldFigure(state, figure) ? 'dim' : tone(figure);
    },
  });
  const full: (figure: Figure) => Tone = (figure) => ((memoryShare(figure) ?? 0) >= nearlyFull ? 'warn' : 'normal');
  return [
    column('cpu', 'CPU', 6, 2, ({ cpu }) => percentText(cpu), (rows) => sum(rows, 'cpu', 6, percentText)),
    column('mem', 'MEM', 5, 2.1, ({ memory }) => bytesText(memory), (rows) => bytes(rows, 'memory'), full),
    column('memp', 'MEM%', 6, 2.2, (figure) => percentText(memoryShare(figure)), null, full),
    column('net', 'NET IN/OUT', 11, 2.3, ({ received, sent }) => pair(bytesText(received), bytesText(sent)), (rows) => pair(bytes(rows, 'received'), bytes(rows, 'sent'))),
    column('block', 'BLOCK R/W', 11, 2.4, ({ read, written }) => pair(bytesText(read), bytesText(written)), (rows) => pair(bytes(rows, 'read'), bytes(rows, 'written'))),
    column('pids', 'PIDS', 5, 2.5, ({ pids }) => (pids === null ? '--' : String(pids)), (rows) => sum(rows, 'pids', 5, String)),
    { id: 'spark', title: 'CPU 5M', least: sparkColumns, most: sparkColumns, fixed: true, rank: 2.6, text: (row) => (isMeasured(row) ? sparkOf(state, row) : ''), tone: () => 'accent' },
  ];
}
