import { describe, expect, test } from 'vitest';
import type { EngineEvent } from '../../../src/engine/event-types.ts';
import type { Message } from '../../../src/model/message.ts';
import { chosenPlace, eventFacts, shownHappenings } from '../../../src/model/slices/event-panel.ts';
import type { State } from '../../../src/model/state.ts';
import { address, after, key, listed, opened, start } from '../state.ts';

const event = (action: string, name: string, second: number): EngineEvent => ({ action, id: name, name, image: `shop/${name}:1`, at: start + second * 1000, stamp: `${name} ${second}`, exitCode: action === 'die' ? 1 : null, signal: null, health: '', oldName: '' });
const heard = (...events: readonly EngineEvent[]): Message => ({ type: 'events/received', engine: address, events, at: start + 10_000 });
const type = (text: string) => [...text].map((letter) => key(letter));
const panel = (...keys: readonly Message[]) => after(opened(), listed(['api', 'web']), heard(event('pause', 'api', 1), event('die', 'web', 2), event('start', 'web', 3), event('destroy', 'old', 4)), key('v'), ...keys);
const rows = (state: State) => (state.screen.panel?.kind === 'events' ? shownHappenings(state, state.screen.panel.filter).map(({ kind, name }) => `${name} ${kind}`) : []);
const chosen = (state: State) => (state.screen.panel?.kind === 'events' ? rows(state)[chosenPlace(shownHappenings(state, state.screen.panel.filter), state.screen.panel)] : undefined);

describe('the events panel', () => {
  test('v and :events open it on the newest; v, q and esc close it', () => {
    expect(rows(panel())).toEqual(['api paused', 'web exited', 'web started', 'old removed']);
    expect(chosen(panel())).toBe('old removed');
    const named = after(opened(), listed(['api']), key('2'), key(':'), ...type('events'), key('enter'));
    expect(named.screen.panel).toEqual({ kind: 'events', choice: null, filter: '' });
    for (const name of ['v', 'q', 'esc']) expect(panel(key(name)).screen.panel).toBeNull();
    expect(panel(key('q')).requests.quit).toBe(false);
  });

  test('on the newest it stays on the newest; elsewhere on what was chosen', () => {
    const more = heard(event('pause', 'web', 5));
    expect(chosen(after(panel(), more))).toBe('web paused');
    expect(chosen(after(panel(key('k')), more))).toBe('web started');
    expect(chosen(after(panel(key('k'), key('j')), more))).toBe('web paused');
    expect(chosen(panel(key('g')))).toBe('api paused');
    expect(chosen(panel(key('g'), key('G')))).toBe('old removed');
  });

  test('/ filters by words of the line, the image or the id, as they are typed; esc clears', () => {
    const filtered = panel(key('/'), ...type('web EXIT'));
    expect(rows(filtered)).toEqual(['web exited']);
    expect(eventFacts(filtered, 1, 'web EXIT')).toBe('1 of 4');
    expect(rows(after(filtered, key('enter'), key('esc')))).toHaveLength(4);
    expect(rows(after(filtered, key('esc')))).toHaveLength(4);
    expect(rows(panel(key('/'), ...type('shop/old'), key('enter')))).toEqual(['old removed']);
    expect(chosen(panel(key('/'), ...type('nothing')))).toBeUndefined();
  });

  test('enter goes to the container, and says when it cannot', () => {
    const gone = panel(key('enter'));
    expect([gone.screen.panel?.kind, gone.screen.notice?.text]).toEqual(['events', 'old is no longer there.']);
    const there = panel(key('k'), key('enter'));
    expect([there.screen.panel, there.screen.focus, there.containers.selected?.container]).toEqual([null, 'containers', 'web']);
    const hidden = after(opened(), listed(['api', 'web']), heard(event('die', 'web', 2)), key('/'), ...type('api'), key('enter'), key('v'), key('enter'));
    expect([hidden.screen.panel?.kind, hidden.screen.notice?.text]).toEqual(['events', 'web is hidden by the filter of the list.']);
  });

  test('y copies the line', () => {
    expect(panel(key('k'), key('y')).requests.copy).toEqual({ text: '12:00:03  web  started again after 1s', what: 'the line' });
  });

  test('with nothing in it, its keys say so', () => {
    expect(after(opened(), listed(['api']), key('v'), key('enter')).screen.notice?.text).toBe('There is nothing here yet.');
  });
});
