import { expect, test } from 'vitest';
import { createKeyDecoder } from '../../src/terminal/keys.ts';
import { openApp } from './driver.ts';

/** The program with what a terminal brings in one read. */
async function open() {
  const app = await openApp([{ name: 'web' }]);
  app.engine.stream('web').say('one', 'two foo', 'three');
  await app.pass(100);
  await app.press('3');
  const read = async (text: string) => {
    const heard: { name?: string; text: string; kind: string }[] = [];
    createKeyDecoder((one) => {
      if (one.kind === 'key' || one.kind === 'paste') heard.push(one);
    }, () => () => undefined).push(Buffer.from(text));
    for (const one of heard) await (one.kind === 'paste' ? app.hear({ kind: 'paste', text: one.text }) : app.hear({ kind: 'key', name: one.name ?? '', text: one.text }));
  };
  return { app, read };
}

test('a command typed in the palette with its enter in one read opens its prompt once, with what it suggests and nothing of what was typed', async () => {
  const { app, read } = await open();
  await read(':save log\r');
  const { prompt } = app.state().screen;
  expect(prompt).toMatchObject({ kind: 'save' });
  expect(prompt?.text).toMatch(/^web-\d{8}-\d{6}\.log$/);
});

test('a search with its enter in one read is searched once, and what follows in the next read is keys again', async () => {
  const { app, read } = await open();
  await read('/foo\r');
  expect([app.state().screen.prompt, app.state().logs.search?.condition.text]).toEqual([null, 'foo']);
  await read(':filter log\r');
  await read('two');
  expect(app.state().screen.prompt).toMatchObject({ kind: 'filter-logs', text: 'two' });
  await read('\r');
  expect(app.state().logs.filters.map(({ text }) => text)).toEqual(['two']);
});

test('text behind an enter in one read is a paste: it opens and chooses nothing, and says so', async () => {
  const { app, read } = await open();
  await read(':save log\rname\r');
  expect(app.state().screen.prompt).toBeNull();
  app.pane('footer').shows('Pasted text does nothing here');
  await read('/');
  await read('fo\ro');
  expect(app.state().screen.prompt).toMatchObject({ text: 'fo o' });
});
