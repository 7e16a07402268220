import { describe, expect, test } from 'vitest';
import type { Container } from '../../src/engine/types.ts';
import { jobs } from '../../src/model/jobs.ts';
import type { State } from '../../src/model/state.ts';
import { after, container, key, listed, opened, start, tick } from './state.ts';

const aged = (name: string, age: number, change: Partial<Container> = {}) => container(name, { age, ...change });
const names = ({ containers }: State) => containers.shown.map(({ name }) => name).join('');
const byUptime = after(opened(), listed([aged('a', 10), aged('b', 20), aged('c', 30)]), key('U'));
const turned = (at: number) => listed([aged('a', 30), aged('b', 20), aged('c', 10)], at);

describe('rows stay where they are while the user moves among them', () => {
  test('for two seconds after a move, then they stand as the sort has it; the clock is asked for that long', () => {
    const moved = after(byUptime, key('j', start + 1000), turned(start + 1500));
    expect([names(moved), moved.containers.held]).toEqual(['abc', true]);
    expect(jobs(moved).find(({ kind }) => kind === 'clock')?.key).toBe('clock 1000');
    expect(names(after(moved, tick(start + 2900)))).toBe('abc');
    const later = after(moved, tick(start + 3100));
    expect([names(later), later.containers.held]).toEqual(['cba', false]);
    expect(later.containers.selected?.container).toBe('b');
  });

  test('without a move they stand as the sort has it at once', () => {
    expect(names(after(byUptime, turned(start + 500)))).toBe('cba');
  });

  test('new rows come at the end, removed ones stay as ghosts, those that changed are shown as they are', () => {
    const moved = after(byUptime, key('j', start + 1000), listed([aged('0', 1), aged('b', 20), aged('c', 5, { state: 'paused' })], start + 1200));
    expect(names(moved)).toBe('abc0');
    expect(moved.containers.ghosts.map(({ name }) => name)).toEqual(['a']);
    expect(moved.containers.shown[2]).toMatchObject({ state: 'paused', age: 5 });
    expect(names(after(moved, key('k', start + 1400)))).toBe('abc0');
    expect(names(after(moved, tick(start + 3100)))).toBe('0cb');
  });

  test('what filter or sort says by a key holds at once', () => {
    const moved = after(byUptime, key('j', start + 1000), turned(start + 1500));
    expect(names(after(moved, key('N', start + 1600)))).toBe('abc');
    expect(names(after(moved, key('U', start + 1600)))).toBe('abc');
    expect(names(after(moved, key('U', start + 1600), key('U', start + 1700)))).toBe('cba');
  });

  test('one that no longer passes the filter stays until then too', () => {
    const running = after(byUptime, key('A', start + 900), key('j', start + 1000), listed([aged('a', 10, { state: 'exited' }), aged('b', 20), aged('c', 30)], start + 1200));
    expect(names(running)).toBe('abc');
    expect(names(after(running, tick(start + 3100)))).toBe('bc');
  });

  test('a container that was recreated has its new row where the old one was', () => {
    const moved = after(byUptime, key('j', start + 1000), listed([aged('a', 10), aged('b2', 1, { name: 'b' }), aged('c', 30)], start + 1200));
    expect(moved.containers.shown.map(({ id }) => id)).toEqual(['a', 'b2', 'c']);
    expect(moved.containers.selected?.container).toBe('b2');
  });
});
