import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AddressError, routeOf } from '../../src/engine/address.ts';

const refusal = (text: string) => {
  try {
    return `not refused: ${routeOf(text, '--host').address}`;
  } catch (error) {
    if (error instanceof AddressError) return error.message;
    throw error;
  }
};

describe('an address', () => {
  test.each([
    ['unix:///run/docker.sock', { address: 'unix:///run/docker.sock', socketPath: '/run/docker.sock' }],
    ['unix://', { address: 'unix:///var/run/docker.sock', socketPath: '/var/run/docker.sock' }],
    ['unix://rel.sock', { address: 'unix://rel.sock', socketPath: 'rel.sock' }],
    ['tcp://host', { address: 'tcp://host:2375', tcp: { host: 'host', port: 2375, base: '', tls: null } }],
    ['tcp://host:80', { address: 'tcp://host:80', tcp: { host: 'host', port: 80, base: '', tls: null } }],
    ['tcp://host:2376/base/', { address: 'tcp://host:2376/base', tcp: { host: 'host', port: 2376, base: '/base', tls: null } }],
    ['tcp://[::1]:2375', { address: 'tcp://[::1]:2375', tcp: { host: '::1', port: 2375, base: '', tls: null } }],
    ['ssh://host', { address: 'ssh://host', ssh: { host: 'host', user: null, port: null, path: null } }],
    ['ssh://me@host:2222/run/user/1000/docker.sock', { address: 'ssh://me@host:2222/run/user/1000/docker.sock', ssh: { host: 'host', user: 'me', port: 2222, path: '/run/user/1000/docker.sock' } }],
    ['  unix:///a  ', { address: 'unix:///a', socketPath: '/a' }],
    ['UNIX:///upper.sock', { address: 'unix:///upper.sock', socketPath: '/upper.sock' }],
    ['unix:///with space%20.sock', { address: 'unix:///with space%20.sock', socketPath: '/with space%20.sock' }],
  ])('%s', (text, route) => {
    expect(routeOf(text, '--host')).toEqual(route);
  });

  test.each([
    ['', 'is empty'],
    ['/var/run/docker.sock', 'is a bare path; write unix:///var/run/docker.sock.'],
    ['run/docker.sock', 'write unix:// and the full path'],
    ['unix:/run/x', 'two slashes are missing: write unix:///run/x.'],
    ['myhost:2375', 'write tcp://myhost:2375.'],
    ['http://host:2375', 'write tcp:// in place of http://'],
    ['https://host:2376', 'with --tlsverify'],
    ['npipe:////./pipe/docker_engine', 'a Windows pipe'],
    ['fd://', 'only the engine itself understands'],
    ['garbage://x', '“garbage” is no kind of address'],
    ['tcp://', 'no host in it'],
    ['ssh://', 'no host in it'],
    ['tcp://me@host', 'knows no users'],
    ['ssh://host?x=1', 'without ? and #'],
    ['ssh://-oProxyCommand=id', 'begin with a dash'],
    ['ssh://100%@host', 'written %25'],
    ['nonsense', 'which is no address'],
    [`unix:///${'a'.repeat(110)}`, 'the system allows 107'],
    ['unix:///a\0b', 'zero byte'],
  ])('%j is refused: %s', (text, words) => {
    expect(refusal(text)).toContain(words);
    expect(refusal(text)).toContain('--host');
  });

  test('a path may have 107 bytes, not characters, and no more', () => {
    expect(routeOf(`unix:///${'x'.repeat(106)}`, '--host')).toMatchObject({ socketPath: `/${'x'.repeat(106)}` });
    expect(refusal(`unix:///${'x'.repeat(107)}`)).toContain('a socket path of 108 bytes');
    expect(refusal(`unix:///${'é'.repeat(54)}`)).toContain('a socket path of 109 bytes');
  });

  test.each([['/run/x.sock', 'unix:///run/x.sock'], ['unix:/run/x.sock', 'unix:///run/x.sock'], ['myhost:2375', 'tcp://myhost:2375']])('the form suggested for %s is taken', (text, suggested) => {
    expect(refusal(text).endsWith(`write ${suggested}.`)).toBe(true);
    expect(routeOf(suggested, '--host').address).toBe(suggested);
  });

  test('a password is refused and not repeated', () => {
    expect(refusal('ssh://me:secret@host')).toContain('holds a password');
    expect(refusal('ssh://me:secret@host')).not.toContain('secret');
  });

  test('whatever is typed, the answer is a route or a refusal', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.string().map((text) => `ssh://${text}`), fc.string().map((text) => `tcp://${text}`)), (text) => {
      expect(() => {
        try {
          routeOf(text, 'x');
        } catch (error) {
          if (!(error instanceof AddressError)) throw error;
        }
      }).not.toThrow();
    }));
  });
});
