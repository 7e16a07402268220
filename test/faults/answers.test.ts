import { describe, expect, test } from 'vitest';
import { synthetic } from '../engine/captures.ts';
import { openWired } from './app.ts';
import { answered } from './wire.ts';

const text = (file: string) => synthetic(file).toString('utf8');
const list = /^\/containers\/json/;
const rows = (screen: string) => ['api', 'db', 'web'].filter((name) => new RegExp(`[●○✚] +${name} `).test(screen));

describe('an answer that is none', () => {
  test.each([
    ['cut short', () => text('list-truncated.json')], ['null', () => 'null'], ['of a wrong shape', () => text('list-wrong-shape.json')], ['empty', () => ''],
  ])('fault 27: a list that is %s leaves the old one on screen, and says so', async (_, body) => {
    const app = await openWired();
    app.wire.fault(list, answered('200 OK', body()));
    await app.sees(/◐ stale/);
    expect(app.screen().split('\n')[0]).toMatch(/bad answer/);
    expect(rows(app.screen())).toEqual(['api', 'db', 'web']);
    expect(app.screen()).not.toContain('No containers on this engine');
    expect(app.state().containers.listed).toHaveLength(3);
    app.wire.fault(list, null);
    await app.sees(/● live/);
  });

  test('fault 28: fields of wrong kinds are rows with ?, and hide no other', async () => {
    const app = await openWired();
    app.wire.fault(list, answered('200 OK', text('list-garbage-fields.json')));
    await app.until(() => app.state().containers.listed?.every(({ name }) => name !== 'api') === true, 'the new list');
    const count = (JSON.parse(text('list-garbage-fields.json')) as unknown[]).length;
    expect(app.state().containers.shown.length).toBeGreaterThan(0);
    expect(app.state().containers.shown.length).toBeLessThanOrEqual(count + 1);
    expect(app.screen()).toMatch(/\?/);
    expect(app.ended).toBeNull();
  });

  test.each([
    ['500 with nothing in it', answered('500 Internal Server Error', '', 'Content-Type: text/plain'), /HTTP 500/],
    ['403 as HTML', answered('403 Forbidden', '<html><body><h1>403 Forbidden</h1>\nRequest forbidden by administrative rules.\n</body></html>\n', 'Content-Type: text/html'), /403 Forbidden/],
    ['plain text', answered('500 Internal Server Error', 'the disk is full\n', 'Content-Type: text/plain'), /the disk is full/],
    ["podman's shape", answered('500 Internal Server Error', '{"cause":"no room","message":"listing containers: no room","response":500}'), /listing containers: no room/],
    ['an error in a 200', answered('200 OK', '{"cause":"container is stopped","message":"container is stopped","response":500}'), /container is stopped/],
    ['a message with an escape', answered('500 Internal Server Error', '{"message":"\\u001b]0;PWNED\\u0007\\u001b[31mred"}'), /red/],
  ])('fault 30: %s is one line of reason', async (_, talk, words) => {
    const app = await openWired();
    app.wire.fault(list, talk);
    await app.sees(/◐ stale/);
    const [title = ''] = app.screen().split('\n');
    expect(title).toMatch(words);
    expect(app.screen()).not.toMatch(/<h1>|\{"|\u001b/);
    expect(rows(app.screen())).toEqual(['api', 'db', 'web']);
  });

  test.each([
    ['a redirect', answered('301 Moved Permanently', '', 'Location: http://elsewhere.example/'), /301|redirect/i],
    ['headers without measure', answered('200 OK', '[]', `X-Long: ${'x'.repeat(20_000)}`), /HEADER_OVERF/],
    ['another protocol', (near: { write: (text: string) => void }) => near.write('SSH-2.0-OpenSSH_9.2\r\n'), /HTTP|protocol/i],
  ])('fault 67: %s is told as what it is, and followed nowhere', async (_, talk, words) => {
    const app = await openWired();
    app.wire.fault(list, talk);
    await app.sees(/◐ stale|○ unreachable/);
    expect(app.screen().split('\n')[0]).toMatch(words);
    expect(rows(app.screen())).toEqual(['api', 'db', 'web']);
    app.wire.fault(list, null);
    await app.sees(/● live/);
  });

  test('fault 67: a hint before the answer, trailers after it and a connection closed in the middle of the pool are taken as they are', async () => {
    const app = await openWired();
    const body = '[{"Id":"x1","Names":["/after-all"],"Image":"i","State":"running","Status":"Up 2 hours"}]';
    app.wire.fault(list, (near) => {
      near.end(`HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nTrailer: X-Sum\r\nTransfer-Encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\nX-Sum: 7\r\n\r\n`);
    });
    await app.sees(/after-all/);
    await app.pass(6000);
    expect(app.screen()).toMatch(/● live/);
  });
});

describe('an engine of another version', () => {
  const refusal = 'client version 1.51 is too new. Maximum supported API version is 1.41';

  test('fault 29: it answers 400 to the version that was settled: it is settled anew, once', async () => {
    const app = await openWired();
    let refused = 0;
    app.wire.fault(list, (near, pass) => {
      if (refused++ === 0) answered('400 Bad Request', JSON.stringify({ message: refusal }))(near);
      else pass();
    });
    const pings = () => app.wire.asked.filter((one) => one.endsWith('/_ping')).length;
    const before = pings();
    await app.until(() => refused > 2, 'asked again');
    expect(pings() - before).toBeLessThanOrEqual(2);
    expect(app.screen()).toMatch(/api/);
  });

  test('fault 29: it goes on refusing: its own words with both versions, and no endless loop', async () => {
    const app = await openWired();
    app.wire.fault(list, answered('400 Bad Request', JSON.stringify({ message: 'client version 1.41 is too old. Minimum supported API version is 1.44, please upgrade' })));
    await app.sees(/client version 1\.41 is too old/);
    await app.press(':', ...'engines', 'enter');
    await app.sees(/Engines[^]*too old[^]*Minimum supported[^]*1\.44/);
    await app.press('esc');
    const asked = app.wire.asked.length;
    await app.pass(10_000);
    expect(app.wire.asked.length - asked).toBeLessThan(60);
    expect(rows(app.screen())).toEqual(['api', 'db', 'web']);
  });
});
