import { describe, expect, test } from 'vitest';
import { detailsFrom } from '../../src/engine/details.ts';
import { notTaken, updateBody } from '../../src/engine/limits.ts';

const mebibyte = 1024 * 1024;
const now = (host: object) => detailsFrom({ Id: 'a', HostConfig: host }, '');

describe('the body of an update', () => {
  test('what is absent is not in it', () => {
    expect(updateBody({}, false)).toEqual({});
    expect(updateBody({ pids: 0 }, false)).toEqual({ PidsLimit: 0 });
    expect(updateBody({ restartPolicy: { name: 'on-failure', maximum: 3 } }, false)).toEqual({ RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 } });
  });

  test('cores are whole billionths, for podman a quota of a tenth of a second', () => {
    expect(updateBody({ memory: 64 * mebibyte, memorySwap: -1, cpus: 0.1 + 0.2 }, false)).toEqual({ Memory: 67108864, MemorySwap: -1, NanoCpus: 300000000 });
    expect(updateBody({ memory: 64 * mebibyte, cpus: 1.5 }, true)).toEqual({ Memory: 67108864, CpuPeriod: 100000, CpuQuota: 150000 });
  });

  test('no limit is 0, for podman -1, and of memory only with no limit of swap', () => {
    expect(updateBody({ memory: 0, cpus: 0 }, false)).toEqual({ Memory: 0, NanoCpus: 0 });
    expect(updateBody({ memory: 0, cpus: 0 }, true)).toEqual({ Memory: -1, MemorySwap: -1, CpuPeriod: 100000, CpuQuota: -1 });
  });
});

describe('what an engine left as it was', () => {
  test('nothing, when all holds', () => {
    const after = now({ Memory: 67108864, MemorySwap: -1, NanoCpus: 1500000000, PidsLimit: 0, RestartPolicy: { Name: 'always', MaximumRetryCount: 0 } });
    expect(notTaken({ memory: 67108864, memorySwap: -1, cpus: 1.5, pids: 0, restartPolicy: { name: 'always', maximum: 0 } }, after)).toEqual([]);
    expect(notTaken({ memory: 0, cpus: 0, pids: -1 }, now({ Memory: -1, NanoCpus: -10000, PidsLimit: null }))).toEqual([]);
  });

  test('each limit and the policy by name', () => {
    const after = now({ Memory: 67108864, MemorySwap: 134217728, NanoCpus: 500000000, PidsLimit: 50, RestartPolicy: { Name: 'no', MaximumRetryCount: 0 } });
    expect(notTaken({ memory: 0, memorySwap: -1, cpus: 0, pids: 0, restartPolicy: { name: 'always', maximum: 0 } }, after)).toEqual([
      'the engine left the limit of memory at 67108864 bytes', 'the engine left the limit of memory and swap at 134217728 bytes', 'the engine left the limit of CPUs at 0.5',
      'the engine left the limit of processes at 50', 'the engine left the restart policy at no',
    ]);
    expect(notTaken({ cpus: 2 }, now({}))).toEqual(['the engine left the limit of CPUs at none']);
    expect(notTaken({ memorySwap: 0 }, after)).toEqual([]);
  });
});
