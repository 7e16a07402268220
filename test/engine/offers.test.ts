import { expect, test } from 'vitest';
import { listOffers } from '../../src/engine/offers.ts';
import { eachDockerFolder } from './docker-folder.ts';

const folder = eachDockerFolder();

test('what could be watched: the default, every context, and the sockets that exist', () => {
  folder().context('prod', 'tcp://prod:2376');
  folder().context('build', 'ssh://me@build');
  folder().write('contexts/meta/torn/meta.json', '{');
  const offers = listOffers({ DOCKER_CONFIG: folder().path, XDG_RUNTIME_DIR: '/run/user/7' }, (path) => path === '/run/user/7/podman/podman.sock');
  expect(offers.map(({ kind, name, address, problem }) => [kind, name, address, problem === null])).toEqual([
    ['context', 'default', 'unix:///var/run/docker.sock', true], ['context', 'build', 'ssh://me@build', true], ['context', 'prod', 'tcp://prod:2376', true], ['context', 'torn…', '', false],
    ['host', 'unix:///run/user/7/podman/podman.sock', 'unix:///run/user/7/podman/podman.sock', true],
  ]);
});

test('an environment that names no engine makes the default one unusable, and nothing else', () => {
  expect(listOffers({ HOME: '/nonexistent', DOCKER_HOST: 'ftp://nowhere' }, () => false)).toMatchObject([{ name: 'default', problem: expect.stringContaining('ftp') as string }]);
});
