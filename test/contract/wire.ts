/** How an engine answers on the wire where the client does not look, or hides it: statuses, headers, messages, chunks. */

import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { muxLines } from './stage.ts';
import type { Kind, Made, Stage } from './stage.ts';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Method, path behind the version (`{kind}` is that container's id, `$` nobody's), status, and what the message says. */
type Refused = readonly [method: string, path: string, status: number, says: string];

const nobody = 'f'.repeat(64);
const kinds: readonly Kind[] = ['mux', 'exited', 'created', 'paused', 'none', 'tty'];

const refusals: readonly Refused[] = [
  ['GET', '/containers/$/json', 404, `No such container: ${nobody}`],
  ['GET', '/containers/$/logs?stdout=1', 404, `No such container: ${nobody}`],
  ['GET', '/containers/{none}/logs?stdout=1', 501, 'configured logging driver does not support reading'],
  ['GET', '/containers/{mux}/logs', 400, 'Bad parameters: you must choose at least one stream'],
  ['GET', '/no-such-thing', 404, 'page not found'],
  ['POST', '/containers/$/start', 404, `No such container: ${nobody}`],
  ['POST', '/containers/{exited}/kill', 409, 'is not running'],
  ['POST', '/containers/{exited}/pause', 409, 'is not running'],
  ['POST', '/containers/{paused}/pause', 409, 'is already paused'],
  ['POST', '/containers/{mux}/unpause', 500, 'is not paused'],
  ['DELETE', '/containers/$', 404, `No such container: ${nobody}`],
  ['DELETE', '/containers/{mux}', 409, ''],
];

