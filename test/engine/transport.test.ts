import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { failure, get, open } from './calls.ts';
import { serveBytes, serveHttp, temporaryFolder } from './socket-server.ts';

describe('a short call', () => {
  test('gives the status, the headers and the whole body, whatever the status', async () => {
    const { socketPath } = await serveHttp((request, response) => response.writeHead(404, { 'X-Path': request.url, 'X-Host': request.headers.host }).end('nö'));
    const answer = await open(socketPath).call(get(socketPath, { path: '/v1.41/containers' }));
    expect(answer).toMatchObject({ status: 404, body: 'nö', headers: { 'x-path': '/v1.41/containers', 'x-host': 'docker' } });
  });

  test('a character that arrives in two chunks is whole', async () => {
    const { socketPath } = await serveHttp((_, response) => {
      const bytes = Buffer.from('日本');
      response.write(bytes.subarray(0, 2));
      setImmediate(() => response.end(bytes.subarray(2)));
    });
    expect((await open(socketPath).call(get(socketPath))).body).toBe('日本');
  });

  test('an answer without a length ends with the connection', async () => {
    const { socketPath } = await serveBytes((socket) => socket.end('HTTP/1.0 200 OK\r\n\r\nall of it'));
    expect(await open(socketPath).call(get(socketPath))).toMatchObject({ status: 200, body: 'all of it' });
  });

  test('connections are kept and used again', async () => {
    const server = await serveHttp((_, response) => response.end('ok'));
    const transport = open(server.socketPath);
    for (let turn = 0; turn < 5; turn += 1) await transport.call(get(server.socketPath));
    expect(server.made()).toBe(1);
    transport.close();
    await server.freed();
  });
});

