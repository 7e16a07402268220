import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { frame } from './bytes.ts';
import { failure } from './calls.ts';
import { execId, exited, refusal, sessionStage, upgraded } from './session-server.ts';

const bytes = (text: string) => Buffer.from(text);
const attaches = (asked: readonly string[]) => asked.filter((line) => line.includes('/attach'));

describe('an attach with input', () => {
  test('is asked for as a POST that wants another protocol; no keys make the engine let go', async () => {
    const { attach, asked, headers, leaving } = await sessionStage();
    const session = await attach();
    expect(attaches(asked)).toEqual(['POST /v1.45/containers/a/attach?stream=1&stdin=1&stdout=1&stderr=1&detachKeys=%FF,%FF']);
    expect(headers[0]).toMatchObject({ connection: 'Upgrade', upgrade: 'tcp', 'content-length': '0' });
    session.close();
    expect(await session.ended).toEqual({ exitCode: null, complete: true });
    expect(getEventListeners(leaving.signal, 'abort')).toEqual([]);
  });

  test('podman takes no keys at all', async () => {
    const { attach, asked } = await sessionStage({ server: 'Libpod/5.4.2 (linux)' });
    await attach();
    expect(attaches(asked)[0]).toMatch(/&detachKeys=$/);
  });

  test('what comes together with the handshake is not lost, nor what follows; nothing of it is waited for', async () => {
    const { attach, said, wires } = await sessionStage({ connect: (socket) => socket.write(Buffer.concat([bytes(upgraded), frame(1, 'out')])) });
    await attach();
    await expect.poll(() => said).toEqual(['stdout:out']);
    wires[0]!.socket.write(frame(2, 'err\n'));
    await expect.poll(() => said).toEqual(['stdout:out', 'stderr:err\n']);
  });

  test('frames may be cut anywhere', async () => {
    const all = Buffer.concat([frame(1, 'one\n'), frame(2, 'zwö'), frame(1, ''), frame(3, 'the engine\n'), frame(0, 'in')]);
    for (let cut = 1; cut < all.length; cut += 1) {
      const { attach, said } = await sessionStage({
        connect: (socket) => {
          socket.write(Buffer.concat([bytes(upgraded), all.subarray(0, cut)]));
          setImmediate(() => socket.end(all.subarray(cut)));
        },
      });
      expect(await (await attach()).ended).toEqual({ exitCode: null, complete: true });
      const of = (stream: string) => said.filter((text) => text.startsWith(stream)).map((text) => text.slice(7)).join('');
      expect([of('stdout'), of('stderr')], `cut at ${cut}`).toEqual(['one\nin', 'zwöthe engine\n']);
    }
  });

  test('a terminal is one raw stream', async () => {
    const { attach, said, wires } = await sessionStage();
    const { ended } = await attach({ tty: true });
    wires[0]!.socket.end(frame(1, 'x'));
    await ended;
    expect(said.join('')).toBe(`stdout:${frame(1, 'x').toString('utf8')}`);
  });

  test('input goes out in order; after its end the output still comes, and more input is dropped', async () => {
    const { attach, said, wires } = await sessionStage();
    const session = await attach();
    session.write(bytes('one '));
    session.write(bytes('two'));
    session.endInput();
    session.write(bytes('never'));
    session.endInput();
    await expect.poll(() => wires[0]!.inputEnded).toBe(true);
    expect(wires[0]!.input).toBe('one two');
    wires[0]!.socket.end(frame(1, 'last'));
    expect(await session.ended).toEqual({ exitCode: null, complete: true });
    expect(said).toEqual(['stdout:last']);
    session.write(bytes('after'));
    session.close();
  });

  test('what the engine does not take at once waits, and nothing of it is lost', async () => {
    const { attach, wires } = await sessionStage();
    const session = await attach();
    wires[0]!.socket.pause();
    const block = Buffer.alloc(1 << 20, 'x');
    for (let count = 0; count < 4; count += 1) session.write(block);
    wires[0]!.socket.resume();
    await expect.poll(() => wires[0]!.input.length).toBe(4 << 20);
    session.close();
  });

  test('let go: nothing more is heard, and the connection is gone', async () => {
    const { attach, said, wires, gone } = await sessionStage();
    const session = await attach();
    wires[0]!.socket.write(frame(1, 'before'));
    await expect.poll(() => said).toEqual(['stdout:before']);
    wires[0]!.socket.write(frame(1, 'after'));
    session.close();
    session.close();
    expect(await session.ended).toEqual({ exitCode: null, complete: true });
    await gone();
    expect(said).toEqual(['stdout:before']);
  });

  test.each([
    ['a text without a length, as Docker', 'HTTP/1.1 409 Conflict\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\ncontainer a is paused, unpause the container before attach\r\n', 409, 'container a is paused, unpause the container before attach'],
    ['JSON, as podman', refusal(500, '{"cause":"container state improper","message":"paused","response":500}'), 500, 'paused'],
  ])('refused with %s', async (_, text, status, why) => {
    const { attach, gone } = await sessionStage({ connect: (socket) => socket.end(text) });
    expect(await failure(attach())).toEqual({ kind: 'status', what: 'attach to the container', where: 'unix:///the/engine', why, hint: '', status });
    await gone();
  });

  test('a refusal that does not end is told at the deadline', async () => {
    const { attach } = await sessionStage({ connect: (socket) => socket.write('HTTP/1.1 409 Conflict\r\n\r\nis restarting'), options: { deadlines: { firstByte: 5000, body: 50 } } });
    expect(await failure(attach())).toMatchObject({ kind: 'status', status: 409, why: 'is restarting' });
  });

  test.each([
    ['a body instead of a connection', 'HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\nhello', 'protocol', /HTTP 200/],
    ['nonsense', 'SSH-2.0-OpenSSH_9.2\r\n\r\n', 'protocol', /not HTTP/],
    ['nothing, and the connection closed', '', 'unreachable', /broke|closed/],
  ])('answered with %s', async (_, text, kind, why) => {
    const { attach, gone } = await sessionStage({ connect: (socket) => socket.end(text) });
    expect(await failure(attach())).toMatchObject({ kind, why: expect.stringMatching(why) as string });
    await gone();
  });

  test('an engine that never answers is left at the deadline', async () => {
    const { attach, gone } = await sessionStage({ connect: () => undefined, options: { deadlines: { firstByte: 100, body: 100 } } });
    expect(await failure(attach())).toMatchObject({ kind: 'timeout' });
    await gone();
  });

  test('aborted before it is asked for, while it waits, and while it stands', async () => {
    const early = await sessionStage();
    early.leaving.abort(new Error('never mind'));
    await expect(early.attach()).rejects.toThrow('never mind');
    expect(early.asked).toEqual([]);

    const waiting = await sessionStage({ connect: () => undefined });
    const attached = waiting.attach();
    await expect.poll(() => waiting.wires.length).toBe(1);
    waiting.leaving.abort(new Error('gone'));
    await expect(attached).rejects.toThrow('gone');
    await waiting.gone();

    const standing = await sessionStage();
    const { ended } = await standing.attach();
    standing.leaving.abort(new Error('left'));
    await expect(ended).rejects.toThrow('left');
    await standing.gone();
  });

  test('out of sync: what stood before is told, and the connection is let go', async () => {
    const { attach, said, wires, gone } = await sessionStage();
    const { ended } = await attach();
    wires[0]!.socket.write(Buffer.concat([frame(1, 'good'), bytes('no frame at all')]));
    expect(await failure(ended)).toMatchObject({ kind: 'protocol', why: 'the stream is out of sync' });
    expect(said).toEqual(['stdout:good']);
    await gone();
  });

  test('cut in the middle of a frame is no proper end', async () => {
    const { attach, wires } = await sessionStage();
    const { ended } = await attach();
    wires[0]!.socket.end(frame(1, 'half').subarray(0, 10));
    expect(await ended).toEqual({ exitCode: null, complete: false });
  });

  test('to one that is over: its last words, then the end, though the engine says nothing', async () => {
    const { attach, said, gone } = await sessionStage({
      connect: (socket) => {
        socket.write(upgraded);
        setTimeout(() => socket.write(frame(1, 'last words')), 200);
      },
      answer: (path, response) => path.endsWith('/json') && Boolean(response.end(exited)),
    });
    expect(await (await attach()).ended).toEqual({ exitCode: null, complete: true });
    expect(said).toEqual(['stdout:last words']);
    await gone();
  });
});

