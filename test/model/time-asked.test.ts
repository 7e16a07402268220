import { describe, expect, test } from 'vitest';
import { timeAsked } from '../../src/model/time-asked.ts';

const now = Date.parse('2026-11-23T12:30:00Z');
const asked = (text: string, zone = 0) => {
  const found = timeAsked(text, now, zone);
  return 'problem' in found ? found.problem : found.at === null ? 'start' : new Date(found.at).toISOString().replace('.000Z', 'Z');
};

describe('times as a person types them', () => {
  test.each([
    ['5m', '2026-11-23T12:25:00Z'],
    ['1h30m', '2026-11-23T11:00:00Z'],
    ['5m ago', '2026-11-23T12:25:00Z'],
    [' 1h30m  ago ', '2026-11-23T11:00:00Z'],
    ['1.5h', '2026-11-23T11:00:00Z'],
    ['1d', '2026-11-22T12:30:00Z'],
    ['start', 'start'],
    ['12:02', '2026-11-23T12:02:00Z'],
    ['9:02:30', '2026-11-23T09:02:30Z'],
    // not yet come today: yesterday's
    ['14:02', '2026-11-22T14:02:00Z'],
    ['2026-11-20 14:02', '2026-11-20T14:02:00Z'],
    ['2026-11-20', '2026-11-20T00:00:00Z'],
    ['2026-11-20T14:02:11+02:00', '2026-11-20T12:02:11Z'],
  ])('%s is %s', (text, time) => expect(asked(text)).toBe(time));

  test("are told on the user's clock", () => {
    expect(asked('13:02', 60)).toBe('2026-11-23T12:02:00Z');
    expect(asked('2026-11-20', -300)).toBe('2026-11-20T05:00:00Z');
    // half past midnight there is still yesterday here
    expect(timeAsked('0:01', Date.parse('2026-11-23T23:30:00Z'), 60)).toEqual({ at: Date.parse('2026-11-23T23:01:00Z') });
  });

  test.each(['yesterday', '25:00', '5', '5x', '2026-13-40', '12:60', 'ago', '12:02 ago', ''])('“%s” is told to be none', (text) => {
    expect(asked(text)).toMatch(/is no time: 5m, 1h30m/);
  });
});
