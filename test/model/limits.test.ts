import { describe, expect, test } from 'vitest';
import type { Facts } from '../../src/model/action-state.ts';
import { changesOf, limitsText, readLimits, sizeWord } from '../../src/model/limits.ts';
import { facts } from './facts.ts';

const limited: Facts = facts({ limits: { memory: 512 * 1024 ** 2, memorySwap: 1024 ** 3, cpus: 1.5, cpuShares: 0, cpuset: '', pids: 100 }, restartPolicy: { name: 'on-failure', maximum: 3 } });

describe('limits as they are typed', () => {
  test('stand there as they are, and can be typed back', () => {
    expect(limitsText(limited)).toBe('memory=512m swap=1g cpus=1.5 pids=100 restart=on-failure:3');
    expect(limitsText(facts())).toBe('memory=0 cpus=0 pids=0 restart=no');
    expect(readLimits(limitsText(limited), limited)).toEqual({ problem: 'Nothing is changed yet: these are the present values.' });
  });

  test('only what differs from the present is asked for', () => {
    expect(readLimits('memory=1g swap=1g cpus=2 pids=100 restart=on-failure:3', limited)).toEqual({ request: { verb: 'update', memory: 1024 ** 3, cpus: 2 } });
    expect(readLimits('restart=always', null)).toEqual({ request: { verb: 'update', restartPolicy: { name: 'always', maximum: 0 } } });
    expect(readLimits('  pids=0   swap=-1 ', limited)).toEqual({ request: { verb: 'update', pids: 0, memorySwap: -1 } });
  });

  test.each([
    ['', /^Nothing is given to change: write name=value, with memory, swap, cpus, pids, restart/],
    ['512m', /“512m” is not understood/],
    ['mem=1g', /There is no “mem” to set/],
    ['constructor=1', /There is no “constructor” to set/],
    ['memory=lots', /memory=lots cannot be: memory is a size such as 512m/],
    ['memory=', /memory= cannot be/],
    ['memory=-1', /cannot be/],
    ['cpus=1,5', /cpus=1,5 cannot be: cpus is a number of cores/],
    ['pids=1.5', /pids is a number of processes/],
    ['restart=sometimes', /restart is no, always/],
    ['restart=always:3', /restart is no, always/],
    ['memory=1g memory=2g', /memory is given twice/],
  ])('what is wrong with “%s” is said', (typed, problem) => {
    expect(readLimits(typed, limited)).toEqual({ problem: expect.stringMatching(problem) as string });
  });

  test('sizes keep every byte', () => {
    expect([0, 1, 1024, 1536, 1024 ** 2, 3 * 1024 ** 3, 1024 ** 3 + 1].map(sizeWord)).toEqual(['0', '1', '1k', '1536', '1m', '3g', '1073741825']);
    expect(readLimits('memory=1.5g', null)).toEqual({ request: { verb: 'update', memory: 1.5 * 1024 ** 3 } });
    expect(readLimits('memory=64MiB', null)).toEqual({ request: { verb: 'update', memory: 64 * 1024 ** 2 } });
  });
});

test('what an update changes is told with what it was, where that is known', () => {
  const update = { memory: 0, memorySwap: -1, pids: 100, restartPolicy: { name: 'on-failure', maximum: 3 } };
  expect(changesOf(update, null)).toEqual(['memory: no limit', 'swap: no limit', 'pids: 100', 'restart: on-failure:3']);
});
