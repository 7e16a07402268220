import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EngineError, engineError, failureOf, firstLine, fromAnswer, fromInside, fromNode, messageOf } from '../../src/engine/errors.ts';
import { bodyOf, headersOf, statusOf } from './answers.ts';
import { captures, synthetic } from './captures.ts';

const attempt = { what: 'list containers', where: 'unix:///run/x.sock', path: '/run/x.sock' };
const nodeError = (code: string, message = 'it broke') => Object.assign(new Error(message), { code });
const answered = (status: number, body: string, location?: string) => fromAnswer(attempt, status, body, location).failure;

describe('an EngineError', () => {
  test('says what failed, where and why; the failure is the same as plain data', () => {
    const cause = new Error('deep');
    const error = engineError(attempt, 'timeout', 'nothing came', 'ask again', cause);
    expect(error.message).toBe('cannot list containers at unix:///run/x.sock: nothing came');
    expect(error.cause).toBe(cause);
    expect(error.failure).toEqual({ kind: 'timeout', what: 'list containers', where: 'unix:///run/x.sock', why: 'nothing came', hint: 'ask again', status: null });
    expect(failureOf(error)).toBe(error.failure);
  });

  test('a bug or an abort is no failure and is thrown again', () => {
    for (const other of [new TypeError('bug'), new DOMException('gone', 'AbortError'), 'text']) expect(() => failureOf(other)).toThrow(other as Error);
  });
});

describe('what Node says', () => {
  test.each([
    ['ENOENT', 'unreachable', 'nothing at /run/x.sock (ENOENT)', /systemctl start docker.*--host/],
    ['ENOTDIR', 'unreachable', 'nothing at /run/x.sock (ENOTDIR)', /--host/],
    ['ECONNREFUSED', 'unreachable', 'nobody listens on /run/x.sock (ECONNREFUSED)', /Start it/],
    ['EACCES', 'denied', 'no permission to open /run/x.sock (EACCES)', /join the group/],
    ['EPERM', 'denied', 'no permission to open /run/x.sock (EPERM)', /join the group/],
    ['EAGAIN', 'timeout', 'too many connections wait at /run/x.sock (EAGAIN)', /busy or hung/],
    ['ECONNRESET', 'unreachable', 'the engine broke the connection off (ECONNRESET)', /restarting/],
    ['EPIPE', 'unreachable', 'the engine closed the connection (EPIPE)', /restarting/],
    ['ENOTSOCK', 'unreachable', '/run/x.sock is no socket (ENOTSOCK)', /--host unix:/],
    ['EPROTOTYPE', 'unreachable', '/run/x.sock is a socket of another kind (EPROTOTYPE)', /--host unix:/],
    ['ENAMETOOLONG', 'unreachable', 'the socket\'s path is too long (ENAMETOOLONG)', /107 bytes/],
    ['EMFILE', 'unreachable', 'this process has too many open files (EMFILE)', /ulimit/],
    ['ENFILE', 'unreachable', 'this machine has too many open files (ENFILE)', /Close/],
    ['HPE_INVALID_CONSTANT', 'protocol', 'the answer is not HTTP as we know it (HPE_INVALID_CONSTANT)', /Docker engine/],
    ['HPE_HEADER_OVERFLOW', 'protocol', 'the answer is not HTTP as we know it (HPE_HEADER_OVERFLOW)', /Docker engine/],
    ['EOTHER', 'unreachable', 'it broke (EOTHER)', /^$/],
  ])('%s', (code, kind, why, hint) => {
    const error = nodeError(code);
    const { failure, cause } = fromNode(attempt, error);
    expect(failure).toEqual({ kind, what: 'list containers', where: 'unix:///run/x.sock', why, hint: expect.stringMatching(hint), status: null });
    expect(cause).toBe(error);
    expect(failure.hint).not.toMatch(/666|chmod|sudo/);
  });

  test('an unknown error keeps its first line, and its code once', () => {
    expect(fromNode(attempt, nodeError('EWEIRD', 'connect EWEIRD /x\nmore')).failure.why).toBe('connect EWEIRD /x');
    expect(fromNode(attempt, new Error('plain')).failure.why).toBe('plain');
    expect(fromNode(attempt, 'just text').failure.why).toBe('just text');
    expect(fromNode(attempt, Object.assign(new Error('odd code'), { code: 7 })).failure.why).toBe('odd code');
  });
});

