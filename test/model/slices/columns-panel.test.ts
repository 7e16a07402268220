import { describe, expect, test } from 'vitest';
import { usualColumns } from '../../../src/model/columns.ts';
import { chosenColumn } from '../../../src/model/slices/columns-panel.ts';
import type { State } from '../../../src/model/state.ts';
import { after, key, listed, opened } from '../state.ts';

const press = (state: State, ...names: readonly string[]) => after(state, ...names.map((name) => key(name)));
const panel = press(after(opened(), listed(['a', 'b'])), 'c');
const shown = ({ containers }: State) => containers.columns.filter((one) => one.shown).map(({ id }) => id);
const hidden = (state: State, id: string) => !shown(state).includes(id as never);

describe('the columns panel', () => {
  test('opens on c, lists every column, closes on esc, q and c', () => {
    expect(panel.screen.panel).toEqual({ kind: 'columns', choice: 0 });
    for (const close of ['esc', 'q', 'c']) expect(press(panel, close).screen.panel).toBeNull();
    expect(press(panel, 'q').requests.quit).toBe(false);
  });

  test('space hides the chosen column and shows it again, in its place', () => {
    const state = press(panel, 'j', 'j', 'space');
    expect(hidden(state, 'image')).toBe(true);
    expect(press(state, 'space').containers.columns).toEqual(usualColumns);
  });

  test('the last one that is shown stays', () => {
    const at = panel.containers.columns.findIndex(({ id }) => id === 'name');
    const one = { ...panel, containers: { ...panel.containers, columns: usualColumns.map((column, place) => ({ ...column, shown: place === at })) } };
    const state = press(one, 'space');
    expect(shown(state)).toEqual(['name']);
    expect(state.screen.notice?.text).toBe('One column is always shown.');
  });

  test('J and K move it, the choice stays with it, and not beyond the ends', () => {
    const state = press(panel, 'J', 'J');
    expect(state.containers.columns.slice(0, 3).map(({ id }) => id)).toEqual(['engine', 'image', 'name']);
    expect(chosenColumn(state)?.id).toBe('name');
    expect(press(state, 'K', 'K').containers.columns).toEqual(usualColumns);
    expect(press(panel, 'K').screen.notice?.text).toBe('It is the first column.');
    expect(press(panel, 'G', 'J').screen.notice?.text).toBe('It is the last column.');
  });

  test('s sorts by it, shown or not, and again the other way round; r brings back the usual', () => {
    const state = press(panel, 'j', 'j', 's');
    expect(state.containers.sort).toEqual({ by: 'image', reverse: false });
    expect(press(state, 's').containers.sort).toEqual({ by: 'image', reverse: true });
    const back = press(state, 'space', 'J', 'r');
    expect([back.containers.columns, back.containers.sort]).toEqual([usualColumns, { by: 'name', reverse: false }]);
  });

  test('R needs the column of sizes', () => {
    const list = press(panel, 'esc', 'R');
    expect(list.containers.sizesAsked).toBe(0);
    expect(list.screen.notice?.text).toMatch('while their column is shown');
  });
});
