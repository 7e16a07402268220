import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openProgram, type Program } from '../whole-program.ts';

let program: Program;
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'whalewatch-kept-'));
});
afterEach(() => {
  program.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const open = (...args: readonly string[]) => (program = openProgram({ args: ['--demo', ...args], env: { XDG_STATE_HOME: folder } }));
const content = () => JSON.parse(readFileSync(join(folder, 'whalewatch', 'state.json'), 'utf8')) as Record<string, unknown>;

describe('the built program remembers', () => {
  test('columns, sort and groups from one start to the next, though it is quit at once; a flag goes before', async () => {
    open();
    await program.shows('● live');
    program.press('oUq');
    expect((await program.ended).code).toBe(0);
    expect(content()).toEqual({ group: 'project', sort: 'uptime' });
    open();
    await program.shows(/grouped by project · by uptime/);
    program.press('q');
    await program.ended;
    open('--group', 'state');
    await program.shows(/grouped by state · by uptime/);
    program.press('A');
    await program.shows('running only');
    program.press('q');
    await program.ended;
    expect(content()).toEqual({ group: 'project', sort: 'uptime', runningOnly: true });
  });

  test('a broken file is told, kept aside, and stands in the way of nothing', async () => {
    mkdirSync(join(folder, 'whalewatch'));
    writeFileSync(join(folder, 'whalewatch', 'state.json'), '{"group":');
    open();
    await program.shows(/state\.json is broken, and kept as state\.json\.broken/);
    expect(readFileSync(join(folder, 'whalewatch', 'state.json.broken'), 'utf8')).toBe('{"group":');
  });

  test('where nothing can be written it works all the same, and says so once', async () => {
    writeFileSync(join(folder, 'whalewatch'), '');
    chmodSync(folder, 0o500);
    open();
    await program.shows('● live');
    program.press('o');
    await program.shows(/What you choose is not remembered: .*state\.json cannot be written/);
    program.press('o');
    await program.shows('Grouped by image.');
  });
});
