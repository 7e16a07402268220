import { existsSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { openProgram, type Program } from '../whole-program.ts';

let program: Program;
const open = (options: Parameters<typeof openProgram>[0] = {}) => (program = openProgram({ args: ['--demo'], ...options }));

afterEach(() => program?.kill('SIGKILL'));

/** Requests a second as the title tells them; null while it does not. */
const rate = (screen: string) => {
  const told = /([\d.]+) requests\/s/.exec(screen)?.[1];
  return told === undefined ? null : Number(told);
};

describe('what containers use, in the built program', () => {
  test('is in the list, and drawn in the Stats tab by a part that lies in a file of its own', async () => {
    open();
    await program.shows(/● live[^]*CPU +MEM/);
    await program.shows(/\d\.\d% +\d+(\.\d)?[KMG]i/, 30_000);
    program.press('2]');
    await program.shows(/CPU .* mean .* peak[^]*⡇[^]*⠓⠒⠒/, 30_000);
    expect(existsSync('dist/charts.cjs')).toBe(true);
    program.resize(80, 24);
    await program.shows(/now +mean +peak/);
    program.press('z');
    await program.shows(/⡇[^]*⠓⠒⠒/);
    program.resize(160, 45);
    await program.shows((text) => /Inspect[^]*⡇/.test(text) && !text.includes('Containers'));
    program.press('q1q');
    expect(await program.ended).toMatchObject({ code: 0 });
  }, 120_000);

  test('is text in ASCII', async () => {
    open({ args: ['--demo', '--ascii'] });
    program.press('2]z');
    await program.shows((text) => /CPU .* mean .* peak/.test(text) && /\| *\*+/.test(text), 60_000);
    expect(program.screen()).not.toMatch(/[⠀-⣿]/);
  }, 120_000);

  test('rests while the keyboard is elsewhere, and goes on when it is back', async () => {
    open();
    await program.shows('● live');
    program.press(':requests\r');
    await program.shows((text) => (rate(text) ?? 0) > 2, 60_000);
    program.press('\x1b[O');
    await program.shows((text) => (rate(text) ?? 9) <= 1, 60_000);
    program.press('\x1b[I');
    await program.shows((text) => (rate(text) ?? 0) > 2, 60_000);
  }, 200_000);
});
