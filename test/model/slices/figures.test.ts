import { describe, expect, test } from 'vitest';
import type { Reading } from '../../../src/model/figure-state.ts';
import { figureOf, figureValue, tooOld } from '../../../src/model/figure-values.ts';
import type { Message } from '../../../src/model/message.ts';
import { figuresWanted, figureWishes, readingSpacing } from '../../../src/model/slices/figures.ts';
import type { State } from '../../../src/model/state.ts';
import { samplesUsing } from '../../app/fake-figures.ts';
import { address, after, container, key, listed, opened, start, tick } from '../state.ts';

const read = (at: number, ...readings: readonly Reading[]): Message => ({ type: 'figures/received', engine: address, readings, at });

/** Two readings of a container a second apart, the second at `at`. */
function using(percent: number, name: string, at = start + 1000): readonly Message[] {
  const [first, second] = samplesUsing(percent, at - 1000);
  return [read(at - 1000, { container: name, sample: first }), read(at, { container: name, sample: second })];
}

const names = (state: State) => state.containers.shown.map(({ name }) => name);
const row = (state: State, name: string) => state.containers.shown.find((one) => one.name === name)!;
const cpuOf = (state: State, name: string) => figureValue(state, row(state, name), 'cpu');
const failure = { kind: 'status', what: 'read', where: address, why: 'forbidden', hint: '', status: 403 } as const;

describe('what is known of a container', () => {
  const state = after(opened(), listed(['a', 'b', container('c', { state: 'exited' })]), ...using(25, 'a'));

  test('is its latest figure, for two minutes', () => {
    expect(cpuOf(state, 'a')).toBeCloseTo(25, 6);
    expect(cpuOf(state, 'b')).toBeNull();
    expect(cpuOf(after(state, tick(start + 119_000)), 'a')).toBeCloseTo(25, 6);
    expect(figureOf(after(state, tick(start + 122_000)), row(state, 'a'))).toBeNull();
  });

  test('is nothing once it has stopped, and begins anew when it runs again', () => {
    const stopped = after(state, listed([container('a', { state: 'exited' }), 'b']), listed(['a', 'b']));
    expect(figureOf(stopped, row(stopped, 'a'))).toBeNull();
    const [first] = samplesUsing(90, start + 3000);
    expect(cpuOf(after(stopped, read(start + 3000, { container: 'a', sample: first })), 'a')).toBeNull();
  });

  test('is forgotten with the container, and a late reading of it does not bring it back', () => {
    const gone = after(state, listed(['b']), ...using(5, 'a', start + 5000));
    expect([...gone.figures.gauges.keys()]).toEqual([]);
  });

  test('stays, with the reason, when a reading fails', () => {
    const refused = after(state, read(start + 2000, { container: 'a', failure }));
    expect(cpuOf(refused, 'a')).toBeCloseTo(25, 6);
    expect([...refused.figures.gauges.values()][0]?.failure).toEqual(failure);
    expect([...after(refused, ...using(5, 'a', start + 4000)).figures.gauges.values()][0]?.failure).toBeNull();
  });

  test('is nothing when the engine says that it does not run', () => {
    expect(cpuOf(after(state, read(start + 2000, { container: 'a', sample: null })), 'a')).toBeNull();
  });

  test('is bounded: a thousand containers, sixty-four of them with a history', () => {
    const many = Array.from({ length: 1200 }, (_, at) => `c${at}`);
    const [sample] = samplesUsing(1, start);
    const sorted = after(opened(160, 45), listed(many), key('C'), read(start, ...many.map((name) => ({ container: name, sample }))));
    const gauges = [...sorted.figures.gauges.values()];
    expect(gauges).toHaveLength(1000);
    expect(gauges.filter(({ history }) => history.length > 0).length).toBeLessThanOrEqual(64);
  });
});

