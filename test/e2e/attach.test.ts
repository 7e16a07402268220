import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { openProgram, type Program } from '../whole-program.ts';
import { pressed } from './asking.ts';

let program: Program;
afterEach(() => program?.kill('SIGKILL'));

/** The built program on the demo engine with a container of that name alone in the list. */
async function open(name: string, options: Parameters<typeof openProgram>[0] = {}): Promise<void> {
  program = openProgram({ args: ['--demo'], ...options });
  await program.shows('● live');
  program.press(`/${name}`);
  await program.shows(`/${name} ·`);
  program.press('\r');
  await program.shows(new RegExp(`Logs ─ ${name}`));
}

describe('sessions in the built program, on the demo engine', () => {
  test('a shell: typed to, resized, its modes undone, its exit code told', async () => {
    await open('shop-api-1');
    program.press('e');
    await program.shows(/whalewatch: shop-api-1 - project shop[^]*exec -it shop-api-1 \w+\n[^]*[#$] $/m);
    program.resize(90, 25);
    await pressed(program, 'stty size\r', /^25 90$/m);
    program.press('exit 4\r');
    await program.shows(/┌ Containers[^]*ended with exit code 4 in shop-api-1\./);
    expect([program.terminal.buffer.active.type, program.terminal.modes.bracketedPasteMode]).toEqual(['alternate', true]);
  });

  test('other detach keys: by the option, by docker’s own settings, and wrong ones', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ww-config-'));
    try {
      writeFileSync(join(folder, 'config.json'), '{"detachKeys":"ctrl-x,x"}');
      await open('shop-api-1', { env: { DOCKER_CONFIG: folder } });
      program.press('e');
      await program.shows(/ctrl-x x leaves[^]*[#$] $/m);
      program.press('\x18x');
      await program.shows(/┌ Containers[^]*Left \w+ in/);
      program.kill('SIGKILL');
      program = openProgram({ args: ['--demo', '--detach-keys', 'ctrl-p ctrl-q'] });
      const { code, output } = await program.ended;
      expect([code, output]).toEqual([2, expect.stringContaining('are no detach keys: write them as ctrl-p,ctrl-q')]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('a command’s output in a panel, and read-only', async () => {
    await open('shop-api-1');
    program.press('!');
    await program.shows(/^ !/m);
    program.press('echo hello');
    await program.shows('echo hello');
    program.press('\r');
    await program.shows(/ended with exit code 0 · 1 line[^]*│ hello/);
    program.press('\x1b');
    await program.shows(/Logs ─ shop-api-1/);
    program.kill('SIGKILL');
    await open('shop-api-1', { args: ['--demo', '--read-only'] });
    for (const key of ['e', 'E', '!']) {
      program.press(key);
      await program.shows('read-only');
    }
  });
});
