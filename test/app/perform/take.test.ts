import { describe, expect, test } from 'vitest';
import { openApp } from '../driver.ts';

/** An app whose files are kept in memory; `full` at so many writes. */
async function open(full = Infinity) {
  const files = new Map<string, string>();
  let open = 0;
  const app = await openApp([{ name: 'web' }], {
    create: (path) => {
      if (files.has(path)) return Promise.reject(new Error(`${path} is there already; S asks for another name.`));
      files.set(path, '');
      open++;
      let writes = 0;
      return Promise.resolve({
        write: (text: string) => {
          if (++writes > full) return Promise.reject(new Error('no space left (ENOSPC)'));
          files.set(path, (files.get(path) ?? '') + text);
          return Promise.resolve(text.length);
        },
        close: () => {
          open--;
          return Promise.resolve();
        },
      });
    },
  });
  app.engine.stream('web').say(...Array.from({ length: 1500 }, (_, at) => `line ${at}`));
  await app.pass(100);
  await app.press('3', 'S', 'ctrl-u');
  await app.type('out.log');
  await app.press('enter');
  await app.pass(100);
  return { app, files, stillOpen: () => open };
}

describe('saving the log', () => {
  test('writes every line, closes the file and says so', async () => {
    const { app, files, stillOpen } = await open();
    expect(files.get('out.log')?.split('\n')).toEqual([...Array.from({ length: 1500 }, (_, at) => `line ${at}`), '']);
    app.pane('footer').shows(/1,500 lines .* saved to out\.log/);
    expect(stillOpen()).toBe(0);
  });

  test('a file that is there is left alone', async () => {
    const { app, files } = await open();
    const before = files.get('out.log');
    await app.press('S', 'ctrl-u');
    await app.type('out.log');
    await app.press('enter');
    await app.pass(100);
    app.pane('footer').shows('Nothing was saved: out.log is there already; S asks for another name.');
    expect(files.get('out.log')).toBe(before);
  });

  test('a disk that fills up is told, with what the file holds', async () => {
    const { app, stillOpen } = await open(2);
    app.pane('footer').shows(/no space left \(ENOSPC\); out\.log holds the first 1,?024 lines/);
    expect([stillOpen(), app.ended]).toEqual([0, null]);
  });
});
