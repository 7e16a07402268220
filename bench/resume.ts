/** A log of numbered lines through fifty cuts of the connection: lines lost and doubled. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openProgram } from '../test/whole-program.ts';
import { rest, say, seconds } from './tools.ts';
import { type Stage, writer } from './stage.ts';
import { countingWire } from './wire.ts';

const count = 1_000_000;
const cuts = 50;

/** Follows a million lines while every connection is cut fifty times, saves them and counts. */
export async function resume(stage: Stage): Promise<void> {
  const made = writer(stage, 'cut', count);
  const wire = await countingWire(stage.address);
  const folder = mkdtempSync(join(tmpdir(), 'whalewatch-resume-'));
  const program = openProgram({ args: ['-H', wire.address, '--log-budget', '512MiB'] });
  await program.shows('● live');
  program.press('/cut\r');
  await program.shows(/Logs ─ cut/);
  program.press('\r');
  await rest(1000);
  // standing still: nothing is skipped to keep up
  const from = performance.now();
  made.go();
  await program.shows(/[1-9][\d,]* lines/);
  program.press('f');
  for (let at = 0; at < cuts; at++) {
    await rest(300 + Math.random() * 500);
    wire.cut();
  }
  await program.shows(/(1,000,\d{3}) lines/, 300_000);
  const time = seconds(from);
  program.press(`S\x15${join(folder, 'cut.log')}\r`);
  await program.shows(/saved to/, 60_000);
  const lines = readFileSync(join(folder, 'cut.log'), 'utf8').trimEnd().split('\n').filter((line) => /^\d{9} /.test(line));
  const once = new Set(lines);
  say(`${count.toLocaleString('en')} lines over ${cuts} cuts: lost, doubled`, `${count - once.size}, ${lines.length - once.size} (${time.toFixed(0)} s)`);
  program.kill('SIGKILL');
  wire.close();
  made.remove();
  rmSync(folder, { recursive: true });
}
