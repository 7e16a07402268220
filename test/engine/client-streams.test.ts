import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { EngineEvent } from '../../src/engine/event-types.ts';
import type { LogLine } from '../../src/engine/types.ts';
import { said, frame } from './bytes.ts';
import { failure } from './calls.ts';
import { capture, synthetic } from './captures.ts';
import { stage } from './engine-server.ts';
import { signalled } from './socket-server.ts';

afterEach(() => {
  vi.useRealTimers();
});

const follow = { tty: false, follow: true };
/** An engine whose every answer is this body; without an end when it is `left open`. */
const sending = (body: Buffer | string, how: 'ended' | 'left open' | 'broken off' = 'ended') => stage({ api: '1.44' }, (_, response: ServerResponse) => {
  if (how === 'ended') response.end(body);
  else response.write(body, () => how === 'broken off' && response.destroy());
});

describe('a log', () => {
  test.each([
    [{ tty: false, follow: false }, 'stdout=1&stderr=1&timestamps=1'],
    [{ tty: true, follow: true, tail: 0 }, 'stdout=1&stderr=1&timestamps=1&follow=1&tail=0'],
    [{ tty: false, follow: true, since: '1795401379.439734908' }, 'stdout=1&stderr=1&timestamps=1&follow=1&since=1795401379.439734908'],
    [{ tty: false, follow: false, tail: 1500, until: '1795401379.000000001' }, 'stdout=1&stderr=1&timestamps=1&tail=1500&until=1795401379.000000001'],
    [{ tty: false, follow: false, tail: 500 }, 'stdout=1&stderr=1&timestamps=1&tail=500'],
  ])('%j is asked for as %s', async (request, query) => {
    const { engine, asked, signal } = await sending('');
    expect(await engine.logs('a', request, () => undefined, signal)).toEqual({ complete: true });
    expect(asked.at(-1)).toBe(`GET /v1.44/containers/a/logs?${query}`);
  });

  test('an id is one part of the path, whatever it is', async () => {
    const { engine, asked, signal } = await sending('{"Id":"a"}');
    await engine.logs('../../info?x=', follow, () => undefined, signal);
    await engine.inspect('a/b ü', signal);
    expect(asked.slice(1)).toEqual([expect.stringMatching(/^GET \/v1\.44\/containers\/\.\.%2F\.\.%2Finfo%3Fx%3D\/logs\?/), 'GET /v1.44/containers/a%2Fb%20%C3%BC/json']);
  });

  test('lines come in order, of both streams, and of a TTY', async () => {
    for (const tty of [false, true]) {
      const { engine, signal } = await sending(capture('docker-28', tty ? 'logs-tty-timestamps' : 'logs-mux-timestamps'));
      const lines: LogLine[] = [];
      expect(await engine.logs('a', { tty, follow: true }, (run) => lines.push(...run), signal)).toEqual({ complete: true });
      expect(lines).toHaveLength(tty ? 4 : 10);
      expect(said(lines)[0]).toBe(tty ? 'stdout: tty out' : 'stdout: out line 1');
    }
  });

  test('broken off: the whole lines are there, the open one is not, and it is not complete', async () => {
    for (const how of ['ended', 'broken off'] as const) {
      const { engine, signal } = await sending(Buffer.concat([frame(1, 'whole\n'), frame(1, 'open')]), how);
      const lines: LogLine[] = [];
      expect(await engine.logs('a', follow, (run) => lines.push(...run), signal)).toEqual({ complete: how === 'ended' });
      expect(said(lines)).toEqual(how === 'ended' ? ['stdout: whole', 'stdout: open'] : ['stdout: whole']);
    }
  });

  test('a body that ends inside a frame is not complete, however properly it ended', async () => {
    const { engine, signal } = await sending(synthetic('mux-cut-in-payload.bin'));
    const lines: LogLine[] = [];
    expect(await engine.logs('a', follow, (run) => lines.push(...run), signal)).toEqual({ complete: false });
    expect(said(lines)).toEqual(['stdout: line 1']);
  });

  test('out of sync: the lines before, then a failure that says so, and the connection is freed', async () => {
    const { engine, server, signal } = await sending(Buffer.concat([frame(1, 'good\n'), synthetic('mux-huge-length-4GiB.bin')]), 'left open');
    const lines: LogLine[] = [];
    expect(await failure(engine.logs('a', follow, (run) => lines.push(...run), signal))).toEqual({
      kind: 'protocol', what: 'read the log', where: 'unix:///the/engine', why: 'the stream is out of sync', hint: 'It is opened anew where it stopped.', status: null,
    });
    expect(said(lines)[0]).toBe('stdout: good');
    engine.close();
    await server.freed();
  });

  test('aborted: it rejects with the reason, says nothing more, and frees the connection', async () => {
    const begun = signalled();
    const { engine, server } = await sending(frame(1, 'first\n'), 'left open');
    const aborting = new AbortController();
    let runs = 0;
    const log = engine.logs('a', follow, () => {
      runs += 1;
      begun.done();
    }, aborting.signal);
    await begun.promise;
    const reason = new Error('selection moved');
    aborting.abort(reason);
    await expect(log).rejects.toBe(reason);
    engine.close();
    await server.freed();
    expect(runs).toBe(1);
  });

  test('aborted while the version is settled, it sends nothing more', async () => {
    const { engine, asked } = await sending('');
    const aborting = new AbortController();
    const log = engine.logs('a', follow, () => undefined, aborting.signal);
    aborting.abort(new Error('gone'));
    await expect(log).rejects.toThrow('gone');
    await engine.list(new AbortController().signal).catch(() => undefined);
    expect(asked.filter((line) => line.includes('/logs'))).toEqual([]);
  });

  test('what the receiver throws comes through as it is', async () => {
    const { engine, signal } = await sending(frame(1, 'x\n'), 'left open');
    const bug = new TypeError('a bug');
    await expect(engine.logs('a', follow, () => {
      throw bug;
    }, signal)).rejects.toBe(bug);
  });
});

