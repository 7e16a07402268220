import { describe, expect, test } from 'vitest';
import { columnsShown, usualColumns } from '../../src/model/columns.ts';
import { usualList } from '../../src/model/list-state.ts';
import { listFrom, merged, readRemembered, sortFrom } from '../../src/model/remembered.ts';
import type { State } from '../../src/model/state.ts';
import { after, container, key, listed, opened, start, tick } from './state.ts';

const plain = after(opened(), listed([container('a', { project: 'p' }), container('b')]));
const press = (state: State, ...names: readonly string[]) => after(state, ...names.map((name) => key(name)));

describe('what is remembered', () => {
  test('is what was chosen, and nothing until something is', () => {
    expect(plain.remembered.changes).toBe(0);
    expect(press(plain, 'j', 'k', '/', 'a', 'enter', 'esc', 'z').remembered).toBe(plain.remembered);
    const chosen = press(plain, 'o', 'g', 'h', 'A', 'U', 'U', 'c', 'space', 'esc', '%');
    expect(chosen.remembered.value).toMatchObject({ group: 'project', sort: '-uptime', runningOnly: true, figuresOff: true, folds: { 'project unix:///fake.sock p': true } });
    expect(chosen.remembered.value.columns?.slice(0, 2)).toEqual(['-name', 'engine']);
    expect(chosen.remembered.changes).toBeGreaterThan(4);
  });

  test('stays while an engine is turned to that has not listed yet', () => {
    const chosen = press(plain, 'o', 'U');
    const gone = { ...chosen, engines: chosen.engines.map((engine) => ({ ...engine, listed: null })) };
    expect(after(gone, tick(start + 1000)).remembered.value).toEqual(chosen.remembered.value);
  });

  test('comes back as it was', () => {
    const chosen = press(plain, 'o', 'g', 'h', 'A', 'U', 'U', 'c', 'space', 'J', 'esc');
    const list = listFrom(usualList, readRemembered(JSON.parse(JSON.stringify(chosen.remembered.value))));
    for (const key of ['columns', 'sort', 'group', 'runningOnly', 'folds', 'filters'] as const) expect([key, list[key]]).toEqual([key, chosen.containers[key]]);
  });

  test('of a file in whatever shape what can be made use of is', () => {
    for (const file of [null, 1, 'x', [], {}, { columns: 'name' }, { sort: 'nonsense', group: 1, folds: [], filters: 3, shells: null, runningOnly: 'yes', other: {} }]) {
      expect(listFrom(usualList, readRemembered(file))).toMatchObject({ sort: usualList.sort, group: 'none', runningOnly: false, columns: usualColumns });
    }
    expect(readRemembered({ columns: ['ip', '-name', 'gone'], sort: '-cpu', group: 'image', filters: { a: 'b', c: 1 }, shells: { 'redis:7': ['sh'], x: 'y' }, constructor: 1 })).toEqual({ columns: ['ip', '-name', 'gone'], sort: '-cpu', group: 'image', filters: { a: 'b' }, shells: { 'redis:7': ['sh'] } });
    expect(listFrom(usualList, { columns: ['gone', '-name'] }).columns).toEqual(usualColumns);
    expect(listFrom({ ...usualList, columns: columnsShown(['ip']) }, {}).columns[0]).toEqual({ id: 'ip', shown: true });
    expect([sortFrom('-ip'), sortFrom('nothing')]).toEqual([{ by: 'ip', reverse: true }, null]);
  });
});

describe('what is written', () => {
  test('is what changed: what others wrote meanwhile stays, and what we do not know', () => {
    const file = { group: 'image', sort: 'cpu', future: [1], filters: { theirs: 'x', ours: 'old' } };
    const before = { group: 'none', sort: 'name', runningOnly: false, filters: { ours: 'old' } } as const;
    expect(merged(file, before, { ...before, sort: '-ip', filters: { ours: 'new', more: 'y' } })).toEqual({ group: 'image', sort: '-ip', future: [1], filters: { theirs: 'x', ours: 'new', more: 'y' } });
  });

  test('entries that were deleted are deleted, and theirs are not', () => {
    expect(merged({ folds: { a: true, theirs: true } }, { folds: { a: true, b: true } }, { folds: { b: true } })).toEqual({ folds: { theirs: true } });
    expect(merged({}, { filters: {} }, { filters: { a: 'b' } })).toEqual({ filters: { a: 'b' } });
  });
});
