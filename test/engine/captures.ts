/** The captures of test/fixtures: real engines' answers, byte for byte. */
import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const root = new URL('../fixtures/', import.meta.url);

/** One capture: `engine` is its folder, `name` the file's name without `.body` or `.http`. */
export interface Capture {
  readonly engine: string;
  readonly name: string;
  readonly bytes: Buffer;
}

function open(folder: string, file: string): Buffer {
  const bytes = readFileSync(new URL(`${folder}/${file}`, root));
  return file.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}

/** The folders of captured engines. */
export const engines = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== 'synthetic').map(({ name }) => name).sort();

/** Every capture whose name begins so, of every engine. */
export function captures(prefix: string): readonly Capture[] {
  return engines.flatMap((engine) => readdirSync(new URL(`${engine}/`, root)).filter((file) => file.startsWith(prefix)).sort()
    .map((file) => ({ engine, name: file.replace(/\.(?:body|http)(?:\.gz)?$/, ''), bytes: open(engine, file) })));
}

/** One capture's bytes, by its name without endings. */
export function capture(engine: string, name: string): Buffer {
  const found = captures(name).find((one) => one.engine.startsWith(engine) && one.name === name);
  if (!found) throw new Error(`no capture ${name} of ${engine}`);
  return found.bytes;
}

/** A hand-made input. */
export const synthetic = (file: string): Buffer => open('synthetic', file);
