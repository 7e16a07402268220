/** A real engine that dies under an action. */
import { spawnSync } from 'node:child_process';
import { expect, test, vi } from 'vitest';
import { failureOf } from '../../src/engine/errors.ts';
import { describeReal } from '../real-engine.ts';
import { ownClient } from './own-client.ts';

describeReal('an engine that is killed', () => {
  const { signal } = new AbortController();
  const { own, engine } = ownClient(signal);
  const run = (...words: readonly string[]): string => {
    const { status, stdout, stderr } = spawnSync('docker', ['-H', own().address, 'run', '-d', '--network', 'none', ...words], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return stdout.trim();
  };
  const stateOf = async (id: string) => (await engine().list(signal)).containers.find((container) => container.id === id)?.state;

  test('fault 33, fault 40: a stop under way ends at once, unsure, and is not sent again; the list tells when it is back', async () => {
    // does not listen to TERM
    const id = run('busybox', 'sleep', '3600');
    await vi.waitFor(async () => expect(await stateOf(id)).toBe('running'));
    const stopping = engine().act(id, { verb: 'stop', timeout: 60 }, signal).then(() => null, failureOf);
    // the engine has it when it has sent the signal
    await vi.waitFor(() => expect(spawnSync('docker', ['-H', own().address, 'events', '--since', '1m', '--until', '0s', '--filter', 'event=kill'], { encoding: 'utf8' }).stdout).toContain(id), { timeout: 20_000 });
    const began = Date.now();
    await own().kill();
    expect(await stopping).toMatchObject({ kind: 'unreachable', hint: 'Whether it was done is not known; it is not sent again. The list will tell.' });
    expect(Date.now() - began).toBeLessThan(10_000);
    await own().restart();
    await vi.waitFor(async () => expect(await stateOf(id)).toMatch(/running|exited/), { timeout: 30_000, interval: 200 });
    expect(await engine().act(id, { verb: 'remove', force: true, volumes: false }, signal)).toMatchObject({ outcome: 'done' });
    expect(await stateOf(id)).toBeUndefined();
  }, 120_000);
});
