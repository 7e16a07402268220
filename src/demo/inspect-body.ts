/** `GET /containers/{id}/json`, with the fields Docker 28 sends. */

import { timeText } from './clock.ts';
import type { DemoContainer } from './container.ts';
import type { Fleet } from './fleet.ts';
import { commandLine, hostAddresses, mountBody, networks } from './network-body.ts';
import { longId } from './random.ts';

const root = '/var/lib/docker';
const maskedPaths = ['/proc/asound', '/proc/acpi', '/proc/interrupts', '/proc/kcore', '/proc/keys', '/proc/latency_stats', '/proc/timer_list', '/proc/timer_stats', '/proc/sched_debug', '/proc/scsi', '/sys/firmware', '/sys/devices/virtual/powercap'];
const readonlyPaths = ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger'];

function healthBody(fleet: Fleet, container: DemoContainer): object | undefined {
  const { probe } = container.recipe;
  if (probe === undefined || container.health === null) return probe === undefined ? undefined : { Status: 'starting', FailingStreak: 0, Log: [] };
  const { status, since } = container.health;
  const every = probe.every * 1e9;
  const began = container.started ?? since;
  const until = container.finished ?? fleet.now();
  const made = Math.floor((until - began) / every);
  const bad = (time: number) => status === 'unhealthy' ? time >= since || probe.status === 'unhealthy' : status === 'starting';
  const log = [];
  for (let number = Math.max(1, made - 4); number <= made; number++) {
    const start = began + number * every;
    const failed = bad(start);
    log.push({ Start: timeText(fleet.epoch, start), End: timeText(fleet.epoch, start + 41_318_204), ExitCode: failed ? 1 : 0, Output: failed ? probe.bad : probe.good });
  }
  const streak = status === 'unhealthy' ? 3 + Math.floor(Math.max(0, until - since) / every) : 0;
  return { Status: status, FailingStreak: streak, Log: log };
}

function stateBody(fleet: Fleet, container: DemoContainer): object {
  const { state, pid, exitCode, oomKilled } = container;
  const health = healthBody(fleet, container);
  return {
    Status: state, Running: pid !== 0 || state === 'restarting', Paused: state === 'paused', Restarting: state === 'restarting', OOMKilled: oomKilled, Dead: false,
    Pid: pid, ExitCode: exitCode, Error: '', StartedAt: timeText(fleet.epoch, container.started), FinishedAt: timeText(fleet.epoch, container.finished),
    ...(health === undefined ? {} : { Health: health }),
  };
}

function bindings(container: DemoContainer): Record<string, object[]> {
  return Object.fromEntries((container.recipe.ports ?? []).filter((port) => port.hostPort !== undefined)
    .map((port) => [`${port.port}/${port.protocol ?? 'tcp'}`, [{ HostIp: port.ip ?? '', HostPort: String(port.hostPort) }]]));
}

function openPorts(container: DemoContainer): Record<string, object[] | null> {
  if (container.pid === 0) return {};
  return Object.fromEntries((container.recipe.ports ?? []).map((port) => {
    const addresses = hostAddresses(port).map((HostIp) => ({ HostIp, HostPort: String(port.hostPort) }));
    return [`${port.port}/${port.protocol ?? 'tcp'}`, addresses.length === 0 ? null : addresses];
  }));
}

function hostConfig(container: DemoContainer): object {
  const { recipe, network, restart, limits } = container;
  const binds = (recipe.mounts ?? []).filter((mount) => mount.type === 'bind').map((mount) => `${mount.source}:${mount.target}:${mount.writable === true ? 'rw' : 'ro'}`);
  return {
    Binds: binds.length === 0 ? null : binds, ContainerIDFile: '', LogConfig: { Type: recipe.logDriver ?? 'json-file', Config: {} }, NetworkMode: network, PortBindings: bindings(container),
    RestartPolicy: { Name: restart.name, MaximumRetryCount: restart.maximum }, AutoRemove: false, VolumeDriver: '', VolumesFrom: null, ConsoleSize: [0, 0], CapAdd: null, CapDrop: null, CgroupnsMode: 'private',
    Dns: [], DnsOptions: [], DnsSearch: [], ExtraHosts: null, GroupAdd: null, IpcMode: 'private', Cgroup: '', Links: null, OomScoreAdj: 0, PidMode: '', Privileged: false, PublishAllPorts: false,
    ReadonlyRootfs: false, SecurityOpt: null, UTSMode: '', UsernsMode: '', ShmSize: 67108864, Runtime: 'runc', Isolation: '', CpuShares: 0, Memory: limits.memory, NanoCpus: limits.nanoCpus,
    CgroupParent: '', BlkioWeight: 0, BlkioWeightDevice: [], BlkioDeviceReadBps: [], BlkioDeviceWriteBps: [], BlkioDeviceReadIOps: [], BlkioDeviceWriteIOps: [], CpuPeriod: 0, CpuQuota: 0,
    CpuRealtimePeriod: 0, CpuRealtimeRuntime: 0, CpusetCpus: '', CpusetMems: '', Devices: [], DeviceCgroupRules: null, DeviceRequests: null, MemoryReservation: 0, MemorySwap: limits.memorySwap,
    MemorySwappiness: null, OomKillDisable: null, PidsLimit: limits.pids, Ulimits: [], CpuCount: 0, CpuPercent: 0, IOMaximumIOps: 0, IOMaximumBandwidth: 0, MaskedPaths: maskedPaths, ReadonlyPaths: readonlyPaths,
  };
}

