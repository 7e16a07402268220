import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AddressError, resolveAddress } from '../../src/engine/address.ts';

const usual = '/var/run/docker.sock';
const resolve = (env: Record<string, string> = {}, host?: string, sockets: readonly string[] = [usual]) => resolveAddress({ host, env, exists: (path) => sockets.includes(path) });

function refusal(env: Record<string, string>, host?: string): string {
  try {
    resolve(env, host);
  } catch (error) {
    expect(error).toBeInstanceOf(AddressError);
    return (error as AddressError).message;
  }
  throw new Error('it was not refused');
}

describe('which engine is meant', () => {
  test('--host, then DOCKER_HOST, then the usual socket', () => {
    const env = { DOCKER_HOST: 'unix:///env.sock' };
    expect(resolve(env, 'unix:///flag.sock')).toEqual({ address: 'unix:///flag.sock', socketPath: '/flag.sock', why: 'flag' });
    expect(resolve(env)).toEqual({ address: 'unix:///env.sock', socketPath: '/env.sock', why: 'DOCKER_HOST' });
    expect(resolve()).toEqual({ address: `unix://${usual}`, socketPath: usual, why: 'default' });
  });

  test('an empty DOCKER_HOST is none; an empty --host is a mistake', () => {
    expect(resolve({ DOCKER_HOST: '' }).why).toBe('default');
    expect(refusal({}, '')).toBe('--host is empty; give an address such as unix:///var/run/docker.sock.');
    expect(refusal({ DOCKER_HOST: '  ' })).toMatch(/^DOCKER_HOST is empty;/);
  });

  test('an engine that is named is used whether or not it is there, and no other', () => {
    expect(resolve({ DOCKER_HOST: 'unix:///not/there.sock' }, undefined, [usual]).socketPath).toBe('/not/there.sock');
    expect(resolve({ XDG_RUNTIME_DIR: '/run/user/7' }, 'unix:///not/there.sock', ['/run/user/7/docker.sock']).why).toBe('flag');
  });

  test('without the usual socket: rootless Docker, podman of this user, podman of root, in this order', () => {
    const env = { XDG_RUNTIME_DIR: '/run/user/7' };
    const all = ['/run/user/7/docker.sock', '/run/user/7/podman/podman.sock', '/run/podman/podman.sock'];
    for (const [at, socket] of all.entries()) {
      expect(resolve(env, undefined, all.slice(at))).toEqual({ address: `unix://${socket}`, socketPath: socket, why: 'found' });
    }
    expect(resolve(env, undefined, [...all, usual]).why).toBe('default');
    expect(resolve({ XDG_RUNTIME_DIR: '' }, undefined, ['/docker.sock', '/podman/podman.sock']).socketPath).toBe(usual);
  });

  test('with no socket anywhere the usual one is named, so that the failure says it', () => {
    expect(resolve({}, undefined, [])).toEqual({ address: `unix://${usual}`, socketPath: usual, why: 'default' });
  });

  test('a found path that no socket can have is passed over', () => {
    const long = `/${'r'.repeat(120)}`;
    expect(resolve({ XDG_RUNTIME_DIR: long }, undefined, [`${long}/docker.sock`, '/run/podman/podman.sock']).socketPath).toBe('/run/podman/podman.sock');
  });

  test('a context is refused, not passed over; DOCKER_HOST and --host go before it', () => {
    expect(refusal({ DOCKER_CONTEXT: 'mine' })).toBe('DOCKER_CONTEXT names the context "mine", and contexts are not supported yet; give its address with --host unix:///path/to/docker.sock.');
    expect(resolve({ DOCKER_CONTEXT: 'default' }).why).toBe('default');
    expect(resolve({ DOCKER_CONTEXT: '' }).why).toBe('default');
    expect(resolve({ DOCKER_CONTEXT: 'mine', DOCKER_HOST: 'unix:///env.sock' }).socketPath).toBe('/env.sock');
    expect(resolve({ DOCKER_CONTEXT: 'mine' }, 'unix:///flag.sock').socketPath).toBe('/flag.sock');
  });
});

