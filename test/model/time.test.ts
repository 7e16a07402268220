import { expect, test } from 'vitest';
import { clockTime, fileTime, grouped, longDuration, parseTime, shortBytes, shortDuration, stampTime } from '../../src/model/time.ts';

const at = (text: string) => Date.parse(text);

test.each([[0, '0s'], [59.9, '59s'], [60, '1m'], [3599, '59m'], [7200, '2h'], [86_400 * 12, '12d'], [-5, '0s']])('%d s short: %s', (seconds, text) => expect(shortDuration(seconds)).toBe(text));
test.each([[0, '0s'], [61, '1m 1s'], [7200, '2h'], [8040, '2h 14m'], [86_400 * 3 + 7200, '3d 2h']])('%d s long: %s', (seconds, text) => expect(longDuration(seconds)).toBe(text));
test.each([[512, '512B'], [1000, '1Ki'], [1536, '1.5Ki'], [438_304_768, '418Mi'], [999 * 1024 + 511, '999Ki'], [999 * 1024 + 512, '1Mi'], [1_288_490_189, '1.2Gi'], [0, '0B'], [2 ** 60, '1024Pi']])('%d bytes: %s', (bytes, text) => expect(shortBytes(bytes)).toBe(text));
test.each([[0, '0'], [999, '999'], [18_204, '18,204'], [1_000_000, '1,000,000']])('%d grouped: %s', (value, text) => expect(grouped(value)).toBe(text));

test('a clock reading has its date on another day only, by the clock it is read on', () => {
  const now = at('2026-11-23T00:30:00Z');
  expect(clockTime(at('2026-11-23T00:10:05Z'), 0, now)).toBe('00:10:05');
  expect(clockTime(at('2026-11-22T23:10:05Z'), 0, now)).toBe('2026-11-22 23:10:05');
  expect(clockTime(at('2026-11-22T23:10:05Z'), 120, now)).toBe('01:10:05');
});

test('an engine timestamp in milliseconds on any clock; what cannot be read stays', () => {
  expect(stampTime('2026-11-23T14:02:11.120999999Z', 0)).toBe('14:02:11.120');
  expect(stampTime('2026-11-23T23:30:00Z', 90)).toBe('01:00:00.000');
  expect(stampTime('2026-11-23T00:30:00.5Z', -60)).toBe('23:30:00.500');
  expect(stampTime('2026-11-23T14:02:11.5+02:00', 0)).toBe('12:02:11.500');
  expect(stampTime('2026-11-23T22:02:11.5-03:30', 120)).toBe('03:32:11.500');
  expect(stampTime('yesterday', 0)).toBe('yesterday');
});

test('a time that is none is null', () => {
  expect([parseTime(null), parseTime(''), parseTime('soon'), parseTime('1970-01-01T00:00:01Z')]).toEqual([null, null, null, 1000]);
  expect([parseTime('+275760-09-13T00:00:00Z'), parseTime('-271821-04-20T00:00:00Z')]).toEqual([null, null]);
  expect(parseTime('9999-12-31T00:00:00Z')).toBeNull();
  expect(clockTime(parseTime('9999-12-29T23:59:59Z')!, 14 * 60, 0)).toBe('9999-12-30 13:59:59');
});

test.each([[0, '20261123-235959'], [60, '20261124-005959']])('the name of a file, %d minutes east', (zone, text) => expect(fileTime(at('2026-11-23T23:59:59.900Z'), zone)).toBe(text));
