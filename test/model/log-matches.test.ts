import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { flagsOf } from '../../src/model/log-matches.ts';
import { conditionOf } from '../../src/model/query.ts';
import { plainText } from '../../src/text/sanitise.ts';
import { line, stampAt, storeOf } from './lines.ts';

const condition = (text: string) => conditionOf(text) ?? expect.fail(text);
const found = (texts: readonly (string | ReturnType<typeof line>)[], text: string) => storeOf(texts).chunks.flatMap((chunk) => [...flagsOf(chunk, condition(text))]);

describe('the lines of a chunk that have what is looked for', () => {
  test('a full chunk, looked through in one go, gives what its lines give one by one', () => {
    const word = fc.constantFrom('a', 'b', 'ab', ' ', 'err', 'ERR', '.', '日', '\x1b[1m', '\t');
    const texts = fc.array(fc.array(word, { maxLength: 6 }).map((words) => words.join('')), { minLength: 512, maxLength: 520 });
    const wanted = fc.constantFrom('a', 'ab', 'err', 'ERR', 'b a', '~^a', '~b$', '~a.*b', '~[^b]+', '~(a|b)*', '~\\s', '~^$', '日', '.', '~x?');
    fc.assert(fc.property(texts, wanted, (lines, text) => {
      expect(found(lines.map((one, at) => line(one, stampAt(at))), text)).toEqual(lines.map((one) => (condition(text).test(plainText(one)) ? 1 : 0)));
    }), { numRuns: 120 });
  });

  test('are found in what is shown: not in colours, not in timestamps', () => {
    const lines = Array.from({ length: 600 }, (_, at) => line(at % 2 === 0 ? '\x1b[31mred\x1b[0m' : 'plain', '2026-11-23T10:00:00.000000000Z'));
    expect(found(lines, '31m').includes(1)).toBe(false);
    expect(found(lines, '2026').includes(1)).toBe(false);
    expect(found(lines, 'red').filter((flag) => flag === 1)).toHaveLength(300);
  });

  test('never reach over the end of a line', () => {
    const lines = Array.from({ length: 600 }, (_, at) => (at % 2 === 0 ? 'one' : 'two'));
    expect(found(lines, 'onetwo').includes(1)).toBe(false);
    expect(found(lines, '~e\\st').includes(1)).toBe(false);
    expect(found(lines, '~one|two').includes(0)).toBe(false);
  });

  test('of one stream, whatever they say', () => {
    expect(found(['out', line('err', '', 'stderr')], 'stream=stderr')).toEqual([0, 1]);
    expect(found(['stream=stderr'], 'stream=stdout')).toEqual([1]);
  });

  test('are remembered with the chunk, and found anew in one that has grown', () => {
    const [chunk] = storeOf(['a']).chunks;
    expect(flagsOf(chunk!, condition('a'))).toBe(flagsOf(chunk!, condition('a')));
    expect(flagsOf(chunk!, condition('!a'))).toBe(flagsOf(chunk!, condition('a')));
    expect(storeOf(['a', 'a']).chunks.flatMap((one) => [...flagsOf(one, condition('a'))])).toEqual([1, 1]);
  });
});
