import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { startDemo } from '../../src/demo/server.ts';
import type { Demo, DemoOptions } from '../../src/demo/server.ts';
import { ask, framesOf, logOf, open, testClock } from './ask.ts';

const demos: Demo[] = [];

async function start(options: DemoOptions = {}): Promise<Demo> {
  const demo = await startDemo(options);
  demos.push(demo);
  return demo;
}

async function withOne(options: DemoOptions = {}): Promise<Demo> {
  return start({ fleet: [{ name: 'one' }], ...options });
}

afterEach(async () => {
  await Promise.all(demos.splice(0).map((demo) => demo.close()));
});

const follow = '/containers/one/logs?stdout=1&stderr=1&follow=1';

describe('what was written', () => {
  test('comes line by line, each in a frame of its stream', async () => {
    const demo = await withOne();
    demo.fleet.write('one', 'stdout', 'a\nb');
    demo.fleet.write('one', 'stderr', 'wrong\n');
    demo.fleet.write('one', 'stdout', 'c\nno newline yet');
    expect(framesOf((await ask(demo, '/containers/one/logs?stdout=1&stderr=1')).body)).toEqual([
      { stream: 1, text: 'a\n' }, { stream: 2, text: 'wrong\n' }, { stream: 1, text: 'bc\n' },
    ]);
    demo.fleet.exit('one', 0);
    expect((await logOf(demo, 'one')).at(-1)).toBe('no newline yet');
  });

  test('is cut into records of 16 KiB, which tail counts', async () => {
    const demo = await withOne();
    for (const length of [16_383, 16_384, 20_000]) demo.fleet.write('one', 'stdout', `${'x'.repeat(length)}\n`);
    expect((await logOf(demo, 'one')).map((text) => text.length)).toEqual([16_384, 16_384, 1, 16_384, 3617]);
    expect((await logOf(demo, 'one', '&tail=1')).map((text) => text.length)).toEqual([3617]);
    const stamps = (await logOf(demo, 'one', '&timestamps=1')).map((text) => text.slice(0, 30));
    expect(stamps[3]).toBe(stamps[4]);
    expect(stamps[2]).not.toBe(stamps[3]);
  });

  test('keeps streams apart when only one is asked for', async () => {
    const demo = await withOne();
    demo.fleet.write('one', 'stdout', 'out\n');
    demo.fleet.write('one', 'stderr', 'err\n');
    expect(framesOf((await ask(demo, '/containers/one/logs?stderr=1')).body)).toEqual([{ stream: 2, text: 'err\n' }]);
  });
});

describe('a voice', () => {
  test('speaks with time, and only with time', async () => {
    const clock = testClock();
    const demo = await start({ clock, fleet: [{ name: 'one', voice: 'tick', pace: 2, history: 5, started: 3600 }] });
    const before = await logOf(demo, 'one', '&timestamps=1');
    expect(await logOf(demo, 'one', '&timestamps=1')).toEqual(before);
    clock.pass(10_000);
    const after = await logOf(demo, 'one', '&timestamps=1');
    expect(after.length).toBe(before.length + 20);
    expect(after.slice(0, before.length)).toEqual(before);
    for (const line of after) expect(line).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z tick \d+\n$/);
    expect(after.toSorted()).toEqual(after);
  });

  test('costs no timer while nobody follows', async () => {
    const clock = testClock();
    await start({ clock, fleet: [{ name: 'one', voice: 'web', pace: 50 }] });
    expect(clock.timers()).toBe(0);
  });

  test('falls silent while paused, and between two runs', async () => {
    const clock = testClock();
    const demo = await start({ clock, fleet: [{ name: 'one', voice: 'tick', pace: 1, history: 3, started: 60 }] });
    demo.fleet.pause('one');
    const paused = await logOf(demo, 'one');
    clock.pass(60_000);
    expect(await logOf(demo, 'one')).toEqual(paused);
    demo.fleet.unpause('one');
    clock.pass(3000);
    expect((await logOf(demo, 'one')).length).toBeGreaterThan(paused.length + 1);
  });
});

describe('questions', () => {
  test('since is inclusive, until too, and tail goes first', async () => {
    const demo = await start({ clock: testClock(), fleet: [{ name: 'one', voice: 'tick', pace: 4, history: 40, started: 3600 }] });
    const lines = await logOf(demo, 'one', '&timestamps=1');
    const unix = (line = '') => `${Date.parse(`${line.slice(0, 19)}Z`) / 1000}.${line.slice(20, 29)}`;
    const at = (place: number) => unix(lines[place]);
    expect(await logOf(demo, 'one', `&timestamps=1&since=${at(7)}`)).toEqual(lines.slice(7));
    expect(await logOf(demo, 'one', `&timestamps=1&until=${at(7)}`)).toEqual(lines.slice(0, 8));
    expect(await logOf(demo, 'one', `&timestamps=1&since=${at(3)}&until=${at(5)}`)).toEqual(lines.slice(3, 6));
    expect(await logOf(demo, 'one', `&timestamps=1&tail=3&since=${at(2)}`)).toEqual(lines.slice(-3));
    expect(await logOf(demo, 'one', '&timestamps=1&tail=0')).toEqual([]);
    expect(await logOf(demo, 'one', '&timestamps=1&tail=abc')).toEqual(lines);
  });
});

