import { describe, expect, test } from 'vitest';
import { anyName, isLevelKey, levelNamed, levelOfLetter, levelOfPriority, levelOfSign, levels, saysNoMore } from '../../src/model/level.ts';

test('levels rise', () => {
  expect(levels).toEqual(['trace', 'debug', 'info', 'warn', 'error', 'fatal']);
});

describe('a word that names a level', () => {
  test.each([
    ['trace', 'trace'], ['VERBOSE', 'trace'], ['TRC', 'trace'], ['trce', 'trace'], ['debug', 'debug'], ['dbg', 'debug'], ['DEBU', 'debug'], ['dbug', 'debug'],
    ['info', 'info'], ['Information', 'info'], ['INF', 'info'], ['notice', 'info'], ['Note', 'info'], ['LOG', 'info'], ['informational', 'info'],
    ['warn', 'warn'], ['WARNING', 'warn'], ['wrn', 'warn'], ['error', 'error'], ['err', 'error'], ['ERRO', 'error'], ['eror', 'error'], ['fail', 'error'], ['SEVERE', 'error'],
    ['fatal', 'fatal'], ['crit', 'fatal'], ['Critical', 'fatal'], ['panic', 'fatal'], ['DPANIC', 'fatal'], ['emerg', 'fatal'], ['alert', 'fatal'], ['FTL', 'fatal'],
    ['10', 'trace'], ['20', 'debug'], ['30', 'info'], ['35', 'info'], ['40', 'warn'], ['50', 'error'], ['60', 'fatal'],
  ])('%s: %s', (word, level) => {
    expect(levelNamed(word)).toBe(level);
  });

  test.each(['', 'errors', 'infos', 'no', 'E', 'I', 'W', '0', '3', '5', '70', '100', '300', '-30', '30.5', 'constructor', '__proto__', 'e'.repeat(300_000)])('%.20s names none', (word) => {
    expect(levelNamed(word)).toBeNull();
  });

  test.each([['WARNING', true], ['err', true], ['30', true], ['notice', false], ['35', false], ['alert', false]])('%s says no more than its level: %s', (word, wanted) => {
    expect(saysNoMore(word)).toBe(wanted);
  });
});

test('every name of a level is found in a line, and nothing within a longer word', () => {
  for (const name of ['trace', 'INFO', 'warning', 'Error', 'pnc', 'informational']) expect(anyName.test(`a ${name}: b`)).toBe(true);
  expect(anyName.test('errors terror info_1 1warn')).toBe(false);
});

test('keys of a level are known in any case', () => {
  expect(['level', 'Level', 'lvl', 'severity', 'log.level', '@level', 'levelname', '@l'].filter(isLevelKey)).toHaveLength(8);
  expect(['levels', 'level_', 'lev', 'l', 's', ''].filter(isLevelKey)).toEqual([]);
});

test.each([[0, 'fatal'], [2, 'fatal'], [11, 'error'], [12, 'warn'], [13, 'info'], [14, 'info'], [15, 'debug'], [191, 'debug'], [192, null]])('syslog priority %i: %s', (priority, level) => {
  expect(levelOfPriority(priority)).toBe(level);
});

test.each([['D', 'debug'], ['D2', 'debug'], ['I', 'info'], ['W', 'warn'], ['E', 'error'], ['F', 'fatal'], ['X', null], ['', null]])('the letter %s: %s', (letter, level) => {
  expect(levelOfLetter(letter)).toBe(level);
});

test.each([['.', 'trace'], ['-', 'debug'], ['*', 'info'], ['#', 'warn'], ['!', null]])('the sign %s: %s', (sign, level) => {
  expect(levelOfSign(sign)).toBe(level);
});
