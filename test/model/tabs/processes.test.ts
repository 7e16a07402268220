import { describe, expect, test } from 'vitest';
import { masked } from '../../../src/model/secrets.ts';
import { nextOrder, processesDocument } from '../../../src/model/tabs/processes.ts';

const titles = ['PID', 'USER', '%CPU', 'TIME', 'CMD'];
const found = { titles, rows: [['12', 'root', '9.5', '00:01:00', 'node server.js --token hunter2'], ['7', 'app', '10.1', '1-00:00:00', 'sh'], ['100', 'app', '0.0', '00:59:59', 'sleep', '9']] };
const inOrder = { by: null, reverse: false };
const pids = (by: string | null, reverse = false) => processesDocument(found, { by, reverse }).lines.map(({ key }) => key);

describe('processes', () => {
  test('stand as the engine sent them, numbers to the right, the last column as it is', () => {
    const document = processesDocument(found, inOrder);
    expect(document.heading).toBe(' PID  USER    %CPU        TIME  CMD');
    expect(document.lines.map(({ value }) => value)).toEqual([
      `  12  root     9.5    00:01:00  node server.js --token ${masked}`, '   7  app     10.1  1-00:00:00  sh', ' 100  app      0.0    00:59:59  sleep 9',
    ]);
    expect(document.lines[0]?.secret).toBe('  12  root     9.5    00:01:00  node server.js --token hunter2');
    expect(document.lines[1]?.secret).toBeNull();
  });

  test.each([
    ['PID', ['7', '12', '100']], ['%CPU', ['100', '12', '7']], ['TIME', ['12', '100', '7']], ['CMD', ['12', '7', '100']], ['USER', ['7', '100', '12']], ['gone', ['12', '7', '100']],
  ])('by %s they stand by its numbers, times or words', (by, wanted) => expect(pids(by)).toEqual(wanted));

  test('the other way round, equal ones as they came', () => expect(pids('USER', true)).toEqual(['12', '7', '100']));

  test('the heading says by which column and which way', () => {
    expect(processesDocument(found, { by: '%CPU', reverse: true }).heading).toContain('%CPU▼');
    expect(processesDocument(found, { by: 'PID', reverse: false }).heading).toContain('PID▲');
  });

  test('the next order goes through the columns and back to none; figures begin with the largest', () => {
    const walked: [string | null, boolean][] = [];
    let order: { by: string | null; reverse: boolean } = inOrder;
    for (let step = 0; step < 6; step++) {
      order = nextOrder(found, order, 1);
      walked.push([order.by, order.reverse]);
    }
    expect(walked).toEqual([['PID', false], ['USER', false], ['%CPU', true], ['TIME', true], ['CMD', false], [null, false]]);
    expect(nextOrder(found, inOrder, -1).by).toBe('CMD');
    expect(nextOrder(found, { by: 'gone', reverse: true }, 1).by).toBe('PID');
  });

  test("podman's times are ordered as such, and told without their fractions", () => {
    const podman = { titles: ['PID', 'ELAPSED', 'CMD'], rows: [['1', '1h2m3.456789s', 'a'], ['2', '46.975469219s', 'b'], ['3', '5m0.1s', 'c']] };
    expect(processesDocument(podman, { by: 'ELAPSED', reverse: false }).lines.map(({ value }) => value)).toEqual(['   2       46s  b', '   3      5m0s  c', '   1    1h2m3s  a']);
  });

  test('none, or rows that do not fit their titles, are no reason to fall', () => {
    expect(processesDocument({ titles: [], rows: [['1']] }, inOrder).lines).toHaveLength(1);
    expect(processesDocument({ titles: ['A', 'B'], rows: [[], ['1']] }, inOrder).lines).toHaveLength(2);
    expect(processesDocument({ titles, rows: [] }, inOrder)).toMatchObject({ lines: [], heading: 'PID   USER   %CPU   TIME   CMD' });
  });

  test('a secret in a cell of its own, after its name, is masked: cells are joined before', () => {
    const [line] = processesDocument({ titles: ['PID', 'CMD'], rows: [['1', 'mysql', '--password', 'hunter2']] }, inOrder).lines;
    expect(line).toMatchObject({ value: `   1  mysql --password ${masked}`, secret: '   1  mysql --password hunter2' });
  });

  test('nothing that acts comes through', () => {
    expect(processesDocument({ titles: ['PID\u001b[2J'], rows: [['\u001b]0;x\u0007\n']] }, inOrder)).toMatchObject({ heading: 'PID', lines: [{ value: '⏎' }] });
  });
});