describe('a kept connection that has gone stale', () => {
  /** Answers the first request of a connection and breaks off at the second, as a restart between two does. */
  const forgetful = async () => {
    const seen: string[] = [];
    const known = new WeakSet<object>();
    const server = await serveHttp((request, response) => {
      seen.push(request.method!);
      if (known.has(request.socket)) {
        request.socket.destroy();
        return;
      }
      known.add(request.socket);
      response.end('ok');
    });
    return { server, seen, transport: open(server.socketPath) };
  };

  test.each(['GET', 'HEAD'] as const)('%s is tried once more on a fresh one, and nobody is told', async (method) => {
    const { server, seen, transport } = await forgetful();
    await transport.call(get(server.socketPath));
    expect((await transport.call(get(server.socketPath, { method }))).status).toBe(200);
    expect(seen).toEqual(['GET', method, method]);
  });

  test.each(['POST', 'DELETE'] as const)('fault 26: %s does not take it, and broken off it is never sent twice', async (method) => {
    const { server, seen, transport } = await forgetful();
    await transport.call(get(server.socketPath));
    expect((await transport.call(get(server.socketPath, { method }))).status).toBe(200);
    expect(seen).toEqual(['GET', method]);
    const deaf = await serveHttp((request) => {
      seen.push(`${request.method} broken off`);
      request.socket.destroy();
    });
    expect(await failure(open(deaf.socketPath).call(get(deaf.socketPath, { method })))).toMatchObject({ kind: 'unreachable', why: 'the engine broke the connection off (ECONNRESET)' });
    expect(seen.slice(2)).toEqual([`${method} broken off`]);
  });

  test('a POST that is harmless takes it, and is tried once more', async () => {
    const { server, seen, transport } = await forgetful();
    await transport.call(get(server.socketPath));
    expect((await transport.call(get(server.socketPath, { method: 'POST', harmless: true }))).status).toBe(200);
    expect(seen).toEqual(['GET', 'POST', 'POST']);
  });

  test('what is sent along comes as JSON with its length', async () => {
    const { socketPath } = await serveHttp((request, response) => {
      request.setEncoding('utf8').on('data', (body: string) => response.end(`${request.headers['content-type']} ${request.headers['content-length']} ${body}`));
    });
    expect((await open(socketPath).call(get(socketPath, { method: 'POST', body: '{"name":"ü"}' }))).body).toBe('application/json 13 {"name":"ü"}');
  });

  test('several calls at once are all tried once more, none of them broken off by another', async () => {
    const { server, transport } = await forgetful();
    const call = () => transport.call(get(server.socketPath));
    await Promise.all([call(), call(), call(), call()]);
    expect((await Promise.all([call(), call(), call(), call()])).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });

  test('the second try does not take the next stale one', async () => {
    const { server, transport } = await forgetful();
    const call = () => transport.call(get(server.socketPath));
    await Promise.all([call(), call(), call(), call()]);
    expect((await call()).status).toBe(200);
  });

  test('a fresh connection that is broken off is a failure, asked once', async () => {
    let asked = 0;
    const { socketPath } = await serveHttp((request) => {
      asked += 1;
      request.socket.destroy();
    });
    expect(await failure(open(socketPath).call(get(socketPath)))).toEqual({
      kind: 'unreachable', what: 'list containers', where: `unix://${socketPath}`, why: 'the engine broke the connection off (ECONNRESET)', hint: 'The engine may be restarting.', status: null,
    });
    expect(asked).toBe(1);
  });
});

describe('an engine that is not there', () => {
  test('no socket, a folder, a plain file, a socket nobody listens on: each named', async () => {
    const folder = temporaryFolder();
    const at = (name: string) => join(folder, name);
    mkdirSync(at('folder'));
    writeFileSync(at('file'), 'no socket');
    for (const [path, why] of [[at('nothing'), `nothing at ${at('nothing')} (ENOENT)`], [at('folder'), `nobody listens on ${at('folder')} (ECONNREFUSED)`],
      [at('file'), `nobody listens on ${at('file')} (ECONNREFUSED)`], [at('file/under'), `nothing at ${at('file/under')} (ENOTDIR)`]] as const) {
      const transport = open(path);
      expect(await failure(transport.call(get(path)))).toMatchObject({ kind: 'unreachable', why, hint: expect.stringContaining('--host') });
      expect(await failure(transport.stream(get(path), () => undefined))).toMatchObject({ kind: 'unreachable', why });
    }
  });

  test.skipIf(process.getuid?.() === 0)('a socket that may not be opened', async () => {
    const { socketPath } = await serveHttp((_, response) => response.end());
    chmodSync(socketPath, 0o000);
    expect(await failure(open(socketPath).call(get(socketPath)))).toMatchObject({ kind: 'denied', why: `no permission to open ${socketPath} (EACCES)`, hint: expect.stringContaining('group') });
  });
});

describe('an answer that is none', () => {
  test.each([
    ['no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n', 'protocol', /^the answer is not HTTP as we know it \(HPE_/],
    ['a chunk that is none', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n', 'protocol', /^the answer is not HTTP as we know it \(HPE_/],
    ['headers without an end', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(70_000)}`, 'protocol', /\(HPE_HEADER_OVERFLOW\)/],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd', 'protocol', /\(HPE_/],
  ])('%s', async (_, bytes, kind, why) => {
    const { socketPath } = await serveBytes((socket) => socket.write(bytes));
    expect(await failure(open(socketPath).call(get(socketPath)))).toMatchObject({ kind, why: expect.stringMatching(why), what: 'list containers', where: `unix://${socketPath}` });
  });

  test.each([
    ['with a length', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[{"half":'],
    ['in chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n[{"ha\r\n'],
  ])('half a body, %s, is never taken for a whole one', async (_, bytes) => {
    const { socketPath } = await serveBytes((socket) => socket.end(bytes));
    expect(await failure(open(socketPath).call(get(socketPath)))).toMatchObject({ kind: 'unreachable', why: expect.stringMatching(/connection/), hint: 'The engine may be restarting.' });
  });

  test('an upgrade nobody asked for', async () => {
    const { socketPath } = await serveBytes((socket) => socket.write('HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nraw'));
    const transport = open(socketPath);
    const wanted = { kind: 'protocol', why: 'the answer switches to another protocol (HTTP 101)', hint: 'Is it a Docker engine that listens there?' };
    expect(await failure(transport.call(get(socketPath)))).toMatchObject(wanted);
    expect(await failure(transport.stream(get(socketPath), () => undefined))).toMatchObject(wanted);
  });

  test('more than the limit is refused as it comes, and the connection freed', async () => {
    const server = await serveHttp((_, response) => {
      response.write('x'.repeat(2 << 20));
    });
    const transport = open(server.socketPath, { mostBody: 1 << 20 });
    expect(await failure(transport.call(get(server.socketPath)))).toMatchObject({ kind: 'protocol', why: 'the answer is larger than 1 MiB', hint: expect.stringContaining('label') });
    await server.freed();
  });

  test('a body of just the limit is taken', async () => {
    const { socketPath } = await serveHttp((_, response) => response.end('x'.repeat(1 << 20)));
    expect((await open(socketPath, { mostBody: 1 << 20 }).call(get(socketPath))).body).toHaveLength(1 << 20);
  });
});
