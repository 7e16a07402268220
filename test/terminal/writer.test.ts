import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openWriter } from '../../src/terminal/writer.ts';
import { createManualClock } from './manual-clock.ts';

const large = 'x'.repeat(1_000_000);
let folder: string;
let reader: number;
let shared: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'writer-'));
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
  shared = openSync(pipe, constants.O_WRONLY);
});

afterEach(() => {
  closeSync(shared);
  rmSync(folder, { recursive: true });
});

function drain(): string {
  const bytes = Buffer.alloc(2_000_000);
  let read = 0;
  for (;;) {
    try {
      const got = readSync(reader, bytes, read, bytes.length - read, null);
      if (got === 0) break;
      read += got;
    } catch {
      break;
    }
  }
  return bytes.toString('latin1', 0, read);
}

function open() {
  const clock = createManualClock();
  const told: string[] = [];
  const writer = openWriter(shared, clock.after, () => told.push('lost'));
  return { clock, told, writer };
}

describe.runIf(process.platform === 'linux')('a writer', () => {
  test('hands over at once what the reader has room for', () => {
    const { told, writer } = open();
    writer.send('hello', () => told.push('done'));
    expect([told, writer.busy, drain()]).toEqual([['done'], false, 'hello']);
    closeSync(reader);
    writer.close();
  });

  test('waits for a reader that has stopped, less and less often, and goes on when it reads again', () => {
    const { clock, told, writer } = open();
    writer.send(large, () => told.push('done'));
    expect(writer.busy).toBe(true);
    let got = '';
    for (let i = 0; i < 5; i++) {
      clock.pass(1000);
      expect([clock.waiting, writer.busy]).toEqual([1, true]);
    }
    for (let i = 0; i < 40; i++) {
      got += drain();
      clock.pass(100);
    }
    expect(got + drain() === large).toBe(true);
    expect([told, writer.busy, clock.waiting]).toEqual([['done'], false, 0]);
    closeSync(reader);
    writer.close();
  });

  test('gives up its last word to a reader that has stopped, and what was on its way with it', () => {
    const { clock, told, writer } = open();
    writer.send(large, () => told.push('done'));
    expect(writer.sendNow('last')).toBe(false);
    expect([writer.busy, clock.waiting, told]).toEqual([false, 0, []]);
    drain();
    expect([writer.sendNow('last'), drain()]).toEqual([true, 'last']);
    closeSync(reader);
    writer.close();
  });

  test('tells that the terminal is gone, at once or while it waits', () => {
    const { clock, told, writer } = open();
    writer.send(large, () => told.push('done'));
    closeSync(reader);
    clock.pass(10_000);
    expect([told, clock.waiting, writer.busy]).toEqual([['lost'], 0, false]);
    expect(writer.sendNow('last')).toBe(false);
    writer.send('x', () => told.push('done'));
    expect(told).toEqual(['lost', 'lost']);
    writer.close();
  });
});
