import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EngineError } from '../../src/engine/errors.ts';
import { shortened } from '../../src/engine/shorten.ts';
import { takeTurns } from '../../src/engine/turns.ts';
import { countedTurns } from './counted-turns.ts';

const attempt = { what: 'inspect the container', where: 'unix:///run/x.sock', path: '/run/x.sock' };
const short = async (text: string) => (await shortened(attempt, Buffer.from(text), takeTurns())).toString();
const shortJson = async (value: unknown): Promise<unknown> => JSON.parse(await short(JSON.stringify(value)));
/** Makes a body large enough to be shortened. */
const ballast = 'b'.repeat(300_000);
const cutBallast = `${'b'.repeat(960)}… (cut: 293 KiB in all)`;

describe('a body shortened', () => {
  test('a usual one is the very same bytes', async () => {
    const bytes = Buffer.from(JSON.stringify({ Labels: { long: 'x'.repeat(200_000) } }));
    expect(await shortened(attempt, bytes, takeTurns())).toBe(bytes);
  });

  test('long texts are cut and say so, all else stays', async () => {
    expect(await shortJson({ Id: 'a', Labels: { big: ballast, exact: 'x'.repeat(960), small: '}],"' }, Ports: [1.50, null, true, {}, []] })).toEqual(
      { Id: 'a', Labels: { big: cutBallast, exact: 'x'.repeat(960), small: '}],"' }, Ports: [1.5, null, true, {}, []] });
  });

  test('of many entries the first thousand are kept, and the number of the others', async () => {
    const entries = Array.from({ length: 30_000 }, (_, at) => [`label.${at}`, `"]}${at}`] as const);
    const value = await shortJson({ Labels: Object.fromEntries(entries), Env: entries.map(([name]) => name), Rows: entries.map((entry) => [entry, { entry }]), After: [1] }) as Record<string, unknown>;
    expect(value['Labels']).toEqual({ ...Object.fromEntries(entries.slice(0, 1000)), '…': '29000 more are left out' });
    expect(value['Env']).toEqual([...entries.slice(0, 1000).map(([name]) => name), '… 29000 more are left out']);
    expect(value['Rows']).toHaveLength(1001);
    expect(value['After']).toEqual([1]);
  });

  test('exactly a thousand entries are all of them', async () => {
    const list = Array.from({ length: 1000 }, (_, at) => at);
    expect(await shortJson({ list, ballast })).toEqual({ list, ballast: cutBallast });
  });

  test.each([['a quote', '"'], ['a backslash', '\\'], ['a control character', '\u0001'], ['two bytes', 'é'], ['three bytes', '漢'], ['four bytes', '🐳']])('%s is never cut in two', async (_, character) => {
    for (let lead = 950; lead < 965; lead++) {
      const { text } = await shortJson({ text: 'x'.repeat(lead) + character.repeat(100), ballast }) as { text: string };
      expect(text).toMatch(/… \(cut: [12] KiB in all\)$/);
      expect(text.replace(/…[^…]*$/, '').slice(lead).replaceAll(character, '')).toBe('');
      expect(text).not.toContain('\ufffd');
    }
  });

  test('what is no JSON stays none', async () => {
    const whole = JSON.stringify({ ballast, list: Array(2000).fill('x'), last: 'y' });
    for (const end of [1, 2, 5, 10, 100, 5000, 100_000]) expect(() => JSON.parse(whole.slice(0, -end)) as unknown).toThrow();
    for (const end of [1, 2, 5, 10, 100, 5000]) {
      const text = await short(whole.slice(0, -end));
      expect(() => JSON.parse(text) as unknown).toThrow();
    }
  });

  test('any JSON comes out as JSON, and as itself where nothing is long', async () => {
    await fc.assert(fc.asyncProperty(fc.jsonValue(), async (value) => {
      expect(await shortJson([value, ballast])).toEqual(JSON.parse(JSON.stringify([value, cutBallast])));
    }));
  });

  test('what is large however it is cut is refused by its size', async () => {
    const deep = JSON.stringify(Array(1000).fill(Array(1000).fill('12345678')));
    const refusal = await short(deep).catch((error: unknown) => error instanceof EngineError && error.failure);
    expect(refusal).toMatchObject({ kind: 'protocol', what: 'inspect the container', why: 'the answer is too large to be shown (10.5 MiB)' });
  });

  test('keys are let through meanwhile', async () => {
    const { turns, taken } = countedTurns(1);
    await shortened(attempt, Buffer.from(JSON.stringify(ballast.repeat(10))), turns);
    expect(taken()).toBe(45);
  });
});
