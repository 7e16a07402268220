import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detailsFrom } from '../../src/engine/details.ts';
import { asFields } from '../../src/engine/fields.ts';
import type { Details } from '../../src/engine/types.ts';
import { capture, captures, engines } from './captures.ts';
import { anyValue, damaged } from './damaged.ts';

const read = (body: string): Details => detailsFrom(asFields(JSON.parse(body))!, body);
const inspected = (engine: string, name: string): Details => read(capture(engine, `inspect-${name}`).toString());
const from = (fields: object): Details => detailsFrom(fields as Record<string, unknown>, '');

/** Every text, number and flag that is somewhere in a value. */
function leaves(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value];
}

/** The names of the fields a value has, at any depth, with their types where they never are null. */
function isDetails(it: Details): boolean {
  const numbers = leaves(it).filter((leaf) => typeof leaf === 'number');
  const texts = [it.id, it.name, it.image, it.imageId, it.state.status, it.state.error, it.restartPolicy.name, it.workingDir, it.user, it.hostname, it.networkMode, it.log.driver, it.stopSignal, it.text];
  const lists = [it.entrypoint, it.command, it.env, it.healthcheck];
  return numbers.every((count) => Number.isFinite(count)) && texts.every((text) => typeof text === 'string') && lists.every((list) => list.every((item) => typeof item === 'string'))
    && leaves([it.mounts, it.networks, it.ports, it.limits, it.log, it.labels]).every((leaf) => leaf === null || ['string', 'number', 'boolean'].includes(typeof leaf))
    && [it.tty, it.openStdin, it.stdinOnce, it.state.running, it.state.paused, it.state.restarting, it.state.oomKilled, it.state.dead, it.autoRemove, it.privileged].every((is) => typeof is === 'boolean');
}

describe('what inspect says', () => {
  test.each(captures('inspect-').map(({ engine, name, bytes }) => [`${engine} ${name}`, bytes.toString()] as const))('%s is read', (_, body) => {
    const details = read(body);
    const answer = JSON.parse(body) as { Id: string; Name: string; Image: string; Config: { Image: string; Hostname: string }; State: { Status: string; Pid: number } };
    expect(isDetails(details)).toBe(true);
    expect(details).toMatchObject({ id: answer.Id, imageId: answer.Image, image: answer.Config.Image, hostname: answer.Config.Hostname, text: body });
    expect(`/${details.name}`).toBe(answer.Name);
    expect(details.state).toMatchObject({ status: answer.State.Status, pid: answer.State.Pid, error: '', oomKilled: false });
    expect(details.created).toMatch(/^2026-11-23T02:/);
    expect(details.networks).toHaveLength(1);
  });

  test.each(engines)('%s: what the containers were made with', (engine) => {
    const podman = engine.startsWith('podman');
    expect(inspected(engine, 'mux')).toMatchObject({
      name: 'tui-mux', tty: false, openStdin: false, entrypoint: [], restartPolicy: { name: 'no', maximum: 0 }, log: { driver: 'json-file' }, ports: [], mounts: [], autoRemove: false, privileged: false,
      limits: { memory: 0, cpus: 0, pids: null }, state: { running: true, exitCode: 0, finishedAt: null, health: null },
    });
    expect(inspected(engine, 'mux').command.slice(0, 2)).toEqual(['sh', '-c']);
    expect(inspected(engine, 'mux').networks[0]).toMatchObject({ name: podman ? 'podman' : 'bridge', ip: expect.stringMatching(/^\d+\.\d+\.\d+\.\d+$/), gateway: expect.stringMatching(/^\d/), mac: expect.stringMatching(/^[0-9a-f:]{17}$/) });
    expect(inspected(engine, 'tty').tty).toBe(true);
    expect(inspected(engine, 'created').state).toMatchObject({ status: 'created', running: false, startedAt: null, finishedAt: null });
    expect(inspected(engine, 'exited').state).toMatchObject({ status: 'exited', exitCode: 3, startedAt: expect.any(String), finishedAt: expect.any(String) });
    expect(inspected(engine, 'paused').state).toMatchObject({ status: 'paused', paused: true });
    expect(inspected(engine, 'none').log.driver).toBe('none');
    expect(inspected(engine, 'restarting')).toMatchObject({ restartPolicy: { name: 'always' }, state: { exitCode: 7 } });
    expect(inspected(engine, 'restarting').restarts).toBeGreaterThan(5);
    expect(inspected(engine, 'secret').env).toEqual(expect.arrayContaining(['DB_PASSWORD=hunter2', 'PLAIN=ok']));
    expect(inspected(engine, 'secret').labels['evil.label']).toBe('\x1b]0;LBL\x07\x1b[31mred');
    expect(inspected(engine, 'unhealthy').healthcheck).toEqual(['CMD-SHELL', 'echo bad; exit 1']);
  });

  test.each(engines)('%s: health, its probes oldest first', (engine) => {
    const { health } = inspected(engine, 'unhealthy').state;
    if (engine.startsWith('podman')) {
      expect(health).toEqual({ status: 'starting', failingStreak: 0, probes: [] });
      return;
    }
    expect(health).toMatchObject({ status: 'unhealthy', failingStreak: expect.any(Number) });
    expect(health!.probes.at(-1)).toMatchObject({ exitCode: 1, output: 'bad\n', start: expect.stringMatching(/^2026/), end: expect.stringMatching(/^2026/) });
    const starts = health!.probes.map(({ start }) => start);
    expect(starts).toEqual(starts.toSorted());
  });

  test('a restarting container runs and restarts at once', () => {
    expect(inspected('docker-28', 'restarting').state).toMatchObject({ status: 'restarting', running: true, restarting: true });
  });
});

