import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFile } from '../../src/shell/new-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'new-file-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a file is made at home, grows, and tells its bytes', async () => {
  const file = await createFile('~/a.log', folder, 0o600);
  expect([await file.write('日本\n'), await file.write('x')]).toEqual([7, 1]);
  await file.close();
  expect(readFileSync(join(folder, 'a.log'), 'utf8')).toBe('日本\nx');
  expect(statSync(join(folder, 'a.log')).mode & 0o777).toBe(0o600);
});

test('one that is there is left alone, and so is what a link points to', async () => {
  writeFileSync(join(folder, 'there'), 'before');
  symlinkSync(join(folder, 'missing'), join(folder, 'link'));
  for (const name of ['there', 'link']) await expect(createFile(join(folder, name), undefined)).rejects.toThrow('is there already; S asks for another name.');
  expect(readFileSync(join(folder, 'there'), 'utf8')).toBe('before');
});

test('a folder that is not there is told', async () => {
  await expect(createFile('~/a/b.log', folder)).rejects.toThrow('~/a/b.log cannot be made (ENOENT).');
});
