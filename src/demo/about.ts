/** What the engine says about itself: `/version` and `/info`, as Docker 28.5.2 does. */

import { stampText } from './clock.ts';
import type { Fleet } from './fleet.ts';
import { longId } from './random.ts';

/** How many the made-up machine has. */
export const cores = 8;

export const engineVersion = '28.5.2';
export const apiVersion = '1.51';
export const oldestApiVersion = '1.24';

const about = { GitCommit: '89c5e8f', GoVersion: 'go1.24.9', Os: 'linux', Arch: 'amd64', KernelVersion: '6.12.48+deb13-amd64', BuildTime: '2025-11-05T14:43:25.000000000+00:00' };

/** `GET /version`. */
export function versionBody(): string {
  const { GitCommit, GoVersion, Os, Arch, KernelVersion, BuildTime } = about;
  return JSON.stringify({
    Platform: { Name: 'whalewatch demo engine' },
    Components: [
      { Name: 'Engine', Version: engineVersion, Details: { ApiVersion: apiVersion, Arch, BuildTime, Experimental: 'false', GitCommit, GoVersion, KernelVersion, MinAPIVersion: oldestApiVersion, Os } },
      { Name: 'containerd', Version: 'v1.7.29', Details: { GitCommit: '442cb34' } },
      { Name: 'runc', Version: '1.3.3', Details: { GitCommit: 'v1.3.3-0-gd842d771' } },
      { Name: 'docker-init', Version: '0.19.0', Details: { GitCommit: 'de40ad0' } },
    ],
    Version: engineVersion, ApiVersion: apiVersion, MinAPIVersion: oldestApiVersion, ...about,
  });
}

/** `GET /info`; the numbers are the fleet's. */
export function infoBody(fleet: Fleet): string {
  const states = [...fleet.containers.values()].map((container) => container.state);
  const paused = states.filter((state) => state === 'paused').length;
  const running = states.filter((state) => state === 'running' || state === 'restarting').length;
  return JSON.stringify({
    ID: '7c1a0b0e-de30-4e57-9a2e-3f1d0b5c77de', Containers: states.length, ContainersRunning: running, ContainersPaused: paused, ContainersStopped: states.length - running - paused,
    Images: new Set([...fleet.containers.values()].map((container) => container.image)).size, Driver: 'overlay2', DriverStatus: [['Backing Filesystem', 'extfs'], ['Supports d_type', 'true']],
    Plugins: { Volume: ['local'], Network: ['bridge', 'host', 'ipvlan', 'macvlan', 'null', 'overlay'], Authorization: null, Log: ['awslogs', 'fluentd', 'gelf', 'journald', 'json-file', 'local', 'splunk', 'syslog'] },
    MemoryLimit: true, SwapLimit: true, CpuCfsPeriod: true, CpuCfsQuota: true, CPUShares: true, CPUSet: true, PidsLimit: true, IPv4Forwarding: true, Debug: false, NFd: 80, OomKillDisable: false, NGoroutines: 85,
    SystemTime: stampText(fleet.epoch, fleet.now()), LoggingDriver: 'json-file', CgroupDriver: 'systemd', CgroupVersion: '2', NEventsListener: 0, KernelVersion: about.KernelVersion,
    OperatingSystem: 'Debian GNU/Linux 13 (trixie)', OSVersion: '13', OSType: 'linux', Architecture: 'x86_64', IndexServerAddress: 'https://index.docker.io/v1/',
    RegistryConfig: { IndexConfigs: { 'docker.io': { Mirrors: [], Name: 'docker.io', Official: true, Secure: true } }, InsecureRegistryCIDRs: ['::1/128', '127.0.0.0/8'], Mirrors: null }, NCPU: cores, MemTotal: 33_554_432_000,
    GenericResources: null, DockerRootDir: '/var/lib/docker', HttpProxy: '', HttpsProxy: '', NoProxy: '', Name: 'demo', Labels: [], ExperimentalBuild: false, ServerVersion: engineVersion,
    Runtimes: { runc: { path: 'runc' } }, DefaultRuntime: 'runc', Swarm: { NodeID: '', NodeAddr: '', LocalNodeState: 'inactive', ControlAvailable: false, Error: '', RemoteManagers: null },
    LiveRestoreEnabled: false, Isolation: '', InitBinary: 'docker-init', ContainerdCommit: { ID: longId('containerd').slice(0, 40) }, RuncCommit: { ID: 'v1.3.3-0-gd842d771' }, InitCommit: { ID: 'de40ad0' },
    SecurityOptions: ['name=apparmor', 'name=seccomp,profile=builtin', 'name=cgroupns'], FirewallBackend: { Driver: 'iptables' }, CDISpecDirs: ['/etc/cdi', '/var/run/cdi'],
    Containerd: { Address: '/run/containerd/containerd.sock', Namespaces: { Containers: 'moby', Plugins: 'plugins.moby' } }, Warnings: null,
  });
}
