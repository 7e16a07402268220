import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openProgram, type Program } from '../whole-program.ts';
import { answered, choose, command, pressed } from './asking.ts';

/** The footer of a question whose keys are heard. */
const answerable = /\[y\] [^]*\[esc\] leave it/;

describe('actions in the built program, on the demo engine', () => {
  let program: Program;
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ww-actions-'));
    program = openProgram({ args: ['--demo'] });
    await program.shows('● live');
  });
  afterEach(() => {
    program.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  test('stop, start, pause, restart: asked, done, told', async () => {
    await choose(program, 'shop-web-1');
    await answered(program, 's', 'Stop shop-web-1?', /shop-web-1: stopped/);
    await program.shows(/shop-web-1 .*exit /);
    await answered(program, 's', 'Start shop-web-1?', /shop-web-1: started/);
    await answered(program, 'p', 'Pause shop-web-1?', /shop-web-1: paused/);
    await program.shows(/shop-web-1 .*paused/);
    await answered(program, 'p', 'Unpause shop-web-1?', /shop-web-1: unpaused/);
    await answered(program, 'r', 'Restart shop-web-1?', /shop-web-1: restarted/);
    await command(program, 'log');
    await program.shows(/Done in this session[^]*shop-web-1: stopped[^]*shop-web-1: started[^]*shop-web-1: paused[^]*shop-web-1: unpaused[^]*shop-web-1: restarted/);
    program.press('S');
    await program.shows('save to:');
    program.press(`\x15${join(folder, 'done.log')}`);
    await program.shows('done.log');
    program.press('\r');
    await program.shows('5 lines');
    expect(readFileSync(join(folder, 'done.log'), 'utf8')).toMatch(/shop-web-1: stopped.*# docker -H unix:\S+ stop shop-web-1/);
  });

  test('keys that come in one read open the question and do not answer it', async () => {
    await choose(program, 'shop-web-1');
    program.press('sy');
    await program.shows('Stop shop-web-1?');
    await program.shows(answerable);
    program.press('\x1b');
    await program.shows('Nothing was done.');
    program.press('\x1b[200~sy\r\x1b[201~');
    await program.shows('Pasted text does nothing here');
    await command(program, 'log');
    await program.shows('Nothing was done from here yet.');
  });

  test('quitting while a stop is under way asks once', async () => {
    await choose(program, 'debug-shell');
    await answered(program, 's', 'Stop debug-shell?', /stopping…/);
    await pressed(program, 'q', 'Quit? One action is under way:');
    await pressed(program, '\x1b', 'Still here');
    await program.shows(/debug-shell: stopped/, 30_000);
    program.press('q');
    expect((await program.ended).code).toBe(0);
  });
});

test('--read-only: keys say so', async () => {
  const program = openProgram({ args: ['--demo', '--read-only'] });
  try {
    await program.shows('READ-ONLY');
    program.press('d');
    await program.shows('Nothing can be changed from here');
  } finally {
    program.kill('SIGKILL');
  }
});

test('--protect: its name is typed', async () => {
  const program = openProgram({ args: ['--demo', '--protect', 'shop'] });
  try {
    await program.shows('● live');
    await choose(program, 'shop-web-1');
    program.press('s');
    await program.shows('its name must be typed');
    await pressed(program, 'y', 'Type shop-web-1:');
    program.press('\x15shop-web-1');
    await program.shows('Type shop-web-1: shop-web-1');
    program.press('\r');
    await program.shows('shop-web-1: stopped');
  } finally {
    program.kill('SIGKILL');
  }
});
