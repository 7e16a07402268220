import { beforeEach, describe, expect, test } from 'vitest';
import { chooseEngine } from '../../src/engine/choose.ts';
import type { Wanted } from '../../src/engine/types.ts';
import { eachDockerFolder } from './docker-folder.ts';

const nothing: Wanted = { host: null, context: null, tlsVerify: false, tlsCaCert: null, tlsCert: null, tlsKey: null };
const folder = eachDockerFolder();
const choose = (wanted: Partial<Wanted> = {}, env: Record<string, string> = {}, there: readonly string[] = ['/var/run/docker.sock']) => {
  const { route, ...rest } = chooseEngine({ ...nothing, ...wanted }, { DOCKER_CONFIG: folder().path, ...env }, (path) => there.includes(path));
  return { address: route.address, tls: 'tcp' in route ? route.tcp.tls : null, ...rest };
};

beforeEach(() => {
  folder().context('prod', 'ssh://prod');
  folder().context('dev', 'unix:///run/dev.sock');
});

describe('which engine is meant', () => {
  const current = () => folder().write('config.json', '{"currentContext":"prod"}');

  test('--host wins over everything', () => {
    current();
    expect(choose({ host: 'unix:///a' }, { DOCKER_HOST: 'unix:///b', DOCKER_CONTEXT: 'dev' })).toMatchObject({ address: 'unix:///a', why: '--host', context: null });
  });

  test('--host and --context together are refused', () => {
    expect(() => choose({ host: 'unix:///a', context: 'dev' })).toThrow('--host and --context exclude each other');
  });

  test('--context wins over the environment', () => {
    expect(choose({ context: 'dev' }, { DOCKER_HOST: 'unix:///b', DOCKER_CONTEXT: 'prod' })).toMatchObject({ address: 'unix:///run/dev.sock', why: '--context', context: 'dev' });
  });

  test('fault 58: DOCKER_HOST wins over DOCKER_CONTEXT, and that is told', () => {
    const { warnings, ...rest } = choose({}, { DOCKER_HOST: 'unix:///b', DOCKER_CONTEXT: 'prod' });
    expect(rest).toMatchObject({ address: 'unix:///b', why: 'DOCKER_HOST' });
    expect(warnings).toEqual(['DOCKER_HOST is set and wins over DOCKER_CONTEXT, as it does for the docker CLI.']);
  });

  test('DOCKER_CONTEXT wins over the current context', () => {
    current();
    expect(choose({}, { DOCKER_CONTEXT: 'dev' })).toMatchObject({ address: 'unix:///run/dev.sock', why: 'DOCKER_CONTEXT' });
  });

  test('the current context wins over the usual socket', () => {
    current();
    expect(choose()).toMatchObject({ address: 'ssh://prod', why: 'current context', context: 'prod' });
  });

  test('the context “default” is the usual socket, and nothing is searched', () => {
    current();
    expect(choose({ context: 'default' }, {}, ['/run/podman/podman.sock'])).toMatchObject({ address: 'unix:///var/run/docker.sock', why: '--context', context: 'default' });
  });

  test('fault 58: a missing context is an error, never another engine', () => {
    folder().write('config.json', '{"currentContext":"gone"}');
    expect(() => choose()).toThrow('config.json names the context “gone”');
    expect(() => choose({ context: 'gone' })).toThrow('--context names the context “gone”');
    expect(() => choose({}, { DOCKER_CONTEXT: 'gone' })).toThrow('DOCKER_CONTEXT names the context “gone”');
  });

  test('fault 58: a broken config.json is a warning and counts as empty', () => {
    folder().write('config.json', '{');
    const { warnings, address } = choose();
    expect(address).toBe('unix:///var/run/docker.sock');
    expect(warnings[0]).toContain('is not JSON');
  });

  test('nothing named: the usual socket, else the first other one that is there', () => {
    const env = { XDG_RUNTIME_DIR: '/run/user/1', HOME: '/home/me' };
    expect(choose({}, env)).toMatchObject({ address: 'unix:///var/run/docker.sock', why: 'default' });
    expect(choose({}, env, ['/run/podman/podman.sock', '/run/user/1/podman/podman.sock'])).toMatchObject({ address: 'unix:///run/user/1/podman/podman.sock', why: 'found' });
    expect(choose({}, env, ['/home/me/.colima/default/docker.sock'])).toMatchObject({ address: 'unix:///home/me/.colima/default/docker.sock', why: 'found' });
    expect(choose({}, env, [])).toMatchObject({ address: 'unix:///var/run/docker.sock', why: 'default' });
  });

  test('TLS without a host is the TLS port on this machine', () => {
    folder().write('ca.pem', 'CA');
    expect(choose({ tlsVerify: true })).toMatchObject({ address: 'tcp://localhost:2376', tls: { verify: true, ca: 'CA', cert: null, key: null } });
  });

  test('TLS files: flags, then DOCKER_CERT_PATH, then the folder; what is named must be there', () => {
    folder().write('mine.pem', 'MINE');
    folder().write('certs/ca.pem', 'CA');
    folder().write('certs/cert.pem', 'CERT');
    const env = { DOCKER_CERT_PATH: `${folder().path}/certs`, DOCKER_TLS_VERIFY: '0' };
    expect(choose({ host: 'tcp://h:1' }, env).tls).toEqual({ verify: true, ca: 'CA', cert: 'CERT', key: null });
    expect(choose({ host: 'tcp://h:1', tlsCaCert: `${folder().path}/mine.pem` }, env).tls).toMatchObject({ ca: 'MINE' });
    expect(() => choose({ host: 'tcp://h:1', tlsVerify: true, tlsCert: '/nonexistent.pem' }, env)).toThrow('/nonexistent.pem is not there');
    expect(() => choose({ host: 'tcp://h:1', tlsVerify: true })).toThrow('ca.pem is not there');
    expect(() => choose({ host: 'tcp://h:1', tlsCert: '/x' })).toThrow('do nothing without --tlsverify');
    expect(choose({ host: 'unix:///a' }, env)).toMatchObject({ address: 'unix:///a', tls: null });
  });

  test.each([
    ['tcp://far:2375', {}, 'plain TCP: anyone on the way can read and change what is said'],
    ['tcp://127.0.0.1:2375', {}, null],
    ['tcp://localhost:2375', {}, null],
    ['tcp://[::1]:2375', {}, null],
    ['tcp://far:2376', { DOCKER_TLS: '1' }, 'its certificate is not verified'],
    ['ssh://far', {}, null],
    ['unix:///a', {}, null],
  ])('%s %o is insecure: %s', (host, env, why) => {
    expect(choose({ host }, env).insecure).toBe(why);
  });

  test('headers: HttpHeaders of config.json, or DOCKER_CUSTOM_HEADERS in their place', () => {
    folder().write('config.json', '{"HttpHeaders":{"X-A":"1"}}');
    expect(choose().headers).toEqual({ 'X-A': '1' });
    expect(choose({}, { DOCKER_CUSTOM_HEADERS: 'X-B=2,"X-C=a,b"' }).headers).toEqual({ 'X-B': '2', 'X-C': 'a,b' });
    expect(() => choose({}, { DOCKER_CUSTOM_HEADERS: 'nonsense' })).toThrow('is no name=value');
  });

  test('DOCKER_API_VERSION fixes the version', () => {
    expect(choose({}, { DOCKER_API_VERSION: 'v1.44' }).apiVersion).toBe('1.44');
    expect(choose().apiVersion).toBeNull();
    expect(() => choose({}, { DOCKER_API_VERSION: 'new' })).toThrow('which is no version');
  });
});
