import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { Recipe } from '../../src/demo/recipe.ts';
import { type Demo, startDemo } from '../../src/demo/server.ts';
import { ask, framesOf, logOf } from './ask.ts';

let demo: Demo;

afterEach(() => demo.close());

const start = async (...fleet: Recipe[]) => {
  demo = await startDemo({ fleet });
};

/** A connection of raw bytes: what it said, without its head, and whether it has ended. */
async function raw(path: string, body?: object) {
  const text = body === undefined ? '' : JSON.stringify(body);
  let got = Buffer.alloc(0);
  let over = false;
  const socket = await new Promise<Socket>((resolve) => {
    const made = connect(demo.socketPath, () => resolve(made));
  });
  socket.on('data', (bytes: Buffer) => (got = Buffer.concat([got, bytes]))).on('end', () => {
    over = true;
  });
  socket.write(`POST /v1.51${path} HTTP/1.1\r\nHost: docker\r\nConnection: Upgrade\r\nUpgrade: tcp\r\nContent-Length: ${text.length}\r\n\r\n${text}`);
  const end = () => got.indexOf('\r\n\r\n') + 4;
  await expect.poll(() => got.includes('\r\n\r\n')).toBe(true);
  return { type: (typed: string) => socket.write(typed), socket, head: () => got.toString('utf8', 0, end()), said: () => got.toString('utf8', end()), frames: () => framesOf(got.subarray(end())), over: () => over };
}

/** Asks with a body. */
function post(path: string, body: object): Promise<{ status: number; json: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    const text = JSON.stringify(body);
    let got = '';
    const socket = connect(demo.socketPath, () => socket.write(`POST /v1.51${path} HTTP/1.1\r\nHost: docker\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${text.length}\r\n\r\n${text}`));
    socket.on('data', (bytes: Buffer) => (got += bytes.toString('utf8'))).on('error', reject).on('end', () => {
      resolve({ status: Number(got.slice(9, 12)), json: JSON.parse(got.slice(got.indexOf('\r\n\r\n') + 4)) as Record<string, unknown> });
    });
  });
}
const exec = async (name: string, command: readonly string[], more: { AttachStdin?: boolean; Tty?: boolean; User?: string; WorkingDir?: string } = {}) => {
  const { json } = await post(`/containers/${name}/exec`, { AttachStdout: true, AttachStderr: true, Cmd: command, ...more });
  const id = String(json['Id']);
  return { id, ...await raw(`/exec/${id}/start`, { Detach: false, Tty: more.Tty ?? false }), inspect: async () => JSON.parse((await ask(demo, `/v1.51/exec/${id}/json`)).body.toString()) as Record<string, unknown> };
};
const outputOf = async (name: string, command: readonly string[], more = {}) => {
  const { frames, over, inspect } = await exec(name, command, more);
  await expect.poll(over).toBe(true);
  return { text: frames().map((frame) => frame.text).join(''), code: (await inspect())['ExitCode'] };
};

