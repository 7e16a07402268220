/** The columns of what containers use. */
import type { Row } from '../model/row.ts';
import type { State } from '../model/state.ts';
import type { Column } from './table.ts';

const unknown = () => '--';
const column = (id: string, title: string, width: number, rank: number): Column<Row> => ({ id, title, least: width, most: width, fixed: true, rank, align: 'right', text: unknown, tone: () => 'dim' });

/** They are of fixed width, so that nothing moves as their digits change. */
export function figureColumns(_state: State): readonly Column<Row>[] {
  return [
    column('cpu', 'CPU', 7, 2), column('mem', 'MEM', 6, 2.1), column('memp', 'MEM%', 6, 2.2), column('net', 'NET', 13, 2.3), column('block', 'BLOCK', 13, 2.4),
    column('pids', 'PIDS', 5, 2.5), column('spark', 'HISTORY', 8, 2.6),
  ];
}
