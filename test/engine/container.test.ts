import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { containerFrom } from '../../src/engine/container.ts';
import type { Container } from '../../src/engine/types.ts';
import { capture, captures, engines, synthetic } from './captures.ts';
import { anyValue, damaged } from './damaged.ts';

const rowsOf = (bytes: Buffer) => JSON.parse(bytes.toString()) as Record<string, unknown>[];
const all = (engine: string) => rowsOf(capture(engine, 'list-all')).map(containerFrom);
const named = (engine: string, name: string) => all(engine).find((container) => container.name === name)!;

/** Whether every field has the type that is promised. */
function isContainer(it: Container): boolean {
  const texts = [it.id, it.name, it.image, it.command, it.state, it.status];
  const counts = [it.created, ...(it.age === null ? [] : [it.age])];
  const labels = Object.values(it.labels);
  return texts.every((text) => typeof text === 'string') && it.id !== '' && it.name !== '' && it.state !== '' && counts.every((count) => Number.isFinite(count) && count >= 0)
    && ['healthy', 'unhealthy', 'starting', 'none'].includes(it.health) && labels.every((label) => typeof label === 'string')
    && [it.project, it.service].every((text) => text === null || typeof text === 'string')
    && it.ports.every(({ ip, hostPort, port, protocol }) => (ip === null || typeof ip === 'string') && (hostPort === null || hostPort > 0) && Number.isFinite(port) && typeof protocol === 'string');
}

