/** The built program asked for something, as a person would: what is chosen, the question, the answer. */
import type { Program } from '../whole-program.ts';

/** Filters for a container and selects it. */
export async function choose(program: Program, name: string): Promise<void> {
  program.press(`/${name}`);
  await program.shows(new RegExp(`/${name} ·`));
  program.press('\r');
  await program.shows(new RegExp(`▌.*${name}[^]*esc clear`));
}

/** Runs a command of the palette by its name. */
export async function command(program: Program, name: string): Promise<void> {
  await pressed(program, ':', '┌ Commands');
  program.press(name);
  await program.shows(new RegExp(`┌ Commands[^]*▌.*:${name}`));
  program.press('\r');
}

/** Presses a key until it has brought up what it brings: for a moment after a question has come or was answered, none is taken. */
export async function pressed(program: Program, key: string, seen: string | RegExp | ((screen: string) => boolean), wait = 300): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    program.press(key);
    if (await program.shows(seen, wait).then(() => true, () => false)) return;
  }
  throw new Error(`never so: ${String(seen)}\n${program.screen()}`);
}

/** What was said to be done and is answered with enter or y: the question goes, and what comes of it is seen. */
export async function agreed(program: Program, key: string, done: Parameters<Program['shows']>[0]): Promise<void> {
  await pressed(program, key, (text) => !/\[(y|enter)\] /.test(text));
  await program.shows(done, 30_000);
}

/** Presses a key that asks, and answers yes. */
export async function answered(program: Program, key: string, sentence: string, done: string | RegExp): Promise<void> {
  await pressed(program, key, sentence);
  await agreed(program, 'y', done);
}
