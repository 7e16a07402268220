/** `GET /containers/{id}/json` to Details, from Docker 1.40 to 1.55 and podman; what is absent or of the wrong shape reads empty. */
import { asFields, fields, flag, list, number, text, textRecord, texts, time } from './fields.ts';
import type { Fields } from './fields.ts';
import type { Details, HealthProbe, Port } from './types.ts';

/** Makes Details of an answer's fields; `body` is the answer as received. */
export function detailsFrom(of: Fields, body: string): Details {
  const config = fields(of, 'Config');
  const host = fields(of, 'HostConfig');
  const policy = fields(host, 'RestartPolicy');
  const log = fields(host, 'LogConfig');
  const stopTimeout = config['StopTimeout'];
  return {
    id: text(of, 'Id'),
    name: text(of, 'Name', '?').replace(/^\//, ''),
    image: text(config, 'Image') || text(of, 'ImageName', '?'),
    imageId: text(of, 'Image', '?'),
    created: time(of, 'Created'),
    platform: text(of, 'Platform') || null,
    tty: flag(config, 'Tty'),
    openStdin: flag(config, 'OpenStdin'),
    stdinOnce: flag(config, 'StdinOnce'),
    state: stateFrom(fields(of, 'State')),
    restarts: number(of, 'RestartCount'),
    restartPolicy: { name: text(policy, 'Name') || 'no', maximum: number(policy, 'MaximumRetryCount') },
    entrypoint: texts(config, 'Entrypoint'),
    command: texts(config, 'Cmd'),
    workingDir: text(config, 'WorkingDir'),
    user: text(config, 'User'),
    hostname: text(config, 'Hostname'),
    env: texts(config, 'Env'),
    labels: textRecord(config, 'Labels'),
    healthcheck: texts(fields(config, 'Healthcheck'), 'Test'),
    healthPlan: healthPlanFrom(fields(config, 'Healthcheck')),
    ports: portsFrom(fields(of, 'NetworkSettings'), config),
    networks: networksFrom(fields(of, 'NetworkSettings')),
    networkMode: text(host, 'NetworkMode'),
    mounts: list(of, 'Mounts').flatMap(mountFrom),
    tmpfs: textRecord(host, 'Tmpfs'),
    limits: limitsFrom(host),
    log: { driver: text(log, 'Type', '?'), options: textRecord(log, 'Config') },
    autoRemove: flag(host, 'AutoRemove'),
    privileged: flag(host, 'Privileged'),
    stopSignal: text(config, 'StopSignal'),
    stopTimeout: typeof stopTimeout === 'number' ? stopTimeout : null,
    text: body,
  };
}

function stateFrom(of: Fields): Details['state'] {
  return {
    status: text(of, 'Status', '?'),
    running: flag(of, 'Running'),
    paused: flag(of, 'Paused'),
    restarting: flag(of, 'Restarting'),
    oomKilled: flag(of, 'OOMKilled'),
    dead: flag(of, 'Dead'),
    pid: number(of, 'Pid'),
    exitCode: number(of, 'ExitCode'),
    error: text(of, 'Error'),
    startedAt: time(of, 'StartedAt'),
    finishedAt: time(of, 'FinishedAt'),
    health: healthFrom(asFields(of['Health']) ?? asFields(of['Healthcheck']) ?? {}),
  };
}

/** The engine counts in nanoseconds. */
function healthPlanFrom(of: Fields): Details['healthPlan'] {
  const seconds = (name: string) => number(of, name) / 1e9;
  return { interval: seconds('Interval'), timeout: seconds('Timeout'), startPeriod: seconds('StartPeriod'), retries: number(of, 'Retries') };
}

/** Podman sends a health with an empty status where there is no check, and so do some Dockers with `none`. */
function healthFrom(of: Fields): Details['state']['health'] {
  const status = text(of, 'Status');
  if (status === '' || status === 'none') return null;
  return { status, failingStreak: number(of, 'FailingStreak'), probes: list(of, 'Log').flatMap(probeFrom) };
}

function probeFrom(value: unknown): readonly HealthProbe[] {
  const of = asFields(value);
  if (!of) return [];
  return [{ start: text(of, 'Start'), end: text(of, 'End'), exitCode: number(of, 'ExitCode'), output: text(of, 'Output') }];
}

/** `80/tcp` and what it is bound to on the host, then the ports that are only exposed. */
function portsFrom(network: Fields, config: Fields): readonly Port[] {
  const ports = Object.entries(fields(network, 'Ports'));
  const exposed = Object.keys(fields(config, 'ExposedPorts')).filter((name) => !ports.some(([known]) => known === name));
  return [...ports, ...exposed.map((name) => [name, null] as const)].flatMap(([name, bindings]) => {
    const [digits = '', protocol = 'tcp'] = name.split('/');
    const port = Number(digits);
    if (!Number.isInteger(port) || port <= 0) return [];
    const bound = Array.isArray(bindings) ? bindings.flatMap((value: unknown): readonly Fields[] => {
      const binding = asFields(value);
      return binding ? [binding] : [];
    }) : [];
    if (bound.length === 0) return [{ ip: null, hostPort: null, port, protocol }];
    return bound.map((of) => ({ ip: text(of, 'HostIp') || null, hostPort: Number(text(of, 'HostPort')) || null, port, protocol }));
  });
}

function networksFrom(network: Fields): Details['networks'] {
  return Object.entries(fields(network, 'Networks')).map(([name, value]) => {
    const of = asFields(value) ?? {};
    return {
      name,
      ip: text(of, 'IPAddress'),
      ipv6: text(of, 'GlobalIPv6Address'),
      gateway: text(of, 'Gateway'),
      mac: text(of, 'MacAddress'),
      aliases: [...new Set([...texts(of, 'Aliases'), ...texts(of, 'DNSNames')])],
    };
  });
}

function mountFrom(value: unknown): Details['mounts'] {
  const of = asFields(value);
  if (!of) return [];
  return [{ type: text(of, 'Type', '?'), name: text(of, 'Name'), source: text(of, 'Source'), target: text(of, 'Destination', '?'), writable: flag(of, 'RW') }];
}

function limitsFrom(host: Fields): Details['limits'] {
  const period = number(host, 'CpuPeriod') || 100_000;
  const quota = number(host, 'CpuQuota');
  const pids = number(host, 'PidsLimit');
  return {
    memory: number(host, 'Memory'),
    memorySwap: number(host, 'MemorySwap'),
    cpus: number(host, 'NanoCpus') / 1e9 || (quota > 0 ? quota / period : 0),
    cpuShares: number(host, 'CpuShares'),
    cpuset: text(host, 'CpusetCpus'),
    pids: pids > 0 ? pids : null,
  };
}
