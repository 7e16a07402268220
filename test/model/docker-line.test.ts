import { expect, test } from 'vitest';
import { dockerLine, quoted } from '../../src/model/docker-line.ts';

const engine = (why: string, address = 'tcp://build:2375', context: string | null = null) => ({ address, context, why, demo: false, insecure: null });

test.each([['web', 'web'], ['a b', "'a b'"], ["it's", "'it'\\''s'"], ['', "''"], ['~root', "'~root'"], ['ctrl-p,ctrl-q', 'ctrl-p,ctrl-q'], ['$HOME', "'$HOME'"], ['a\nb', "'a\nb'"]])('%j as a word', (word, expected) => expect(quoted(word)).toBe(expected));

test.each([
  [engine('--host'), 'docker -H tcp://build:2375 ps'], [engine('--host', 'unix:///var/run/docker.sock'), 'docker -H unix:///var/run/docker.sock ps'], [engine('default', 'unix:///var/run/docker.sock'), 'docker ps'],
  [engine('--context', 'tcp://build:2375', 'prod'), 'docker --context prod ps'], [engine('current context', 'tcp://build:2375', 'prod'), 'docker --context prod ps'], [engine('DOCKER_HOST'), 'docker -H tcp://build:2375 ps'],
  [engine('found', 'unix:///run/podman/podman.sock'), 'docker -H unix:///run/podman/podman.sock ps'], [undefined, 'docker ps'],
])('the engine is named wherever another shell could turn to another one', (from, expected) => expect(dockerLine(from, ['ps'])).toBe(expected));
