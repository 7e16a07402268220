/** A docker CLI folder for a test: `config.json` and a context store, as the CLI lays them out. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';

export interface DockerFolder {
  readonly path: string;
  write(name: string, content: string): void;
  context(name: string, host: string, more?: { skipVerify?: boolean; tls?: Readonly<Record<string, string>>; description?: string }): void;
  remove(): void;
}

/** Makes a folder for a test. */
function dockerFolder(): DockerFolder {
  const path = mkdtempSync(join(tmpdir(), 'ww-docker-'));
  const write = (name: string, content: string) => {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  };
  return {
    path, write,
    context: (name, host, { skipVerify = false, tls = {}, description = '' } = {}) => {
      const hash = createHash('sha256').update(name).digest('hex');
      write(`contexts/meta/${hash}/meta.json`, JSON.stringify({ Name: name, Metadata: { Description: description }, Endpoints: { docker: { Host: host, SkipTLSVerify: skipVerify } } }));
      for (const [file, content] of Object.entries(tls)) write(`contexts/tls/${hash}/docker/${file}`, content);
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** A folder of its own for each test of the file, removed after it. */
export function eachDockerFolder(): () => DockerFolder {
  let folder: DockerFolder;
  beforeEach(() => {
    folder = dockerFolder();
  });
  afterEach(() => folder.remove());
  return () => folder;
}
