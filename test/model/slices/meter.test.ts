import { expect, test } from 'vitest';
import type { Message } from '../../../src/model/message.ts';
import { meterCommands, requestRate } from '../../../src/model/slices/meter.ts';
import { address, after, listed, opened, start } from '../state.ts';

const asked = (requests: number, at: number, engine = address): Message => ({ type: 'engine/asked', engine, requests, at });
const toggle = meterCommands[0]!.run;

test('requests a second are known from the second count on, and not after counts that fell or came at once', () => {
  const shown = toggle(opened());
  expect(requestRate(shown)).toBeNull();
  const once = after(shown, asked(10, start));
  expect(requestRate(once)).toBeNull();
  expect(requestRate(after(once, asked(15, start + 2000)))).toBe(2.5);
  expect(requestRate(after(once, asked(3, start + 2000)))).toBeNull();
  expect(requestRate(after(once, asked(12, start)))).toBeNull();
});

test('those of several engines are one sum, of those that are watched', () => {
  const other = 'unix:///other.sock';
  const state = after(toggle(opened(160, 45, address, other)), listed([]), asked(0, start), asked(0, start, other), asked(2, start + 2000), asked(6, start + 2000, other));
  expect(requestRate(state)).toBe(4);
  expect(requestRate({ ...state, engines: state.engines.filter((engine) => engine.address === address) })).toBe(1);
});

test('nothing is counted while nobody wants to know, and it begins anew', () => {
  const state = after(opened(), asked(1, start), asked(9, start + 1000));
  expect(state.meter.meters.size).toBe(0);
  const twice = toggle(toggle(toggle(after(toggle(state), asked(1, start), asked(9, start + 1000)))));
  expect([twice.meter.shown, requestRate(twice)]).toEqual([false, null]);
});
