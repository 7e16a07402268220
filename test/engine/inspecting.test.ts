import { expect, test } from 'vitest';
import { openAsker } from '../../src/engine/asking.ts';
import { inspectBy, isOver } from '../../src/engine/inspecting.ts';
import { failure } from './calls.ts';
import { stage } from './engine-server.ts';

const state = (more: object) => JSON.stringify({ Id: 'a', State: { Status: '?', Running: false, Restarting: false, ...more } });

async function asking(status: number, body: string) {
  const { server, signal } = await stage({ api: '1.44' }, (_, response) => response.writeHead(status).end(body));
  return { asker: openAsker({ address: 'unix:///x', socketPath: server.socketPath }), signal };
}

test.each([
  ['exited', 200, state({}), true],
  ['gone', 404, '{"message":"No such container: a"}', true],
  ['running', 200, state({ Running: true }), false],
  ['restarting', 200, state({ Restarting: true }), false],
  ['not told', 500, '{"message":"no"}', false],
  ['told in nonsense', 200, '[]', false],
])('one that is %s', async (_, status, body, over) => {
  const { asker, signal } = await asking(status, body);
  expect(await isOver(asker, 'a', signal)).toBe(over);
});

test('details, or why there are none', async () => {
  const there = await asking(200, state({ Status: 'running' }));
  expect((await inspectBy(there.asker, 'a', there.signal)).state.status).toBe('running');
  const gone = await asking(404, '{"message":"No such container: a"}');
  expect(await failure(inspectBy(gone.asker, 'a', gone.signal))).toMatchObject({ what: 'inspect the container', status: 404 });
});
