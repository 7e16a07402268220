import { expect, test } from 'vitest';
import { routeOf } from '../../src/engine/address.ts';
import { dialOf } from '../../src/engine/dial.ts';

const dialed = (text: string) => {
  const { connect, ...rest } = dialOf(routeOf(text, 'test'));
  return { ...rest, byItself: connect === null };
};

test('a socket on this machine', () => {
  expect(dialed('unix:///run/docker.sock')).toEqual({ target: { socketPath: '/run/docker.sock', servername: '' }, base: '', host: 'docker', at: '/run/docker.sock', byItself: true });
});

test('plain TCP, with a base in front of every path', () => {
  expect(dialed('tcp://far:2375/engines/a')).toEqual({ target: { host: 'far', port: 2375, servername: '' }, base: '/engines/a', host: 'far:2375', at: 'far:2375', byItself: true });
  expect(dialed('tcp://[::1]:2375').at).toBe('[::1]:2375');
});

test('TLS and ssh make their own connections', () => {
  expect(dialed('ssh://me@far')).toMatchObject({ at: 'me@far', base: '', byItself: false });
  const route = routeOf('tcp://far:2376', 'test');
  if (!('tcp' in route)) throw new Error('no TCP route');
  expect(dialOf({ ...route, tcp: { ...route.tcp, tls: { verify: true, ca: null, cert: null, key: null } } }).connect).not.toBeNull();
});
