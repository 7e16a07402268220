import { describe, expect, test } from 'vitest';
import { filterEntries } from '../../../src/model/slices/filters.ts';
import type { State } from '../../../src/model/state.ts';
import { after, key, listed, opened } from '../state.ts';

const press = (state: State, ...names: readonly string[]) => after(state, ...names.map((name) => key(name)));
const type = (state: State, text: string) => press(state, ...text);
const run = (state: State, command: string) => press(type(press(state, ':'), command), 'enter');
const plain = after(opened(), listed(['web', 'db', 'job']));
const filtered = (text: string) => press(type(press(plain, '/'), text), 'enter');
const saved = press(type(run(filtered('we'), 'save filter'), 'the web'), 'enter');
const both = press(type(run(press(type(press(press(saved, 'esc'), '/'), '!web'), 'enter'), 'save filter'), 'rest'), 'enter');

describe('saved filters', () => {
  test('the present one is kept under a name that is asked for', () => {
    expect(filterEntries(saved)).toEqual([['the web', 'we']]);
    expect(saved.screen.notice?.text).toMatch('Saved as the web');
    expect(run(plain, 'save filter').screen.notice?.text).toBe('There is no filter to save: / sets one.');
    expect(filterEntries(press(run(filtered('we'), 'save filter'), 'enter'))).toEqual([]);
  });

  test('are listed by name and picked', () => {
    expect(filterEntries(both)).toEqual([['rest', '!web'], ['the web', 'we']]);
    const picked = press(run(press(both, 'esc'), 'filters'), 'j', 'enter');
    expect([picked.containers.filter, picked.screen.panel, picked.containers.shown.map(({ name }) => name)]).toEqual(['we', null, ['web']]);
    expect(run(plain, 'filters').screen.notice?.text).toMatch('No filter is saved yet');
  });

  test('d forgets one and says what it was; with the last the panel closes', () => {
    const one = press(run(both, 'filters'), 'd');
    expect([filterEntries(one), one.screen.notice?.text]).toEqual([[['the web', 'we']], 'rest is forgotten (it was !web).']);
    const none = press(one, 'd');
    expect([filterEntries(none), none.screen.panel]).toEqual([[], null]);
  });

  test('one of the same name makes way', () => {
    expect(filterEntries(press(type(run(filtered('db'), 'save filter'), 'the web'), 'enter'))).toEqual([['the web', 'db']]);
  });
});
