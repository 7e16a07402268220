import { expect, test } from 'vitest';
import { createListDecoder } from '../../src/engine/list-decoder.ts';
import { shortened } from '../../src/engine/shorten.ts';
import { summaryLines } from '../../src/model/tabs/summary.ts';
import { jsonDocument } from '../../src/model/tabs/raw.ts';
import { countedTurns } from '../engine/counted-turns.ts';
import { failure } from '../engine/calls.ts';
import { stage } from '../engine/engine-server.ts';

const attempt = { what: 'list containers', where: 'unix:///run/x.sock', path: '/run/x.sock' };
const clock = { now: Date.parse('2026-11-23T12:00:00Z'), skew: 0, zone: 0 };
const id = (number: number) => number.toString(16).padStart(64, '0');
const row = (number: number, label: string) => ({ Id: id(number), Names: [`/web-${number}`], State: 'running', Labels: { big: label } });
const details = (config: object) => JSON.stringify({ Id: id(1), Name: '/web', State: { Status: 'running', Running: true }, Config: { Tty: true, ...config } });

test('fault 36: a list of 64 MiB is refused by name, whatever is in it', async () => {
  const { engine, signal } = await stage({ api: '1.51' }, (_, response) => response.end(Buffer.alloc(64 << 20, 'x')));
  expect(await failure(engine.list(signal))).toMatchObject({ kind: 'protocol', what: 'list containers', why: 'the answer is larger than 32 MiB', hint: expect.stringContaining('label') });
});

test('fault 36: a list within the limit lets keys through all along, whether of many containers or of one large one', async () => {
  const many = Buffer.from(JSON.stringify(Array.from({ length: 5000 }, (_, at) => row(at, 'x'.repeat(2000)))));
  const byContainer = countedTurns(50);
  expect(await createListDecoder(() => byContainer.turns).decode(attempt, many)).toHaveLength(5000);
  expect(byContainer.taken()).toBe(100);
  const large = Buffer.from(JSON.stringify([row(1, 'x'), row(2, 'x'.repeat(10 << 20)), row(3, 'x')]));
  const byBytes = countedTurns(1);
  expect((await createListDecoder(() => byBytes.turns).decode(attempt, large)).map(({ name }) => name)).toEqual(['web-1', 'web-2', 'web-3']);
  expect(byBytes.taken()).toBeGreaterThan(100);
});

test('fault 36: details with a label of 3 MB are shown with the label cut, and say so in both tabs', async () => {
  const { engine, signal } = await stage({ api: '1.51' }, (_, response) => response.end(details({ Labels: { big: 'x'.repeat(3_000_000), small: 'y' } })));
  const got = await engine.inspect(id(1), signal);
  expect(got).toMatchObject({ tty: true, labels: { small: 'y' } });
  const values = (lines: readonly { readonly value: string }[]) => lines.map(({ value }) => value).filter((value) => value.includes('(cut: 2.9 MiB in all)'));
  expect(values(summaryLines(got, clock))).toHaveLength(1);
  expect(values(jsonDocument(got.text).lines)).toHaveLength(1);
  expect(Math.max(...jsonDocument(got.text).lines.map(({ value }) => value.length))).toBeLessThan(1100);
});

test('fault 36: of sixty thousand labels a thousand are shown, and how many are not', async () => {
  const labels = Object.fromEntries(Array.from({ length: 60_000 }, (_, at) => [`label.${at}`, 'x'.repeat(50)]));
  const { engine, signal } = await stage({ api: '1.51' }, (_, response) => response.end(details({ Labels: labels })));
  const got = await engine.inspect(id(1), signal);
  expect(summaryLines(got, clock).map(({ value }) => value)).toContain('…=59000 more are left out');
  expect(summaryLines(got, clock).length).toBeLessThan(1100);
  expect(jsonDocument(got.text).lines.length).toBeLessThan(1100);
});

test('fault 36: details within the limit let keys through all along; beyond it they are refused by name', async () => {
  const { turns, taken } = countedTurns(1);
  await shortened(attempt, Buffer.from(details({ Labels: { big: 'x'.repeat(20 << 20) } })), turns);
  expect(taken()).toBeGreaterThan(300);
  const { engine, signal } = await stage({ api: '1.51' }, (_, response) => response.end(Buffer.alloc(33 << 20, 'x')));
  expect(await failure(engine.inspect(id(1), signal))).toMatchObject({ kind: 'protocol', what: 'inspect the container', why: 'the answer is larger than 32 MiB' });
});

test('fault 36: a refusal of megabytes is read no further than what it says first', async () => {
  const { engine, signal } = await stage({ api: '1.51' }, (_, response) => response.writeHead(500).write(`no more disk\n${'x'.repeat(2 << 20)}`));
  expect(await failure(engine.inspect(id(1), signal))).toMatchObject({ kind: 'status', status: 500, why: 'no more disk' });
});
