import { expect, test } from 'vitest';
import type { Happening } from '../../src/model/event-state.ts';
import { happeningLine, happeningTime, happeningWords } from '../../src/model/happening-text.ts';
import { start } from './state.ts';

const clock = { now: start + 3_600_000, zone: 120 };
const one = (kind: Happening['kind'], more: Partial<Happening> = {}): Happening => ({
  number: 0, kind, engine: 'e', container: 'c', name: 'web', image: 'shop/app:1', at: start, from: null, exitCode: null, oom: false, signals: [], again: false, lasted: null, oldName: '', ...more,
});

test.each<[string, Happening]>([
  ['created from shop/app:1', one('created')],
  ['created', one('created', { image: '' })],
  ['started', one('started')],
  ['started again after 2s', one('started', { again: true, lasted: 2400 })],
  ['exited 137 after 2h 14m, OOM-killed', one('exited', { exitCode: 137, lasted: 8_040_000, oom: true })],
  ['exited 143 after less than a second, sent SIGTERM', one('exited', { exitCode: 143, lasted: 20, signals: [15, 15] })],
  ['exited 137, sent SIGTERM, SIGKILL', one('exited', { exitCode: 137, signals: [15, 9] })],
  ['exited', one('exited')],
  ['exited 1, between 13:59:00 and 14:00:00', one('exited', { exitCode: 1, from: start - 60_000 })],
  ['exited 1', one('exited', { exitCode: 1, from: start - 2000 })],
  ['was sent SIGHUP', one('signalled', { signals: [1] })],
  ['was sent signal 37', one('signalled', { signals: [37] })],
  ['was sent a signal', one('signalled', { signals: [0] })],
  ['renamed, it was old', one('renamed', { oldName: 'old' })],
  ['a process of it was killed: out of memory', one('oom', { oom: true })],
  ['the engine did not answer for 3m 19s', one('unheard', { from: start - 199_000 })],
])('%s', (words, happening) => {
  expect(happeningWords(happening, clock)).toBe(words);
});

test('its time is the engine\'s, on the user\'s clock; ~ where it is not exact', () => {
  expect(happeningTime(one('started'), clock)).toBe('14:00:00');
  expect(happeningTime(one('started', { from: start - 1 }), clock)).toBe('~14:00:00');
  expect(happeningTime(one('unheard', { from: start - 1 }), clock)).toBe('14:00:00');
  expect(happeningTime(one('started', { at: start - 86_400_000 }), clock)).toBe('2026-11-22 14:00:00');
});

test('a line is one line whatever the names are', () => {
  expect(happeningLine(one('renamed', { name: 'a\u001b[31mb\nc', oldName: 'x\u202ey' }), clock, 'prod\r')).not.toMatch(/[\u0000-\u001f\u202e]/);
  expect(happeningLine(one('started'), clock, '')).toBe('14:00:00  web  started');
  expect(happeningLine(one('started'), clock, 'prod')).toBe('14:00:00  prod  web  started');
});
