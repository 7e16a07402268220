import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { settingsFile } from '../../src/settings/file.ts';
import { temporaryFolder } from '../engine/socket-server.ts';

test('none named and none there is none', async () => {
  expect(await settingsFile(null, { HOME: temporaryFolder() })).toBeNull();
});

test('lies in XDG_CONFIG_HOME, else in .config at home', async () => {
  const home = temporaryFolder();
  for (const [folder, interval] of [['.config', '3s'], ['xdg', '5s']] as const) {
    mkdirSync(join(home, folder, 'whalewatch'), { recursive: true });
    writeFileSync(join(home, folder, 'whalewatch', 'config.toml'), `interval = "${interval}"\ncontext = ["a", "b"]\n`);
  }
  expect((await settingsFile(null, { HOME: home }))?.content).toEqual({ interval: '3s', context: ['a', 'b'] });
  expect((await settingsFile(null, { HOME: home, XDG_CONFIG_HOME: join(home, 'xdg') }))?.content).toMatchObject({ interval: '5s' });
});

test('one that is named must be there; one that is broken is told by its line', async () => {
  const path = join(temporaryFolder(), 'mine.toml');
  await expect(settingsFile(path, {})).rejects.toThrow(`the settings file ${path} cannot be read (ENOENT)`);
  writeFileSync(path, 'ascii = true\ninterval = \n');
  await expect(settingsFile(path, {})).rejects.toThrow(`${path}: line 2:`);
});
