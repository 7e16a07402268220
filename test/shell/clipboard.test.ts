import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/app/clock.ts';
import { openClipboard } from '../../src/shell/clipboard.ts';
import { missingCommand } from '../own-engine.ts';
import { type OwnTmux, startOwnTmux } from './own-tmux.ts';

let folder: string;
let sent: string[];
const clock = { ...systemClock, now: () => Date.UTC(2026, 10, 23, 13, 2, 11), zone: () => 60 };
const open = (env: Record<string, string> = {}, taken = true) => openClipboard({
  env: { TMPDIR: folder, ...env }, clock,
  send: (text) => taken && sent.push(text) > 0,
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clipboard-'));
  sent = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the clipboard', () => {
  test.each([
    ['web-1', '1 line (5B)'], ['web-1\n', '1 line (6B)'], ['a\n\nb', '3 lines (4B)'], ['日本\n', '1 line (7B)'], ['\n'.repeat(1500), '1,500 lines (1.5Ki)'],
  ])('%j is told as %s', async (text, amount) => {
    expect(await open()(text)).toBe(`Copied ${amount} to the clipboard (OSC 52).`);
    expect(sent).toEqual([text]);
  });

  test('nothing is not copied: it would empty the clipboard', async () => {
    await expect(open()('')).rejects.toThrow('There is nothing to copy.');
    expect(sent).toEqual([]);
  });

  test('75,000 bytes are sent; one more is a file that nobody else may read', async () => {
    expect(await open()('x'.repeat(75_000))).toContain('clipboard (OSC 52)');
    const long = `${'x'.repeat(74_998)}日`;
    const path = join(folder, 'whalewatch-copy-20261123-140211.txt');
    expect(await open()(long)).toBe(`Too long for the clipboard (73Ki): written to ${path}.`);
    expect(sent).toHaveLength(1);
    expect(readFileSync(path, 'utf8')).toBe(long);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('a file that is there is left alone, and so is what a link points to', async () => {
    writeFileSync(join(folder, 'whalewatch-copy-20261123-140211.txt'), 'before');
    expect(await open()('y'.repeat(80_000))).toContain('20261123-140211-2.txt');
    expect(readFileSync(join(folder, 'whalewatch-copy-20261123-140211.txt'), 'utf8')).toBe('before');
    expect(readdirSync(folder)).toHaveLength(2);
  });

  test('a terminal without a clipboard: a file; no folder to write to: it says why', async () => {
    expect(await open({}, false)('hello')).toMatch(/^This terminal has no clipboard: written to .*whalewatch-copy-20261123-140211\.txt\.$/);
    const there = await open({ TMPDIR: join(folder, 'missing') }, false)('hello');
    const [, path = ''] = /written to (\/tmp\/whalewatch-copy-.*\.txt)\.$/.exec(there) ?? [];
    expect(readFileSync(path, 'utf8')).toBe('hello');
    rmSync(path);
  });
});

describe('tmux that does not do as it is asked', () => {
  /** A stand-in for tmux that runs a script, on the path. */
  function standIn(script: string): Record<string, string> {
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'tmux'), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, 'tmux'), 0o755);
    return { PATH: `${bin}:${process.env['PATH'] ?? ''}`, TMUX: '/nowhere,1,0' };
  }

  test('is told, and the terminal has it all the same', async () => {
    expect(await open(standIn('echo "no server running on /nowhere" >&2; exit 1'))('hi')).toBe("Copied 1 line (2B) to the clipboard (OSC 52), but not to tmux's buffer: no server running on /nowhere.");
    expect(await open({ PATH: '/nonexistent', TMUX: '/nowhere,1,0' })('hi')).toContain('tmux is not found.');
    expect(sent).toEqual(['hi', 'hi']);
  });

  test('an old one without -w is asked without', async () => {
    const heard = join(folder, 'heard');
    expect(await open(standIn(`[ "$2" = -w ] && { echo "usage: load-buffer" >&2; exit 1; }; cat >'${heard}'`))('hi')).toBe("Copied 1 line (2B) to tmux's buffer and the clipboard.");
    expect(readFileSync(heard, 'utf8')).toBe('hi');
  });

  test('one that hangs is given up once; too long a text goes to a file then', async () => {
    const began = Date.now();
    const said = await open(standIn('exec sleep 60'))('z'.repeat(100_000));
    expect(said).toContain('Too long for the clipboard (98Ki): written to ');
    expect(Date.now() - began).toBeLessThan(4000);
  });
});

const missing = missingCommand('tmux');

describe.skipIf(missing !== null)('a real tmux', () => {
  let tmux: OwnTmux;

  beforeAll(async () => {
    tmux = await startOwnTmux();
  });
  afterAll(() => tmux?.stop());
  const inTmux = () => open(tmux.env);

  test('has it in its buffer, and hands it to the terminal around it', async () => {
    const text = 'web-1 日本\n\x1b[31mred\n';
    expect(await inTmux()(text)).toBe("Copied 2 lines (22B) to tmux's buffer and the clipboard.");
    expect(tmux.ask('show-buffer')).toBe(text);
    await expect.poll(tmux.seen).toContain(`\x1b]52;;${Buffer.from(text).toString('base64')}`);
  });

  test('has alone what is too long for the clipboard, up to 4 MiB; beyond, a file', async () => {
    const megabyte = `${'0123456789abcde\n'.repeat(65_536)}`;
    const before = tmux.seen().length;
    expect(await inTmux()(megabyte)).toBe("Too long for the clipboard: copied 65,536 lines (1Mi) to tmux's buffer.");
    expect(tmux.ask('show-buffer') === megabyte).toBe(true);
    expect(tmux.seen().slice(before)).not.toContain('\x1b]52;');
    expect(await inTmux()(megabyte.repeat(4))).toContain('lines (4Mi) to tmux');
    expect(await inTmux()(`${megabyte.repeat(4)}x`)).toContain('written to ');
    expect(sent).toEqual([]);
  });
});
