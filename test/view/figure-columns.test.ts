import { describe, expect, test } from 'vitest';
import { columnsShown } from '../../src/model/columns.ts';
import type { Figure } from '../../src/model/figure-state.ts';
import { figuresWanted } from '../../src/model/slices/figures.ts';
import type { State } from '../../src/model/state.ts';
import { placedColumns } from '../../src/view/columns.ts';
import { figureColumns } from '../../src/view/figure-columns.ts';
import { address, after, container, listed, opened, start, tick } from '../model/state.ts';

const known: Figure = { from: start - 2000, at: start, cpu: 12.06, memory: 418 * 1024 ** 2, limit: 440 * 1024 ** 2, received: 1.2 * 1024 ** 2, sent: 12 * 1024, read: 0, written: null, pids: 7 };

function stateWith(figure: Figure | null): State {
  const state = after(opened(), listed(['web', container('old', { state: 'exited' })]));
  const target = { engine: address, container: 'web' };
  return { ...state, figures: { ...state.figures, gauges: new Map([[`${address} web`, { target, sample: null, figure, history: figure ? [figure] : [], failure: null }]]) } };
}

const cells = (state: State, name = 'web') => Object.fromEntries(figureColumns(state).map(({ id, text }) => [id, text(state.containers.shown.find((row) => row.name === name)!)]));

describe('the columns of what containers use', () => {
  test('are short', () => {
    const state = stateWith(known);
    expect(cells(state)).toMatchObject({ cpu: '12.1%', mem: '418Mi', memp: '95.0%', net: '1.2Mi  12Ki', block: '   0B    --', pids: '7' });
    for (const { id, least } of figureColumns(state)) expect(cells(state)[id]!.length, id).toBeLessThanOrEqual(least);
  });

  test('say -- for what is not known and nothing of what does not run', () => {
    expect(cells(stateWith(null))).toMatchObject({ cpu: '--', mem: '--', memp: '--', net: '--', block: '--', pids: '--', spark: '' });
    expect(cells(stateWith({ ...known, cpu: null, memory: null, pids: null }))).toMatchObject({ cpu: '--', mem: '--', memp: '--', pids: '--' });
    expect(new Set(Object.values(cells(stateWith(known), 'old')))).toEqual(new Set(['']));
  });

  test('warn of memory that is nearly full, and are dim when they are old', () => {
    const tone = (state: State, id: string) => figureColumns(state).find((column) => column.id === id)!.tone!(state.containers.shown.find(({ name }) => name === 'web')!);
    const state = stateWith(known);
    expect([tone(state, 'mem'), tone(state, 'cpu')]).toEqual(['warn', 'normal']);
    expect(tone(stateWith({ ...known, limit: 1024 ** 3 }), 'mem')).toBe('normal');
    expect(tone(after(state, tick(start + 21_000)), 'mem')).toBe('dim');
  });

  test('have the sum of a group in its heading, of those that run, marked while not all have told', () => {
    const state = stateWith(known);
    const heading = (names: readonly string[]) => Object.fromEntries(figureColumns(state).map(({ id, group }) => [id, group?.(state.containers.shown.filter(({ name }) => names.includes(name)))]));
    expect(heading(['web', 'old'])).toMatchObject({ cpu: '12.1%', mem: '418Mi', net: '1.2Mi  12Ki', pids: '7' });
    expect(heading(['old'])).toMatchObject({ cpu: '', mem: '' });
    const more = after(state, listed(['web', 'new', container('old', { state: 'exited' })]));
    const part = Object.fromEntries(figureColumns(more).map(({ id, group }) => [id, group?.(more.containers.shown)]));
    expect(part).toMatchObject({ cpu: '~12.1%', mem: '~418M', memp: '--', net: '~1.2M ~12Ki', block: '  ~0B    --', pids: '~7' });
    expect(figureColumns(after(opened(), listed(['a', 'b'])))[0]!.group!(after(opened(), listed(['a', 'b'])).containers.shown)).toBe('--');
  });

  test('have no rate in their sum of one that was read but once, and nothing of one that has no network', () => {
    const sums = (second: Partial<Figure>) => {
      const state = after(stateWith(known), listed(['web', 'two']));
      const gauges = new Map(state.figures.gauges).set(`${address} two`, { target: { engine: address, container: 'two' }, sample: null, figure: { ...known, ...second }, history: [], failure: null });
      const both = { ...state, figures: { ...state.figures, gauges } };
      return Object.fromEntries(figureColumns(both).map(({ id, group }) => [id, group?.(both.containers.shown)]));
    };
    expect(sums({ from: null, cpu: null, received: null, sent: null })).toMatchObject({ cpu: '~12.1%', mem: '836Mi', net: '~1.2M ~12Ki', pids: '14' });
    expect(sums({ received: null, sent: null })).toMatchObject({ cpu: '24.1%', net: '1.2Mi  12Ki' });
  });

  test('have headings that fit with the mark of the sort', () => {
    for (const { title, least } of figureColumns(stateWith(null))) expect(title.length).toBeLessThan(Math.max(least, title.length + 1) + 1);
    for (const { id, title, least } of figureColumns(stateWith(null))) expect(title.length + 1, id).toBeLessThanOrEqual(least);
  });
});

describe('figures are wanted', () => {
  test('wherever there is a column of them, with any choice of columns', () => {
    for (const ids of [['name', 'cpu'], ['name', 'uptime', 'mem'], ['image', 'pids'], ['name', 'state', 'uptime', 'spark', 'ports'], ['uptime', 'net', 'name']] as const) {
      for (let columns = 40; columns < 200; columns++) {
        const state = after(opened(columns, 24), listed(['web']));
        const chosen = { ...state, containers: { ...state.containers, columns: columnsShown([...ids]) } };
        const width = columns < 140 ? columns - 2 : Math.floor(columns / 2) - 2;
        const placed = placedColumns(chosen, width).some(({ column }) => figureColumns(chosen).some(({ id }) => id === column.id));
        if (placed) expect(figuresWanted(chosen, address), `${ids.join(' ')} at ${columns}`).toBe(true);
      }
    }
  });
});
