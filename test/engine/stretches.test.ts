import { describe, expect, test } from 'vitest';
import { listByStretches } from '../../src/engine/stretches.ts';
import { failure } from './calls.ts';
import { countedTurns } from './counted-turns.ts';

const attempt = { what: 'list what it changed', where: 'unix:///run/x.sock', path: '/run/x.sock' };
const many = (count: number) => Array.from({ length: count }, (_, at) => ({ Path: `/srv/"},{"/file ${at}`, Kind: at % 3 }));
const listed = (body: string, first = '{"', turns?: Parameters<typeof listByStretches>[4]) => listByStretches(attempt, Buffer.from(body), first, (entry) => entry, turns);

describe('a list parsed a stretch at a time', () => {
  test('is the list that one parse gives, whatever stands in its texts', async () => {
    const body = JSON.stringify(many(20_000));
    expect(body.length).toBeGreaterThan(600_000);
    expect(await listed(body)).toEqual(many(20_000));
    expect(await listed(`${body} \n`)).toEqual(many(20_000));
    expect(await listed('[]')).toEqual([]);
    expect(await listed('[{"Path":"/a","Kind":1}]')).toEqual([{ Path: '/a', Kind: 1 }]);
  });

  test('keys are let through between stretches', async () => {
    const { turns, taken } = countedTurns(2);
    await listed(JSON.stringify(many(20_000)), '{"', () => turns);
    expect(taken()).toBeGreaterThan(3);
  });

  test('entries with lists of objects inside stay whole when they are cut by how they begin', async () => {
    const entries = many(3000).map((change, at) => ({ Id: String(at), Ports: [{ a: 1 }, { a: 2 }], Labels: { Id: 'x' }, ...change }));
    expect(await listed(JSON.stringify(entries), '{"Id":"')).toEqual(entries);
  });

  test('one entry of megabytes is shortened, its neighbours are whole', async () => {
    const entries = ['a', 'b', 'c'].map((letter) => ({ Id: letter, Text: letter === 'b' ? 'x'.repeat(3_000_000) : letter }));
    const found = await listed(JSON.stringify(entries), '{"Id":"') as { Id: string; Text: string }[];
    expect(found.map(({ Id }) => Id)).toEqual(['a', 'b', 'c']);
    expect(found[1]?.Text).toMatch(/cut: 2\.9 MiB in all/);
    expect(found[2]?.Text).toBe('c');
  });

  test.each([['null', 'null'], ['{}', 'this object'], ['7', 'a number']])('%s is none', async (body, shape) => {
    expect(await failure(listed(body))).toMatchObject({ kind: 'protocol', why: `bad answer: a list was expected, not ${shape}` });
  });

  test('one that is cut short is told, long or not', async () => {
    const body = JSON.stringify(many(3000));
    expect(await failure(listed(body.slice(0, -9)))).toMatchObject({ kind: 'protocol', why: 'bad answer: it is no JSON, or was cut short' });
    expect(await failure(listed(`${JSON.stringify(many(60_000)).slice(0, -9)}`))).toMatchObject({ kind: 'protocol', why: expect.stringContaining('no list as engines write it') as string });
  });
});
