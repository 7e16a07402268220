import { describe, expect, test } from 'vitest';
import { columnFacts, type ColumnId, columnsFromWords, columnsShown, columnWords, isColumn, sortedRows, tagOf, usualColumns } from '../../src/model/columns.ts';
import type { Container } from '../../src/engine/types.ts';
import { after, container, listed, opened } from './state.ts';

const in_ = (...networks: readonly [string, string][]) => networks.map(([name, ip]) => ({ name, ip }));
const given: readonly Container[] = [
  container('a', { image: 'redis:7', networks: in_(['back', '172.18.0.10']), created: 300, restarts: 2, exitCode: null, service: 'cache', command: 'redis-server' }),
  container('b', { image: 'localhost:5000/api', networks: in_(['front', ''], ['back', '172.18.0.9']), created: 100, restarts: null, state: 'exited', status: 'Exited (3) 1 hour ago', exitCode: 3 }),
  container('c', { image: 'api@sha256:0123456789abcdef', created: 0, restarts: 7, service: 'api', ports: [{ ip: null, hostPort: 443, port: 443, protocol: 'tcp' }], exitCode: 0, state: 'exited' }),
  container('d', { image: 'redis:6.2', created: 200, ports: [{ ip: null, hostPort: null, port: 80, protocol: 'tcp' }] }),
];
const state = after(opened(), listed(given));
const order = (by: ColumnId, reverse = false) => sortedRows([...state.containers.listed!].reverse(), { by, reverse }, state).map(({ name }) => name).join('');

describe('sorting', () => {
  test.each([
    ['name', 'abcd'], ['ports', 'cdab'], ['created', 'adbc'], ['restarts', 'cabd'], ['exit', 'bcad'], ['ip', 'bacd'], ['networks', 'abcd'], ['service', 'cabd'], ['tag', 'dacb'], ['size', 'abcd'], ['cpu', 'abcd'],
  ] as const)('by %s: %s, what is not known last, ties by name', (by, wanted) => {
    expect(order(by)).toBe(wanted);
  });

  test.each([['created', 'bdac'], ['ip', 'abcd'], ['restarts', 'acbd'], ['size', 'abcd']] as const)('by %s the other way round: %s, what is not known last all the same', (by, wanted) => {
    expect(order(by, true)).toBe(wanted);
  });

  test('ties stay as they stand when it is turned round', () => {
    expect(order('project', true)).toBe('abcd');
  });

  test('a list in any order comes out the same', () => {
    for (const { id } of columnFacts) {
      const rows = state.containers.listed!;
      const once = sortedRows(rows, { by: id, reverse: false }, state);
      expect(sortedRows([rows[2]!, rows[0]!, rows[3]!, rows[1]!], { by: id, reverse: false }, state), id).toEqual(once);
    }
  });
});

test.each([['redis:7', '7'], ['localhost:5000/api', ''], ['localhost:5000/api:v2', 'v2'], ['redis', ''], ['api@sha256:01', 'sha256:01'], ['sha256:0123', '0123']])('the tag of %s is “%s”', (image, tag) => {
  expect(tagOf(image)).toBe(tag);
});

describe('which columns are shown', () => {
  test('there are more than sixteen, each once', () => {
    expect(new Set(usualColumns.map(({ id }) => id)).size).toBe(columnFacts.length);
    expect(columnFacts.length).toBeGreaterThan(16);
  });

  test('as words and back', () => {
    expect(columnsFromWords(columnWords(usualColumns))).toEqual(usualColumns);
    const chosen = columnsShown(['ip', 'name', 'ip']);
    expect(columnsFromWords(columnWords(chosen))).toEqual(chosen);
    expect(chosen.filter(({ shown }) => shown).map(({ id }) => id)).toEqual(['ip', 'name']);
  });

  test('words that name no column are passed over; columns without a word stand hidden at the end', () => {
    const read = columnsFromWords(['-uptime', 'rubbish', 'name', 'name']);
    expect(read.slice(0, 2)).toEqual([{ id: 'uptime', shown: false }, { id: 'name', shown: true }]);
    expect(read).toHaveLength(columnFacts.length);
    expect(read.slice(2).every(({ shown }) => !shown)).toBe(true);
    expect(isColumn('rubbish')).toBe(false);
    expect(isColumn('constructor')).toBe(false);
  });
});