describe('the forms of an address', () => {
  test.each([
    ['unix:///run/user/1000/podman/podman.sock', '/run/user/1000/podman/podman.sock'],
    ['UNIX:///upper.sock', '/upper.sock'],
    ['  unix:///spaced.sock\n', '/spaced.sock'],
    ['unix://', usual],
    ['unix://rel.sock', 'rel.sock'],
    ['unix:///with space.sock', '/with space.sock'],
    ['unix:///percent%20stays.sock', '/percent%20stays.sock'],
  ])('%j is a socket', (value, path) => {
    expect(resolve({}, value)).toEqual({ address: `unix://${path}`, socketPath: path, why: 'flag' });
  });

  test('a path may have 107 bytes, not characters, and no more', () => {
    expect(resolve({}, `unix:///${'x'.repeat(106)}`).socketPath).toHaveLength(107);
    expect(refusal({}, `unix:///${'x'.repeat(107)}`)).toBe('--host names a socket path of 108 bytes, and the system allows 107; use a shorter path or a link to it.');
    expect(refusal({}, `unix:///${'é'.repeat(54)}`)).toContain('109 bytes');
  });

  const local = 'give a socket on this machine, such as unix:///var/run/docker.sock.';
  test.each([
    ['tcp://1.2.3.4:2375', `engines over TCP are not supported yet; ${local}`],
    ['http://localhost:2375', `engines over TCP are not supported yet; ${local}`],
    ['https://localhost:2376', `engines over TCP are not supported yet; ${local}`],
    ['ssh://me@host', 'engines over ssh are not supported yet; forward its socket with ssh -L /tmp/docker.sock:/var/run/docker.sock HOST and use unix:///tmp/docker.sock.'],
    ['npipe:////./pipe/docker_engine', `a Windows pipe, which is not supported; ${local}`],
    ['fd://', `a form only the engine itself understands; ${local}`],
    ['garbage://x', `"garbage" is no kind of address that is known here; ${local}`],
    ['host:2375', `which would be an engine over TCP, and those are not supported yet; ${local}`],
    ['unix:/run/x.sock', 'two slashes are missing: write unix:///run/x.sock.'],
    ['/run/x.sock', 'write unix:///run/x.sock.'],
    ['run/x.sock', 'write unix:// and the full path in front of run/x.sock.'],
  ])('%s is refused in a sentence that says what to write', (value, sentence) => {
    expect(refusal({}, value)).toMatch(/^--host is /);
    expect(refusal({ DOCKER_HOST: value })).toMatch(/^DOCKER_HOST is /);
    expect(refusal({}, value).endsWith(sentence)).toBe(true);
  });

  test('the form suggested is taken', () => {
    for (const value of ['/run/x.sock', 'unix:/run/x.sock']) {
      const [, suggested = ''] = /write (\S+)\.$/.exec(refusal({}, value)) ?? [];
      expect(resolve({}, suggested).socketPath).toBe('/run/x.sock');
    }
  });

  test('a zero byte is named, not printed', () => {
    expect(refusal({ DOCKER_HOST: 'unix:///a\0b' })).toBe('DOCKER_HOST holds a zero byte; give an address such as unix:///var/run/docker.sock.');
  });

  test('any text is an address or refused in one sentence', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string().map((rest) => `unix://${rest}`)), (value) => {
      try {
        const { socketPath, why } = resolve({}, value);
        expect([why, socketPath.length > 0, socketPath.includes('\0'), Buffer.byteLength(socketPath) <= 107]).toEqual(['flag', true, false, true]);
      } catch (error) {
        expect(error).toBeInstanceOf(AddressError);
        expect((error as Error).message).toMatch(/^--host [^]*[.]$/);
      }
    }));
  });
});
