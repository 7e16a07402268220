import { expect, test } from 'vitest';
import { flagText, helpText, options } from '../../src/settings/options.ts';

test('help lists every option with what it does, within 140 columns', () => {
  const help = helpText();
  for (const option of options) {
    expect(help).toContain(flagText(option));
    expect(help).toContain(option.help);
  }
  for (const line of help.split('\n')) expect(line.length, line).toBeLessThanOrEqual(140);
});

test('names and letters are each used once', () => {
  expect(new Set(options.map(({ name }) => name)).size).toBe(options.length);
  const letters = options.flatMap(({ short }) => short ?? []);
  expect(new Set(letters).size).toBe(letters.length);
});

test('every option of the contract is there', () => {
  const names = options.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['host', 'context', 'tlsverify', 'tlscacert', 'tlscert', 'tlskey', 'demo', 'read-only', 'interval', 'log-budget', 'ascii', 'no-color', 'config', 'once', 'json', 'version', 'help']));
});
