import { getEventListeners } from 'node:events';
import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { failure, get, open } from './calls.ts';
import { serveBytes, serveUpgrades, signalled } from './socket-server.ts';
import { upgraded } from './session-server.ts';

const refuse = (_: unknown, response: { end(): void }) => response.end();

test('a connection carries the body of its request, then bytes in both ways, the first of them with the answer', async () => {
  const asked = signalled<string>();
  const got = signalled<string>();
  const { socketPath } = await serveUpgrades(refuse, ({ method, headers }, body, socket) => {
    asked.done(`${method} ${headers['content-type']} ${body}`);
    socket.on('data', (bytes: Buffer) => got.done(bytes.toString('utf8')));
    socket.write(`${upgraded}first`);
  });
  const leaving = new AbortController();
  const connection = await open(socketPath).connection(get(socketPath, { method: 'POST', body: '{"name":"ü"}', signal: leaving.signal }));
  let said = '';
  connection.on('data', (bytes: Buffer) => (said += bytes.toString('utf8')));
  connection.write('hello');
  expect(await asked.promise).toBe('POST application/json {"name":"ü"}');
  expect(await got.promise).toBe('hello');
  await expect.poll(() => said).toBe('first');
  expect(getEventListeners(leaving.signal, 'abort')).toEqual([]);
  connection.destroy();
});

test('each is a connection of its own', async () => {
  const server = await serveUpgrades(refuse, (_request, _body, socket) => socket.write(upgraded));
  const transport = open(server.socketPath);
  const all = await Promise.all(Array.from({ length: 6 }, () => transport.connection(get(server.socketPath, { method: 'POST' }))));
  expect(server.open()).toBe(6);
  // closing the transport lets go of kept connections only
  transport.close();
  await transport.connection(get(server.socketPath, { method: 'POST' })).then((connection) => connection.destroy());
  expect(all.every(({ destroyed }) => !destroyed)).toBe(true);
  for (const connection of all) connection.destroy();
});

test('of a refusal that does not end, its beginning is told', async () => {
  const sockets: Socket[] = [];
  const { socketPath } = await serveBytes((socket) => {
    sockets.push(socket);
    socket.write('HTTP/1.1 403 Forbidden\r\n\r\nnot here\n');
    const more = () => void (socket.writable && socket.write('x'.repeat(32 * 1024), more));
    more();
  });
  expect(await failure(open(socketPath).connection(get(socketPath, { method: 'POST' })))).toMatchObject({ kind: 'status', status: 403, why: 'not here' });
  await expect.poll(() => sockets.every(({ destroyed }) => destroyed)).toBe(true);
});

test('an answer after the deadline is let go of', async () => {
  const asked = signalled<Socket>();
  const server = await serveUpgrades(refuse, (_request, _body, socket) => asked.done(socket));
  const opening = open(server.socketPath, { deadlines: { firstByte: 50, body: 50 } }).connection(get(server.socketPath, { method: 'POST' }));
  const socket = await asked.promise;
  expect(await failure(opening)).toMatchObject({ kind: 'timeout', why: expect.stringContaining('0.05 s') as string });
  socket.end(upgraded);
  await server.freed();
});