describe('an answer with an error status', () => {
  const errors = captures('err-').map(({ engine, name, bytes }) => [`${engine} ${name}`, bytes] as const).filter(([, bytes]) => statusOf(bytes) >= 400);

  test.each(errors)('%s gives one clean line', (_, bytes) => {
    const body = bodyOf(bytes);
    const { kind, status, why } = answered(statusOf(bytes), body);
    expect(kind).toBe('status');
    expect(status).toBe(statusOf(bytes));
    expect(why).not.toMatch(/[{}\n\r]|^\s|\s$/);
    const wanted = body.startsWith('{') ? (JSON.parse(body) as { message: string }).message : body.trim();
    expect(why).toBe(wanted === '' ? `HTTP ${status} (no message)` : wanted.replace(/\b([0-9a-f]{12})[0-9a-f]{52}\b/g, '$1'));
  });

  test('HTML of a proxy, an empty body, an error in podman\'s shape', () => {
    const html = synthetic('error-html-403-socket-proxy.http');
    expect(headersOf(html)['content-type']).toBe('text/html');
    expect(answered(403, bodyOf(html))).toMatchObject({ why: '403 Forbidden', hint: 'A proxy in front of the engine may forbid this call.', status: 403 });
    expect(answered(500, bodyOf(synthetic('error-empty-body-500.http')))).toMatchObject({ why: 'HTTP 500 (no message)', hint: '' });
    expect(answered(501, '{"message":"configured logging driver does not support reading"}').hint).toBe('This container\'s log driver cannot be read back.');
    expect(answered(401, '').hint).toMatch(/login/);
  });

  test('a redirect is named and not followed; 304 is none', () => {
    expect(answered(301, '<a href="/info">Moved</a>', '/info')).toMatchObject({ kind: 'status', why: 'redirected to /info (HTTP 301), which is not followed', hint: 'Is it a Docker engine that listens there?' });
    expect(answered(302, '').why).toBe('redirected to nowhere (HTTP 302), which is not followed');
    expect(answered(304, '').why).toBe('HTTP 304 (no message)');
    expect(answered(101, '').why).toBe('HTTP 101 (no message)');
  });
});

describe('what a body says', () => {
  test.each([
    ['{"message":"one\\ntwo"}', 'one'],
    ['{"message":"invalid reference <none>:<none> of <id>"}', 'invalid reference <none>:<none> of <id>'],
    ['{"cause":"deep","message":"whole","response":500}', 'whole'],
    ['{"cause":"deep","message":" ","response":500}', 'deep'],
    ['{"message":7,"error":"text"}', 'text'],
    ['{"errorDetail":"detail"}', 'detail'],
    ['"a JSON text"', 'a JSON text'],
    ['{}', ''], ['[]', ''], ['null', ''], ['7', ''], ['["message"]', ''], ['', ''], [' \r\n\t', ''],
    ['page not found\n', 'page not found'],
    ['no such thing <none>', 'no such thing <none>'],
    ['{"message":"cut sh', '{"message":"cut sh'],
    ['<!DOCTYPE html><html><head><style>h1{color:red}</style><script>var a = "<b>";</script></head><body>\n<h1>502 Bad Gateway</h1>', '502 Bad Gateway'],
    ['<script>never closed', ''],
    ['\r\n  first\rsecond', 'first'],
  ])('%j says %j', (body, message) => {
    expect(messageOf(body)).toBe(message);
  });

  test('ids in it are short', () => {
    const id = '2acd9082e6b7'.padEnd(64, '0f');
    expect(answered(409, JSON.stringify({ message: `Cannot update container ${id}: the memory is too small (sha256:${id}, ${id}0)` })).why)
      .toBe(`Cannot update container 2acd9082e6b7: the memory is too small (sha256:2acd9082e6b7, ${id}0)`);
  });

  test('at most 500 characters, none of them half', () => {
    expect(firstLine('x'.repeat(500))).toHaveLength(500);
    const cut = firstLine('🐳'.repeat(300));
    expect(cut.endsWith('🐳…')).toBe(true);
    expect(cut.length).toBeLessThanOrEqual(500);
    expect(cut).not.toMatch(/[\ud800-\udfff]/u);
  });

  test('a megabyte of tags is no work', () => {
    expect(messageOf('<'.repeat(1 << 20)).length).toBeLessThanOrEqual(500);
    expect(messageOf(`<b>${'<style>'.repeat(1 << 17)}`)).toBe('');
  });

  test('any body gives one line', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.string().map((text) => JSON.stringify({ message: text }))), (body) => {
      expect(messageOf(body)).toMatch(/^[^\r\n]{0,500}$/);
    }));
  });
});

describe('an error inside a 200', () => {
  test('an object with a message and a response of 400 or more is one', () => {
    const inside = fromInside(attempt, JSON.parse(bodyOf(synthetic('error-200-with-error-json.http'))));
    expect(inside).toBeInstanceOf(EngineError);
    expect(inside?.failure).toMatchObject({ kind: 'status', status: 500, why: 'container is stopped' });
    expect(fromInside(attempt, { message: 'gone', response: 404 })?.failure.status).toBe(404);
  });

  test.each([[{ message: 'x' }], [{ message: 'x', response: 200 }], [{ response: 500 }], [{ message: 'x', response: '500' }], [[]], [null], ['text']])('%j is none', (value) => {
    expect(fromInside(attempt, value)).toBeUndefined();
  });
});
