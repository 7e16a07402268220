import { describe, expect, test } from 'vitest';
import { actionJobs } from '../../src/model/action-jobs.ts';
import { after, container, key, listed, opened } from './state.ts';

const keys = (state: ReturnType<typeof opened>) => actionJobs(state).map((job) => job.key.replace(/\d+ unix:\S+ /, ''));
const marked = (...names: readonly string[]) => after(opened(), listed(names.map((name) => container(name))), ...names.map(() => key('space')));

describe('the jobs of a question', () => {
  test('none while nothing is asked', () => {
    expect(keys(marked('a', 'b'))).toEqual([]);
  });

  test('it waits until it could be read, and looks at four at a time', () => {
    const asked = after(marked('a', 'b', 'c', 'd', 'e'), key('s'));
    expect(keys(asked)).toEqual(['attention 1', 'look a', 'look b', 'look c', 'look d']);
    const serial = asked.actions.serial;
    const next = after(asked, { type: 'question/looked', question: 1, target: { engine: 'unix:///fake.sock', container: 'b' }, facts: null, failure: { kind: 'status', what: '', where: '', why: '', hint: '', status: 404 } }, { type: 'question/seen', serial });
    expect(keys(next)).toEqual(['look a', 'look c', 'look d', 'look e']);
  });

  test('what is left asks for nothing more', () => {
    expect(keys(after(marked('a'), key('s'), key('esc')))).not.toContain('look a');
  });
});
