import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { openProgram, type Program } from '../whole-program.ts';

let program: Program;
/** The built program on the demo engine with the log of one container in hand. */
async function open(name: string, env: Record<string, string> = {}): Promise<void> {
  program = openProgram({ args: ['--demo'], env });
  await program.shows('● live');
  program.press(`/${name}\r`);
  await program.shows(new RegExp(`Logs ─ ${name}`));
  program.press('\r');
  await program.shows(/ [1-9][\d,]* lines/);
}

afterEach(() => program?.kill('SIGKILL'));

describe('logs in the built program', () => {
  test('a compose project as one log, one of it alone, and back to the log of one', async () => {
    await open('shop-api-1');
    program.press('q\x1b');
    await program.shows((text) => !text.includes('/shop-api-1'));
    program.press('*');
    await program.shows('All 7 of shop are marked');
    program.press('\r');
    await program.shows(/Logs ─ 7 containers as one[^]*shop-web-1 [^]*shop-api-1 /);
    program.press('o');
    await program.shows(/only shop-api-1/);
    program.press('o');
    await program.shows((text) => !text.includes('only shop-api-1'));
    program.press('q\x1b');
    await program.shows('Logs ─ shop-api-1');
  });

  test('filters add up, and a bad expression says why and stays to be mended', async () => {
    await open('shop-api-1');
    program.press('&GET\r');
    await program.shows(/&GET · /);
    program.press('&~(20');
    await program.shows(/not a regular expression: .*Unterminated group/);
    program.press('0|404)');
    await program.shows((text) => /&~\(200\|404\) /.test(text) && !text.includes('Unterminated'));
    program.press('\r');
    await program.shows(/&GET · &~\(200\|404\)/);
    program.press('\x1b\x1b');
    await program.shows((text) => !text.includes('&GET'));
  });

  test('| gives the lines and the terminal to a command, and takes it back whole', async () => {
    await open('shop-api-1');
    program.press('|\x15grep -c .\r');
    await program.shows(/^\d+\n\n?\[whalewatch: grep -c \. ended with 0 - enter goes back\]/m);
    program.press('\r');
    await program.shows(/┌ Containers[^]*┌ Logs[^]*grep -c \. ended\./);
    program.press('|\x15less\r');
    // less has its first screen up
    await program.shows(/^:$/m);
    await new Promise((done) => setTimeout(done, 400));
    program.press('q');
    await program.shows(/┌ Containers[^]*┌ Logs[^]*less ended\./);
    program.press('j');
    await program.shows('┌ Containers');
  });

  test('y copies the lines chosen to the clipboard of the terminal', async () => {
    await open('shop-api-1');
    program.press('vkvkk');
    program.press('y');
    await program.shows(/Copied 3 lines .* to the clipboard \(OSC 52\)/);
    program.press('\x03');
    const { output } = await program.ended;
    const [, copied = ''] = /\x1b\]52;c;([A-Za-z0-9+/=]+)/.exec(output) ?? [];
    expect(Buffer.from(copied, 'base64').toString('utf8').split('\n')).toHaveLength(3);
  });

  test('S saves what passes the filter, as shown or as received', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'whalewatch-save-'));
    try {
      await open('shop-worker-1');
      program.press('&DEBUG\r');
      await program.shows(/&DEBUG/);
      for (const [file, tab] of [['shown.log', ''], ['received.log', '\t']] as const) {
        program.press(`S\x15${join(folder, file)}${tab}`);
        if (tab !== '') await program.shows('save as received to:');
        program.press('\r');
        await program.shows(new RegExp(`saved to .*${file}`));
      }
      const [shown = '', received = ''] = ['shown.log', 'received.log'].map((file) => readFileSync(join(folder, file), 'utf8'));
      expect(shown).toMatch(/^DEBUG /);
      expect(shown).not.toContain('\x1b');
      expect(received).toContain('\x1b[');
      for (const line of shown.trimEnd().split('\n')) expect(line).toContain('DEBUG');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