describe('a size', () => {
  const sizes = (asked: readonly string[]) => asked.flatMap((line) => /resize\?(.*)/.exec(line)?.[1] ?? []);

  test('is told once the stream stands, and when it changes; only to a terminal', async () => {
    const { attach, asked } = await sessionStage();
    const session = await attach({ tty: true, size: { columns: 100, rows: 30 } });
    await session.resize({ columns: 101, rows: 31 });
    expect(sizes(asked)).toEqual(['h=30&w=100', 'h=31&w=101']);
    expect(asked.find((line) => line.includes('resize'))).toBe('POST /v1.45/containers/a/resize?h=30&w=100');
    await attach({ tty: false, size: { columns: 100, rows: 30 } });
    expect(sizes(asked).length).toBe(2);
  });

  test.each([404, 409, 500])('refused with %i it is told again a moment later', async (status) => {
    let refusals = 2;
    const { attach } = await sessionStage({
      answer: (path, response) => path.includes('/resize') && refusals-- > 0 && Boolean(response.writeHead(status).end('{"message":"not yet"}')),
    });
    await (await attach({ tty: true })).resize({ columns: 80, rows: 24 });
    expect(refusals).toBeLessThan(0);
  });

  test('refused for good it is a failure', async () => {
    const { attach, asked } = await sessionStage({ answer: (path, response) => path.includes('/resize') && Boolean(response.writeHead(409).end('{"message":"is not running"}')) });
    const session = await attach({ tty: true });
    expect(await failure(session.resize({ columns: 80, rows: 24 }))).toMatchObject({ what: 'tell the terminal its size', status: 409, why: 'is not running' });
    expect(sizes(asked).length).toBe(8);
    const strange = await sessionStage({ answer: (path, response) => path.includes('/resize') && Boolean(response.writeHead(400).end('{"message":"bad"}')) });
    expect(await failure((await strange.attach({ tty: true })).resize({ columns: 80, rows: 24 }))).toMatchObject({ status: 400 });
    expect(sizes(strange.asked).length).toBe(1);
  });

  test('one is on its way at a time, and the newest follows it', async () => {
    const waiting: (() => void)[] = [];
    const { attach, asked } = await sessionStage({ answer: (path, response) => path.includes('/resize') && waiting.push(() => response.end()) > 0 });
    const session = await attach({ tty: true });
    const told = [31, 32, 33, 34].map((rows) => session.resize({ columns: 80, rows }));
    await expect.poll(() => waiting.length).toBe(1);
    waiting.shift()!();
    await expect.poll(() => waiting.length).toBe(1);
    waiting.shift()!();
    await Promise.all(told);
    expect(sizes(asked)).toEqual(['h=31&w=80', 'h=34&w=80']);
  });

  test('one on its way when the session ends is nobody\'s any more', async () => {
    const { attach, asked, gone } = await sessionStage({ answer: (path) => path.includes('/resize') });
    const session = await attach({ tty: true });
    const telling = session.resize({ columns: 80, rows: 24 });
    await expect.poll(() => sizes(asked).length).toBe(1);
    session.close();
    await telling;
    await session.resize({ columns: 81, rows: 24 });
    await gone();
    expect(sizes(asked).length).toBe(1);
  });
});