function configBody(container: DemoContainer): object {
  const { recipe } = container;
  const tty = recipe.tty ?? false;
  const ports = Object.fromEntries((recipe.ports ?? []).map((port) => [`${port.port}/${port.protocol ?? 'tcp'}`, {}]));
  return {
    Hostname: container.id.slice(0, 12), Domainname: '', User: recipe.user ?? '', AttachStdin: false, AttachStdout: false, AttachStderr: false,
    ...(recipe.ports === undefined || recipe.ports.length === 0 ? {} : { ExposedPorts: ports }),
    Tty: tty, OpenStdin: recipe.openStdin ?? tty, StdinOnce: recipe.stdinOnce ?? false, Env: [...(recipe.env ?? []), 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Cmd: recipe.command ?? (recipe.entrypoint === undefined ? ['sh'] : null),
    ...(recipe.probe === undefined ? {} : { Healthcheck: { Test: recipe.probe.test, Interval: recipe.probe.every * 1e9, Retries: 3 } }),
    Image: container.image, Volumes: null, WorkingDir: recipe.workingDir ?? '', Entrypoint: recipe.entrypoint ?? null, OnBuild: null, Labels: container.labels,
  };
}

/** The whole answer, without the newline behind it. */
export function inspectBody(fleet: Fleet, container: DemoContainer): string {
  const { id, recipe } = container;
  const [path = 'sh', ...args] = commandLine(container);
  const home = `${root}/containers/${id}`;
  const layer = `${root}/overlay2/${longId(`layer ${id}`)}`;
  const started = container.started !== null;
  const up = container.pid !== 0;
  const joined = networks(container);
  const bridge = up && container.network === 'bridge';
  return JSON.stringify({
    Id: id, Created: timeText(fleet.epoch, container.created), Path: path, Args: args, State: stateBody(fleet, container), Image: `sha256:${longId(container.image)}`,
    ResolvConfPath: started ? `${home}/resolv.conf` : '', HostnamePath: started ? `${home}/hostname` : '', HostsPath: started ? `${home}/hosts` : '',
    LogPath: started && (recipe.logDriver ?? 'json-file') === 'json-file' ? `${home}/${id}-json.log` : '',
    Name: `/${container.name}`, RestartCount: container.restarts, Driver: 'overlay2', Platform: 'linux', MountLabel: '', ProcessLabel: '', AppArmorProfile: up ? 'docker-default' : '', ExecIDs: null,
    HostConfig: hostConfig(container),
    GraphDriver: { Data: { ID: id, LowerDir: `${layer}-init/diff`, MergedDir: `${layer}/merged`, UpperDir: `${layer}/diff`, WorkDir: `${layer}/work` }, Name: 'overlay2' },
    Mounts: (recipe.mounts ?? []).map(mountBody),
    Config: configBody(container),
    NetworkSettings: {
      Bridge: '', SandboxID: up ? longId(`sandbox ${id}`) : '', SandboxKey: up ? `/var/run/docker/netns/${longId(`sandbox ${id}`).slice(0, 12)}` : '', Ports: openPorts(container), HairpinMode: false,
      LinkLocalIPv6Address: '', LinkLocalIPv6PrefixLen: 0, SecondaryIPAddresses: null, SecondaryIPv6Addresses: null, EndpointID: bridge ? longId(`endpoint ${id}`) : '',
      Gateway: bridge ? container.gateway : '', GlobalIPv6Address: '', GlobalIPv6PrefixLen: 0, IPAddress: bridge ? container.ip : '', IPPrefixLen: bridge ? 16 : 0, IPv6Gateway: '',
      MacAddress: bridge ? container.mac : '', Networks: joined,
    },
  });
}
