import { expect, test } from 'vitest';
import { rowsOf } from '../../src/model/engine-state.ts';
import { masked } from '../../src/model/secrets.ts';
import { plainRecord } from '../../src/view/plain-list.ts';
import { container } from '../model/state.ts';

const [row] = rowsOf({ address: 'unix:///a', context: null, why: '--host', demo: false, insecure: null }, [container('web', { command: 'redis-server --requirepass hunter2', labels: { token: 'hunter2', app: 'shop' } })]);

test('a container as JSON has its secrets masked, unless they are wanted', () => {
  expect(plainRecord(row!, false, false)).toMatchObject({ name: 'web', command: `redis-server --requirepass ${masked}`, labels: { token: masked, app: 'shop' } });
  expect(JSON.stringify(plainRecord(row!, true, false))).not.toContain('hunter2');
  expect(plainRecord(row!, false, true)).toMatchObject({ command: 'redis-server --requirepass hunter2', labels: { token: 'hunter2' } });
});

test('it names its engine only where there are several', () => {
  expect(plainRecord(row!, false, false)).not.toHaveProperty('engine');
  expect(plainRecord(row!, true, false)).toMatchObject({ engine: 'unix:///a' });
});
