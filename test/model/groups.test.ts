import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Container } from '../../src/engine/types.ts';
import { groupedLines, groupings, headingsAbove, isGroup, isWrong, type ListLine, sumText, worstOf } from '../../src/model/groups.ts';
import type { Row } from '../../src/model/row.ts';
import { after, container, listed, opened, start } from './state.ts';

const inProject = (name: string, project: string | null, service: string | null = null, change: Partial<Container> = {}) => container(name, { project, service, ...change });
const fleet: readonly Container[] = [
  inProject('blog-web-1', 'blog', 'web'), inProject('shop-api-1', 'shop', 'api'), inProject('shop-api-2', 'shop', 'api'), inProject('shop-db-1', 'shop', 'db'), inProject('a-loner', null),
];
const rowsOf = (containers: readonly Container[]) => after(opened(), listed(containers)).containers.shown;
const rows = rowsOf(fleet);
const byName = { by: 'name', reverse: false } as const;
const drawn = (lines: readonly ListLine[]) => lines.map((line) => (isGroup(line) ? `${line.folded ? '>' : 'v'}${line.level} ${line.label} ${line.members.length}` : line.name));

describe('lines in groups', () => {
  test('ungrouped they are the rows', () => {
    expect(groupedLines(rows, 'none', new Set(), byName)).toBe(rows);
  });

  test('by project: by name, services of several below a heading of their own, those without a project last', () => {
    expect(drawn(groupedLines(rows, 'project', new Set(), byName))).toEqual(['v0 blog 1', 'blog-web-1', 'v0 shop 3', 'v1 api 2', 'shop-api-1', 'shop-api-2', 'shop-db-1', 'v0 no project 1', 'a-loner']);
    expect(drawn(groupedLines([...rows].reverse(), 'project', new Set(), { by: 'name', reverse: true }))[0]).toBe('v0 shop 3');
  });

  test('sorted by something else they stand where their first container would', () => {
    expect(drawn(groupedLines([rows[4]!, rows[2]!, rows[1]!, rows[0]!, rows[3]!], 'project', new Set(), { by: 'cpu', reverse: false }))).toEqual(['v0 shop 3', 'shop-db-1', 'v1 api 2', 'shop-api-1', 'shop-api-2', 'v0 blog 1', 'blog-web-1', 'v0 no project 1', 'a-loner']);
  });

  test('what is folded has its heading only', () => {
    const lines = groupedLines(rows, 'project', new Set(), byName);
    const key = (label: string) => lines.find((line) => isGroup(line) && line.label === label) as { group: string };
    expect(drawn(groupedLines(rows, 'project', new Set([key('shop').group, key('no project').group]), byName))).toEqual(['v0 blog 1', 'blog-web-1', '>0 shop 3', '>0 no project 1']);
    expect(drawn(groupedLines(rows, 'project', new Set([key('api').group]), byName)).slice(2)).toEqual(['v0 shop 3', '>1 api 2', 'shop-db-1', 'v0 no project 1', 'a-loner']);
  });

  test('projects of one name on two engines are two groups', () => {
    const state = after(opened(160, 45, 'unix:///one', 'unix:///two'), listed([fleet[0]!], start, 'unix:///one'), listed([fleet[0]!], start, 'unix:///two'));
    expect(drawn(groupedLines(state.containers.shown, 'project', new Set(), byName))).toEqual(['v0 blog 1', 'blog-web-1', 'v0 blog 1', 'blog-web-1']);
  });

  test('one in several networks is in the group of just these', () => {
    const networks = (...names: readonly string[]) => names.map((name) => ({ name, ip: '' }));
    const some = rowsOf([container('a', { networks: networks('front', 'back') }), container('b', { networks: networks('back') }), container('c', { networks: networks('back', 'front') }), container('d', { networks: [] })]);
    expect(drawn(groupedLines(some, 'network', new Set(), byName))).toEqual(['v0 back 1', 'b', 'v0 back, front 2', 'a', 'c', 'v0 no network 1', 'd']);
  });

  test('every row is there once unless it is folded away, whatever the grouping', () => {
    const some = fc.array(fc.record({ project: fc.constantFrom(null, 'p', 'q'), service: fc.constantFrom(null, 's', 't'), state: fc.constantFrom('running', 'exited'), image: fc.constantFrom('x', 'y') }), { maxLength: 20 });
    fc.assert(fc.property(some, fc.constantFrom(...groupings), (given, by) => {
      const all = rowsOf(given.map((change, at) => container(`c${at}`, change)));
      const lines = groupedLines(all, by, new Set(), byName);
      expect(new Set(lines.filter((line) => !isGroup(line)))).toEqual(new Set(all));
      expect(lines.filter((line) => !isGroup(line))).toHaveLength(all.length);
      lines.forEach((line, at) => {
        for (const heading of headingsAbove(lines, at)) if (!isGroup(line)) expect(heading.members).toContain(line);
        expect(headingsAbove(lines, at).length).toBe(by === 'none' ? 0 : isGroup(line) ? line.level : lines.filter((one) => isGroup(one) && one.members.includes(line)).length);
      });
    }));
  });
});

describe('what a group is together', () => {
  const worst = (...changes: readonly Partial<Container>[]) => worstOf(rowsOf(changes.map((change, at) => container(`c${at}`, change))))?.name;
  test.each([
    ['unhealthy', { health: 'unhealthy' }], ['dead', { state: 'dead' }], ['restarting', { state: 'restarting' }], ['ended badly', { state: 'exited', exitCode: 1 }], ['paused', { state: 'paused' }], ['starting', { health: 'starting' }],
  ] as const)('one that is %s is worse than those that are well or ended well', (_, change) => {
    expect(worst({}, { health: 'healthy' }, change, { state: 'exited', exitCode: 0 }, { state: 'created' })).toBe('c2');
    expect(isWrong(rowsOf([container('x', change)])[0]!)).toBe(true);
  });

  test('of those equally bad it is the first', () => {
    expect(worst({}, { state: 'dead' }, { health: 'unhealthy' })).toBe('c1');
    expect(isWrong(rows[0]!)).toBe(false);
  });

  test('sums are of what is known, and say so where that is not all; what has nothing to add is none of those that have not told', () => {
    const value = (row: Row) => (row.name.startsWith('shop') ? 2 : null);
    const sum = (of: readonly Row[], one: (row: Row) => number | null | undefined) => sumText(of, one, String, (text, told) => `${text} of ${told}`);
    expect([sum(rows, value), sum(rows.slice(0, 1), value), sum([], value), sum(rows, () => undefined)]).toEqual(['6 of 3', null, null, null]);
    expect([sum(rows.filter((row) => value(row) !== null), value), sum(rows, (row) => value(row) ?? undefined)]).toEqual(['6', '6']);
  });
});
