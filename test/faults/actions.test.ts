/** Actions on an engine that misbehaves: what is sent is counted on the wire, what came of it is asked of the engine itself. */
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { ActionRequest } from '../../src/engine/action-types.ts';
import { openEngine } from '../../src/engine/client.ts';
import { failureOf } from '../../src/engine/errors.ts';
import type { Engine, Failure } from '../../src/engine/types.ts';
import type { Recipe } from '../../src/demo/recipe.ts';
import { startDemo } from '../../src/demo/server.ts';
import { answered, openWire } from './wire.ts';

const unsure = 'Whether it was done is not known; it is not sent again. The list will tell.';
const stop: ActionRequest = { verb: 'stop', timeout: 30 };

async function acting(fleet: readonly Recipe[] = [{ name: 'api' }, { name: 'db' }]) {
  const demo = await startDemo({ fleet });
  onTestFinished(() => demo.close());
  const wire = await openWire(demo.socketPath);
  const route = { address: `unix://${wire.socketPath}`, socketPath: wire.socketPath };
  const { signal } = new AbortController();
  const opened = (readOnly = false): Engine => {
    const engine = openEngine(route, { readOnly });
    onTestFinished(() => engine.close());
    return engine;
  };
  const engine = opened();
  await engine.connect(signal);
  const [api, db] = [...demo.fleet.containers.values()];
  if (!api || !db) throw new Error('two containers are needed');
  return {
    demo, wire, engine, opened, signal, api, db,
    act: (request: ActionRequest, id = api.id) => engine.act(id, request, signal),
    /** What was asked that may change something. */
    sent: () => wire.asked.filter((one) => !/^(GET|HEAD) /.test(one)),
    states: async () => Object.fromEntries((await engine.list(signal)).containers.map(({ name, state }) => [name, state])),
  };
}

const failureIn = async (call: Promise<unknown>): Promise<Failure> => failureOf(await call.then(() => new Error('it worked'), (error: unknown) => error));

describe('fault 31: an action that is not what the state wants', () => {
  test('is told, and the list has not changed', async () => {
    const { act, states, db, demo } = await acting();
    demo.fleet.stop(db.id, 143);
    expect(await act({ verb: 'start' })).toMatchObject({ outcome: 'already' });
    expect(await act(stop, db.id)).toMatchObject({ outcome: 'already' });
    expect(await failureIn(act({ verb: 'kill', signal: 'TERM' }, db.id))).toMatchObject({ status: 409, why: expect.stringContaining('is not running') as string });
    expect(await failureIn(act({ verb: 'unpause' }))).toMatchObject({ status: 500, why: expect.stringContaining('is not paused') as string });
    expect(await act({ verb: 'remove', force: false, volumes: false }, 'f'.repeat(64))).toMatchObject({ outcome: 'already' });
    expect(await states()).toEqual({ api: 'running', db: 'exited' });
  });
});

describe('fault 32: a container that was replaced', () => {
  test('its action is refused, and the new one of that name is left alone', async () => {
    const { act, states, api, demo } = await acting();
    demo.fleet.remove(api.id);
    const { id } = demo.fleet.add({ name: 'api' });
    expect(id).not.toBe(api.id);
    expect(await failureIn(act(stop))).toMatchObject({ status: 404, why: `No such container: ${api.id.slice(0, 12)}` });
    expect(await act({ verb: 'remove', force: true, volumes: true })).toMatchObject({ outcome: 'already' });
    expect(await states()).toEqual({ api: 'running', db: 'running' });
  });
});

describe('fault 33: a stop that takes its time', () => {
  test('is waited for, longer than any other answer, while the list goes on', async () => {
    const { act, states, sent, wire } = await acting();
    let pass = () => undefined as void;
    wire.fault(/\/stop/, (_, go) => {
      pass = go;
    });
    let ended = false;
    const stopping = act(stop).finally(() => {
      ended = true;
    });
    await vi.waitFor(() => expect(sent()).toHaveLength(1));
    for (let times = 0; times < 5; times++) expect(await states()).toEqual({ api: 'running', db: 'running' });
    expect(ended).toBe(false);
    pass();
    expect(await stopping).toEqual({ outcome: 'done', warnings: [] });
    expect(await states()).toEqual({ api: 'exited', db: 'running' });
    expect(sent()).toHaveLength(1);
  });
});

