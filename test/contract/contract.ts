/** What every engine has to do for the client: the same assertions for the demo engine and for real ones. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routeOf } from '../../src/engine/address.ts';
import { openEngine } from '../../src/engine/client.ts';
import type { Container, Details, Engine } from '../../src/engine/types.ts';
import { actionContract, pruneContract } from './actions.ts';
import { attachContract } from './attach.ts';
import { figureContract } from './figures.ts';
import { logContract } from './logs.ts';
import { becomes, failureIn, type Ground, reader } from './reading.ts';
import { sessionContract } from './sessions.ts';
import { muxLines, secrets } from './stage.ts';
import { docker, type Words } from './words.ts';
import type { Kind, Made, Stage } from './stage.ts';

const kinds: readonly Kind[] = ['mux', 'exited', 'created', 'paused', 'tty', 'unhealthy', 'restarting', 'none', 'secret', 'long'];

/** Declares the suite in an engine's own words; `setUp` is asked once for a stage, which is closed in the end. A `shared` engine has containers of others too. */
export function contract(name: string, setUp: () => Promise<Stage>, words: Words = docker, shared = false): void {
  describe(`engine contract: ${name}`, () => {
    let stage: Stage;
    let engine: Engine;
    const made = new Map<Kind, Made>();
    const still = new AbortController();

    const of = (kind: Kind): Made => {
      const found = made.get(kind);
      if (found === undefined) throw new Error(`${kind} was not made`);
      return found;
    };
    const ground: Ground = { stage: () => stage, engine: () => engine, of, words, signal: still.signal };
    const { read } = reader(ground);
    const inspect = (kind: Kind): Promise<Details> => engine.inspect(of(kind).id, still.signal);

    async function listed(kind: Kind): Promise<Container> {
      const { containers } = await engine.list(still.signal);
      const found = containers.find(({ id }) => id === of(kind).id);
      if (found === undefined) throw new Error(`${kind} is not in the list`);
      return found;
    }

    beforeAll(async () => {
      stage = await setUp();
      engine = openEngine(routeOf(stage.address, 'stage'));
      await engine.connect(still.signal);
      for (const kind of kinds) made.set(kind, await stage.make(kind));
      await becomes(async () => expect((await read(of('mux').id)).length).toBe(muxLines.length));
      await becomes(async () => expect((await read(of('long').id)).length).toBe(3));
      await becomes(async () => expect((await read(of('tty').id, { tty: true })).length).toBe(3));
    }, 90_000);

    afterAll(async () => {
      engine?.close();
      await stage?.close();
    });

    test('says who it is', async () => {
      const info = await engine.connect(still.signal);
      expect(info.product).toBe(words.product);
      expect(info.version).toMatch(/^\d+\.\d+/);
      expect(info.api).toMatch(/^1\.\d+$/);
    });

    describe('list', () => {
      test('a running container', async () => {
        const container = await listed('mux');
        expect(container).toMatchObject({ name: of('mux').name, image: words.image, state: 'running', health: 'none', exitCode: null, ports: [], project: null, service: null });
        expect(container.command).not.toBe('');
        expect(container.status).toMatch(/^Up /);
        expect(container.age).toBeGreaterThanOrEqual(0);
        expect(Math.abs(container.created - Date.now() / 1000)).toBeLessThan(300);
      });

      test('one that exited with 3, in the words of the engine', async () => {
        expect(await listed('exited')).toMatchObject({ state: 'exited', exitCode: 3, command: words.command, status: expect.stringMatching(/^Exited \(3\) .+ ago$/) as string });
      });

      test('created, paused, unhealthy and restarting ones', async () => {
        expect(await listed('created')).toMatchObject({ state: 'created', status: 'Created', exitCode: null });
        expect(await listed('paused')).toMatchObject({ state: 'paused', status: expect.stringMatching(/^Up .+ \(Paused\)$/) as string });
        expect(await listed('unhealthy')).toMatchObject({ state: 'running', health: words.listsHealth ? 'unhealthy' : 'none' });
        if (words.restartsSlowly) await becomes(async () => expect(await listed('restarting')).toMatchObject({ state: 'restarting', exitCode: 7, status: expect.stringMatching(/^Restarting \(7\) /) as string }));
      });

      test('labels as they are, compose project and service from them', async () => {
        expect(await listed('secret')).toMatchObject({ labels: secrets.labels, project: 'pro', service: 'ser' });
      });

      test('the clocks agree', async () => {
        expect(Math.abs((await engine.list(still.signal)).skew)).toBeLessThan(3000);
      });
    });

    describe('inspect', () => {
      test('a running container', async () => {
        const details = await inspect('mux');
        expect(details).toMatchObject({
          id: of('mux').id, name: of('mux').name, image: words.image, tty: false, restarts: 0, log: { driver: 'json-file' }, autoRemove: false, privileged: false,
          state: { status: 'running', running: true, paused: false, restarting: false, oomKilled: false, exitCode: 0, finishedAt: null, health: null },
        });
        expect(details.imageId).toMatch(/^sha256:[0-9a-f]{64}$/);
        expect(details.state.pid).toBeGreaterThan(0);
        expect(details.state.startedAt).toMatch(/^\d{4}-.*Z$/);
        expect(details.hostname).toBe(of('mux').id.slice(0, 12));
        expect(details.networks.length).toBe(words.networks);
        expect(JSON.parse(details.text)).toMatchObject({ Id: of('mux').id });
      });

      test('states', async () => {
        expect((await inspect('exited')).state).toMatchObject({ status: 'exited', running: false, pid: 0, exitCode: 3, finishedAt: expect.stringMatching(/Z$/) as string });
        expect((await inspect('created')).state).toMatchObject({ status: 'created', running: false, startedAt: null, finishedAt: null });
        expect((await inspect('paused')).state).toMatchObject({ status: 'paused', running: true, paused: true });
        expect((await inspect('tty')).tty).toBe(true);
        expect((await inspect('none')).log.driver).toBe('none');
      });

      test('a health check with what its probes said', async () => {
        const { state, healthcheck } = await inspect('unhealthy');
        expect(healthcheck).toEqual(['CMD-SHELL', 'echo bad; exit 1']);
        expect(state.health).toMatchObject({ status: 'unhealthy' });
        expect(state.health?.failingStreak).toBeGreaterThan(0);
        expect(state.health?.probes.at(-1)).toMatchObject({ exitCode: 1, output: expect.stringMatching(words.probeSays) as string });
      });

      test('a crash loop counts its restarts', async () => {
        const { restarts, restartPolicy } = await inspect('restarting');
        expect(restarts).toBeGreaterThan(0);
        expect(restartPolicy.name).toBe('always');
      });

      test('environment and labels as they are', async () => {
        const { env, labels } = await inspect('secret');
        expect(env).toEqual(expect.arrayContaining([...secrets.env]));
        expect(labels).toMatchObject(secrets.labels);
      });

      test('by a unique beginning of the id, and by name', async () => {
        expect((await engine.inspect(of('mux').id.slice(0, 20), still.signal)).id).toBe(of('mux').id);
        expect((await engine.inspect(of('mux').name, still.signal)).id).toBe(of('mux').id);
      });

      test('an unknown id is status 404', async () => {
        expect(await failureIn(engine.inspect('f'.repeat(64), still.signal))).toMatchObject({ kind: 'status', status: 404, why: expect.stringContaining(words.unknown) as string });
      });
    });

    logContract(ground);
    attachContract(ground);
    sessionContract(ground);
    figureContract(ground);
    actionContract(ground);
    if (!shared) pruneContract(ground);
  });
}