describe('exec', () => {
  test('streams, exit code and what is known of it meanwhile', async () => {
    await start({ name: 'web' });
    const { head, frames, over, inspect, type } = await exec('web', ['sh', '-c', 'read x; echo got $x; echo err >&2; exit 4'], { AttachStdin: true });
    expect(head()).toMatch(/^HTTP\/1\.1 101 UPGRADED\r\nContent-Type: application\/vnd\.docker\.multiplexed-stream\r\nConnection: Upgrade\r\nUpgrade: tcp\r\nApi-Version: 1\.51\r\n/);
    expect(await inspect()).toMatchObject({ Running: true, ExitCode: null, OpenStdin: true, ProcessConfig: { entrypoint: 'sh', tty: false } });
    type('it\n');
    await expect.poll(over).toBe(true);
    expect(frames()).toEqual([{ stream: 1, text: 'got it\n' }, { stream: 2, text: 'err\n' }]);
    expect(await inspect()).toMatchObject({ Running: false, ExitCode: 4 });
  });

  test.each([
    [['nope'], {}, /exec: "nope": executable file not found in \$PATH: unknown\r\n$/, 127],
    [['/bin/nope'], {}, /stat \/bin\/nope: no such file or directory/, 127],
    [['pwd'], { WorkingDir: '/nope' }, /chdir to cwd \("\/nope"\)/, 127],
    [['id'], { User: 'somebody' }, /^unable to find user somebody/, 126],
    [['sh', '-c', 'nope; exit $?'], {}, /^sh: nope: not found\n$/, 127],
    [['sh', '-c', 'false || echo other; true && echo one; A=x; echo "$A" \'$A\''], {}, /^other\none\nx \$A\n$/, 0],
    [['sh', '-c', 'cd /etc; pwd; ls /; ls /nope'], {}, /^\/etc\nbin\ndev\n[^]*ls: \/nope: No such file or directory\n$/, 1],
    [['env'], {}, /^PATH=[^]*\nA=b=c\n$/, 0],
    [['bash', '-c', 'id'], { User: 'node' }, /^uid=1000\(node\)/, 0],
  ])('%j', async (command, more, text, code) => {
    await start({ name: 'web', tools: command[0] === 'bash' ? 'debian' : 'busybox', env: ['A=b=c'] });
    expect(await outputOf('web', command, more)).toEqual({ text: expect.stringMatching(text) as string, code });
  });

  test('a terminal echoes, edits, and takes ctrl-c and ctrl-d', async () => {
    await start({ name: 'web' });
    const { said, type, over, id } = await exec('web', ['sh'], { AttachStdin: true, Tty: true });
    await expect.poll(said).toBe('/ # ');
    expect((await ask(demo, `/v1.51/exec/${id}/resize?h=33&w=101`, 'POST')).status).toBe(200);
    await expect.poll(said).toBe('/ # \r\x1b[K/ # ');
    type('stty sizzz\x7f\x7f');
    type('e\r');
    await expect.poll(said).toContain('stty sizzz\b \b\b \be\r\n33 101\r\n/ # ');
    type('sleep 1000\r');
    await expect.poll(said).toMatch(/sleep 1000\r\n$/);
    type('half\x03');
    await expect.poll(said).toMatch(/half\^C\r\n\/ # $/);
    type('\x04');
    await expect.poll(over).toBe(true);
    expect(said()).toMatch(/exit\r\n$/);
  });

  test('once started it is not started again, and ends with its container', async () => {
    await start({ name: 'web' });
    const { id, over, inspect } = await exec('web', ['sleep', '1000']);
    const again = await raw(`/exec/${id}/start`, { Detach: false, Tty: false });
    await expect.poll(again.over).toBe(true);
    expect(again.frames()).toEqual([{ stream: 1, text: `Error: Exec command ${id} has already run\r\n` }]);
    demo.fleet.stop('web', 137);
    await expect.poll(over).toBe(true);
    expect(await inspect()).toMatchObject({ Running: false, ExitCode: 137 });
    demo.fleet.remove('web');
    expect((await ask(demo, `/v1.51/exec/${id}/json`)).status).toBe(404);
  });

  test('refusals', async () => {
    await start({ name: 'web' }, { name: 'paused', state: 'paused' }, { name: 'over', state: 'exited' }, { name: 'loop', state: 'restarting' });
    const refused = async (name: string, body: object = { Cmd: ['true'] }) => (await post(`/containers/${name}/exec`, body)).status;
    expect([await refused('paused'), await refused('over'), await refused('loop'), await refused('nope'), await refused('web', {})]).toEqual([409, 409, 409, 404, 400]);
    expect((await ask(demo, `/v1.51/exec/${'f'.repeat(64)}/start`, 'POST')).status).toBe(404);
    expect((await ask(demo, '/v1.51/containers/over/resize?h=1&w=1', 'POST')).status).toBe(409);
    expect((await ask(demo, '/v1.51/containers/web/resize?h=x&w=1', 'POST')).status).toBe(400);
  });
});

describe('attach with input', () => {
  const path = (name: string) => `/containers/${name}/attach?stream=1&stdin=1&stdout=1&stderr=1`;

  test('what is typed and answered is seen by all who are attached, and stands in the log', async () => {
    await start({ name: 'sh', openStdin: true, command: ['sh'] });
    const [one, other] = [await raw(path('sh')), await raw('/containers/sh/attach?stream=1&stdout=1')];
    one.type('echo hello\n');
    await expect.poll(() => other.frames()).toEqual([{ stream: 1, text: 'hello\n' }]);
    other.type('echo not me\n');
    one.type('echo again\n');
    await expect.poll(() => one.frames().map(({ text }) => text).join('')).toBe('hello\nagain\n');
    expect(await logOf(demo, 'sh')).toEqual(['hello\n', 'again\n']);
    one.type('exit 3\n');
    await expect.poll(() => [one.over(), other.over()]).toEqual([true, true]);
    expect(demo.fleet.find('sh')).toMatchObject({ state: 'exited', exitCode: 3 });
  });

  test('half closed, it ends; unless the container was made to read to the end once', async () => {
    await start({ name: 'cat', openStdin: true, command: ['cat'] }, { name: 'once', openStdin: true, stdinOnce: true, command: ['cat'] });
    const [cat, once] = [await raw(path('cat')), await raw(path('once'))];
    for (const { socket } of [cat, once]) socket.end('last\n');
    await expect.poll(() => [cat.over(), once.over()]).toEqual([true, true]);
    expect(demo.fleet.find('cat')).toMatchObject({ state: 'running' });
    expect(demo.fleet.find('once')).toMatchObject({ state: 'exited', exitCode: 0 });
    expect(once.frames()).toEqual([{ stream: 1, text: 'last\n' }]);
  });

  test('a container that was started again has a new process', async () => {
    await start({ name: 'sh', tty: true, command: ['sh'] });
    const first = await raw(path('sh'));
    first.type('A=kept\r');
    await expect.poll(first.said).toContain('A=kept');
    demo.fleet.restart('sh');
    await expect.poll(first.over).toBe(true);
    const second = await raw(path('sh'));
    second.type('echo "[$A]"\r');
    await expect.poll(second.said).toMatch(/\n\[\]\r\n/);
  });
});