describe('fault 40: a connection that is cut under an action', () => {
  test('before the engine had it: it is not done, not sent again, and nobody claims to know', async () => {
    const { act, states, sent, wire } = await acting();
    wire.fault(/\/stop/, (near) => near.destroy());
    expect(await failureIn(act(stop))).toMatchObject({ kind: 'unreachable', hint: unsure });
    expect(sent()).toHaveLength(1);
    expect(await states()).toEqual({ api: 'running', db: 'running' });
  });

  test('after the engine had it: it is done, which the list tells, and not sent again', async () => {
    const { act, states, sent, wire } = await acting();
    wire.change((near) => near.destroy());
    expect(await failureIn(act(stop))).toMatchObject({ kind: 'unreachable', hint: unsure });
    wire.change(null);
    expect(sent()).toHaveLength(1);
    expect(await states()).toEqual({ api: 'exited', db: 'running' });
  });

  test('in the middle of its answer: the same', async () => {
    const { engine, signal, states, sent, wire, db, demo } = await acting();
    demo.fleet.stop(db.id, 0);
    wire.change((near, bytes) => {
      near.write(bytes.subarray(0, bytes.length - 20));
      near.end();
    });
    expect(await failureIn(engine.prune(signal))).toMatchObject({ kind: 'unreachable', hint: unsure });
    wire.change(null);
    expect(sent()).toEqual(['POST /containers/prune']);
    expect(await states()).toEqual({ api: 'running' });
  });

  test('the engine is killed while it stops a container: the same, and it answers again when it is back', async () => {
    const { act, states, sent, demo, wire } = await acting([{ name: 'api', habit: 'stubborn' }, { name: 'db' }]);
    const stopping = failureIn(act(stop));
    await vi.waitFor(() => expect(sent()).toHaveLength(1));
    await demo.killServer();
    wire.breakOff();
    expect(await stopping).toMatchObject({ kind: 'unreachable', hint: unsure });
    await demo.revive();
    expect(await states()).toEqual({ api: 'running', db: 'running' });
    expect(sent()).toHaveLength(1);
  });

  test('kept connections that are cut cost no action: it has one of its own', async () => {
    const { act, states, sent, wire } = await acting();
    for (let times = 0; times < 5; times++) {
      await states();
      wire.breakOff();
      expect(await act({ verb: times % 2 === 0 ? 'pause' : 'unpause' })).toMatchObject({ outcome: 'done' });
    }
    expect(sent()).toHaveLength(5);
    expect(await states()).toEqual({ api: 'paused', db: 'running' });
  });
});

describe('fault 61: a proxy that lets nothing be changed', () => {
  const forbids = '<html><body><h1>403 Forbidden</h1>\nRequest forbidden by administrative rules.\n</body></html>\n';

  test('is quoted in one line, and everything else goes on', async () => {
    const { act, states, sent, wire } = await acting();
    wire.fault(/\/(stop|prune)|^\/containers\/[0-9a-f]{64}($|\?)/, answered('403 Forbidden', forbids, 'Content-Type: text/html'));
    expect(await failureIn(act(stop))).toMatchObject({ kind: 'status', status: 403, why: '403 Forbidden', hint: 'A proxy in front of the engine may forbid this call.' });
    expect(await failureIn(act({ verb: 'remove', force: true, volumes: true }))).toMatchObject({ status: 403 });
    expect(sent()).toHaveLength(2);
    expect(await states()).toEqual({ api: 'running', db: 'running' });
  });

  test('read-only, nothing that changes something gets as far as the proxy', async () => {
    const { opened, signal, api, sent, states } = await acting();
    const reader = opened(true);
    expect(await failureIn(reader.act(api.id, stop, signal))).toMatchObject({ kind: 'denied', why: 'this is read-only: nothing can be changed from here' });
    expect(await failureIn(reader.prune(signal))).toMatchObject({ kind: 'denied' });
    expect((await reader.list(signal)).containers).toHaveLength(2);
    expect(sent()).toEqual([]);
    expect(await states()).toEqual({ api: 'running', db: 'running' });
  });
});