describe('a row of a list', () => {
  test.each(captures('list-').map(({ engine, name, bytes }) => [`${engine} ${name}`, bytes] as const))('%s: every row is read in full', (_, bytes) => {
    const rows = rowsOf(bytes);
    expect(rows.length).toBeGreaterThan(0);
    for (const [place, row] of rows.entries()) {
      const container = containerFrom(row, place);
      expect(isContainer(container)).toBe(true);
      expect(container).toMatchObject({ id: row['Id'], image: row['Image'], created: row['Created'], state: row['State'], status: row['Status'] });
      expect(`/${container.name}`).toBe((row['Names'] as string[])[0]);
      expect(container.id).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  test.each(engines)('%s: networks with addresses, of one that does not run without', (engine) => {
    const name = engine.startsWith('podman') ? 'podman' : 'bridge';
    expect(named(engine, 'tui-mux').networks).toEqual([{ name, ip: expect.stringMatching(/^(172\.17|10\.88)\.0\.\d+$/) as string }]);
    expect(all(engine).every(({ networks, restarts }) => networks.every((network) => network.name !== '') && restarts === null)).toBe(true);
  });

  test('networks in any shape: what is none has no address', () => {
    expect(containerFrom({ NetworkSettings: { Networks: { a: null, b: { IPAddress: 7 }, c: { GlobalIPv6Address: 'fd00::2' }, d: { IPAddress: '10.0.0.2', GlobalIPv6Address: 'fd00::3' } } }, RestartCount: 4 }, 0)).toMatchObject({
      networks: [{ name: 'a', ip: '' }, { name: 'b', ip: '' }, { name: 'c', ip: 'fd00::2' }, { name: 'd', ip: '10.0.0.2' }], restarts: 4,
    });
    for (const settings of [null, [], 'x', { Networks: [1] }]) expect(containerFrom({ NetworkSettings: settings, RestartCount: 'x' }, 0)).toMatchObject({ restarts: null });
  });

  test.each(engines)('%s: states, exit codes, labels as they were made', (engine) => {
    const podman = engine.startsWith('podman');
    expect(named(engine, 'tui-created')).toMatchObject({ state: 'created', exitCode: null, age: null, health: 'none' });
    expect(named(engine, 'tui-exited')).toMatchObject({ state: 'exited', exitCode: 3 });
    expect(named(engine, 'tui-paused')).toMatchObject({ state: 'paused', exitCode: null, health: 'none' });
    expect(named(engine, 'tui-mux')).toMatchObject({ state: 'running', exitCode: null, project: null, service: null, ports: [] });
    // podman's list says nothing of health
    expect(named(engine, 'tui-unhealthy').health).toBe(podman ? 'none' : 'unhealthy');
    expect({ ...named(engine, 'tui-secret').labels }).toEqual({ 'com.example.token': 't0ps3cret', 'evil.label': '\x1b]0;LBL\x07\x1b[31mred' });
    if (!podman) expect(named(engine, 'tui-restarting')).toMatchObject({ state: 'restarting', exitCode: 7 });
  });

  test('Docker 20.10: a published port and a compose project', () => {
    expect(named('docker-20.10', 'web')).toMatchObject({ project: 'demo', service: null, health: 'healthy', ports: [{ ip: '127.0.0.1', hostPort: 8099, port: 80, protocol: 'tcp' }] });
  });

  test('podman 5.8: a state of its own is shown as it is', () => {
    expect(named('podman-5.8', 'tui-restarting')).toMatchObject({ state: 'stopped', exitCode: 7, age: 0 });
  });
});

describe('a row that is not as expected', () => {
  test('fields of the wrong shape read ?, null or empty, and hide no other row', () => {
    const [first, second] = rowsOf(synthetic('list-garbage-fields.json')).map(containerFrom);
    expect(first).toMatchObject({ id: 'ab', name: '?', image: '?', command: '?', created: 0, state: 'stopped', status: '?', health: 'none', exitCode: null, age: null, ports: [], project: null, service: null });
    expect({ ...first!.labels }).toEqual({});
    expect(second).toMatchObject({ name: '\x1b[2Jevil', image: 'x\u202ey', created: 0, state: 'running', ports: [{ ip: null, hostPort: null, port: 80, protocol: 'tcp' }] });
  });

  test('no row at all, or one without an id, has its place for one', () => {
    for (const row of [null, undefined, 'x', 7, [], {}]) expect(containerFrom(row, 4)).toMatchObject({ id: '?4', name: '?', image: '?', state: '?', status: '?' });
    expect(containerFrom({ Id: '', Names: [null, 7] }, 0).id).toBe('?0');
  });

  test('its own name is the one without a slash inside', () => {
    expect(containerFrom({ Names: ['/web/db', '/db', '/app/db'] }, 0).name).toBe('db');
    expect(containerFrom({ Names: ['/web/db'] }, 0).name).toBe('web/db');
    expect(containerFrom({ Names: ['', '/', 'bare'] }, 0).name).toBe('bare');
    expect(containerFrom({ Names: [] }, 0).name).toBe('?');
  });

  test('health comes from its field (1.52 and later), else from the sentence', () => {
    expect(containerFrom({ Health: { Status: 'unhealthy' }, Status: 'Up 2 seconds' }, 0).health).toBe('unhealthy');
    expect(containerFrom({ Health: { Status: 'none' }, Status: 'Up 2 seconds (healthy)' }, 0).health).toBe('none');
    expect(containerFrom({ Health: { Status: 'splendid' }, Status: 'Up 2 seconds (healthy)' }, 0).health).toBe('healthy');
    expect(containerFrom({ Health: null, Status: 'Up 2 seconds (health: starting)' }, 0).health).toBe('starting');
  });

  test('ports: one per binding, those without a number left out', () => {
    expect(containerFrom({ Ports: [{ IP: '::', PrivatePort: 53, PublicPort: 5353, Type: 'udp' }, { PrivatePort: 80, PublicPort: 0 }, { PublicPort: 9 }, null, 'x', { PrivatePort: '80' }] }, 0).ports).toEqual([
      { ip: '::', hostPort: 5353, port: 53, protocol: 'udp' }, { ip: null, hostPort: null, port: 80, protocol: 'tcp' },
    ]);
  });

  test('compose labels of Docker and of podman', () => {
    expect(containerFrom({ Labels: { 'com.docker.compose.project': 'p', 'com.docker.compose.service': 's' } }, 0)).toMatchObject({ project: 'p', service: 's' });
    expect(containerFrom({ Labels: { 'io.podman.compose.project': 'p', 'io.podman.compose.service': 's' } }, 0)).toMatchObject({ project: 'p', service: 's' });
    expect(containerFrom({ Labels: { 'com.docker.compose.project': 7 } }, 0).project).toBeNull();
  });

  test('any row, and any damage to a real one, is a container', () => {
    fc.assert(fc.property(anyValue, fc.nat(), (row, place) => isContainer(containerFrom(row, place))));
    for (const engine of engines) {
      fc.assert(fc.property(damaged(rowsOf(capture(engine, 'list-all'))[0]), (row) => isContainer(containerFrom(row, 0))), { numRuns: 200 });
    }
  });
});