describe('an exec', () => {
  test('is made, started and asked for its exit code', async () => {
    const { exec, asked, said, wires } = await sessionStage({ answer: (path, response) => path.endsWith(`${execId}/json`) && Boolean(response.end('{"Running":false,"ExitCode":7}')) });
    const session = await exec({ command: ['sh', '-c', 'echo hi; exit 7'], user: '1000:1000', workingDir: '/srv' });
    wires[0]!.socket.end(frame(2, 'hi\n'));
    expect(await session.ended).toEqual({ exitCode: 7, complete: true });
    expect(said).toEqual(['stderr:hi\n']);
    expect(asked.slice(1)).toEqual([
      'POST /v1.45/containers/a/exec {"AttachStdin":false,"AttachStdout":true,"AttachStderr":true,"Tty":false,"Cmd":["sh","-c","echo hi; exit 7"],"DetachKeys":"ctrl-@,ctrl-^,ctrl-@,ctrl-^","User":"1000:1000","WorkingDir":"/srv"}',
      `POST /v1.45/exec/${execId}/start {"Detach":false,"Tty":false}`,
      `GET /v1.45/exec/${execId}/json`,
    ]);
  });

  test('with a terminal: its size goes along where the engine takes it, and is told besides', async () => {
    const size = { columns: 100, rows: 30 };
    const { exec, asked } = await sessionStage();
    await exec({ tty: true, input: true, size });
    expect(asked[1]).toContain('"ConsoleSize":[30,100]');
    await expect.poll(() => asked.at(-1)).toBe(`POST /v1.45/exec/${execId}/resize?h=30&w=100`);
    const older = await sessionStage({ api: '1.41' });
    await older.exec({ tty: true, input: true, size });
    expect(older.asked[1]).not.toContain('ConsoleSize');
    await expect.poll(() => older.asked.at(-1)).toBe(`POST /v1.41/exec/${execId}/resize?h=30&w=100`);
  });

  test('let go of at a terminal, it is told that nobody types any more: again, for what runs in the foreground, until it ends or a second has gone', async () => {
    const { exec, wires, asked, gone } = await sessionStage();
    const session = await exec({ tty: true, input: true });
    session.write(bytes('vi'));
    session.close();
    expect(await session.ended).toEqual({ exitCode: null, complete: true });
    await expect.poll(() => wires[0]!.input).toBe('vi\x15\x04\x15\x04');
    wires[0]!.socket.end();
    await expect.poll(() => wires[0]!.inputEnded).toBe(true);
    const stubborn = await exec({ tty: true, input: true });
    stubborn.close();
    await expect.poll(() => wires[1]!.inputEnded, { timeout: 5000 }).toBe(true);
    expect(wires[1]!.input).toBe('\x15\x04'.repeat(4));
    const over = await exec({ tty: true, input: true });
    wires[2]!.socket.end();
    await over.ended;
    expect(wires[2]!.input).toBe('');
    await gone();
    expect(asked.filter((line) => line.includes('/start'))).toHaveLength(3);
  });

  test.each([['a main process', 'attach'], ['what has no terminal', 'exec']] as const)('%s is told nothing of it', async (_, kind) => {
    const { attach, exec, wires, gone } = await sessionStage();
    const session = kind === 'attach' ? await attach({ tty: true }) : await exec({ input: true });
    session.close();
    await gone();
    expect(wires[0]!.input).toBe('');
  });

  test('the exit code is waited for while the process is not known to be over', async () => {
    let asked = 0;
    const { exec, wires } = await sessionStage({ answer: (path, response) => path.endsWith(`${execId}/json`) && Boolean(response.end(++asked < 3 ? '{"Running":true,"ExitCode":null}' : '{"Running":false,"ExitCode":3}')) });
    const { ended } = await exec();
    wires[0]!.socket.end();
    expect(await ended).toEqual({ exitCode: 3, complete: true });
  });

  test('one that goes on behind its stream has no exit code', async () => {
    const { exec, wires } = await sessionStage({ answer: (path, response) => path.endsWith(`${execId}/json`) && Boolean(response.end('{"Running":true,"ExitCode":null}')) });
    const { ended } = await exec();
    wires[0]!.socket.end();
    expect(await ended).toEqual({ exitCode: null, complete: true });
  });

  test.each([
    ['forgotten by the engine', 404, '{"message":"No such exec instance"}', true],
    ['told by nobody', 500, '{"message":"no"}', false],
    ['told in nonsense', 200, '{}', false],
  ])('its exit code %s', async (_, status, body, complete) => {
    const { exec, wires } = await sessionStage({ answer: (path, response) => path.endsWith(`${execId}/json`) && Boolean(response.writeHead(status).end(body)) });
    const { ended } = await exec();
    wires[0]!.socket.end();
    expect(await ended).toEqual({ exitCode: null, complete });
  });

  test('cut off: it may go on, and that is said', async () => {
    const { exec, wires } = await sessionStage({ answer: (path, response) => path.endsWith(`${execId}/json`) && Boolean(response.end('{"Running":true,"ExitCode":null}')) });
    const { ended } = await exec();
    wires[0]!.socket.end(frame(1, 'half').subarray(0, 9));
    expect(await ended).toEqual({ exitCode: null, complete: false });
  });

  test('let go while its exit code is asked for', async () => {
    const { exec, wires, asked, gone } = await sessionStage({ answer: (path) => path.endsWith(`${execId}/json`) });
    const session = await exec();
    wires[0]!.socket.end();
    await expect.poll(() => asked.at(-1)).toContain('/json');
    session.close();
    expect(await session.ended).toEqual({ exitCode: null, complete: true });
    await gone();
  });

  test.each([
    ['when it is made', 409, 'Container a is paused, unpause the container before exec'],
    ['when it is made', 404, 'No such container: a'],
  ])('refused %s with %i', async (_, status, why) => {
    const { exec, wires } = await sessionStage({ answer: (path, response) => path.endsWith('/exec') && Boolean(response.writeHead(status).end(JSON.stringify({ message: why }))) });
    expect(await failure(exec())).toMatchObject({ kind: 'status', what: 'run a command in the container', status, why });
    expect(wires).toEqual([]);
  });

  test('refused when it is started', async () => {
    const { exec } = await sessionStage({ connect: (socket) => socket.end(refusal(500, '{"message":"unable to find user x"}')) });
    expect(await failure(exec())).toMatchObject({ kind: 'status', status: 500, why: 'unable to find user x' });
  });

  test('made without an id is no exec', async () => {
    const { exec } = await sessionStage({ answer: (path, response) => path.endsWith('/exec') && Boolean(response.writeHead(201).end('{}')) });
    expect(await failure(exec())).toMatchObject({ kind: 'protocol', why: expect.stringContaining('an id was expected') as string });
  });
});

test('where nothing may be changed, neither is asked for, and nothing is sent', async () => {
  const { attach, exec, asked } = await sessionStage({ options: { readOnly: true } });
  expect(await failure(attach())).toMatchObject({ kind: 'denied', what: 'attach to the container' });
  expect(await failure(exec())).toMatchObject({ kind: 'denied', what: 'run a command in the container' });
  expect(asked).toEqual([]);
});
