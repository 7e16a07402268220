import { describe, expect, test } from 'vitest';
import type { EngineOffer } from '../../../src/model/engine-state.ts';
import { engineEntries } from '../../../src/model/slices/engine-panel.ts';
import type { State } from '../../../src/model/state.ts';
import { address, after, key, listed, opened, start } from '../state.ts';

const other = 'tcp://build:2376';
const offer = (name: string, change: Partial<EngineOffer> = {}): EngineOffer => ({ kind: 'context', name, address: `tcp://${name}:2376`, problem: null, answer: null, ...change });
const offered = (...offers: readonly EngineOffer[]) => ({ type: 'engines/offered' as const, offers });
const type = (text: string) => [...text].map((letter) => key(letter));
/** Two engines with a container each, the panel open. */
const panel = (...offers: readonly EngineOffer[]) => after(opened(160, 45, address, other), listed(['a']), listed(['b'], start, other), key(':'), ...type('engines'), key('enter'), offered(...offers));
const names = (state: State) => engineEntries(state).map((entry) => ('watched' in entry ? `watched ${entry.watched.address}` : entry.offer.name));
const wishes = (state: State) => state.requests.engines.map(({ kind, name, alone }) => `${kind} ${name}${alone ? ' alone' : ''}`);

describe('the engines panel', () => {
  test('lists those that are watched, then those that could be; a context of the same address too, but not the same thing twice', () => {
    const offers = [offer('prod'), offer('build'), offer('default', { address }), offer(other, { kind: 'host', address: other }), offer('demo', { kind: 'demo', address: '' })];
    expect(names(panel(...offers))).toEqual([`watched ${address}`, `watched ${other}`, 'prod', 'build', 'demo']);
  });

  test('space watches one more, or one less', () => {
    const state = panel(offer('prod'));
    expect(wishes(after(state, key('j'), key('j'), key('space')))).toEqual(['context prod']);
    const dropped = after(state, key('j'), key('space'));
    expect(dropped.engines.map((engine) => engine.address)).toEqual([address]);
    expect(dropped.containers.shown.map(({ name }) => name)).toEqual(['a']);
    expect(names(dropped)).toEqual([`watched ${address}`, other, 'prod']);
    expect(wishes(after(dropped, key('space')))).toEqual([`host ${other}`]);
  });

  test('the last one stays', () => {
    const state = after(panel(), key('space'), key('g'), key('space'));
    expect(state.engines).toHaveLength(1);
    expect(state.screen.notice?.text).toContain('One engine is always watched');
  });

  test('enter turns to one only, and closes', () => {
    const state = after(panel(offer('prod')), key('j'), key('enter'));
    expect([state.engines.map((engine) => engine.address), state.containers.shown.map(({ name }) => name), state.screen.panel]).toEqual([[other], ['b'], null]);
    expect(wishes(after(panel(offer('prod')), key('G'), key('enter')))).toEqual(['context prod alone']);
  });

  test('one that cannot be watched says why', () => {
    const state = after(panel(offer('torn', { problem: 'meta.json is not a context' })), key('G'), key('space'));
    expect([wishes(state), state.screen.notice?.text]).toEqual([[], 'It cannot be watched: meta.json is not a context.']);
  });

  test.each([['ssh://me@far', 'host ssh://me@far'], ['prod', 'context prod'], ['/run/docker.sock', 'host /run/docker.sock'], ['10.0.0.1:2375', 'host 10.0.0.1:2375'], ['demo', 'demo demo']])('a asks for %s: %s', (typed, wish) => {
    expect(wishes(after(panel(), key('a'), ...type(typed), key('enter')))).toEqual([wish]);
  });

  test('nothing typed is nothing asked for; esc closes the prompt, then the panel', () => {
    const state = after(panel(), key('a'), key('enter'));
    expect([wishes(state), state.screen.panel]).toEqual([[], { kind: 'engines', choice: 0 }]);
    const typing = after(panel(), key('a'), ...type('x'), key('esc'));
    expect([typing.screen.prompt, typing.screen.panel]).toEqual([null, { kind: 'engines', choice: 0 }]);
    expect(after(typing, key('esc')).screen).toMatchObject({ panel: null, focus: 'containers' });
    expect(after(panel(), key('q')).requests.quit).toBe(false);
  });

  test('another pane closes it; the list below does not move meanwhile', () => {
    const state = after(panel(), key('j'), key('j'));
    expect(state.containers.selected?.container).toBe('a');
    expect(after(state, key('3')).screen).toMatchObject({ panel: null, focus: 'logs' });
  });

  test('a context that is gone is offered no more, an engine that was dropped is; what was answered is kept', () => {
    const dropped = after(panel(offer('prod'), offer('old')), key('j'), key('space'), { type: 'engines/answered', kind: 'context', name: 'prod', answer: { product: 'Docker', version: '29.0', api: '1.51' } });
    const again = after(dropped, key('esc'), offered(offer('prod')));
    expect(again.offers.map(({ name, answer }) => [name, answer !== null])).toEqual([['prod', true], [other, false]]);
  });

  test('an engine that was asked tells who it is', () => {
    const state = after(panel(offer('prod')), { type: 'engines/answered', kind: 'context', name: 'prod', answer: { product: 'Docker', version: '29.0', api: '1.51' } });
    expect(state.offers).toMatchObject([{ name: 'prod', answer: { version: '29.0' } }]);
  });
});
