import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeDetails } from '../../../src/engine/decode.ts';
import { summaryLines } from '../../../src/model/tabs/summary.ts';
import { masked } from '../../../src/model/secrets.ts';
import { detailsOf, type Said } from '../details.ts';

const clock = { now: Date.parse('2026-11-23T12:00:00Z'), skew: 0, zone: 0 };
const lines = (said: Said, at = clock) => summaryLines(detailsOf(said), at);

/** The lines of a group: the one with its label and those below without. */
function group(label: string, said: Said, at = clock): string[] {
  const all = lines(said, at);
  const from = all.findIndex((line) => line.label === label);
  const to = all.findIndex((line, index) => index > from && (line.label !== '' || line.value === ''));
  return from < 0 ? [] : all.slice(from, to < 0 ? undefined : to).map(({ value }) => value);
}
const toneOf = (label: string, said: Said) => lines(said).find((line) => line.label === label)?.tone;
const stopped = { running: false, status: 'exited', startedAt: '2026-11-23T10:00:00Z', finishedAt: '2026-11-23T11:58:00Z' };

describe('the state of a container', () => {
  test.each<[string, Said, string]>([
    ['running', {}, 'running for 2h'],
    ['running and healthy', { state: { health: { status: 'healthy', failingStreak: 0, probes: [] } } }, 'running for 2h, healthy'],
    ['paused', { state: { paused: true } }, 'paused, started 2h ago'],
    ['restarting', { state: { restarting: true, exitCode: 137, oomKilled: true, finishedAt: '2026-11-23T11:59:58Z' } }, 'restarting, last exit 137 (OOM-killed) 2s ago'],
    ['never started', { state: { running: false, status: 'created', startedAt: null } }, 'created, never started'],
    ['ended', { state: stopped }, 'exited 0 at 11:58:00, 2m ago'],
    ['ended badly', { state: { ...stopped, exitCode: 127, error: 'no such\nfile' } }, 'exited 127: no such⏎file at 11:58:00, 2m ago'],
    ['killed for memory', { state: { ...stopped, exitCode: 137, oomKilled: true } }, 'exited 137 (OOM-killed) at 11:58:00, 2m ago'],
  ])('%s', (_, said, wanted) => expect(group('State', said)[0]).toBe(wanted));

  test('has its process id while there is one', () => {
    expect(group('State', {})[1]).toBe('pid 42, started 10:00:00');
    expect(group('State', { state: { pid: 0 } })).toHaveLength(1);
    expect(group('State', { state: stopped })).toHaveLength(1);
  });

  test('is good, late, bad or none by its tone', () => {
    expect(toneOf('State', {})).toBe('good');
    expect(toneOf('State', { state: { health: { status: 'unhealthy', failingStreak: 3, probes: [] } } })).toBe('bad');
    expect(toneOf('State', { state: { paused: true } })).toBe('warn');
    expect(toneOf('State', { state: stopped })).toBe('normal');
    expect(toneOf('State', { state: { ...stopped, exitCode: 1 } })).toBe('bad');
  });

  test("is told by the engine's clock, on the user's", () => {
    expect(group('State', {}, { ...clock, skew: 3_600_000 })[0]).toBe('running for 3h');
    expect(group('State', { state: stopped }, { ...clock, zone: 60 })[0]).toBe('exited 0 at 12:58:00, 2m ago');
  });

  test('restarts never tell an exit code the engine has forgotten', () => {
    const again = { restarts: 4, restartPolicy: { name: 'on-failure', maximum: 5 }, state: { finishedAt: '2026-11-23T09:45:00Z' } };
    expect(group('Restarts', again)).toEqual(['4 (policy on-failure, at most 5), last ended 2h 15m ago']);
    expect(group('Restarts', {})).toEqual(['0 (policy no)']);
  });

  test('health has its last probe and what it said', () => {
    const probe = { start: '2026-11-23T11:59:55.000Z', end: '2026-11-23T11:59:56.250Z', exitCode: 1, output: 'connection refused\n' };
    expect(group('Health', { state: { health: { status: 'unhealthy', failingStreak: 3, probes: [probe] } } })).toEqual(['unhealthy, 3 failed in a row', 'last probe 3s ago, 1250 ms, exit 1', 'connection refused']);
    expect(group('Health', {})).toEqual(['no health check']);
  });
});