/** Declares the suite; `setUp` is asked once for a stage, which is closed in the end. */
export function wireContract(name: string, setUp: () => Promise<Stage>): void {
  describe(`wire contract: ${name}`, () => {
    let stage: Stage;
    let version: string;
    const made = new Map<string, Made>();
    const fill = (path: string) => path.replace('$', nobody).replace(/\{(\w+)\}/, (_all, kind: string) => made.get(kind)?.id ?? '');
    const socketPath = () => stage.address.slice('unix://'.length);

    function ask(method: string, path: string): Promise<Answer> {
      return new Promise((resolve, reject) => {
        request({ socketPath: socketPath(), method, path, agent: false, headers: { Host: 'docker' } }, (response) => {
          let body = '';
          response.setEncoding('utf8').on('data', (part: string) => (body += part)).on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
        }).on('error', reject).end();
      });
    }

    /** The sizes of an answer's chunks, and the bytes in them. */
    function chunks(path: string): Promise<Buffer[]> {
      return new Promise((resolve, reject) => {
        const parts: Buffer[] = [];
        const socket = connect(socketPath(), () => socket.write(`GET ${path} HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n`));
        socket.on('data', (part) => parts.push(part)).on('error', reject).on('close', () => {
          const bytes = Buffer.concat(parts);
          const found: Buffer[] = [];
          for (let at = bytes.indexOf('\r\n\r\n') + 4; at < bytes.length;) {
            const from = bytes.indexOf('\r\n', at) + 2;
            const length = Number.parseInt(bytes.toString('latin1', at, from), 16);
            if (length > 0) found.push(bytes.subarray(from, from + length));
            at = from + length + 2;
          }
          resolve(found);
        });
      });
    }

    /** The head of an answer that has no end, and the first bytes behind it. */
    function attached(path: string, upgrade: boolean): Promise<{ readonly head: string; readonly rest: Buffer }> {
      return new Promise((resolve, reject) => {
        let bytes = Buffer.alloc(0);
        const ask = `POST ${path} HTTP/1.1\r\nHost: docker\r\nContent-Length: 0\r\n${upgrade ? 'Connection: Upgrade\r\nUpgrade: tcp\r\n' : ''}\r\n`;
        const socket = connect(socketPath(), () => socket.write(ask));
        socket.on('error', reject).on('data', (part) => {
          bytes = Buffer.concat([bytes, part]);
          const end = bytes.indexOf('\r\n\r\n');
          if (end < 0 || bytes.length < end + 4 + 8 || bytes.length < end + 4 + 8 + bytes.readUInt32BE(end + 4 + 4)) return;
          resolve({ head: bytes.toString('latin1', 0, end), rest: bytes.subarray(end + 4) });
          socket.destroy();
        });
      });
    }

    beforeAll(async () => {
      stage = await setUp();
      version = String((await ask('HEAD', '/_ping')).headers['api-version']);
      for (const kind of kinds) made.set(kind, await stage.make(kind));
      await vi.waitFor(async () => expect((await chunks(fill(`/v${version}/containers/{mux}/logs?stdout=1&stderr=1`))).length).toBe(muxLines.length), { timeout: 10_000 });
    }, 60_000);

    afterAll(() => stage?.close());

    test.each(['HEAD', 'GET'])('%s /_ping', async (method) => {
      const { status, headers, body } = await ask(method, '/_ping');
      expect({ status, body }).toEqual({ status: 200, body: method === 'GET' ? 'OK' : '' });
      expect(headers).toMatchObject({ ostype: 'linux', 'docker-experimental': 'false', 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-cache, no-store, must-revalidate', pragma: 'no-cache' });
      expect(headers['api-version']).toMatch(/^1\.\d\d$/);
      expect(headers.server).toMatch(/^Docker\/\d.* \(linux\)$/);
      expect(Math.abs(Date.parse(String(headers.date)) - Date.now())).toBeLessThan(5000);
    });

    test.each(refusals)('%s %s: %i %s', async (method, path, status, says) => {
      const answer = await ask(method, `/v${version}${fill(path)}`);
      expect(answer.status).toBe(status);
      expect(answer.headers['content-type']).toBe('application/json');
      expect(answer.body.endsWith('"}\n')).toBe(true);
      const body = JSON.parse(answer.body) as { message: string };
      expect(Object.keys(body)).toEqual(['message']);
      expect(body.message).toContain(says);
      if (says !== 'page not found') expect(answer.headers).toMatchObject({ 'api-version': version, ostype: 'linux' });
    });

    test.each([
      ['/containers/$/attach?stream=1&stdout=1', 404, `No such container: ${nobody}\r\n`], ['/containers/{paused}/attach?stream=1&stdout=1', 409, 'is paused, unpause the container before attach\r\n'],
    ])('POST %s: %i in plain text, called a stream', async (path, status, says) => {
      const { headers, ...answer } = await ask('POST', `/v${version}${fill(path)}`);
      expect(answer).toEqual({ status, body: expect.stringMatching(new RegExp(`${says}$`)) as string });
      expect(headers).toMatchObject({ 'content-type': 'application/vnd.docker.raw-stream' });
      expect(Object.keys(headers)).not.toContain('api-version');
    });

    test.each(['upgraded', 'plain'] as const)('an attach, %s, is a bare connection', async (how) => {
      const { head, rest } = await attached(fill(`/v${version}/containers/{none}/attach?stream=1&stdout=1&stderr=1`), how === 'upgraded');
      const [status, ...headers] = head.split('\r\n');
      expect(status).toBe(how === 'upgraded' ? 'HTTP/1.1 101 UPGRADED' : 'HTTP/1.1 200 OK');
      const type = how === 'upgraded' && Number(version.slice(2)) >= 42 ? 'multiplexed' : 'raw';
      expect(headers.toSorted()).toEqual([...(how === 'upgraded' ? ['Connection: Upgrade'] : []), `Content-Type: application/vnd.docker.${type}-stream`, ...(how === 'upgraded' ? ['Upgrade: tcp'] : [])]);
      expect([...rest.subarray(0, 4)]).toEqual([1, 0, 0, 0]);
      expect(rest.toString('utf8', 8, 8 + rest.readUInt32BE(4))).toMatch(/^tick \d+\n$/);
    });

    test('nothing to do is 304 without a body', async () => {
      expect(await ask('POST', `/v${version}${fill('/containers/{mux}/start')}`)).toMatchObject({ status: 304, body: '' });
      expect(await ask('POST', `/v${version}${fill('/containers/{exited}/stop')}`)).toMatchObject({ status: 304, body: '' });
    });

    test('a version from the future is refused with both versions named', async () => {
      const { status, headers, body } = await ask('GET', '/v9.99/containers/json');
      expect({ status, api: headers['api-version'], type: headers['content-type'] }).toEqual({ status: 400, api: version, type: 'application/json' });
      expect(JSON.parse(body)).toEqual({ message: `client version 9.99 is too new. Maximum supported API version is ${version}` });
    });

    test('a version from long ago is refused in plain text', async () => {
      const { status, headers, body } = await ask('GET', '/v1.1/containers/json');
      expect({ status, api: headers['api-version'] }).toEqual({ status: 400, api: version });
      expect(body).toMatch(/client version 1\.1 is too old\. Minimum supported API version is 1\.\d\d/);
    });

    test('paths work without a version', async () => {
      expect((await ask('GET', fill('/containers/{mux}/json'))).status).toBe(200);
      expect((JSON.parse((await ask('GET', '/containers/json?limit=1')).body) as unknown[]).length).toBe(1);
    });

    test('a log is one frame a record in one chunk each', async () => {
      const found = await chunks(fill(`/v${version}/containers/{mux}/logs?stdout=1&stderr=1&timestamps=1`));
      expect(found.length).toBe(muxLines.length);
      for (const [place, chunk] of found.entries()) {
        const line = muxLines[place];
        expect([...chunk.subarray(0, 4)]).toEqual([line?.stream === 'stderr' ? 2 : 1, 0, 0, 0]);
        expect(chunk.readUInt32BE(4)).toBe(chunk.length - 8);
        expect(chunk.toString('utf8', 8)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z /);
        expect(chunk.toString('utf8', 8 + 31)).toBe(`${line?.text}\n`);
      }
    });

    test('a terminal\'s log has no frames, and ends its lines as a terminal does', async () => {
      await vi.waitFor(async () => {
        const text = Buffer.concat(await chunks(fill(`/v${version}/containers/{tty}/logs?stdout=1&stderr=1`))).toString();
        expect(text).toBe('tty out\r\ntty err\r\n\u001b[32mgreen\u001b[0m\r\n');
      });
    });

    test('one stream alone', async () => {
      const found = await chunks(fill(`/v${version}/containers/{mux}/logs?stderr=1`));
      expect(found.map((chunk) => chunk.toString('utf8', 8))).toEqual(['err line 1\n', 'err line 2\n']);
    });
  });
}
