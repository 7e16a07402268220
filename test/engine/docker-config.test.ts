import { describe, expect, test } from 'vitest';
import { configFolder, readDockerConfig } from '../../src/engine/docker-config.ts';
import { eachDockerFolder } from './docker-folder.ts';

const folder = eachDockerFolder();

describe("the docker CLI's config.json", () => {
  test('lies in DOCKER_CONFIG, else in the home', () => {
    expect(configFolder({ DOCKER_CONFIG: '/etc/d', HOME: '/home/me' })).toBe('/etc/d');
    expect(configFolder({ DOCKER_CONFIG: '', HOME: '/home/me' })).toBe('/home/me/.docker');
  });

  test('one that is not there is an empty one', () => {
    expect(readDockerConfig(folder().path)).toEqual({ currentContext: '', headers: {}, detachKeys: '', warning: null });
    expect(readDockerConfig('/dev/null')).toMatchObject({ warning: null });
  });

  test('tells the current context and the headers', () => {
    folder().write('config.json', '{"auths":{},"currentContext":"prod","HttpHeaders":{"X-Team":"a","X-Bad":1}}');
    expect(readDockerConfig(folder().path)).toEqual({ currentContext: 'prod', headers: { 'X-Team': 'a' }, detachKeys: '', warning: null });
  });

  test.each([['{"currentContext":', 'is not JSON'], ['[]', 'is not a JSON object'], ['', 'is not JSON']])('a broken one (%s) is a warning, and empty', (content, words) => {
    folder().write('config.json', content);
    const config = readDockerConfig(folder().path);
    expect(config).toMatchObject({ currentContext: '', headers: {} });
    expect(config.warning).toContain(words);
    expect(config.warning).toContain(folder().path);
  });

  test('a folder in its place is a warning', () => {
    folder().write('config.json/x', '');
    expect(readDockerConfig(folder().path).warning).toContain('EISDIR');
  });
});
