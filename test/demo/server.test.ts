import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { startDemo } from '../../src/demo/server.ts';
import type { Demo, DemoOptions } from '../../src/demo/server.ts';
import { ask, logOf, open, testClock } from './ask.ts';

const demos: Demo[] = [];

async function start(options: DemoOptions = {}): Promise<Demo> {
  const demo = await startDemo(options);
  demos.push(demo);
  return demo;
}

afterEach(async () => {
  await Promise.all(demos.splice(0).map((demo) => demo.close()));
});

describe('the socket', () => {
  test('is private, and gone when closed', async () => {
    const demo = await start();
    const folder = dirname(demo.socketPath);
    expect(demo.address).toBe(`unix://${demo.socketPath}`);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    await demo.close();
    expect(existsSync(folder)).toBe(false);
  });

  test('stays when the server is killed, and is taken up again', async () => {
    const demo = await start();
    const stream = await open(demo, '/containers/shop-web-1/logs?stdout=1&follow=1');
    const broken = new Promise<boolean>((resolve) => {
      stream.on('close', () => resolve(stream.complete)).on('error', () => undefined).resume();
    });
    await demo.killServer();
    expect(await broken).toBe(false);
    expect(existsSync(demo.socketPath)).toBe(true);
    await expect(ask(demo, '/_ping')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await demo.revive();
    expect((await ask(demo, '/_ping')).body.toString()).toBe('OK');
  });

  test('takes connections while it hangs, and answers them afterwards', async () => {
    const demo = await start();
    demo.hang();
    let answered = false;
    const answer = ask(demo, '/_ping').then(() => (answered = true));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(answered).toBe(false);
    demo.resume();
    expect(await answer).toBe(true);
  });
});

describe('answers', () => {
  test.each([
    ['/v9.99/containers/json', 400, '{"message":"client version 9.99 is too new. Maximum supported API version is 1.51"}\n'],
    ['/v1.1/containers/json', 400, 'client version 1.1 is too old. Minimum supported API version is 1.24, please upgrade your client to a newer version\n'],
    ['/v1.51/containers/nope/json', 404, '{"message":"No such container: nope"}\n'],
    ['/v1.51/containers/shop-/json', 404, '{"message":"No such container: shop-"}\n'],
    ['/v1.51/containers/shop-web-1/logs', 400, '{"message":"Bad parameters: you must choose at least one stream"}\n'],
    ['/v1.51/containers/shop-web-1/logs?stdout=1&since=yesterday', 500, '{"message":"strconv.ParseInt: parsing \\"yesterday\\": invalid syntax"}\n'],
    ['/v1.51/containers/vault-agent/logs?stdout=1', 501, '{"message":"configured logging driver does not support reading"}\n'],
    ['/v1.51/containers/json?filters={"bogus":["x"]}', 400, '{"message":"invalid filter \'bogus\'"}\n'],
    ['/v1.51/containers/json?filters={bogus', 400, '{"message":"invalid filter"}\n'],
    ['/v1.51/nothing', 404, '{"message":"page not found"}\n'],
  ])('%s', async (path, status, body) => {
    const demo = await start();
    const answer = await ask(demo, path);
    expect({ status: answer.status, body: answer.body.toString() }).toEqual({ status, body });
    expect(answer.headers.date).toMatch(/GMT$/);
  });

  test('HEAD /_ping carries the version', async () => {
    const answer = await ask(await start(), '/_ping', 'HEAD');
    expect(answer).toMatchObject({ status: 200, headers: { 'api-version': '1.51', ostype: 'linux', 'docker-experimental': 'false', 'content-length': '0' } });
  });

  test('the log of old versions has no content type', async () => {
    const demo = await start();
    expect((await ask(demo, '/v1.41/containers/shop-web-1/logs?stdout=1&tail=1')).headers['content-type']).toBeUndefined();
    expect((await ask(demo, '/v1.51/containers/shop-web-1/logs?stdout=1&tail=1')).headers['content-type']).toBe('application/vnd.docker.multiplexed-stream');
    expect((await ask(demo, '/containers/debug-shell/logs?stdout=1&tail=1')).headers['content-type']).toBe('application/vnd.docker.raw-stream');
  });

  test('the same seed and clock make the same fleet, byte for byte', async () => {
    const [one, other, third] = await Promise.all([start({ clock: testClock() }), start({ clock: testClock() }), start({ clock: testClock(), seed: 7 })]);
    for (const path of ['/containers/json?all=1', '/containers/shop-api-1/json', '/containers/shop-worker-1/logs?stdout=1&stderr=1&timestamps=1', '/info', '/version']) {
      expect((await ask(one, path)).body.equals((await ask(other, path)).body), path).toBe(true);
    }
    expect(await logOf(third, 'shop-worker-1')).not.toEqual(await logOf(one, 'shop-worker-1'));
  });

  test.each([1, 7, 300])('%i containers when asked for', async (containers) => {
    const demo = await start({ containers });
    const list = JSON.parse((await ask(demo, '/containers/json?all=1')).body.toString()) as { Names: string[] }[];
    expect(list.length).toBe(containers);
    expect(new Set(list.map((container) => container.Names[0])).size).toBe(containers);
  });

  test('the household has every kind', async () => {
    const demo = await start();
    const states = [...demo.fleet.containers.values()].map((container) => container.state);
    expect(new Set(states)).toEqual(new Set(['running', 'paused', 'restarting', 'exited', 'created']));
    expect((JSON.parse((await ask(demo, '/containers/report-builder/json')).body.toString()) as { State: object }).State).toMatchObject({ OOMKilled: true, ExitCode: 137 });
  });
});

describe('actions', () => {
  const act = async (demo: Demo, path: string, method = 'POST') => (await ask(demo, `/v1.51/containers/${path}`, method)).status;

  test('answer as Docker does, in every state', async () => {
    const demo = await start();
    expect(await act(demo, 'shop-web-1/start')).toBe(304);
    expect(await act(demo, 'shop-web-1/stop')).toBe(204);
    expect(await act(demo, 'shop-web-1/stop')).toBe(304);
    expect(await act(demo, 'shop-web-1/kill')).toBe(409);
    expect(await act(demo, 'shop-web-1/pause')).toBe(409);
    expect(await act(demo, 'shop-web-1/start')).toBe(204);
    expect(await act(demo, 'shop-web-1/unpause')).toBe(500);
    expect(await act(demo, 'shop-web-1/pause')).toBe(204);
    expect(await act(demo, 'shop-web-1/pause')).toBe(409);
    expect(await act(demo, 'shop-web-1/unpause')).toBe(204);
    expect(await act(demo, 'shop-web-1/kill?signal=BOGUS')).toBe(400);
    expect(await act(demo, 'shop-web-1/restart')).toBe(204);
    expect(await act(demo, 'shop-web-1', 'DELETE')).toBe(409);
    expect(await act(demo, 'shop-web-1?force=1', 'DELETE')).toBe(204);
    expect(await act(demo, 'shop-web-1?force=1', 'DELETE')).toBe(404);
    expect(await act(demo, 'nope/start')).toBe(404);
  });
});
