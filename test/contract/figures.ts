/** What every engine has to do for the client: what a container uses, runs and has changed. */

import { beforeAll, describe, expect, test } from 'vitest';
import type { Sample } from '../../src/engine/figure-types.ts';
import { becomes, failureIn, type Ground, reader, textsOf } from './reading.ts';
import { busy, type Made } from './stage.ts';

const MiB = 2 ** 20;

/** Percent of one core between two readings, by the machine's time where the engine tells it, else by the clock. */
function percentOf(one: Sample, other: Sample): number {
  const [from, to] = [one.cpu, other.cpu];
  if (!from || !to) throw new Error('no CPU time');
  const share = from.system === null || to.system === null ? (to.used - from.used) / ((other.at - one.at) * 1e6) : ((to.used - from.used) / (to.system - from.system)) * to.cores;
  return share * 100;
}

/** Declares the suite on the ground that the contract has prepared. */
export function figureContract(ground: Ground): void {
  const { of, words, signal } = ground;
  const engine = () => ground.engine();

  describe('figures', () => {
    let made: Made;
    const sample = async (id = made.id): Promise<Sample> => {
      const found = await engine().sample(id, signal);
      if (!found) throw new Error('it does not run');
      return found;
    };

    beforeAll(async () => {
      made = await ground.stage().make('busy');
      const { read } = reader(ground);
      await becomes(async () => expect(textsOf(await read(made.id))).toEqual(['ready']));
    }, 60_000);

    test('a busy loop uses the part of a core it is allowed, by two readings', async () => {
      const first = await sample();
      await becomes(async () => {
        const second = await sample();
        expect(second.at - first.at).toBeGreaterThan(1000);
        expect(percentOf(first, second)).toBeGreaterThan(busy.cores * 100 * 0.1);
        expect(percentOf(first, second)).toBeLessThan(busy.cores * 100 * 1.5);
        expect(second.cpu?.system === null).toBe(!words.tellsSystem);
        expect(second.cpu?.cores).toBeGreaterThan(0);
      });
    });

    test('memory of what it holds, without a limit where none was given, and its processes counted', async () => {
      const { memory, pids, at } = await sample();
      expect(memory?.used).toBeGreaterThan(busy.memory);
      expect(memory?.used).toBeLessThan(busy.memory * 6);
      expect(memory?.limit).toBeNull();
      expect(pids).toBe(1);
      expect(Math.abs(at - Date.now())).toBeLessThan(60_000);
    });

    test('without a network there is no figure of one', async () => {
      expect((await sample()).network).toBeNull();
    });

    test('what does not run has no reading; what is paused has one', async () => {
      expect(await engine().sample(of('exited').id, signal)).toBeNull();
      expect(await engine().sample(of('created').id, signal)).toBeNull();
      expect((await sample(of('paused').id)).cpu?.used).toBeGreaterThan(0);
    });

    test('of nobody: status 404', async () => {
      expect(await failureIn(engine().sample('f'.repeat(64), signal))).toMatchObject({ kind: 'status', status: 404, what: 'read the figures' });
      expect(await failureIn(engine().processes('f'.repeat(64), signal))).toMatchObject({ kind: 'status', status: 404 });
      expect(await failureIn(engine().changes('f'.repeat(64), signal))).toMatchObject({ kind: 'status', status: words.unknownChanges });
    });

    test('processes with their command, or why there are none to be had', async () => {
      const asked = engine().processes(of('mux').id, signal);
      if (words.noProcesses !== null) {
        expect(await failureIn(asked)).toMatchObject({ kind: 'status', status: 500, why: expect.stringContaining(words.noProcesses) as string });
        return;
      }
      const { titles, rows } = await asked;
      expect(titles).toEqual(expect.arrayContaining(['PID', 'USER', '%CPU', 'RSS', 'COMMAND']));
      expect(rows.map((row) => row[titles.indexOf('COMMAND')])).toContain('sleep 3600');
      expect(rows.every((row) => row.length === titles.length)).toBe(true);
    });

    test('processes of what does not run are refused', async () => {
      const failure = await failureIn(engine().processes(of('exited').id, signal));
      expect(failure).toMatchObject({ kind: words.stoppedTop === null ? 'protocol' : 'status', status: words.stoppedTop });
    });

    test('a file that was made is among the changes', async () => {
      expect(await engine().changes(made.id, signal)).toContainEqual({ kind: 'added', path: busy.file });
      expect((await engine().changes(of('mux').id, signal)).some(({ path }) => path === busy.file)).toBe(false);
    });

    test('a file that was made makes its layer larger', async () => {
      const sizes = await engine().sizes(signal);
      const [grown, plain] = [sizes.get(made.id), sizes.get(of('mux').id)];
      expect(grown?.own).toBeGreaterThanOrEqual(busy.size);
      expect(grown?.own).toBeLessThan(busy.size + MiB);
      // podman 4.3 counts the image alone
      expect(grown?.all).toBeGreaterThan(MiB);
      expect(plain?.own).toBeLessThan(MiB);
    });
  });
}
