import { expect, test } from 'vitest';
import { dockerLine, quoted } from '../../src/model/docker-line.ts';

const engine = (why: string, address = 'tcp://build:2375', context: string | null = null) => ({ address, context, why, demo: false, insecure: null });

test.each([['web', 'web'], ['a b', "'a b'"], ["it's", "'it'\\''s'"], ['', "''"], ['ctrl-p,ctrl-q', 'ctrl-p,ctrl-q'], ['$HOME', "'$HOME'"], ['a\nb', "'a\nb'"]])('%j as a word', (word, expected) => expect(quoted(word)).toBe(expected));

test.each([
  [engine('--host'), 'docker -H tcp://build:2375 ps'], [engine('--host', 'unix:///var/run/docker.sock'), 'docker ps'], [engine('DOCKER_HOST'), 'docker ps'],
  [engine('--context', 'tcp://build:2375', 'prod'), 'docker --context prod ps'], [engine('current context', 'tcp://build:2375', 'prod'), 'docker ps'],
  [engine('found', 'unix:///run/podman/podman.sock'), 'docker -H unix:///run/podman/podman.sock ps'], [undefined, 'docker ps'],
])('the engine is named where docker would not turn to it by itself', (from, expected) => expect(dockerLine(from, ['ps'])).toBe(expected));
