import { describe, expect, test } from 'vitest';
import { openEngine } from '../../src/engine/client.ts';
import { failure } from './calls.ts';
import { capture, engines, synthetic } from './captures.ts';
import { stage } from './engine-server.ts';
import { serveBytes, serveHttp } from './socket-server.ts';

const ok = (path: string, response: { end: (body: string) => void }) => response.end(path.startsWith('/version') ? '{"Version":"28.5.2"}' : '[]');

describe('settling the API version', () => {
  test.each([['1.41', '1.41'], ['1.51', '1.51'], ['1.55', '1.51'], [null, '1.51']])('an engine of %s is spoken to in %s, and every path says so', async (api, spoken) => {
    const { engine, asked, signal } = await stage({ api }, (path, response) => response.end(path.includes('/json?') ? '[]' : path.endsWith('/json') ? '{"Id":"a"}' : ''));
    expect(await engine.connect(signal)).toEqual({ product: 'Docker', version: '28.5.2', api: spoken });
    await engine.list(signal);
    await engine.inspect('a', signal);
    await engine.logs('a', { tty: false, follow: false }, () => undefined, signal);
    await engine.events(() => undefined, signal);
    expect(asked[0]).toBe('HEAD /_ping');
    expect(asked.slice(1).map((line) => line.split('/')[1])).toEqual(Array<string>(4).fill(`v${spoken}`));
  });

  test('without connect it is settled before the first call, once', async () => {
    const { engine, asked, signal } = await stage({ api: '1.44' }, ok);
    await engine.list(signal);
    await engine.list(signal);
    expect(asked).toEqual(['HEAD /_ping', 'GET /v1.44/containers/json?all=1', 'GET /v1.44/containers/json?all=1']);
  });

  test('connect settles it anew: the engine behind the socket may be another one', async () => {
    const { engine, asked, nature, signal } = await stage({ api: '1.41' }, ok);
    await engine.connect(signal);
    nature.api = '1.48';
    nature.headers = { Server: 'Docker/28.0.0 (linux)' };
    expect(await engine.connect(signal)).toEqual({ product: 'Docker', version: '28.0.0', api: '1.48' });
    await engine.list(signal);
    expect(asked.at(-1)).toContain('/v1.48/');
  });

  test.each([['too old', '1.41', '1.55', '1.44', '1.51'], ['too new', '1.51', '1.41', '1.24', '1.41']])('a 400 because it is %s settles it anew, and the call goes through', async (_, before, after, oldest, spoken) => {
    const { engine, asked, nature, signal } = await stage({ api: before }, ok);
    await engine.connect(signal);
    Object.assign(nature, { api: after, oldest });
    expect((await engine.list(signal)).containers).toEqual([]);
    expect(asked.slice(1)).toEqual([`GET /v${before}/containers/json?all=1`, 'HEAD /_ping', `GET /v${spoken}/containers/json?all=1`]);
  });

  test.each([['too old', '1.41', '1.55', '1.44'], ['too new', '1.51', '1.41', '1.24']])('so do streams refused as %s', async (_, before, after, oldest) => {
    const { engine, nature, signal } = await stage({ api: before }, (_path, response) => response.end());
    await engine.connect(signal);
    Object.assign(nature, { api: after, oldest });
    expect(await engine.logs('a', { tty: false, follow: true }, () => undefined, signal)).toEqual({ complete: true });
    Object.assign(nature, { api: before, oldest: '1.24' });
    await engine.events(() => undefined, signal);
  });

  test('an engine that only speaks newer versions is told of in its own words, without an endless loop', async () => {
    const { engine, asked, signal } = await stage({ api: '1.99', oldest: '1.90' }, ok);
    expect(await failure(engine.list(signal))).toMatchObject({ kind: 'status', status: 400, why: 'client version 1.51 is too old. Minimum supported API version is 1.90, please upgrade your client to a newer version' });
    expect(asked).toEqual(['HEAD /_ping', 'GET /v1.51/containers/json?all=1', 'HEAD /_ping']);
    expect(await failure(engine.events(() => undefined, signal))).toMatchObject({ status: 400 });
    expect(asked.slice(3)).toEqual([expect.stringMatching(/^GET \/v1\.51\/events/), 'HEAD /_ping']);
  });

  test('a 400 for another reason is not asked again', async () => {
    const { engine, asked, signal } = await stage({ api: '1.44' }, (_, response) => response.writeHead(400).end('{"message":"multiple IDs found with provided prefix: d"}'));
    expect(await failure(engine.inspect('d', signal))).toMatchObject({ kind: 'status', status: 400, why: 'multiple IDs found with provided prefix: d' });
    expect(asked.filter((line) => line.startsWith('GET'))).toEqual(['GET /v1.44/containers/d/json']);
  });

  test('an engine or proxy that refuses HEAD is pinged with GET', async () => {
    const { socketPath } = await serveHttp((request, response) => {
      if (request.method === 'HEAD') response.statusCode = 405;
      response.setHeader('Api-Version', '1.43');
      response.setHeader('Server', 'Docker/24.0.9 (linux)');
      response.end();
    });
    expect(await openEngine({ address: 'unix:///x', socketPath }).connect(new AbortController().signal)).toEqual({ product: 'Docker', version: '24.0.9', api: '1.43' });
  });

  test('a ping that is refused both ways is a failure', async () => {
    const { socketPath } = await serveBytes((socket, request) => {
      if (request.startsWith('HEAD')) socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 93\r\n\r\n');
      else socket.end(request.includes('/_ping') ? synthetic('error-html-403-socket-proxy.http') : 'HTTP/1.1 200 OK\r\n\r\n{"Version":"1"}');
    });
    expect(await failure(openEngine({ address: 'unix:///x', socketPath }).connect(new AbortController().signal))).toEqual({
      kind: 'status', what: 'reach the engine', where: 'unix:///x', why: '403 Forbidden', hint: 'A proxy in front of the engine may forbid this call.', status: 403,
    });
  });
});

