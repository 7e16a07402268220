import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Command } from '../src/model/command.ts';
import { helpGroups } from '../src/model/commands.ts';
import { keyLabel } from '../src/view/panes/footer.ts';

const begin = '<!-- keys: made from the command records; KEYS=write npm test writes it -->';
const end = '<!-- end of keys -->';

/** The key table as the program's own command records have it. */
function table(): string {
  const cell = ({ keys, title }: Command) => `${keys.map((key) => `\`${keyLabel(key)}\``).join(' ')} ${title}`.replaceAll('|', '\\|');
  const rows = helpGroups().map(({ title, commands }) => `| ${title} | ${commands.map(cell).join(' · ')} |`);
  return ['| where | keys |', '|---|---|', ...rows].join('\n');
}

test("README's key table is the one the program has", () => {
  const readme = readFileSync('README.md', 'utf8');
  const [before, rest] = readme.split(begin);
  const [, after] = rest?.split(end) ?? [];
  expect(after, 'README.md has lost the marks around its key table').toBeDefined();
  const wanted = `${before}${begin}\n\n${table()}\n\n${end}${after}`;
  if (process.env['KEYS'] === 'write') writeFileSync('README.md', wanted);
  else expect(readme).toBe(wanted);
});

test('every title fits a column of help at 160x45, and every command has keys', () => {
  for (const { commands } of helpGroups()) {
    for (const { id, title, keys } of commands) {
      expect(title.length, id).toBeLessThanOrEqual(55);
      expect(keys.length, id).toBeGreaterThan(0);
    }
  }
});
