import { spawn } from 'node:child_process';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder, serveHttp } from '../engine/socket-server.ts';
import { openOn, openWired } from './app.ts';

test('fault 66: an engine upgraded while it is watched: its new version is spoken, the old one not for ever', async () => {
  const nature = { api: '1.41', server: 'Docker/20.10.24 (linux)', oldest: '1.12', name: 'before' };
  const asked: string[] = [];
  const server = await serveHttp((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('Api-Version', nature.api).setHeader('Server', nature.server).setHeader('Content-Type', 'application/json');
    const [, version = '', path = ''] = /^\/v1\.(\d+)(\/.*)$/.exec(request.url ?? '') ?? [];
    if (request.url === '/_ping') response.end('OK');
    else if (Number(version) < Number(nature.oldest.split('.')[1])) response.writeHead(400).end(JSON.stringify({ message: `client version 1.${version} is too old. Minimum supported API version is ${nature.oldest}` }));
    else if (path.startsWith('/containers/json')) response.end(JSON.stringify([{ Id: 'x'.repeat(64), Names: [`/${nature.name}`], State: 'running', Status: 'Up 1 hour' }]));
    else if (path.startsWith('/events')) response.flushHeaders();
    else response.writeHead(404).end('{"message":"no such container"}');
  });
  const app = await openOn(server.socketPath);
  await app.sees(/Docker 20\.10\.24[^]*before/);
  Object.assign(nature, { api: '1.55', server: 'Docker/29.7.2 (linux)', oldest: '1.44', name: 'after-it' });
  server.breakOff();
  await app.sees(/after-it/);
  await app.sees(/● live/);
  expect(asked.at(-1)).toMatch(/^\/v1\.51\//);
  expect(app.ended).toBeNull();
});

test('fault 34: 1,012 containers on an engine that takes its time: one list at once, the selection stays, rows scroll', async () => {
  const app = await openWired({ containers: 1012 });
  let asking = 0;
  let most = 0;
  app.wire.fault(/^\/containers\/json/, (near, pass) => {
    most = Math.max(most, ++asking);
    const late = setTimeout(() => {
      asking--;
      pass();
    }, 60);
    near.on('close', () => clearTimeout(late));
  });
  await app.press('ctrl-f', 'ctrl-f', 'j');
  const { selected } = app.state().containers;
  const lists = () => app.wire.asked.filter((call) => call.includes('/containers/json')).length;
  const asked = lists();
  await app.until(() => lists() > asked + 4, 'a few lists');
  expect(most).toBe(1);
  expect(app.state().containers.selected).toEqual(selected);
  expect(app.screen()).toMatch(/1,012 · by name/);
  expect(app.screen()).toMatch(/▌/);
});

/** An engine in a process of its own with a short queue, so that it can be stopped and its queue filled. */
const script = `const http = require('node:http');
const s = http.createServer((q, r) => { r.setHeader('Api-Version', '1.41'); r.setHeader('Content-Type', 'application/json');
  if (q.url.endsWith('_ping')) r.end('OK'); else if (q.url.includes('/containers/json')) r.end('[{"Id":"x1","Names":["/queued"],"State":"running","Status":"Up 1 hour"}]');
  else if (q.url.includes('/version')) r.end('{"Version":"20.10.24"}'); else if (q.url.includes('/events')) r.flushHeaders(); else { r.statusCode = 404; r.end('{}'); } });
s.listen({ path: process.argv[1], backlog: 2 }, () => console.log('up')); process.stdin.on('end', () => process.exit()).resume();`;

test('fault 23: a full queue of connections (EAGAIN) is a fault like another: the list stays, keys go on, all comes back', async () => {
  const path = join(temporaryFolder(), 'queue.sock');
  const child = spawn(process.execPath, ['-e', script, path], { stdio: ['pipe', 'pipe', 'inherit'] });
  const crowd: Socket[] = [];
  onTestFinished(() => {
    for (const socket of crowd) socket.destroy();
    child.kill('SIGCONT');
    child.stdin.end();
    child.kill('SIGKILL');
  });
  await new Promise((up) => createInterface(child.stdout).once('line', up));
  const app = await openOn(path);
  await app.sees(/queued[^]*/);
  child.kill('SIGSTOP');
  for (let at = 0; at < 20; at++) crowd.push(connect(path).on('error', () => undefined));
  await app.sees(/◐ stale|○ unreachable/);
  await app.sees(/too many connections wait at/);
  await app.press('j', 'k', '?', 'q');
  expect(app.screen()).toMatch(/queued/);
  for (const socket of crowd) socket.destroy();
  child.kill('SIGCONT');
  await app.sees(/● live/);
  expect(app.ended).toBeNull();
});
