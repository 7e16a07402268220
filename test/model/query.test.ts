import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conditionOf, queryOf } from '../../src/model/query.ts';

const condition = (text: string) => conditionOf(text) ?? expect.fail('no condition');
const ranges = (text: string, inLine: string) => condition(text).ranges(inLine).map(([from, to]) => inLine.slice(from, to));

describe('what a search text means', () => {
  test('small letters find both cases, a capital makes it exact', () => {
    expect(ranges('error', 'Error: error ERROR')).toEqual(['Error', 'error', 'ERROR']);
    expect(ranges('Error', 'Error: error ERROR')).toEqual(['Error']);
    expect(ranges('größe', 'GRÖSSE GRÖßE')).toEqual(['GRÖßE']);
  });

  test('it is text, never a pattern', () => {
    expect(ranges('a.b', 'axb a.b')).toEqual(['a.b']);
    expect(ranges('shop-api', 'GET shop-api 200')).toEqual(['shop-api']);
    expect(ranges('[1](2){3}$4^5|6/7\\8*9+?', 'x[1](2){3}$4^5|6/7\\8*9+?y')).toEqual(['[1](2){3}$4^5|6/7\\8*9+?']);
  });

  test('any text finds itself', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/^[!~]|=/.test(text)), fc.string(), fc.string(), (text, before, after) => {
      expect(condition(text).test(before + text + after)).toBe(true);
    }));
  });

  test('an empty text matches nothing', () => {
    expect(conditionOf('')).toBeNull();
  });

  test('matches do not overlap and are told in characters of the line', () => {
    expect(condition('aa').ranges('aaaaa')).toEqual([[0, 2], [2, 4]]);
    expect(condition('b').ranges('🐳b日b')).toEqual([[2, 3], [4, 5]]);
  });
});

const passes = (text: string, line: string) => condition(text).test(line) !== condition(text).negated;
const problem = (text: string) => {
  const query = queryOf(text);
  return query && 'problem' in query ? query.problem : null;
};

describe('what more can be asked for', () => {
  test.each([
    ['~err(or)?s', 'two errs', 'one er'],
    ['~ERR', 'ERR 5', 'err 5'],
    ['~\\S+@\\S+', 'Mail to A@B', 'no mail'],
    ['~^GET', 'GET /', 'a GET'],
    ['!health', 'GET /cart', 'GET /healthz'],
    ['!~^$', 'x', ''],
    ['level>=warn', 'ERROR broken', 'INFO fine'],
    ['level<warn', '{"level":"debug","msg":"x"}', 'WARN x'],
    ['level=error', 'level=error msg=x', 'level=warn msg=x'],
    ['!level=info', 'no level at all', 'INFO x'],
    ['req_id=7f3', '{"req_id":"7f3","msg":"x"}', '{"req_id":"7f34","msg":"x"}'],
    ['dur=5', 'msg=done dur=5 ok=1', 'msg=done dur=6 ok=1'],
    ['a=b', 'plain text with a=b in it', 'a = b'],
  ])('%s passes “%s” and not “%s”', (text, yes, no) => {
    expect([passes(text, yes), passes(text, no)]).toEqual([true, false]);
  });

  test.each([
    ['~(', /not a regular expression: .*Unterminated group/],
    ['~[a', /Unterminated character class/],
    ['~(a)\\1', /back-references can take forever/],
    ['~(?=x)', /look-around/],
    ['level>=loud', /loud is no level: trace, debug, info, warn, error, fatal/],
  ])('%s is told to be no query', (text, why) => {
    expect(problem(text)).toMatch(why);
  });

  test.each(['!', '~', '=', '[error]', '(', 'a*', 'level', '\\1'])('%s is text', (text) => {
    expect(passes(text, `x ${text} y`)).toBe(true);
    expect(passes(text, 'something else')).toBe(false);
  });
});
