import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fields } from '../../src/engine/fields.ts';
import { sampleFrom } from '../../src/engine/sample.ts';
import { capture, engines } from './captures.ts';
import { damaged } from './damaged.ts';

const parsed = (engine: string, name: string) => JSON.parse(capture(engine, name).toString()) as Fields;
const read = '2026-11-23T02:13:56.069795989Z';

/** Docker 28 on cgroup v2, made by hand from its source: no `percpu_usage`, no `total_inactive_file`. */
const second = {
  read, pids_stats: { current: 7, limit: 38_000 }, num_procs: 0, storage_stats: {},
  cpu_stats: { cpu_usage: { total_usage: 5_000, usage_in_kernelmode: 1, usage_in_usermode: 2 }, system_cpu_usage: 900_000, online_cpus: 8 },
  memory_stats: { usage: 1000, stats: { anon: 600, file: 400, inactive_file: 300, active_file: 100 }, limit: 4096 },
  blkio_stats: { io_service_bytes_recursive: [{ op: 'read', value: 10 }, { op: 'write', value: 3 }, { op: 'Read', value: 5 }, { op: 'Write', value: 4 }, { op: 'Total', value: 22 }, { op: 'sync', value: 9 }] },
  networks: { eth0: { rx_bytes: 100, tx_bytes: 20 }, eth1: { rx_bytes: 1, tx_bytes: 2 } },
};
/** cgroup v1: both names are there, and the cores are counted by their list. */
const first = { ...second, cpu_stats: { cpu_usage: { total_usage: 70, percpu_usage: [30, 40, 0] }, system_cpu_usage: 500 }, memory_stats: { usage: 1000, stats: { inactive_file: 1, total_inactive_file: 200, hierarchical_memory_limit: 4096 }, limit: 4096 } };

describe('fault 54: the docker CLI\'s formulas', () => {
  test('cgroup v2', () => {
    expect(sampleFrom(second)).toEqual({
      at: Date.parse(read), cpu: { used: 5_000, system: 900_000, cores: 8 }, memory: { used: 700, limit: 4096 }, network: { received: 101, sent: 22 }, block: { read: 15, written: 7 }, pids: 7, cpuPercent: null,
    });
  });

  test('cgroup v1: the cache by its other name, cores by the list', () => {
    expect(sampleFrom(first)).toMatchObject({ cpu: { used: 70, system: 500, cores: 3 }, memory: { used: 800, limit: 4096 } });
  });

  test('a cache that is larger than all there is in use takes nothing away', () => {
    expect(sampleFrom({ ...second, memory_stats: { usage: 200, stats: { inactive_file: 300 }, limit: 0 } })?.memory).toEqual({ used: 200, limit: null });
  });

  test('cgroup v1 writes no limit as 2^63 less a page, beside the machine\'s memory', () => {
    expect(sampleFrom({ ...first, memory_stats: { usage: 1000, stats: { total_inactive_file: 0, hierarchical_memory_limit: 9223372036854771712 }, limit: 25276502016 } })?.memory).toEqual({ used: 1000, limit: null });
    expect(sampleFrom({ ...second, memory_stats: { usage: 1000, limit: 2 ** 64 } })?.memory).toEqual({ used: 1000, limit: null });
  });

  test('Windows counts in steps of 100 ns, its private working set, its storage', () => {
    const windows = { read, num_procs: 4, cpu_stats: { cpu_usage: { total_usage: 3 } }, memory_stats: { commitbytes: 9, privateworkingset: 8 }, storage_stats: { read_size_bytes: 5, write_size_bytes: 6 }, blkio_stats: {}, pids_stats: {} };
    expect(sampleFrom(windows)).toMatchObject({ cpu: { used: 300, system: null, cores: 4 }, memory: { used: 8, limit: null }, block: { read: 5, written: 6 }, network: null, pids: null });
  });

  test.each(engines)('%s, as recorded', (engine) => {
    const podman = engine.startsWith('podman');
    for (const name of ['stats-mux-one-shot', 'stats-paused']) {
      const sent = parsed(engine, name) as unknown as { read: string; cpu_stats: { cpu_usage: { total_usage: number }; system_cpu_usage: number }; memory_stats: { usage: number; stats?: { total_inactive_file: number } }; networks: Record<string, { rx_bytes: number; tx_bytes: number }> };
      expect(sampleFrom(parsed(engine, name), podman)).toEqual({
        at: Date.parse(sent.read), cpu: { used: sent.cpu_stats.cpu_usage.total_usage, system: podman ? null : sent.cpu_stats.system_cpu_usage, cores: 2 },
        memory: { used: sent.memory_stats.usage - (sent.memory_stats.stats?.total_inactive_file ?? 0), limit: podman ? 25276502016 : null },
        network: { received: Object.values(sent.networks)[0]?.rx_bytes, sent: Object.values(sent.networks)[0]?.tx_bytes }, block: { read: 0, written: 0 }, pids: name === 'stats-paused' ? 2 : 1, cpuPercent: null,
      });
    }
  });
});

describe('fault 53: what is not known', () => {
  test('the zeros of a container that does not run are no reading', () => {
    expect(sampleFrom({ ...second, read: '0001-01-01T00:00:00Z' })).toBeNull();
  });

  test('a part that is missing, half there or nonsense is null, never 0 and never NaN', () => {
    expect(sampleFrom({ read })).toEqual({ at: Date.parse(read), cpu: null, memory: null, network: null, block: null, pids: null, cpuPercent: null });
    expect(sampleFrom({ ...second, blkio_stats: { io_service_bytes_recursive: null }, networks: {}, pids_stats: { current: 'many' }, memory_stats: { usage: -1 }, cpu_stats: { cpu_usage: { total_usage: null } } }))
      .toMatchObject({ cpu: null, memory: null, network: null, block: null, pids: null });
    expect(sampleFrom({ ...second, networks: { eth0: { rx_bytes: 1 } } })?.network).toBeNull();
  });

  test('without a number of cores the machine\'s time measures nothing', () => {
    expect(sampleFrom({ ...second, cpu_stats: { cpu_usage: { total_usage: 5 }, system_cpu_usage: 9 } })?.cpu).toEqual({ used: 5, system: null, cores: 1 });
  });

  test('podman 4.3 writes a network without traffic where there is none', () => {
    const zeros = { network: { rx_bytes: 0, tx_bytes: 0 } };
    expect(sampleFrom({ ...second, networks: zeros }, true)?.network).toBeNull();
    expect(sampleFrom({ ...second, networks: { eth0: zeros.network } }, true)?.network).toEqual({ received: 0, sent: 0 });
    expect(sampleFrom({ ...second, networks: zeros })?.network).toEqual({ received: 0, sent: 0 });
  });

  test('whatever is damaged: every number is finite and not negative', () => {
    fc.assert(fc.property(damaged(fc.sample(fc.constantFrom<unknown>(first, second), 1)[0]), fc.boolean(), (value, podman) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value) || Number.isNaN(Date.parse(String((value as Fields)['read'])))) return;
      const numbers = JSON.stringify(sampleFrom({ ...value as Fields, read }, podman), (_, part: unknown) => {
        if (typeof part === 'number') expect(Number.isFinite(part) && part >= 0).toBe(true);
        return part;
      });
      expect(numbers).toContain('"at"');
    }));
  });
});