describe('who answers', () => {
  test.each(engines)('%s, by its own bytes', async (engine) => {
    const { socketPath } = await serveBytes((socket) => socket.end(capture(engine, 'ping-head')));
    const opened = openEngine({ address: 'unix:///x', socketPath });
    const [product, version, api] = engine.split('-');
    const info = await opened.connect(new AbortController().signal);
    expect(info).toMatchObject({ product: product === 'podman' ? 'Podman' : 'Docker', api: api === 'api1.55' ? '1.51' : api!.replace('api', '') });
    expect(info.version.startsWith(version!)).toBe(true);
  });

  test('behind a proxy that hides it, /version tells', async () => {
    const hidden = await stage({ api: '1.44', headers: { Server: 'nginx' } }, (_, response) => response.end(capture('podman-5.8', 'version')));
    expect(await hidden.engine.connect(hidden.signal)).toEqual({ product: 'Podman', version: '5.8.6', api: '1.44' });
    expect(hidden.asked).toEqual(['HEAD /_ping', 'GET /v1.44/version']);
    const plain = await stage({ api: '1.44', headers: { 'Server': 'nginx', 'Libpod-Api-Version': '5.0.0' } }, (_, response) => response.end('{"Version":"5.0.0"}'));
    expect(await plain.engine.connect(plain.signal)).toEqual({ product: 'Podman', version: '5.0.0', api: '1.44' });
  });
});

describe('failures', () => {
  test('each says what was tried, where, why, and what to do', async () => {
    const engine = openEngine({ address: 'unix:///no/engine', socketPath: '/no/engine' });
    const { signal } = new AbortController();
    const wanted = { kind: 'unreachable', where: 'unix:///no/engine', why: 'nothing at /no/engine (ENOENT)', hint: 'Is Docker running? Start it (systemctl start docker), or name another engine with --host.', status: null };
    for (const [call, what] of [
      [engine.connect(signal), 'reach the engine'], [engine.list(signal), 'list containers'], [engine.inspect('a', signal), 'inspect the container'],
      [engine.logs('a', { tty: false, follow: true }, () => undefined, signal), 'read the log'], [engine.events(() => undefined, signal), 'listen for events'],
    ] as const) expect(await failure(call)).toEqual({ ...wanted, what });
  });

  test.each([
    ['Docker\'s JSON', 404, '{"message":"No such container: nope"}', 'No such container: nope'],
    ['podman\'s JSON', 500, '{"cause":"no such container","message":"no container with name or ID \\"nope\\" found","response":500}', 'no container with name or ID "nope" found'],
    ['plain text', 404, 'Not Found\n', 'Not Found'],
    ['HTML', 502, '<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>', '502 Bad Gateway'],
    ['nothing', 500, '', 'HTTP 500 (no message)'],
    ['a success that is none', 204, '', 'HTTP 204 (no message)'],
  ])('an error body of %s becomes one line, for calls and streams alike', async (_, status, body, why) => {
    const { engine, signal } = await stage({ api: '1.44' }, (_path, response) => response.writeHead(status).end(body));
    for (const call of [engine.list(signal), engine.inspect('nope', signal), engine.logs('nope', { tty: false, follow: true }, () => undefined, signal)]) expect(await failure(call)).toMatchObject({ kind: 'status', status, why });
  });

  test.each([
    ['list-truncated.json', 'protocol', /no JSON, or was cut short/], ['list-null.json', 'protocol', /a list was expected, not null/], ['list-wrong-shape.json', 'protocol', /a list was expected/],
  ])('a 200 with %s is a failure, not an empty list', async (file, kind, why) => {
    const { engine, signal } = await stage({ api: '1.44' }, (_, response) => response.end(synthetic(file)));
    expect(await failure(engine.list(signal))).toMatchObject({ kind, why: expect.stringMatching(why), what: 'list containers', where: 'unix:///the/engine' });
  });

  test('an error inside a 200, an empty 200, a redirect, half an answer', async () => {
    const answers: Record<string, (response: Parameters<Parameters<typeof stage>[1]>[1]) => void> = {
      inside: (response) => response.end('{"cause":"container is stopped","message":"container is stopped","response":500}'),
      empty: (response) => response.end(),
      moved: (response) => response.writeHead(301, { Location: '/info' }).end(),
      half: (response) => response.writeHead(200, { 'Content-Length': 100 }).write('{"Id":', () => response.destroy()),
    };
    const { engine, asked, signal } = await stage({ api: '1.44' }, (path, response) => answers[path.split('/')[2]!]!(response));
    expect(await failure(engine.inspect('inside', signal))).toMatchObject({ kind: 'status', status: 500, why: 'container is stopped' });
    expect(await failure(engine.inspect('empty', signal))).toMatchObject({ kind: 'protocol', why: 'bad answer: it is empty' });
    expect(await failure(engine.inspect('moved', signal))).toMatchObject({ kind: 'status', status: 301, why: 'redirected to /info (HTTP 301), which is not followed' });
    expect((await failure(engine.inspect('half', signal))).kind).toBe('unreachable');
    expect(asked).not.toContain('GET /info');
  });

  test('a body over the limit is refused', async () => {
    const { engine, signal } = await stage({ api: '1.44' }, (_, response) => response.end('x'.repeat((2 << 20) + 1)), { mostBody: 2 << 20 });
    expect(await failure(engine.list(signal))).toMatchObject({ kind: 'protocol', why: 'the answer is larger than 2 MiB' });
  });
});
