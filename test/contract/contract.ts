/** What every engine has to do for the client: the same assertions for the demo engine and for real ones. */

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { routeOf } from '../../src/engine/address.ts';
import { openEngine } from '../../src/engine/client.ts';
import { failureOf } from '../../src/engine/errors.ts';
import type { Container, Details, Engine, EngineEvent, LogEnd, LogLine, LogRequest } from '../../src/engine/types.ts';
import { muxLines, secrets } from './stage.ts';
import { docker, type Words } from './words.ts';
import type { Kind, Made, Stage } from './stage.ts';

const kinds: readonly Kind[] = ['mux', 'exited', 'created', 'paused', 'tty', 'unhealthy', 'restarting', 'none', 'secret', 'long'];

interface Following {
  readonly lines: LogLine[];
  readonly end: Promise<LogEnd>;
  readonly leave: () => void;
}

function bodyOf(line: LogLine): string {
  return line.raw.slice(line.body);
}

function stampOf(line: LogLine): string {
  return line.raw.slice(0, line.body - 1);
}

function textsOf(lines: readonly LogLine[], stream?: string): string[] {
  return lines.filter((line) => stream === undefined || line.stream === stream).map(bodyOf);
}

/** RFC 3339 with nine digits, as a log request's `since` wants it. */
function unixOf(time: string): string {
  return `${Date.parse(`${time.slice(0, 19)}Z`) / 1000}.${time.slice(20, 29).replace(/\D/g, '').padEnd(9, '0')}`;
}

function becomes(check: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(check, { timeout: 15_000, interval: 50 });
}

