import { describe, expect, test } from 'vitest';
import type { Sample } from '../../src/engine/figure-types.ts';
import type { Gauge } from '../../src/model/figure-state.ts';
import { figureFrom, gaugeAfter, historyTime, memoryShare } from '../../src/model/figures.ts';
import { sampleAt, samplesUsing } from '../app/fake-figures.ts';
import { target } from './state.ts';

const empty: Gauge = { target: target('web'), sample: null, figure: null, history: [], failure: null };
const gigabyte = 1024 ** 3;

/** A gauge after readings that came in when they were made, but for a lead of our clock. */
const gaugeOf = (samples: readonly Sample[], lead = 0) => samples.reduce((gauge, sample) => gaugeAfter(gauge, sample, sample.at + lead), empty);
const figureOf = (samples: readonly Sample[], lead = 0) => gaugeOf(samples, lead).figure!;

describe('fault 54: the docker CLI\'s numbers', () => {
  test('CPU is the share of the machine times its cores: 100 is one of them', () => {
    expect(figureOf(samplesUsing(12.5)).cpu).toBeCloseTo(12.5, 6);
    expect(figureOf(samplesUsing(250)).cpu).toBeCloseTo(250, 6);
    expect(figureOf(samplesUsing(0)).cpu).toBe(0);
  });

  test('an engine that does not tell what the machine used is compared with the clock', () => {
    const at = (time: number, used: number) => sampleAt(time, { cpu: { used, system: null, cores: 2 } });
    expect(figureOf([at(1000, 0), at(3000, 1e9)]).cpu).toBeCloseTo(50, 6);
  });

  test('an engine that reckons itself is believed', () => {
    expect(figureOf([sampleAt(1000, { cpuPercent: 3.5 })]).cpu).toBe(3.5);
  });

  test('memory, its share of the limit, and rates per second', () => {
    const first = sampleAt(1000, { memory: { used: gigabyte, limit: 4 * gigabyte }, network: { received: 1000, sent: 500 }, block: { read: 0, written: 4096 }, pids: 7 });
    const figure = figureOf([first, { ...first, at: 3000, network: { received: 5000, sent: 500 }, block: { read: 8192, written: 4096 } }]);
    expect(figure).toMatchObject({ memory: gigabyte, limit: 4 * gigabyte, received: 2000, sent: 0, read: 4096, written: 0, pids: 7 });
    expect(memoryShare(figure)).toBe(25);
    expect(memoryShare({ ...figure, limit: null })).toBeNull();
    expect(memoryShare({ ...figure, limit: 0 })).toBeNull();
  });
});

describe('fault 53: what is not known is null', () => {
  const [first, second] = samplesUsing(50);

  test('the first reading has no rates', () => {
    const figure = figureFrom(null, { ...first, memory: { used: 5, limit: null }, network: { received: 1, sent: 1 } }, first.at);
    expect(figure).toMatchObject({ from: null, cpu: null, received: null, sent: null, memory: 5, limit: null });
  });

  test.each<[string, Partial<Sample>]>([
    ['no CPU', { cpu: null }],
    ['a counter that was set back by a restart', { cpu: { ...second.cpu!, used: 5 } }],
    ['more than the machine has', { cpu: { ...second.cpu!, used: 9e15 } }],
    ['a machine that did nothing meanwhile', { cpu: { ...second.cpu!, system: first.cpu!.system } }],
    ['a machine that is not told of any more', { cpu: { ...second.cpu!, system: Number.NaN } }],
    ['a clock that was set back', { at: first.at - 5000 }],
    ['a clock that was set ahead by an hour', { at: first.at + 3_600_000 }],
  ])('%s: no CPU figure, once', (_, change) => {
    const odd = { ...second, ...change };
    const gauge = gaugeAfter(gaugeAfter(empty, first, 0), odd, 1000);
    expect(gauge.figure?.cpu).toBeNull();
    if (odd.cpu === null || !Number.isFinite(odd.cpu.system)) return;
    const next: Sample = { ...odd, at: odd.at + 1000, cpu: { used: odd.cpu.used + 1e9, system: odd.cpu.system! + 4e9, cores: 4 } };
    expect(gaugeAfter(gauge, next, 2000).figure?.cpu).toBeCloseTo(100, 6);
  });

  test('every counter that falls is unknown by itself', () => {
    const before = sampleAt(1000, { network: { received: 1000, sent: 10 }, block: { read: 10, written: 10 } });
    const after = sampleAt(2000, { network: { received: 10, sent: 20 }, block: null });
    expect(figureOf([before, after])).toMatchObject({ received: null, sent: 10, read: null, written: null });
  });

  test('readings far apart say nothing of the time between', () => {
    expect(figureOf([first, { ...second, at: first.at + 600_000 }]).cpu).toBeNull();
  });

  test('fault 57: our own clock set back begins a new history', () => {
    const gauge = gaugeAfter(gaugeAfter(empty, first, 50_000), second, 20_000);
    expect(gauge.figure?.cpu).toBeNull();
    expect(gauge.history.map(({ at }) => at)).toEqual([20_000]);
  });

  test('no figure is NaN, infinite or below zero, whatever the counters do', () => {
    const values = [0, 1, -1, 1e18, Number.NaN, Infinity];
    const samples = values.flatMap((value) => values.map((other, at) => sampleAt(value + at * 1000, {
      cpu: { used: value, system: other, cores: at }, memory: { used: value, limit: other }, network: { received: value, sent: other }, block: { read: other, written: value }, pids: value, cpuPercent: other,
    })));
    for (const before of samples) {
      for (const after of samples) {
        const figure = figureFrom({ sample: before, at: 0 }, after, 1000);
        for (const value of [...Object.values(figure), memoryShare(figure)]) expect(value === null || (Number.isFinite(value) && value >= 0)).toBe(true);
      }
    }
  });
});

test('a reading given a second time says nothing new', () => {
  const [first, second] = samplesUsing(50);
  const gauge = gaugeOf([first, second]);
  const again = gaugeAfter(gauge, second, second.at + 700);
  expect([again.figure, again.history]).toEqual([gauge.figure, gauge.history]);
});

test('a history is five minutes long and bounded', () => {
  let gauge = empty;
  for (let at = 0; at < 400; at++) gauge = gaugeAfter(gauge, sampleAt(at * 2000, { pids: at }), at * 2000);
  expect(gauge.history.at(-1)!.at - gauge.history[0]!.at).toBeLessThan(historyTime);
  expect(gauge.history).toHaveLength(150);
  for (let at = 0; at < 400; at++) gauge = gaugeAfter(gauge, sampleAt(900_000 + at, { pids: at }), 900_000 + at);
  expect(gauge.history).toHaveLength(200);
});
