import { expect, test } from 'vitest';
import { openedRows } from '../../src/model/slices/log-cursor.ts';
import { openApp } from './driver.ts';

/** What the decoder lets through of a line of any length: pieces of 256 KiB. */
const size = 256 * 1024;
const pieces = Math.ceil(8_000_000 / size);
const repeated = (text: string) => text.repeat(Math.ceil(size / text.length)).slice(0, size);
const fields = () => {
  let text = '{"level":"info","msg":"x"';
  for (let at = 0; text.length < size - 60; at++) text += `,"key${at}":{"a":[1,2,"v\\"${at}"],"b":null}`;
  return `${text}}`;
};

test.each([
  ['one word', repeated('x')], ['words', repeated('lorem ipsum dolor ')], ['JSON', fields()], ['pairs', repeated('key="some value" ')], ['brackets', repeated('[')], ['quotes', repeated('"')],
  ['an object without an end', repeated('{"a":"')], ['wide characters', repeated('日本語')], ['colours', repeated('\u001b[31mred\u001b[0m and more ')],
])('a line of 8,000,000 characters, %s: it is opened, read to its end and closed in no more than a moment a key', async (_, line) => {
  const app = await openApp([{ name: 'web' }]);
  app.engine.stream('web').say('before', ...Array.from({ length: pieces }, () => line), 'after');
  await app.pass(100);
  await app.press('3', 'v', 'k', 'k', 'enter');
  const rows = openedRows(app.state());
  expect(rows.map(({ text }) => text).join('').replaceAll(' ', '').length).toBeGreaterThan(size / 6);
  const times: number[] = [];
  for (const key of ['j', 'ctrl-d', 'j', 'k', 'ctrl-f', 'j', 'G', 'k', 'g', 'j', 'enter', 'enter', 'j', 'esc', 'enter']) {
    const from = performance.now();
    await app.press(key);
    times.push(performance.now() - from);
  }
  // seconds before; what is left are some milliseconds, on a machine that has other things to do
  expect(times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]).toBeLessThan(250);
  await app.press('G');
  expect(app.state().logs.opened?.top).toBe(rows.length - 1);
  app.loop.stop();
}, 60_000);
