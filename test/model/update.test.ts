import { describe, expect, test } from 'vitest';
import type { Message } from '../../src/model/message.ts';
import { update } from '../../src/model/update.ts';
import { detailsOf } from './details.ts';
import { line } from './lines.ts';
import { after, failed, key, listed, opened, start, target, tick } from './state.ts';

/** Freezes a value through and through: whoever changes it throws. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value) && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
}

const story: readonly Message[] = [
  { type: 'engine/connected', engine: 'unix:///fake.sock', info: { product: 'Docker', version: '28', api: '1.51' }, at: start }, listed(['a', 'b', 'c']), { type: 'inspect/received', target: target('a'), details: detailsOf(), at: start },
  { type: 'logs/opened', target: target('a'), tty: false, driver: 'json-file', live: false, input: 'open', startedAt: '2026-11-23T10:00:00Z', at: start }, { type: 'logs/received', target: target('a'), lines: [line('one'), line('two')], at: start },
  key('j'), key('3'), key('/'), key('o'), key('enter'), key('n'), key('w'), key('2'), key(']'), key('x'), key('1'), key('/'), key('b'), key('enter'), key('esc'), key('?'), key('q'), key('z'), key('N'), tick(start + 1000), failed('unreachable'), tick(start + 9000), listed(['b', 'c'], start + 9000),
  { type: 'terminal/resized', size: { columns: 60, rows: 18 } }, { type: 'input/pasted', text: 'x', at: start },
];

describe('the state after a message', () => {
  test('is a new value: the one before is never changed', () => {
    let state = frozen(opened());
    for (const message of story) state = frozen(update(state, frozen(message)));
    expect(state.containers.shown.map(({ id }) => id)).toEqual(['c', 'b']);
  });

  test('is the same for the same two arguments', () => {
    expect(after(opened(), ...story)).toEqual(after(opened(), ...story));
  });

  test('aims both text panes at the selection', () => {
    const state = after(opened(), listed(['a', 'b']));
    expect([state.inspect.target, state.logs.sources[0]?.target]).toEqual([target('a'), target('a')]);
    const moved = after(state, key('j'));
    expect([moved.inspect.target, moved.logs.sources[0]?.target]).toEqual([target('b'), target('b')]);
    expect(after(state, listed([])).logs.sources[0]?.target).toEqual(target('a'));
  });

  test('hears nothing of an engine that is not watched', () => {
    const state = after(opened(), listed(['a']));
    expect(update(state, listed(['x'], start, 'tcp://elsewhere:2375'))).toBe(state);
    expect(update(state, { ...failed('unreachable'), engine: 'tcp://elsewhere:2375' } as Message)).toBe(state);
  });

  test('hears nothing of a container that is not selected', () => {
    const state = after(opened(), listed(['a', 'b']));
    expect(update(state, { type: 'logs/received', target: target('b'), lines: [line('x')], at: start })).toBe(state);
    expect(update(state, { type: 'inspect/received', target: target('b'), details: detailsOf(), at: start })).toBe(state);
    expect(update(state, { type: 'inspect/failed', target: { engine: 'elsewhere', container: 'a' }, failure: { kind: 'timeout', what: '', where: '', why: '', hint: '', status: null }, at: start })).toBe(state);
  });

  test('tells the time with every tick', () => {
    expect(update(opened(), { type: 'clock/ticked', at: start + 5000, zone: 60 })).toMatchObject({ now: start + 5000, zone: 60 });
  });
});
