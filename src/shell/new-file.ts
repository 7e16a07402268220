/** New files for what the user keeps; one that is there already is left alone. */
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { NewFile } from '../app/perform/context.ts';

/** Makes a file that only `mode` may open; `~/` is `home`. Rejects with a sentence. */
export async function createFile(path: string, home: string | undefined, mode = 0o666): Promise<NewFile> {
  const at = path.startsWith('~/') ? join(home ?? '/', path.slice(2)) : path;
  const file = await open(at, 'wx', mode).catch((error: NodeJS.ErrnoException) => {
    throw new Error(error.code === 'EEXIST' ? `${path} is there already; S asks for another name.` : `${path} cannot be made (${error.code ?? error.message}).`);
  });
  const write = async (text: string) => {
    // the whole of it, in however many writes
    await file.appendFile(text);
    return Buffer.byteLength(text);
  };
  return { write, close: () => file.close() };
}
