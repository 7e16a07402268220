import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeList } from '../../src/engine/decode.ts';
import { EngineError } from '../../src/engine/errors.ts';
import { createListDecoder } from '../../src/engine/list-decoder.ts';
import { capture, captures, synthetic } from './captures.ts';
import { countedTurns } from './counted-turns.ts';

const attempt = { what: 'list containers', where: 'unix:///run/x.sock', path: '/run/x.sock' };
const outcome = async (act: () => unknown) => {
  try {
    return await act();
  } catch (error) {
    return error instanceof EngineError ? error.failure : Promise.reject(error as Error);
  }
};

describe('lists decoded one after the other', () => {
  test.each(captures('list-').map(({ engine, name, bytes }) => [`${engine} ${name}`, bytes] as const))('%s: what a whole parse gives', async (_, bytes) => {
    expect(await createListDecoder().decode(attempt, bytes)).toEqual(decodeList(attempt, bytes.toString('utf8')));
  });

  test.each(['list-null.json', 'list-truncated.json', 'list-wrong-shape.json', 'list-garbage-fields.json', 'error-200-with-error-json.http'])('%s: the same outcome as a whole parse', async (name) => {
    const bytes = synthetic(name);
    expect(await outcome(() => createListDecoder().decode(attempt, bytes))).toEqual(await outcome(() => decodeList(attempt, bytes.toString('utf8'))));
  });

  test('a container whose bytes did not change is the very same value', async () => {
    const decoder = createListDecoder();
    const bytes = capture('docker-28', 'list-1012-containers');
    const before = await decoder.decode(attempt, bytes);
    const changed = Buffer.from(bytes.toString('utf8').replace(/"Status":"[^"]*"/, '"Status":"Up 99 years"'));
    const after = await decoder.decode(attempt, changed);
    expect(after[0]).not.toBe(before[0]);
    expect(after[0]?.status).toBe('Up 99 years');
    expect(after.slice(1).every((container, at) => container === before[at + 1])).toBe(true);
  });

  test('keys are let through whenever a turn is over', async () => {
    const { turns, taken } = countedTurns(100);
    await createListDecoder(() => turns).decode(attempt, capture('docker-28', 'list-1012-containers'));
    expect(taken()).toBe(10);
  });

  test('a container with a label of megabytes is one of the list, its label cut', async () => {
    const list = ['a', 'b', 'c'].map((letter) => ({ Id: letter.repeat(64), Names: [`/${letter}`], Labels: letter === 'b' ? { big: 'x'.repeat(3_000_000), 'com.docker.compose.project': 'shop' } : {}, State: 'running' }));
    const containers = await createListDecoder().decode(attempt, Buffer.from(JSON.stringify(list)));
    expect(containers.map(({ name, state, project }) => ({ name, state, project }))).toEqual([
      { name: 'a', state: 'running', project: null }, { name: 'b', state: 'running', project: 'shop' }, { name: 'c', state: 'running', project: null },
    ]);
    expect(containers[1]?.labels['big']).toMatch(/^x{960}… \(cut: 2\.9 MiB in all\)$/);
  });

  test('more containers than can be shown are refused by number', async () => {
    const list = (count: number) => Buffer.from(JSON.stringify(Array.from({ length: count }, (_, at) => ({ Id: String(at) }))));
    expect(await createListDecoder().decode(attempt, list(10_000))).toHaveLength(10_000);
    expect(await outcome(() => createListDecoder().decode(attempt, list(10_001)))).toMatchObject({ kind: 'protocol', why: 'the list is of more than 10,000 containers' });
  });

  test('a long list that is not written as engines write it is refused, not parsed in one go', async () => {
    const list = (count: number) => Buffer.from(JSON.stringify(Array.from({ length: count }, (_, at) => ({ Names: ['/a'], Id: `${at}` })), null, 2));
    expect(await createListDecoder().decode(attempt, list(5000))).toHaveLength(5000);
    expect(await outcome(() => createListDecoder().decode(attempt, list(50_000)))).toMatchObject({ kind: 'protocol', why: 'bad answer: 3 MiB that are no list as engines write it' });
  });

  test('nothing in a label, and no nested list, is taken for the end of a container', async () => {
    const evil = [
      { Id: 'a'.repeat(64), Names: ['/x'], Labels: { trick: '},{"Id":"boo"},{"Id":"' } },
      { Id: 'b'.repeat(64), Names: ['/y'], Nested: [{ Id: 'c' }, { Id: 'd' }] },
    ];
    const bytes = Buffer.from(JSON.stringify(evil));
    expect((await createListDecoder().decode(attempt, bytes)).map(({ id }) => id.charAt(0))).toEqual(['a', 'b']);
  });

  test('however a list is written, and after any other list, the outcome is that of a whole parse', async () => {
    const entry = fc.record({ Id: fc.constantFrom('a'.repeat(64), 'b'.repeat(64), '', 'x'), Status: fc.string(), Labels: fc.dictionary(fc.string(), fc.string(), { maxKeys: 2 }) }, { requiredKeys: [] });
    const list = fc.tuple(fc.array(fc.oneof(entry, fc.jsonValue()), { maxLength: 5 }), fc.constantFrom(0, 2)).map(([value, indent]) => Buffer.from(`${JSON.stringify(value, null, indent)}\n`));
    await fc.assert(fc.asyncProperty(fc.array(list, { minLength: 1, maxLength: 4 }), async (bodies) => {
      const decoder = createListDecoder();
      for (const body of bodies) expect(await outcome(() => decoder.decode(attempt, body))).toEqual(await outcome(() => decodeList(attempt, body.toString('utf8'))));
    }));
  });
});