describe('what a container was made with', () => {
  test.each<[string, string, Said, string[]]>([
    ['ports', 'Ports', { ports: [{ ip: '127.0.0.1', hostPort: 8080, port: 80, protocol: 'tcp' }, { ip: '::', hostPort: 53, port: 53, protocol: 'udp' }, { ip: null, hostPort: null, port: 9000, protocol: 'tcp' }] }, ['127.0.0.1:8080 → 80/tcp', '[::]:53 → 53/udp', '9000/tcp (not published)']],
    ['no ports', 'Ports', {}, ['none']],
    ['networks', 'Networks', { networks: [{ name: 'shop', ip: '172.18.0.4', ipv6: '', gateway: '', mac: '', aliases: ['web', 'api'] }, { name: 'none', ip: '', ipv6: '', gateway: '', mac: '', aliases: [] }] }, ['shop  172.18.0.4  (web, api)', 'none  no address']],
    ['a shared network', 'Networks', { networkMode: 'host' }, ['host']],
    ['mounts', 'Mounts', { mounts: [{ type: 'volume', name: 'data', source: '/var/lib/docker/volumes/data', target: '/data', writable: true }, { type: 'bind', name: '', source: '/etc', target: '/host', writable: false }] }, ['/data  ←  volume data', '/host  ←  bind /etc  (read-only)']],
    ['limits', 'Limits', { limits: { memory: 512 * 1024 ** 2, memorySwap: 0, cpus: 1.5, cpuShares: 0, cpuset: '0-1', pids: 100 } }, ['memory 512Mi, cpus 1.5, cpuset 0-1, pids 100']],
    ['no limits', 'Limits', {}, ['none']],
    ['the log driver', 'Log driver', { log: { driver: 'json-file', options: { 'max-size': '10m' } } }, ['json-file  (max-size=10m)']],
    ['how it is stopped', 'Stop', { stopSignal: 'SIGINT', stopTimeout: 30 }, ['signal SIGINT, timeout 30s']],
    ['where and as whom', 'Command', { workingDir: '/srv', user: 'app', tty: true, privileged: true }, ['run', 'in /srv, as app, with a terminal, PRIVILEGED']],
    ['a command as a shell would need it', 'Command', { entrypoint: ['sh', '-c'], command: ["echo 'hi there'"] }, ["sh -c 'echo '\\''hi there'\\'''"]],
    ['the age', 'Created', {}, ['2026-11-20 12:00:00, 3d ago']],
  ])('%s', (_, label, said, wanted) => expect(group(label, said)).toEqual(wanted));

  test('nothing is beneath a line that hides nothing', () => {
    expect(lines({ env: ['LANG=C'], labels: { app: 'shop' } }).filter(({ secret }) => secret !== null)).toEqual([]);
  });

  test('secrets are masked in the environment, the labels and the command, and stand beneath', () => {
    const all = lines({ env: ['DB_PASSWORD=hunter2', 'LANG=C', 'EMPTY', 'DATABASE_URL=postgres://u:hunter2@h/db?a=b'], labels: { token: 'hunter2', app: 'shop' }, command: ['run', '--password', 'hunter2'] });
    expect(all.map(({ value }) => value).join('\n')).not.toContain('hunter2');
    expect(all.filter(({ secret }) => secret !== null).map(({ value, secret }) => [value, secret])).toEqual([
      [`run --password ${masked}`, 'run --password hunter2'], [`DB_PASSWORD=${masked}`, 'DB_PASSWORD=hunter2'],
      [`DATABASE_URL=${masked}`, 'DATABASE_URL=postgres://u:hunter2@h/db?a=b'], [`token=${masked}`, 'token=hunter2'],
    ]);
    expect(all.map(({ value }) => value)).toEqual(expect.arrayContaining(['LANG=C', 'EMPTY=', 'app=shop']));
  });
});

test('no text of the engine reaches a line unclean, wherever it stands', () => {
  const evil = 'x\u001b[2J\u0007\u202ey\nz';
  const everywhere = JSON.stringify(decodeSample(), (key, value: unknown) => (typeof value === 'string' && !/^(Id|StartedAt|FinishedAt|Start|End|Created)$/.test(key) ? evil : value));
  const all = summaryLines(decodeDetails({ what: 'inspect', where: 'here', path: '/here' }, everywhere), clock);
  expect(all.length).toBeGreaterThan(20);
  for (const { label, value, secret } of all) expect(label + value + (secret ?? '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    for (const { value } of lines({ id: text, imageId: text, state: { status: text, running: false } })) expect(value).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
  }));
});

/** An answer with something in every place. */
function decodeSample(): object {
  return {
    Id: 'a'.repeat(64), Name: '/web', Image: 'sha256:1', Created: '2026-11-20T12:00:00Z', RestartCount: 2,
    State: { Status: 's', Running: true, Pid: 4, ExitCode: 1, Error: 'e', StartedAt: '2026-11-23T10:00:00Z', FinishedAt: '2026-11-23T09:00:00Z', Health: { Status: 'h', FailingStreak: 1, Log: [{ Start: '2026-11-23T11:59:55Z', End: '2026-11-23T11:59:56Z', ExitCode: 0, Output: 'o' }] } },
    Config: { Image: 'i', Env: ['A=b'], Labels: { a: 'b' }, Cmd: ['c'], Entrypoint: ['e'], WorkingDir: 'w', User: 'u', StopSignal: 's', ExposedPorts: { '80/tcp': {} } },
    HostConfig: { NetworkMode: 'n', RestartPolicy: { Name: 'p', MaximumRetryCount: 1 }, LogConfig: { Type: 't', Config: { a: 'b' } }, CpusetCpus: 'c', Memory: 1 },
    NetworkSettings: { Ports: { '80/tcp': [{ HostIp: 'i', HostPort: '80' }] }, Networks: { n: { IPAddress: 'i', GlobalIPv6Address: 'g', Aliases: ['a'] } } },
    Mounts: [{ Type: 't', Name: 'n', Source: 's', Destination: 'd', RW: false }],
  };
}