describe('following', () => {
  test('brings new lines and ends with the run', async () => {
    const demo = await withOne();
    demo.fleet.write('one', 'stdout', 'old\n');
    const stream = await open(demo, follow);
    const parts: Buffer[] = [];
    const over = new Promise<boolean>((resolve) => {
      stream.on('data', (part: Buffer) => parts.push(part)).on('end', () => resolve(stream.complete));
    });
    await expect.poll(() => parts.length).toBe(1);
    demo.fleet.write('one', 'stdout', 'new\nlast');
    await expect.poll(() => framesOf(Buffer.concat(parts)).length).toBe(2);
    demo.fleet.restart('one');
    expect(await over).toBe(true);
    demo.fleet.write('one', 'stdout', 'next run\n');
    expect(framesOf(Buffer.concat(parts)).map((frame) => frame.text)).toEqual(['old\n', 'new\n', 'last']);
  });

  test('stays open over a pause', async () => {
    const demo = await withOne();
    const stream = await open(demo, follow);
    let bytes = 0;
    stream.on('data', (part: Buffer) => (bytes += part.length));
    demo.fleet.pause('one');
    demo.fleet.unpause('one');
    demo.fleet.write('one', 'stdout', 'again\n');
    await expect.poll(() => bytes).toBe(14);
    stream.destroy();
  });

  test('a flood of 200,000 lines comes whole, and waits for a slow reader', async () => {
    const demo = await withOne();
    const stream = await open(demo, `${follow}&timestamps=1`);
    demo.fleet.flood('one', { lines: 200_000 });
    stream.pause();
    await new Promise((resolve) => setTimeout(resolve, 100));
    demo.fleet.exit('one', 0);
    let lines = 0;
    let rest: Buffer = Buffer.alloc(0);
    let ordered = true;
    for await (const part of stream) {
      let bytes = Buffer.concat([rest, part as Buffer]);
      while (bytes.length >= 8 && bytes.length >= 8 + bytes.readUInt32BE(4)) {
        const length = bytes.readUInt32BE(4);
        ordered &&= bytes.toString('latin1', 8 + 31, 8 + 31 + 15) === `flood ${String(lines).padStart(9, '0')}` && length === 131;
        lines += 1;
        bytes = bytes.subarray(8 + length);
      }
      rest = bytes;
    }
    expect({ lines, ordered, rest: rest.length, complete: stream.complete }).toEqual({ lines: 200_000, ordered: true, rest: 0, complete: true });
  });
});

describe('an attach', () => {
  const attach = (demo: Demo, query = 'stdout=1&stderr=1') => open(demo, `/containers/one/attach?stream=1&${query}`, 'POST');

  test('brings what is written from now on, of the streams asked for, and ends with the run', async () => {
    const demo = await withOne();
    demo.fleet.write('one', 'stdout', 'old\n');
    const both = await attach(demo);
    const errors = await attach(demo, 'stderr=1');
    demo.fleet.write('one', 'stderr', 'wrong\n');
    demo.fleet.write('one', 'stdout', 'new\nlast');
    demo.fleet.exit('one', 0);
    const [all, some] = await Promise.all([both, errors].map(async (stream) => framesOf(Buffer.concat(await stream.toArray() as Buffer[]))));
    expect(all?.map((frame) => frame.text)).toEqual(['wrong\n', 'new\n', 'last']);
    expect(some).toEqual([{ stream: 2, text: 'wrong\n' }]);
  });

  test('stands still while the engine hangs', async () => {
    const demo = await withOne();
    const stream = await attach(demo);
    let bytes = 0;
    stream.on('data', (part: Buffer) => (bytes += part.length));
    demo.hang();
    demo.fleet.write('one', 'stdout', 'late\n');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(bytes).toBe(0);
    demo.resume();
    await expect.poll(() => bytes).toBe(13);
    stream.destroy();
  });

  test('to one that does not run is silent for ever; to one that restarts it is refused', async () => {
    const demo = await start({ fleet: [{ name: 'one', state: 'exited' }, { name: 'two', state: 'restarting', restart: { name: 'always', maximum: 0 } }] });
    const stream = await attach(demo);
    expect(stream.statusCode).toBe(200);
    expect(await Promise.race([once(stream, 'end'), new Promise((resolve) => setTimeout(resolve, 100, 'silence'))])).toBe('silence');
    stream.destroy();
    const { status, body } = await ask(demo, '/containers/two/attach?stream=1&stdout=1', 'POST');
    expect(status).toBe(409);
    expect(body.toString()).toMatch(/^container [0-9a-f]{64} is restarting, wait until the container is running\r\n$/);
  });
});