/** Declares the suite in an engine's own words; `setUp` is asked once for a stage, which is closed in the end. */
export function contract(name: string, setUp: () => Promise<Stage>, words: Words = docker): void {
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
    const inspect = (kind: Kind): Promise<Details> => engine.inspect(of(kind).id, still.signal);

    async function listed(kind: Kind): Promise<Container> {
      const { containers } = await engine.list(still.signal);
      const found = containers.find(({ id }) => id === of(kind).id);
      if (found === undefined) throw new Error(`${kind} is not in the list`);
      return found;
    }

    function follow(id: string, request: Partial<LogRequest> = {}): Following {
      const lines: LogLine[] = [];
      const control = new AbortController();
      const end = engine.logs(id, { tty: false, follow: true, ...request }, (more) => lines.push(...more), control.signal);
      end.catch(() => undefined);
      return { lines, end, leave: () => control.abort(new Error('seen enough')) };
    }

    async function read(id: string, request: Partial<LogRequest> = {}): Promise<LogLine[]> {
      const { lines, end } = follow(id, { follow: false, ...request });
      expect(await end).toEqual({ complete: true });
      return lines;
    }

    async function failure(call: Promise<unknown>) {
      return failureOf(await call.then(() => new Error('it worked'), (error: unknown) => error));
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
        expect(state.health?.probes.at(-1)).toMatchObject({ exitCode: 1, output: words.probeSays });
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
        expect(await failure(engine.inspect('f'.repeat(64), still.signal))).toMatchObject({ kind: 'status', status: 404, why: expect.stringContaining(words.unknown) as string });
      });
    });

    describe('logs', () => {
      test('stdout and stderr told apart, each in its order', async () => {
        const lines = await read(of('mux').id);
        for (const stream of ['stdout', 'stderr']) {
          expect(textsOf(lines, stream)).toEqual(muxLines.filter((line) => line.stream === stream).map((line) => line.text));
        }
      });

      test('every line has a timestamp', async () => {
        const stamps = (await read(of('mux').id)).map(stampOf);
        for (const time of stamps) expect(time).toMatch(words.stamp);
        expect(Math.abs(Date.parse(stamps[0] as string) - Date.now())).toBeLessThan(300_000);
      });

      test('tail', async () => {
        const lines = await read(of('mux').id);
        expect(await read(of('mux').id, { tail: 2 })).toEqual(lines.slice(-2));
        expect(await read(of('mux').id, { tail: 0 })).toEqual([]);
        expect(await read(of('mux').id, { tail: 1000 })).toEqual(lines);
      });

      test('since has the line of that very nanosecond in it', async () => {
        const lines = await read(of('mux').id);
        const from = lines[3] as LogLine;
        const again = await read(of('mux').id, { since: unixOf(stampOf(from)) });
        // timestamps of whole seconds: the whole second comes again
        expect(words.stamp.test('2026-11-23T10:00:00Z') ? again.slice(-(lines.length - 3)) : again).toEqual(lines.slice(3));
      });

      test('a terminal is one raw stream', async () => {
        const lines = await read(of('tty').id, { tty: true });
        expect(textsOf(lines).map((text) => text.replace(/\r$/, ''))).toEqual(['tty out', 'tty err', '\u001b[32mgreen\u001b[0m']);
        expect(new Set(lines.map((line) => line.stream))).toEqual(new Set(['stdout']));
      });

      test('a line of 20,000 bytes comes in one piece', async () => {
        expect(textsOf(await read(of('long').id))).toEqual(['before', 'a'.repeat(20_000), 'after']);
      });

      test('one that has exited, followed: its lines, and the end at once', async () => {
        const { lines, end } = follow(of('exited').id);
        expect(await end).toEqual({ complete: true });
        expect(textsOf(lines)).toEqual(['bye']);
      });

      test('one never started: nothing, and the end', async () => {
        const { lines, end } = follow(of('created').id);
        expect(await end).toEqual({ complete: true });
        expect(lines).toEqual([]);
      });

      test('without a log that can be read: an error status', async () => {
        expect(await failure(follow(of('none').id).end)).toMatchObject({ kind: 'status', status: words.unreadable });
      });

      test('of nobody: status 404', async () => {
        expect(await failure(follow('f'.repeat(64)).end)).toMatchObject({ kind: 'status', status: 404 });
      });
    });

    describe('following', () => {
      test('new lines come, none twice, and none after leaving', async () => {
        const { id } = await stage.make('ticking');
        const { lines, end, leave } = follow(id);
        await becomes(() => expect(lines.length).toBeGreaterThan(5));
        leave();
        expect(String(await end.catch((error: unknown) => error))).toContain('seen enough');
        const count = lines.length;
        expect(textsOf(lines)).toEqual(lines.map((_line, at) => `tick ${at}`));
        const { lines: again, end: over } = follow(id, { follow: false });
        await over;
        expect(again.length).toBeGreaterThanOrEqual(count);
        expect(lines.length).toBe(count);
      });

      test.each(['stop', 'restart', 'remove'] as const)('%s ends it cleanly', async (deed) => {
        const ticking = await stage.make('ticking');
        const { lines, end } = follow(ticking.id);
        await becomes(() => expect(lines.length).toBeGreaterThan(2));
        await stage[deed](ticking);
        expect(await end).toEqual({ complete: true });
        if (deed === 'remove') {
          expect(await failure(engine.inspect(ticking.id, still.signal))).toMatchObject({ status: 404 });
          return;
        }
        const { state } = await engine.inspect(ticking.id, still.signal);
        expect(state.running).toBe(deed === 'restart');
        if (deed === 'stop') expect(state.exitCode).toBe(137);
      });

      test('the log of the next run goes on in the same log', async () => {
        const ticking = await stage.make('ticking');
        await becomes(async () => expect((await read(ticking.id)).length).toBeGreaterThan(2));
        await stage.stop(ticking);
        const before = await read(ticking.id);
        await stage.start(ticking);
        await becomes(async () => expect((await read(ticking.id)).length).toBeGreaterThan(before.length));
        expect((await read(ticking.id)).slice(0, before.length)).toEqual(before);
      });
    });

    test('events hint at start, stop and removal', async () => {
      const created = await stage.make('created');
      const ticking = await stage.make('ticking');
      const seen: EngineEvent[] = [];
      const control = new AbortController();
      const end = engine.events((event) => seen.push(event), control.signal);
      end.catch(() => undefined);
      // The stream is open once an event has come through it; until then the deed is done again.
      await becomes(async () => {
        await stage.restart(ticking);
        expect(seen.length).toBeGreaterThan(0);
      });
      await stage.stop(ticking);
      await stage.start(ticking);
      await stage.remove(ticking);
      await stage.remove(created);
      const actions = (made: Made) => seen.filter((event) => event.id === made.id).map((event) => event.action);
      await becomes(() => expect(new Set(actions(ticking))).toEqual(new Set([...actions(ticking), ...words.actions])));
      await becomes(() => expect(actions(created)).toContain(words.actions.at(-1)));
      control.abort(new Error('seen enough'));
      expect(String(await end.catch((error: unknown) => error))).toContain('seen enough');
    });
  });
}
