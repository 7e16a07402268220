import { describe, expect, test } from 'vitest';
import { contextNamed, contextTls, listContexts } from '../../src/engine/contexts.ts';
import { eachDockerFolder } from './docker-folder.ts';

const folder = eachDockerFolder();

describe('contexts', () => {
  test('are found by the hash of their name, as the docker CLI stores them', () => {
    folder().context('mine', 'unix:///run/mine.sock', { description: 'my own' });
    expect(contextNamed(folder().path, 'mine', '--context')).toMatchObject({ name: 'mine', description: 'my own', host: 'unix:///run/mine.sock', skipVerify: false });
  });

  test('one that is not there is an error that names the others', () => {
    folder().context('prod', 'ssh://prod');
    folder().context('dev', 'unix:///d');
    expect(() => contextNamed(folder().path, 'prd', '--context')).toThrow(`--context names the context “prd”, which is not in ${folder().path}; there are default, dev, prod.`);
    expect(() => contextNamed('/nonexistent', 'x', 'DOCKER_CONTEXT')).toThrow('DOCKER_CONTEXT names the context “x”, which is not in /nonexistent; there are none besides default.');
  });

  test('a corrupt one spoils only itself', () => {
    folder().context('good', 'unix:///good');
    folder().write(`contexts/meta/${'0'.repeat(64)}/meta.json`, '{"Name":"bro');
    folder().write(`contexts/meta/${'1'.repeat(64)}/other.json`, '');
    folder().context('engineless', '');
    const listed = listContexts(folder().path);
    expect(listed.map(({ name, problem }) => [name, problem === null])).toEqual([['000000000000…', false], ['111111111111…', false], ['engineless', false], ['good', true]]);
    expect(listed[0]?.problem).toContain('is not a context');
    expect(() => contextNamed(folder().path, 'engineless', '--context')).toThrow('no Docker engine in it');
  });

  test('a store that is not there lists none', () => {
    expect(listContexts('/nonexistent')).toEqual([]);
  });

  test('bring their certificates, and the wish to skip verifying', () => {
    folder().context('tls', 'tcp://h:2376', { tls: { 'ca.pem': 'CA', 'cert.pem': 'CERT', 'key.pem': 'KEY' } });
    folder().context('lax', 'tcp://h:2376', { skipVerify: true });
    folder().context('plain', 'tcp://h:2375');
    const tls = (name: string) => contextTls(contextNamed(folder().path, name, 'x'));
    expect(tls('tls')).toEqual({ verify: true, ca: 'CA', cert: 'CERT', key: 'KEY' });
    expect(tls('lax')).toEqual({ verify: false, ca: null, cert: null, key: null });
    expect(tls('plain')).toBeNull();
  });

  test('an encrypted key is refused', () => {
    folder().context('tls', 'tcp://h:2376', { tls: { 'key.pem': '-----BEGIN ENCRYPTED PRIVATE KEY-----\n' } });
    expect(() => contextTls(contextNamed(folder().path, 'tls', 'x'))).toThrow('is encrypted');
  });
});
