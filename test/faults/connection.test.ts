import { readdirSync, rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openWired } from './app.ts';
import { answered } from './wire.ts';

const list = /^\/containers\/json/;
const any = /./;
const rows = (screen: string) => ['api', 'db', 'web'].filter((name) => new RegExp(`[●○✚] +${name} `).test(screen));

describe('an engine that goes away', () => {
  test('fault 18: killed and back: banner, then list, selection, filter and log by themselves', async () => {
    const app = await openWired({ fleet: [{ name: 'api' }, { name: 'db' }, { name: 'web' }, { name: 'zeta' }] });
    await app.press('/', 'z', 'enter');
    const { selected } = app.state().containers;
    await app.demo.killServer();
    app.wire.breakOff();
    await app.sees(/○ unreachable \d+s/);
    expect(app.screen()).toMatch(/ 1 · 3 hidden · \/z/);
    await app.demo.revive();
    await app.sees(/● live/);
    expect(app.screen()).toMatch(/ 1 · 3 hidden · \/z/);
    expect(app.state().containers.selected).toEqual(selected);
    expect(app.state().engines[0]?.epoch).toBe(1);
  });

  test('fault 19: its socket is gone: the reason, the age of what is shown, and a try every five seconds at most', async () => {
    const app = await openWired();
    app.wire.fault(any, (near) => near.destroy());
    await app.sees(/○ unreachable 1m/);
    const asked = app.wire.asked.length;
    await app.pass(20_000);
    expect(app.wire.asked.length - asked).toBeLessThanOrEqual(12);
    expect(rows(app.screen())).toEqual(['api', 'db', 'web']);
    app.wire.fault(any, null);
    await app.sees(/● live/);
  });

  test('fault 20: a socket nobody listens on is named', async () => {
    const app = await openWired();
    await app.demo.killServer();
    app.wire.fault(any, (near) => near.destroy());
    await app.sees(/○ unreachable/);
    const { openOn } = await import('./app.ts');
    const refused = await openOn(app.demo.socketPath);
    await refused.sees(/nobody listens on\s[^]*ECONNREFUSED/);
    rmSync(app.demo.socketPath, { force: true });
    await refused.sees(/nothing at[^]*ENOENT/);
  });

  test('fault 26: a restart between two requests on a kept connection is not seen at all', async () => {
    const app = await openWired();
    for (let restart = 0; restart < 3; restart++) {
      await app.until(() => app.wire.open() > 0, 'a kept connection');
      app.wire.breakOff();
      const asked = app.wire.asked.filter((one) => list.test(one.slice(4))).length;
      await app.until(() => app.wire.asked.filter((one) => list.test(one.slice(4))).length > asked, 'the next list');
      expect(app.state().engines[0]?.failure).toBeNull();
    }
    expect(app.screen()).toMatch(/● live/);
  });

  test('fault 65: a hundred broken connections leave no socket and no open file', async () => {
    const app = await openWired();
    const files = () => readdirSync('/proc/self/fd').length;
    await app.pass(3000);
    const before = files();
    for (let cut = 0; cut < 100; cut++) {
      app.wire.breakOff();
      await app.pass(300);
      await new Promise((done) => setImmediate(done));
    }
    await app.sees(/● live/);
    await app.until(() => files() <= before + 4, `open files, ${files()} now and ${before} before`);
  });
});

