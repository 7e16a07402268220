import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openRemembered, rememberedPath } from '../../src/shell/remembered-file.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'whalewatch-remembered-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const env = () => ({ XDG_STATE_HOME: folder });
const path = () => join(folder, 'whalewatch', 'state.json');
const content = () => JSON.parse(readFileSync(path(), 'utf8')) as Record<string, unknown>;
const put = (text: string) => {
  mkdirSync(join(folder, 'whalewatch'), { recursive: true });
  writeFileSync(path(), text);
};

describe('the file of what is remembered', () => {
  test('is where the environment says: its state folder, else that of the home there is', () => {
    expect(rememberedPath(env())).toBe(path());
    expect(rememberedPath({ HOME: folder })).toBe(join(folder, '.local', 'state', 'whalewatch', 'state.json'));
    expect(rememberedPath({ XDG_STATE_HOME: '', HOME: folder })).toBe(join(folder, '.local', 'state', 'whalewatch', 'state.json'));
    for (const none of [{}, { HOME: '/nonexistent-home' }, { HOME: '' }, { XDG_STATE_HOME: 'not/absolute' }]) expect(rememberedPath(none)).toBeNull();
  });

  test('nothing is made before something is written; then it is whole, and for its owner only', async () => {
    const file = openRemembered(env(), 7);
    expect([file.remembered, file.warning, readdirSync(folder)]).toEqual([{}, null, []]);
    await file.write({ group: 'project' });
    expect(content()).toEqual({ group: 'project' });
    expect(statSync(path()).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'whalewatch')).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(folder, 'whalewatch'))).toEqual(['state.json']);
    expect(openRemembered(env(), 8).remembered).toEqual({ group: 'project' });
  });

  test('many writes at once: the newest is what stays', async () => {
    const file = openRemembered(env(), 7);
    const all = ['name', 'image', 'ip', 'id', 'cpu'].map((sort) => file.write({ sort }));
    expect(file.busy()).toBe(true);
    await Promise.all(all);
    expect([content(), file.busy()]).toEqual([{ sort: 'cpu' }, false]);
  });

  test('two whalewatches keep what the other wrote', async () => {
    const [one, two] = [openRemembered(env(), 1), openRemembered(env(), 2)];
    await Promise.all([one.write({ sort: 'ip', filters: { a: '1' } }), two.write({ group: 'image', filters: { b: '2' } })]);
    expect(content()).toEqual({ sort: 'ip', group: 'image', filters: { a: '1', b: '2' } });
    await one.write({ sort: 'ip', filters: {} });
    expect(content()).toEqual({ sort: 'ip', group: 'image', filters: { b: '2' } });
  });

  test('what was chosen by a flag is not written before it changes', async () => {
    const file = openRemembered(env(), 7);
    file.begin({ group: 'state', sort: 'name' });
    await file.write({ group: 'state', sort: 'cpu' });
    expect(content()).toEqual({ sort: 'cpu' });
  });

  test.each([['half of it', '{"group": "pro'], ['something else', '[1, 2]'], ['nothing', '']])('a broken one (%s) is told and kept aside', async (_, text) => {
    put(text);
    const file = openRemembered(env(), 7);
    expect(file.remembered).toEqual({});
    expect(file.warning).toMatch(/broken, and kept as state\.json\.broken/);
    expect(readFileSync(`${path()}.broken`, 'utf8')).toBe(text);
    await file.write({ group: 'project' });
    expect(content()).toEqual({ group: 'project' });
  });

  test('one that somebody broke meanwhile is kept aside too', async () => {
    const file = openRemembered(env(), 7);
    await file.write({ sort: 'ip' });
    put('{');
    await file.write({ sort: 'cpu' });
    expect([readFileSync(`${path()}.broken`, 'utf8'), content()]).toEqual(['{', { sort: 'cpu' }]);
  });

  test('where nothing can be written that is said, and nothing is left behind', async () => {
    writeFileSync(join(folder, 'whalewatch'), 'a file in the way');
    const file = openRemembered(env(), 7);
    expect(file.warning).toBeNull();
    await expect(file.write({ sort: 'ip' })).rejects.toThrow(/state\.json cannot be written \((ENOTDIR|EEXIST)\)/);
    expect([file.busy(), readdirSync(folder)]).toEqual([false, ['whalewatch']]);
    await expect(openRemembered({}, 7).write({ sort: 'ip' })).rejects.toThrow('there is no home directory');
    rmSync(join(folder, 'whalewatch'));
    await file.write({ sort: 'ip', group: 'image' });
    expect(content()).toEqual({ sort: 'ip', group: 'image' });
  });

  test('a lock that somebody left behind is taken over', async () => {
    put('{}');
    writeFileSync(`${path()}.lock`, '');
    utimesSync(`${path()}.lock`, 1, 1);
    await openRemembered(env(), 7).write({ sort: 'ip' });
    expect([content(), readdirSync(join(folder, 'whalewatch'))]).toEqual([{ sort: 'ip' }, ['state.json']]);
  });
});
