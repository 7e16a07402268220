/** One reading of a container's counters, from the body of `GET /containers/{id}/stats`, counted as the docker CLI counts (`stats_helpers.go`). */
import { asFields, fields, list, text, type Fields } from './fields.ts';
import type { Sample } from './figure-types.ts';

/** From here on a limit of memory is what cgroup v1 writes for none: 2^63 less a page. */
const noLimit = 2 ** 62;
/** Windows counts in steps of so many nanoseconds. */
const windowsTick = 100;

/** A counter; null where it is absent or nonsense. */
function counter(of: Fields, key: string): number | null {
  const value = of[key];
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
}

/** Both counters, or null: half of a pair says nothing. */
const pair = <First extends string, Second extends string>(first: First, one: number | null, second: Second, other: number | null) =>
  (one === null || other === null ? null : ({ [first]: one, [second]: other } as Readonly<Record<First | Second, number>>));

/** The sum of a counter over objects; null where one of them lacks it. */
const sumOf = (all: readonly Fields[], key: string) => all.reduce<number | null>((sum, of) => {
  const value = counter(of, key);
  return sum === null || value === null ? null : sum + value;
}, 0);

/**
 * A reading whose `read` is a time; null where the engine read nothing, since the container does not run. `podman` counts as the machine's time what was used of it,
 * which is no measure, and writes a network without traffic where there is none.
 */
export function sampleFrom(of: Fields, podman = false): Sample | null {
  const read = text(of, 'read');
  if (read.startsWith('0001-01-01')) return null;
  const processors = counter(of, 'num_procs') ?? 0;
  const windows = processors > 0;
  return {
    at: Date.parse(read),
    cpu: windows ? windowsCpu(of, processors) : cpu(fields(of, 'cpu_stats'), podman),
    memory: memory(fields(of, 'memory_stats')),
    network: network(of, podman),
    block: windows ? windowsBlock(fields(of, 'storage_stats')) : block(fields(of, 'blkio_stats')),
    pids: counter(fields(of, 'pids_stats'), 'current'),
    cpuPercent: null,
  };
}

function cpu(of: Fields, podman: boolean): Sample['cpu'] {
  const usage = fields(of, 'cpu_usage');
  const used = counter(usage, 'total_usage');
  const system = podman ? null : counter(of, 'system_cpu_usage');
  const cores = counter(of, 'online_cpus') || list(usage, 'percpu_usage').length;
  return used === null ? null : { used, system: cores > 0 ? system : null, cores: Math.max(1, cores) };
}

function windowsCpu(of: Fields, cores: number): Sample['cpu'] {
  const used = counter(fields(fields(of, 'cpu_stats'), 'cpu_usage'), 'total_usage');
  return used === null ? null : { used: used * windowsTick, system: null, cores };
}

/** In use without the page cache: `total_inactive_file` is cgroup v1's name for it, `inactive_file` cgroup v2's. */
function memory(of: Fields): Sample['memory'] {
  const stats = fields(of, 'stats');
  const usage = counter(of, 'usage');
  const cache = counter(stats, 'total_inactive_file') ?? counter(stats, 'inactive_file') ?? 0;
  const used = usage === null ? counter(of, 'privateworkingset') : cache < usage ? usage - cache : usage;
  const limit = counter(of, 'limit');
  const limited = limit !== null && limit > 0 && limit < noLimit && (counter(stats, 'hierarchical_memory_limit') ?? 0) < noLimit;
  return used === null ? null : { used, limit: limited ? limit : null };
}

function network(of: Fields, podman: boolean): Sample['network'] {
  const networks = Object.entries(fields(of, 'networks'));
  const all = networks.map(([, value]) => asFields(value) ?? {});
  const sums = all.length === 0 ? null : pair('received', sumOf(all, 'rx_bytes'), 'sent', sumOf(all, 'tx_bytes'));
  const none = podman && networks[0]?.[0] === 'network' && sums?.received === 0 && sums.sent === 0;
  return none ? null : sums;
}

/** Every device's bytes by the first letter of the operation, in either case. */
function block(of: Fields): Sample['block'] {
  const entries = of['io_service_bytes_recursive'];
  if (!Array.isArray(entries)) return null;
  const by = (letter: string) => sumOf(entries.map((entry) => asFields(entry) ?? {}).filter((entry) => text(entry, 'op').slice(0, 1).toLowerCase() === letter), 'value');
  return pair('read', by('r'), 'written', by('w'));
}

function windowsBlock(of: Fields): Sample['block'] {
  return pair('read', counter(of, 'read_size_bytes'), 'written', counter(of, 'write_size_bytes'));
}