describe('an engine that is slow, or silent', () => {
  test('fault 22: connections are taken and nothing is answered: stale with its age; keys go on; nothing piles up', async () => {
    const app = await openWired();
    app.demo.hang();
    await app.sees(/◐ stale \d+s/);
    const asked = app.wire.asked.length;
    await app.press('j');
    expect(app.state().containers.selected?.container).toBe(app.state().containers.shown[1]?.id);
    await app.pass(5000);
    expect(app.wire.asked.length - asked).toBeLessThanOrEqual(10);
    expect(app.wire.open()).toBeLessThanOrEqual(8);
    expect(rows(app.screen())).toEqual(['api', 'db', 'web']);
    app.demo.resume();
    await app.sees(/● live/);
  });

  test.each([
    ['stops in the middle of the body', (near: { write: (text: string) => void }) => near.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n[{"Id":')],
    ['drips a byte at a time', (near: { write: (text: string) => void; destroyed: boolean; on: (event: 'close', act: () => void) => unknown }) => {
      near.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n[');
      const drip = setInterval(() => near.destroyed || near.write(' '), 20);
      near.on('close', () => clearInterval(drip));
    }],
  ])('fault 24: an answer that %s ends at a deadline for the whole of it', async (_, talk) => {
    const app = await openWired();
    app.wire.fault(list, talk);
    await app.sees(/in time|within.*◐ stale/);
    expect(rows(app.screen())).toEqual(['api', 'db', 'web']);
    app.wire.fault(list, null);
    await app.sees(/● live/);
  });

  test('fault 25: a connection that goes dead without a word takes the live mark away, and streams come back on new ones', async () => {
    const app = await openWired();
    // what is said on connections of before is heard by nobody, as behind a router that forgot them
    app.wire.change(() => undefined);
    app.wire.fault(any, () => undefined);
    await app.sees(/◐ stale|○ unreachable/);
    app.wire.change(null);
    app.wire.fault(any, null);
    await app.sees(/● live/);
    app.demo.fleet.write('api', 'stdout', 'said afterwards\n');
    await app.sees(/said afterwards/);
  });

  test('fault 35: a list that takes longer than an answer may is waited for longer, its age shown, and keys go on', async () => {
    const app = await openWired({ deadlines: { firstByte: 200, body: 300 } });
    let lists = 0;
    app.wire.fault(list, (near, pass) => {
      lists++;
      const late = setTimeout(pass, 500);
      near.on('close', () => clearTimeout(late));
    });
    await app.sees(/◐ stale \d+s/);
    await app.press('j', 'k');
    const before = app.state().engines[0]?.listedAt ?? 0;
    await app.until(() => (app.state().engines[0]?.listedAt ?? 0) > before, 'a list in the end');
    expect(lists).toBeLessThanOrEqual(8);
    expect(app.ended).toBeNull();
  });
});

describe('events and the list', () => {
  test('fault 56: without events the list is still right, by polling', async () => {
    const app = await openWired();
    app.wire.fault(/^\/events/, answered('500 Internal Server Error', '{"message":"no events here"}'));
    app.wire.breakOff();
    app.demo.fleet.add({ name: 'newcomer' });
    await app.sees(/newcomer/);
    expect(app.screen()).toMatch(/● live/);
  });

  test('fault 56: with events and no list, it says so, and events ask for no storm', async () => {
    const app = await openWired();
    app.wire.fault(list, answered('500 Internal Server Error', '{"message":"no list here"}'));
    await app.sees(/no list here.*◐ stale/);
    const asked = app.wire.asked.length;
    for (let at = 0; at < 50; at++) {
      app.demo.fleet.restart('api');
      await app.pass(100);
    }
    expect(app.wire.asked.length - asked).toBeLessThan(40);
    expect(rows(app.screen())).toEqual(['api', 'db', 'web']);
  });

  test('fault 61: a proxy that cuts an idle log: it goes on without a word', async () => {
    const app = await openWired();
    app.demo.fleet.write('api', 'stdout', 'before the cut\n');
    await app.sees(/before the cut/);
    app.wire.breakOff();
    await app.until(() => app.wire.asked.filter((one) => one.includes('/logs?')).length > 1, 'opened again');
    app.demo.fleet.write('api', 'stdout', 'after the cut\n');
    await app.sees(/before the cut[^]*after the cut/);
    app.pane('logs').lacks(/missing|Trying again|│ ── /);
    expect(app.screen().match(/before the cut/g)).toHaveLength(1);
  });
});
