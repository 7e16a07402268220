import { describe, expect, test } from 'vitest';
import { type EngineChoice, engineName, insecureText, namedBy, rowsOf } from '../../src/model/engine-state.ts';
import { container } from './state.ts';

const choice = (change: Partial<EngineChoice>): EngineChoice => ({ address: 'unix:///var/run/docker.sock', context: null, why: 'default', demo: false, insecure: null, ...change });

describe('an engine', () => {
  test.each([
    [{}, 'local'], [{ address: 'unix:///run/user/1000/docker.sock' }, '/run/user/1000'], [{ address: 'unix:///run/podman/podman.sock' }, '/run/podman/podman.sock'],
    [{ address: 'unix:///docker.sock' }, '/docker.sock'], [{ address: 'tcp://10.0.0.1:2376' }, '10.0.0.1:2376'], [{ address: 'ssh://me@far' }, 'me@far'],
    [{ context: 'prod', address: 'ssh://me@far' }, 'prod'], [{ demo: true, address: 'unix:///tmp/x/docker.sock' }, 'demo'],
  ])('%o is called %s', (change, name) => expect(engineName(choice(change))).toBe(name));

  test('who named it is told where it was not this command line', () => {
    expect([choice({}), choice({ why: '--host' }), choice({ why: 'DOCKER_HOST' }), choice({ why: 'current context' })].map(namedBy)).toEqual(['', '', 'DOCKER_HOST', 'current context']);
  });

  test('its warning names it where there are several', () => {
    const insecure = choice({ context: 'prod', insecure: 'its certificate is not verified' });
    expect([insecureText(insecure, false), insecureText(insecure, true)]).toEqual(['This engine is INSECURE: its certificate is not verified.', 'prod is INSECURE: its certificate is not verified.']);
  });
});

describe('rows', () => {
  test('say whose they are; a container that is the very same is the very same row', () => {
    const [a, b] = [container('a'), container('b')];
    const first = rowsOf(choice({}), [a, b]);
    expect(first.map(({ name, engine, where }) => [name, engine, where])).toEqual([['a', 'unix:///var/run/docker.sock', 'local'], ['b', 'unix:///var/run/docker.sock', 'local']]);
    const second = rowsOf(choice({}), [a, container('b')], first);
    expect([second[0] === first[0], second[1] === first[1]]).toEqual([true, false]);
    const third = rowsOf(choice({}), [container('new'), b, a], first);
    expect(third.map((row) => first.indexOf(row))).toEqual([-1, 1, 0]);
  });
});
