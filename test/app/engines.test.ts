import { describe, expect, test } from 'vitest';
import type { EngineOffer } from '../../src/model/engine-state.ts';
import { openApp } from './driver.ts';
import { type FakeEngine, fakeEngine, type Given } from './fake-engine.ts';

const far = (address: string, ...fleet: Given[]): FakeEngine => ({ ...fakeEngine(...fleet), address });
const offer = (name: string, change: Partial<EngineOffer> = {}): EngineOffer => ({ kind: 'context', name, address: `tcp://${name}:2376`, problem: null, answer: null, ...change });

/** Two engines, `web` here and `db` on another one. */
async function pair() {
  const build = far('tcp://build:2376', { name: 'db' });
  return { build, app: await openApp([{ name: 'web' }], { others: [build] }) };
}

describe('several engines in one table', () => {
  test('each row says whose it is, and so do the panes of the selection', async () => {
    const { app } = await pair();
    app.pane('containers').shows(/db +build:2376/);
    app.pane('containers').shows(/web +\/fake\.sock/);
    app.pane('logs').shows('Logs ─ web @ /fake.sock');
    await app.press('g');
    app.pane('logs').shows('Logs ─ db @ build:2376');
    app.pane('inspect').shows('Inspect ─ db @ build:2376');
    app.pane('title').shows(/2 engines.*2 running.*● live/);
  });

  test('one engine has no such column', async () => {
    const app = await openApp([{ name: 'web' }]);
    app.pane('containers').lacks('ENGINE');
    app.pane('logs').shows(/Logs ─ web ─/);
  });

  test('one that hangs delays neither the other nor a key', async () => {
    const { app, build } = await pair();
    build.hang();
    const before = app.engine.count('list');
    app.engine.set({ name: 'web' }, { name: 'new-here' });
    await app.pass(8000);
    expect(app.engine.count('list') - before).toBeGreaterThanOrEqual(3);
    app.pane('containers').shows('new-here');
    app.pane('title').shows(/◐ stale build:2376 \d+s/);
    await app.press('G');
    app.pane('logs').shows('Logs ─ web @ /fake.sock');
    build.wake();
    await app.pass(2500);
    app.pane('title').shows('● live');
  });

  test('one that is lost keeps its rows, and comes back by itself', async () => {
    const { app, build } = await pair();
    build.fail('unreachable', 'nobody listens');
    await app.pass(3000);
    app.pane('containers').shows(/db +build:2376/);
    app.pane('title').shows(/nobody listens.*○ unreachable build:2376/);
    build.fail(null);
    await app.pass(6000);
    app.pane('title').shows('● live');
    expect(app.state().engines.map(({ epoch }) => epoch)).toEqual([0, 1]);
  });

  test('its log and details are asked for where it is', async () => {
    const { app, build } = await pair();
    await app.press('g');
    await app.pass(500);
    expect([build.count('logs db'), build.count('inspect db') > 0, app.engine.count('logs gone')]).toEqual([1, true, 0]);
    build.stream('db').say('from afar');
    await app.pass(100);
    app.pane('logs').shows('from afar');
  });
});

describe('an engine over ssh that does not let us in', () => {
  test('L gives ssh the terminal, and tries the engine at once after that', async () => {
    const engine = far('ssh://me@far', { name: 'web' });
    engine.fail('unreachable', 'Host key verification failed.');
    const app = await openApp([], { engine });
    app.pane('containers').shows(/Host key verification failed[^]*L log in by ssh/);
    app.pane('footer').shows('L log in by ssh');
    await app.pass(20_000);
    engine.fail(null);
    const before = engine.count('connect');
    await app.press('L');
    expect(app.asked).toEqual(['login ssh://me@far']);
    expect(engine.count('connect')).toBe(before + 1);
    await app.pass(100);
    app.pane('containers').shows('web');
  });

  test('elsewhere there is nothing to log in to', async () => {
    const app = await openApp([{ name: 'web' }]);
    await app.press('L');
    app.pane('footer').shows('No engine over ssh is out of reach.');
    expect(app.asked).toEqual([]);
  });
});

describe(':engines', () => {
  const panel = async (app: Awaited<ReturnType<typeof openApp>>) => {
    await app.press(':');
    await app.type('engines');
    await app.press('enter');
  };

  test('shows who is watched, who could be, and who of these answers', async () => {
    const asked: string[] = [];
    const app = await openApp([{ name: 'web' }], {
      offers: [offer('prod'), offer('dead'), offer('over-ssh', { address: 'ssh://me@far' }), offer('torn', { problem: 'meta.json is not a context' })],
      found: ({ name }) => {
        asked.push(name);
        const engine = far(`tcp://${name}:2376`);
        if (name === 'dead') engine.fail('unreachable', 'nobody listens');
        return Promise.resolve({ engine, choice: { address: engine.address, context: name, why: ':engines', demo: false, insecure: null } });
      },
    });
    await panel(app);
    app.pane('engines').shows(/● \/fake\.sock .* live · Docker 28\.5\.2 · 1 containers?/);
    app.pane('engines').shows(/prod .* not watched · answers: Docker 28\.5\.2/);
    app.pane('engines').shows(/dead .* not watched · does not answer/);
    app.pane('engines').shows(/over-ssh .* not watched/);
    app.pane('engines').shows(/torn .* unusable/);
    expect(asked.sort()).toEqual(['dead', 'prod']);
    await app.press('j', 'j');
    app.pane('engines').shows(/nobody listens/);
  });

  test('watches one more, and lets go of one: its connections are closed', async () => {
    const prod = far('tcp://prod:2376', { name: 'till' });
    const app = await openApp([{ name: 'web' }], {
      offers: [offer('prod')], found: () => Promise.resolve({ engine: prod, choice: { address: prod.address, context: 'prod', why: ':engines', demo: false, insecure: null } }),
    });
    await panel(app);
    await app.press('j', 'space');
    await app.pass(200);
    app.pane('containers').shows(/till +prod/);
    const closed = prod.count('close');
    await app.press('space');
    expect(prod.count('close')).toBe(closed + 1);
    app.pane('containers').lacks('till');
    const lists = prod.count('list');
    await app.pass(10_000);
    expect(prod.count('list')).toBe(lists);
  });

  test('what cannot be watched says why; the others go on', async () => {
    const app = await openApp([{ name: 'web' }], { found: () => Promise.reject(new Error('there is no such context')) });
    await panel(app);
    await app.press('a');
    await app.type('prod');
    await app.press('enter');
    app.pane('footer').shows('prod cannot be watched: there is no such context');
    expect([app.ended, app.state().engines.length]).toEqual([null, 1]);
  });
});