describe('events', () => {
  const event = (action: string, id = 'a') => JSON.stringify({ Type: 'container', Action: action, Actor: { ID: id } });
  const heard = async (body: string, how: 'ended' | 'broken off' = 'ended') => {
    const { engine, asked, signal } = await sending(body, how);
    const events: Pick<EngineEvent, 'action' | 'id'>[] = [];
    await engine.events(({ action, id }) => events.push({ action, id }), signal);
    return { events, asked };
  };

  test('are asked for with the kinds that change the list, and nothing that floods', async () => {
    const { asked } = await heard('');
    const filters = JSON.parse(new URL(`http://x${asked.at(-1)!.slice(4)}`).searchParams.get('filters')!) as { type: string[]; event: string[] };
    expect(filters.type).toEqual(['container']);
    expect(filters.event).toEqual(expect.arrayContaining(['create', 'start', 'die', 'pause', 'unpause', 'rename', 'destroy', 'health_status', 'died', 'remove']));
    expect(filters.event.some((name) => name.startsWith('exec') || name === 'top' || name === 'attach')).toBe(false);
  });

  test('come line by line, with or without the record separator of json-seq; what is none is passed over', async () => {
    const { events } = await heard(`${event('start')}\n\x1e${event('die', 'b')}\n\n{"Type":"network"}\nnot json\n${event('stop')}\r\n`);
    expect(events).toEqual([{ action: 'start', id: 'a' }, { action: 'die', id: 'b' }, { action: 'stop', id: 'a' }]);
  });

  test('a stream that was broken off ends, half an event is none', async () => {
    expect((await heard(`${event('start')}\n${event('die').slice(0, 20)}`, 'broken off')).events).toEqual([{ action: 'start', id: 'a' }]);
  });

  test('of a real engine all arrive', async () => {
    const body = capture('docker-29', 'events-live-lifecycle').toString();
    const { events } = await heard(body);
    expect(events.length).toBeGreaterThan(15);
    expect(events).toHaveLength(body.split('\n').filter((line) => line.includes('"Type":"container"')).length);
  });
});

describe('the engine\'s clock', () => {
  test.each([
    ['an hour ahead', 3_600_000, 3_600_000], ['an hour behind', -3_600_000, -3_600_000], ['two seconds ahead', 2000, 2000], ['within its precision', 1000, 0], ['unreadable', NaN, 0],
  ])('%s', async (_, off, skew) => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 10, 23, 12, 0, 0) });
    const says = Number.isNaN(off) ? 'yesterday' : new Date(Date.now() + off).toUTCString();
    const { engine, signal } = await stage({ api: '1.44', headers: { Date: says } }, (path, response) => response.end(path.startsWith('/containers') ? '[]' : '{"Version":"1"}'));
    expect((await engine.list(signal)).skew).toBe(skew);
  });
});
