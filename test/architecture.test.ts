import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const source = resolve(import.meta.dirname, '../src');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts')).map((name) => join(source, name));
const room = (path: string) => relative(source, path).split('/').length > 1 ? relative(source, path).split('/')[0]! : relative(source, path);

/** Which room may import from which (besides itself); `file` entries narrow an arrow to one file. */
const arrows: Record<string, readonly string[]> = {
  'cli.ts': ['app', 'engine', 'model', 'settings', 'shell', 'terminal', 'view', 'text', 'demo', '..'],
  app: ['engine', 'model', 'view'],
  view: ['model', 'text', 'engine/types.ts'],
  model: ['text', 'engine/types.ts'],
  terminal: ['view/cells.ts', 'app/ports.ts', 'text/spans.ts', 'text/width.ts'],
  engine: [],
  demo: ['engine/types.ts'],
  settings: ['engine/types.ts', 'model/columns.ts', 'model/groups.ts', 'model/list-state.ts', 'model/remembered.ts'],
  shell: ['app/clock.ts', 'app/ports.ts', 'app/perform/context.ts', 'engine/address.ts', 'engine/ssh-login.ts', 'model/time.ts', 'model/remembered.ts', 'text/sanitise.ts'],
  text: [],
};
/** Packages and Node modules a room may use. */
const outside: Record<string, RegExp> = {
  'cli.ts': /^node:v8$/, app: /^fzf$/, view: /^$/, model: /^$/, text: /^get-east-asian-width$/, settings: /^node:(util|fs|path)$|^fastest-levenshtein$|^smol-toml$/,
  terminal: /^node:|^blessed/, engine: /^node:|^split2$/, demo: /^node:/, shell: /^node:/,
};

const imports = (text: string) => [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map((match) => match[1]!);

test.each(files.map((path) => [relative(source, path), path]))('%s keeps to the arrows', (name, path) => {
  const text = readFileSync(path, 'utf8');
  const code = text.replace(/\/\*[^]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
  const from = room(path);
  for (const wanted of imports(text)) {
    if (!wanted.startsWith('.')) {
      expect(wanted, `${name} may not use ${wanted}`).toMatch(outside[from]!);
      continue;
    }
    const to = resolve(dirname(path), wanted);
    const where = relative(source, to);
    if (room(to) === from) continue;
    const types = where.replace(/^engine\/[\w-]+-types\.ts$/, 'engine/types.ts');
    const allowed = arrows[from]!.some((arrow) => arrow === types || arrow === where || arrow === room(to) || (arrow === '..' && where.startsWith('..')));
    expect(allowed, `${name} may not import ${where}`).toBe(true);
  }
  expect(text.split('\n').length, `${name} is too long`).toBeLessThanOrEqual(251);
  if (name !== 'cli.ts' && name !== 'demo/main.ts') expect(code, `${name} uses process`).not.toMatch(/(?<![\w.'-])process\.(?:env|argv|exit|on|once|std\w+|kill|cwd|pid|platform|nextTick|hrtime|memoryUsage)\b/);
  if (from === 'model' || from === 'view') expect(text, `${name} reads a clock`).not.toMatch(/Date\.now|new Date\(\)|Math\.random|setTimeout|setInterval/);
  if (from === 'view') expect(text, `${name} uses Date`).not.toMatch(/\bnew Date|\bDate\./);
  if (name !== 'engine/lines.ts') expect(imports(text)).not.toContain('split2');
  if (!/^engine\/transport(-\w+)?\.ts$/.test(name) && from === 'engine') expect(imports(text)).not.toContain('node:http');
});
