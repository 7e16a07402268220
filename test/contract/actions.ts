/** What every engine has to do for the client: every action on a container in every state, and what the list says then. */

import { beforeAll, describe, expect, test } from 'vitest';
import type { ActionRequest } from '../../src/engine/action-types.ts';
import { EngineError } from '../../src/engine/errors.ts';
import { becomes, failureIn, type Ground } from './reading.ts';
import type { Made } from './stage.ts';

/** How an action ends: as the client says it, or refused with a status. */
type Outcome = 'done' | 'already' | number;
/** An action, how it ends, and the state the container then has. */
type Row = readonly [request: ActionRequest, outcome: Outcome, then: string];

const start = { verb: 'start' } as const;
const stop = { verb: 'stop', timeout: 5 } as const;
const restart = { verb: 'restart', timeout: 5 } as const;
const pause = { verb: 'pause' } as const;
const unpause = { verb: 'unpause' } as const;
const term = { verb: 'kill', signal: 'TERM' } as const;
const bogus = { verb: 'kill', signal: 'BOGUS' } as const;
const remove = { verb: 'remove', force: false, volumes: true } as const;
const force = { verb: 'remove', force: true, volumes: true } as const;
const policy = (name: string, maximum = 0) => ({ verb: 'update', restartPolicy: { name, maximum } }) as const;

const MiB = 2 ** 20;
const nobody = 'f'.repeat(64);

/** Declares the suite on the ground that the contract has prepared. */
export function actionContract(ground: Ground): void {
  const { of, words, signal } = ground;
  const { conflict, badValue, killOfExited, stopsPaused } = words;
  const act = (id: string, request: ActionRequest) => ground.engine().act(id, request, signal);
  const inspect = (id: string) => ground.engine().inspect(id, signal);

  async function ends(id: string, request: ActionRequest): Promise<Outcome> {
    try {
      return (await act(id, request)).outcome;
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      expect(error.failure).toMatchObject({ kind: 'status', what: `${request.verb} the container`, why: expect.stringMatching(/\w{3}/) as string });
      return error.failure.status ?? 0;
    }
  }

  const listed = async (id: string): Promise<string> => (await ground.engine().list(signal)).containers.find((container) => container.id === id)?.state ?? 'gone';

  /** Does one after the other to a container, each in the state the one before left it in. */
  async function walk(id: string, rows: readonly Row[]): Promise<void> {
    for (const [request, outcome, then] of rows) {
      const words = `${JSON.stringify(request)} of one that is ${await listed(id)}`;
      expect(await ends(id, request), words).toBe(outcome);
      await becomes(async () => expect(await listed(id), words).toBe(then));
    }
  }

  describe('actions', () => {
    let made: Made;
    beforeAll(async () => {
      made = await ground.stage().make('willing');
    });

    test('of one that was never started', () => walk(made.id, [
      [stop, words.stopOfCreated, 'created'], [pause, conflict, 'created'], [unpause, 500, 'created'], [term, killOfExited, 'created'], [bogus, badValue, 'created'], [start, 'done', 'running'],
    ]), 60_000);

    test('of a running one', async () => {
      await walk(made.id, [[start, 'already', 'running'], [unpause, 500, 'running'], [bogus, badValue, 'running'], [remove, conflict, 'running']]);
      const before = (await inspect(made.id)).state.startedAt;
      await walk(made.id, [[restart, 'done', 'running']]);
      expect((await inspect(made.id)).state.startedAt).not.toBe(before);
      await walk(made.id, [[term, 'done', 'exited'], [start, 'done', 'running'], [stop, 'done', 'exited']]);
    }, 60_000);

    test('of an exited one', () => walk(made.id, [
      [stop, 'already', 'exited'], [pause, conflict, 'exited'], [unpause, 500, 'exited'], [term, killOfExited, 'exited'], [bogus, badValue, 'exited'], [restart, 'done', 'running'], [pause, 'done', 'paused'],
    ]), 60_000);

    test('of a paused one', async () => {
      await walk(made.id, [[start, conflict, 'paused'], [pause, conflict, 'paused'], [remove, conflict, 'paused'], [unpause, 'done', 'running'], [pause, 'done', 'paused']]);
      await walk(made.id, stopsPaused
        ? [[restart, 'done', 'running'], [pause, 'done', 'paused'], [stop, 'done', 'exited'], [start, 'done', 'running'], [pause, 'done', 'paused'], [term, 'done', 'exited']]
        // podman gives the signal when the container goes on
        : [[restart, 500, 'paused'], [stop, 500, 'paused'], [term, 'done', 'paused'], [unpause, 'done', 'exited']]);
    }, 60_000);

    test('of one that restarts again and again', async () => {
      if (!words.restartsSlowly) return;
      const { id } = of('restarting');
      await becomes(async () => expect(await listed(id)).toBe('restarting'));
      await walk(id, [[start, 'already', 'restarting'], [pause, conflict, 'restarting'], [unpause, 500, 'restarting'], [remove, conflict, 'restarting'], [stop, 'done', 'exited']]);
    });

    test('of nobody', async () => {
      for (const request of [start, stop, restart, pause, unpause, term, { verb: 'rename', name: 'somebody' }] as const) expect(await ends(nobody, request), request.verb).toBe(404);
      expect(await act(nobody, remove)).toEqual({ outcome: 'already', warnings: [] });
      expect(await act(nobody, force)).toEqual({ outcome: 'already', warnings: [] });
      if (words.updates) expect(await failureIn(act(nobody, { verb: 'update', pids: 5 }))).toMatchObject({ kind: 'status', status: 404 });
    });

    test('a name that is taken or bad is refused with the reason; another one is in the list', async () => {
      const rename = (name: string) => ({ verb: 'rename', name }) as const;
      expect(await failureIn(act(made.id, rename(of('mux').name)))).toMatchObject({ kind: 'status', status: words.taken, why: expect.stringMatching(words.takenSays) as string });
      expect(await failureIn(act(made.id, rename('no good!')))).toMatchObject({ kind: 'status', status: badValue, why: expect.stringContaining('a-zA-Z0-9') as string });
      const name = `${made.name}-renamed`;
      expect(await act(made.id, rename(name))).toEqual({ outcome: 'done', warnings: [] });
      await becomes(async () => expect((await ground.engine().list(signal)).containers.find(({ id }) => id === made.id)?.name).toBe(name));
      expect((await inspect(made.id)).name).toBe(name);
      expect((await inspect(of('mux').id)).name).toBe(of('mux').name);
    });

    test('policy and limits hold after an update, and what is absent stays', async () => {
      if (!words.updates) {
        expect(await failureIn(act(made.id, policy('always')))).toMatchObject({ kind: 'protocol', why: 'this engine cannot do that: it knows no such call (HTTP 404)' });
        return;
      }
      const done = { outcome: 'done', warnings: [] };
      // podman 5 leaves the limits of one that does not run as they are, and says so to nobody
      await walk(made.id, [[start, 'done', 'running']]);
      expect(await act(made.id, policy('on-failure', 3))).toEqual(done);
      expect(await act(made.id, { verb: 'update', memory: 64 * MiB, memorySwap: 128 * MiB })).toEqual(done);
      expect(await act(made.id, { verb: 'update', cpus: 0.5 })).toEqual(done);
      expect(await act(made.id, { verb: 'update', pids: 50 })).toEqual(done);
      expect(await inspect(made.id)).toMatchObject({ restartPolicy: { name: 'on-failure', maximum: 3 }, limits: { memory: 64 * MiB, memorySwap: 128 * MiB, cpus: 0.5, pids: 50 } });
      expect(await act(made.id, { verb: 'update', pids: 0 })).toEqual(done);
      expect(await failureIn(act(made.id, policy('sometimes')))).toMatchObject({ kind: 'status', status: badValue, why: expect.stringContaining('sometimes') as string });
      expect((await inspect(made.id)).restartPolicy).toEqual({ name: 'on-failure', maximum: 3 });
      expect(await act(made.id, policy('no'))).toEqual(done);
    });

    test('limits that cannot be taken away are told', async () => {
      if (!words.updates) return;
      const { warnings } = await act(made.id, { verb: 'update', memory: 0, cpus: 0 });
      expect(warnings).toEqual(words.takesLimitsAway ? [] : [`the engine left the limit of memory at ${64 * MiB} bytes`, 'the engine left the limit of CPUs at 0.5']);
      const { limits } = await inspect(made.id);
      expect(limits.memory > 0 || limits.cpus > 0).toBe(!words.takesLimitsAway);
    });

    test('a removal is confirmed by the list, and then there is nothing to do; a running one wants force', async () => {
      if (words.updates) await walk(made.id, [[stop, 'done', 'exited']]);
      await walk(made.id, [[remove, 'done', 'gone'], [remove, 'already', 'gone']]);
      const { id } = await ground.stage().make('willing');
      await walk(id, [[start, 'done', 'running'], [remove, conflict, 'running'], [force, 'done', 'gone'], [force, 'already', 'gone']]);
    }, 60_000);
  });
}

