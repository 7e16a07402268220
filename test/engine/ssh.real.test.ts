import { afterAll, beforeAll, expect, test } from 'vitest';
import { routeOf } from '../../src/engine/address.ts';
import { openEngine } from '../../src/engine/client.ts';
import { EngineError } from '../../src/engine/errors.ts';
import type { LogLine } from '../../src/engine/types.ts';
import { dockerStage } from '../contract/docker-stage.ts';
import { missingCommand } from '../own-engine.ts';
import { type OwnSshd, startOwnSshd } from '../own-sshd.ts';
import { describeReal } from '../real-engine.ts';
import { typedTo } from './typed-to.ts';

describeReal('an engine over ssh', (address) => {
  const { signal } = new AbortController();
  const socket = address.slice('unix://'.length);
  let sshd: OwnSshd;
  const path = process.env['PATH'];
  const route = (more = socket) => routeOf(`ssh://root@127.0.0.1:${sshd.port}${more}`, 'test');

  beforeAll(async () => {
    sshd = await startOwnSshd();
    Object.assign(process.env, sshd.env);
  }, 60_000);
  afterAll(() => {
    process.env['PATH'] = path;
    sshd?.stop();
  });

  test('lists, keeps one connection for short calls, and leaves no process behind', async () => {
    const engine = openEngine(route());
    const { product } = await engine.connect(signal);
    for (let call = 0; call < 5; call++) await engine.list(signal);
    expect(product).toBe('Docker');
    expect(sshd.processes()).toHaveLength(1);
    engine.close();
    await expect.poll(() => sshd.processes()).toEqual([]);
  });

  test('follows a log on a connection of its own, which ends with the signal', async () => {
    const stage = dockerStage(address);
    const made = await stage.make('ticking');
    const engine = openEngine(route());
    const lines: LogLine[] = [];
    const leaving = new AbortController();
    const followed = engine.logs(made.id, { tty: false, follow: true, tail: 10 }, (received) => lines.push(...received), leaving.signal).catch(() => 'left');
    await expect.poll(() => lines.length, { timeout: 10_000 }).toBeGreaterThan(5);
    leaving.abort(new Error('enough'));
    expect(await followed).toBe('left');
    engine.close();
    await expect.poll(() => sshd.processes()).toEqual([]);
    await stage.close();
  });

  test('attaches on a connection of its own, which ends with the container, or with the signal', async () => {
    const stage = dockerStage(address);
    const made = await stage.make('ticking');
    const engine = openEngine(route());
    const lines: LogLine[] = [];
    const leaving = new AbortController();
    const left = engine.attach(made.id, { tty: false }, (received) => lines.push(...received), leaving.signal).catch(() => 'left');
    const heard: LogLine[] = [];
    const stopped = engine.attach(made.id, { tty: false }, (received) => heard.push(...received), signal);
    await expect.poll(() => Math.min(lines.length, heard.length), { timeout: 10_000 }).toBeGreaterThan(3);
    leaving.abort(new Error('enough'));
    expect(await left).toBe('left');
    await stage.stop(made);
    expect(await stopped).toEqual({ complete: true });
    engine.close();
    await expect.poll(() => sshd.processes()).toEqual([]);
    await stage.close();
  });

  test('sessions: typed to, resized, with the end of input', async () => {
    const stage = dockerStage(address);
    const made = await stage.make('reader');
    const engine = openEngine(route());
    await typedTo(engine, made.id, signal);
    engine.close();
    await expect.poll(() => sshd.processes()).toEqual([]);
    await stage.close();
  });

  const failing = async (more?: string) => {
    const engine = openEngine(route(more));
    try {
      await engine.connect(signal);
      throw new Error('it connected');
    } catch (error) {
      if (error instanceof EngineError) return error.failure;
      throw error;
    } finally {
      engine.close();
    }
  };

  test('fault 60: a key that is not let in', async () => {
    process.env['WW_SSH_KEY'] = sshd.file('stranger-key');
    const failure = await failing();
    process.env['WW_SSH_KEY'] = sshd.file('user-key');
    expect(failure).toMatchObject({ kind: 'unreachable', why: expect.stringContaining('Permission denied'), hint: expect.stringContaining('by hand') });
  });

  test('fault 60: a host nobody vouches for is not asked about, and not let in', async () => {
    process.env['WW_SSH_KNOWN'] = '/dev/null';
    const failure = await failing();
    process.env['WW_SSH_KNOWN'] = sshd.file('known');
    expect(failure).toMatchObject({ kind: 'unreachable', why: expect.stringContaining('Host key verification failed') });
  });

  test('fault 60: no engine at the far end', async () => {
    const failure = await failing('/nonexistent/docker.sock');
    expect(failure.kind).toBe('unreachable');
    expect(failure.why).toMatch(/ssh ended with exit code 1: .*nonexistent/);
  });
}, missingCommand('ssh', 'sshd', 'ssh-keygen', 'docker') ?? (process.getuid?.() === 0 ? null : 'only root can log in as root'));