describe('what is set by hand', () => {
  test('ports: bound ones, then those only exposed', () => {
    const { ports } = from({
      Config: { ExposedPorts: { '80/tcp': {}, '9000/udp': {} } },
      NetworkSettings: { Ports: { '80/tcp': [{ HostIp: '0.0.0.0', HostPort: '8080' }, { HostIp: '::', HostPort: '8080' }], '443/tcp': null, '22': [], 'x/tcp': null, '53/udp': [null, { HostPort: 'no' }] } },
    });
    expect(ports).toEqual(expect.arrayContaining([
      { ip: '0.0.0.0', hostPort: 8080, port: 80, protocol: 'tcp' }, { ip: '::', hostPort: 8080, port: 80, protocol: 'tcp' }, { ip: null, hostPort: null, port: 443, protocol: 'tcp' },
      { ip: null, hostPort: null, port: 22, protocol: 'tcp' }, { ip: null, hostPort: null, port: 53, protocol: 'udp' }, { ip: null, hostPort: null, port: 9000, protocol: 'udp' },
    ]));
    expect(ports).toHaveLength(6);
  });

  test('limits: cores by either way of setting them, no limit as none', () => {
    expect(from({ HostConfig: { NanoCpus: 1.5e9 } }).limits.cpus).toBe(1.5);
    expect(from({ HostConfig: { CpuQuota: 50_000 } }).limits.cpus).toBe(0.5);
    expect(from({ HostConfig: { CpuQuota: 50_000, CpuPeriod: 200_000 } }).limits.cpus).toBe(0.25);
    expect(from({ HostConfig: { CpuQuota: -1, PidsLimit: -1 } }).limits).toMatchObject({ cpus: 0, pids: null });
    expect(from({ HostConfig: { PidsLimit: 100, Memory: 5, MemorySwap: -1, CpuShares: 2, CpusetCpus: '0-1' } }).limits).toEqual({ memory: 5, memorySwap: -1, cpus: 0, cpuShares: 2, cpuset: '0-1', pids: 100 });
  });

  test('mounts, and networks with their names and aliases once each', () => {
    expect(from({ Mounts: [{ Type: 'bind', Source: '/a', Destination: '/b', RW: true }, { Type: 'volume', Name: 'v', Destination: '/c' }, null] }).mounts).toEqual([
      { type: 'bind', name: '', source: '/a', target: '/b', writable: true }, { type: 'volume', name: 'v', source: '', target: '/c', writable: false },
    ]);
    expect(from({ NetworkSettings: { Networks: { app: { Aliases: ['a', 'b'], DNSNames: ['b', 'c'], GlobalIPv6Address: 'fd00::2' }, odd: null } } }).networks).toEqual([
      { name: 'app', ip: '', ipv6: 'fd00::2', gateway: '', mac: '', aliases: ['a', 'b', 'c'] }, { name: 'odd', ip: '', ipv6: '', gateway: '', mac: '', aliases: [] },
    ]);
  });

  test('a time to stop of zero is one; without it the engine\'s own holds', () => {
    expect([from({ Config: { StopTimeout: 0 } }), from({ Config: { StopTimeout: null } }), from({})].map(({ stopTimeout }) => stopTimeout)).toEqual([0, null, null]);
  });

  test('no health: none, an empty word, or podman\'s older name for it', () => {
    expect(from({ State: { Health: { Status: 'none' } } }).state.health).toBeNull();
    expect(from({ State: { Health: { Status: '' } } }).state.health).toBeNull();
    expect(from({ State: { Healthcheck: { Status: 'healthy' } } }).state.health).toEqual({ status: 'healthy', failingStreak: 0, probes: [] });
  });

  test('nothing at all reads empty', () => {
    expect(from({})).toMatchObject({ id: '', name: '?', image: '?', imageId: '?', created: null, platform: null, state: { status: '?', running: false, health: null }, restartPolicy: { name: 'no', maximum: 0 }, log: { driver: '?' } });
  });

  test('any answer, and any damage to a real one, is read', () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), anyValue), (of) => isDetails(from(of))));
    for (const engine of engines) {
      for (const name of ['mux', 'unhealthy']) {
        fc.assert(fc.property(damaged(JSON.parse(capture(engine, `inspect-${name}`).toString())), (of) => isDetails(from(of as object))), { numRuns: 200 });
      }
    }
  });
});