describe('whose figures are wanted', () => {
  const many = Array.from({ length: 60 }, (_, at) => `c${String(at).padStart(2, '0')}`);
  const wished = (state: State) => figureWishes(state, address);

  test('those in sight that run, on this engine', () => {
    const state = after(opened(), listed([...many.slice(0, 3), container('x', { state: 'exited' }), container('y', { state: 'paused' })]));
    expect(wished(state).map(({ container: id }) => id)).toEqual(['c00', 'c01', 'c02', 'y']);
    expect(figureWishes(state, 'unix:///other.sock')).toEqual([]);
  });

  test('all of them now and then, when the list is sorted by what they use', () => {
    const state = after(opened(), listed(many));
    expect(wished(state).length).toBeLessThan(20);
    const sorted = wished(after(state, key('C')));
    expect(sorted).toHaveLength(60);
    expect(sorted.filter(({ period }) => period > 10_000)).toHaveLength(60 - wished(state).length);
  });

  test('no more of them than can be current: a round of all that are wished for is over before the first of its figures is too old', () => {
    const crowd = Array.from({ length: 900 }, (_, at) => `c${String(at).padStart(3, '0')}`);
    for (const [columns, rows] of [[100, 12], [160, 45], [160, 90]] as const) {
      const before = after(opened(columns, rows), listed(crowd));
      for (const state of [after(before, key('C')), after(before, key('o'), key('k')), after(before, key('o'), key('k'), key('h'))]) {
        const wishes = wished(state);
        const late = wishes.reduce((sum, { period }) => sum + 1 / period, 0) * readingSpacing;
        const others = wishes.filter(({ period }) => period > 15_000);
        expect(others.length).toBeLessThanOrEqual(240);
        // those in sight are not given up for the others
        if (others.length > 0) expect(Math.max(...others.map(({ period }) => period)) * late).toBeLessThan(tooOld);
        expect(wishes.length).toBeGreaterThan(50);
      }
    }
  });

  test('of a list of two engines each is wished for as if alone', () => {
    const other = 'tcp://build:2376';
    const crowd = Array.from({ length: 400 }, (_, at) => `c${at}`);
    const state = after(opened(160, 45, address, other), listed(crowd), listed(crowd, start, other), key('C'));
    for (const engine of [address, other]) expect(figureWishes(state, engine).length).toBeGreaterThan(100);
  });

  test('the selection often while its charts are on screen, though the list is not', () => {
    const state = after(opened(80, 24), listed(many), key('2'), key(']'), key('z'));
    expect(wished(state)).toEqual([{ container: 'c00', period: 2000 }]);
    expect(wished(after(state, key('[')))).toEqual([]);
  });

  test('nobody\'s where there is no room for a column of them, or none is shown, and so not at all', () => {
    expect(figuresWanted(after(opened(40, 10), listed(many)), address)).toBe(false);
    expect(figuresWanted(after(opened(160, 45), listed([])), address)).toBe(false);
    const state = after(opened(160, 45), listed(many));
    expect(figuresWanted(state, address)).toBe(true);
    const hidden = { ...state, containers: { ...state.containers, columns: state.containers.columns.map((column) => ({ ...column, shown: column.id === 'name' })) } };
    expect(figuresWanted(hidden, address)).toBe(false);
  });
});

describe('the list sorted by what containers use', () => {
  test('has the most first and those of whom it is not known last, either way; it changes no more often than every five seconds', () => {
    const early = after(opened(), listed(['a', 'b', 'c']), key('C'), ...using(10, 'a'), ...using(90, 'c', start + 4000));
    expect(names(early)).toEqual(['a', 'b', 'c']);
    const state = after(early, read(start + 5000, { container: 'b', failure }));
    expect(names(state)).toEqual(['c', 'a', 'b']);
    expect(names(after(state, key('C', start + 9000)))).toEqual(['a', 'c', 'b']);
  });

  test('stands still while the selection moves', () => {
    const state = after(opened(), listed(['a', 'b', 'c']), key('C'), ...using(10, 'a'), key('j', start + 8500), ...using(90, 'c', start + 9000));
    expect(names(state)).toEqual(['a', 'b', 'c']);
  });

  test('by memory on M', () => {
    const sample = (used: number) => ({ at: start, cpu: null, memory: { used, limit: null }, network: null, block: null, pids: null, cpuPercent: null });
    const state = after(opened(), listed(['a', 'b']), read(start, { container: 'a', sample: sample(1) }, { container: 'b', sample: sample(2) }), key('M'));
    expect(names(state)).toEqual(['b', 'a']);
  });
});
