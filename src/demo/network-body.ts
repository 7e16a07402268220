/** The parts that the list answer and inspect share: ports, mounts, networks. */

import type { DemoContainer } from './container.ts';
import { longId } from './random.ts';
import type { Mount, PublishedPort } from './recipe.ts';

/** Addresses a port is published at: both families when the recipe names none. */
export function hostAddresses(port: PublishedPort): string[] {
  if (port.hostPort === undefined) return [];
  return port.ip === undefined ? ['0.0.0.0', '::'] : [port.ip];
}

/** `Ports` of the list answer; published ones only while it runs. */
export function portList(container: DemoContainer): object[] {
  if (container.pid === 0) return [];
  return (container.recipe.ports ?? []).flatMap((port) => {
    const { port: PrivatePort, hostPort: PublicPort, protocol: Type = 'tcp' } = port;
    const addresses = hostAddresses(port);
    return addresses.length === 0 ? [{ PrivatePort, Type }] : addresses.map((IP) => ({ IP, PrivatePort, PublicPort, Type }));
  });
}

/** `NetworkSettings.Networks`, which has no addresses while the container does not run. */
export function networks(container: DemoContainer): Record<string, object> {
  const up = container.pid !== 0;
  const { service } = container.recipe;
  return {
    [container.network]: {
      IPAMConfig: null, Links: null, Aliases: service === undefined ? null : [container.name, service], MacAddress: up ? container.mac : '', DriverOpts: null, GwPriority: 0,
      NetworkID: longId(`network ${container.network}`), EndpointID: up ? longId(`endpoint ${container.id}`) : '', Gateway: up ? container.gateway : '', IPAddress: up ? container.ip : '',
      IPPrefixLen: up ? 16 : 0, IPv6Gateway: '', GlobalIPv6Address: '', GlobalIPv6PrefixLen: 0, DNSNames: service === undefined ? null : [container.name, service, container.id.slice(0, 12)],
    },
  };
}

/** One entry of `Mounts`. */
export function mountBody(mount: Mount): object {
  const rest = { Source: mount.source, Destination: mount.target };
  if (mount.type === 'bind') return { Type: 'bind', ...rest, Mode: mount.writable === true ? 'rw' : 'ro', RW: mount.writable ?? false, Propagation: 'rprivate' };
  return { Type: 'volume', Name: mount.name ?? '', ...rest, Driver: 'local', Mode: 'z', RW: mount.writable ?? false, Propagation: '' };
}

/** Path and arguments of the process. */
export function commandLine(container: DemoContainer): string[] {
  const { entrypoint = [], command = [] } = container.recipe;
  const line = [...entrypoint, ...command];
  return line.length === 0 ? ['sh'] : line;
}