/** The same for a prune, which empties an engine of all that does not run: on one of the suite's own. */
export function pruneContract({ engine, stage, signal }: Pick<Ground, 'engine' | 'stage' | 'signal'>): void {
  test('a prune removes what does not run, names it, and finds nothing the second time', async () => {
    const there = async () => (await engine().list(signal)).containers;
    const exited = await stage().make('exited');
    const created = await stage().make('created');
    const paused = await stage().make('paused');
    const running = await stage().make('mux');
    const looping = (await there()).filter(({ name }) => name.includes('-restarting-'));
    // podman takes a container between two tries for a stopped one
    for (const { id } of looping) await engine().act(id, force, signal);
    const still = (await there()).filter(({ state }) => ['exited', 'created'].includes(state)).map(({ id }) => id);
    expect(still).toEqual(expect.arrayContaining([exited.id, created.id]));
    const { removed, reclaimedBytes } = await engine().prune(signal);
    expect([...removed].toSorted()).toEqual(still.toSorted());
    expect(reclaimedBytes).toBeGreaterThanOrEqual(0);
    const left = (await there()).map(({ id }) => id);
    expect(left).toEqual(expect.arrayContaining([paused.id, running.id]));
    expect(left.filter((id) => still.includes(id))).toEqual([]);
    expect(await engine().prune(signal)).toEqual({ removed: [], reclaimedBytes: 0 });
  }, 120_000);
}
