import { describe, expect, test } from 'vitest';
import type { ActionRequest } from '../../src/engine/action-types.ts';
import { actionLine } from '../../src/model/action-line.ts';

const engine = { address: 'unix:///var/run/docker.sock', context: null, why: 'default', demo: false, insecure: null };
const web = { id: 'a'.repeat(64), name: 'web' };

describe('the docker line', () => {
  test.each<[ActionRequest, string]>([
    [{ verb: 'start' }, 'start web'],
    [{ verb: 'stop', timeout: null }, 'stop web'],
    [{ verb: 'stop', timeout: 0 }, 'stop -t 0 web'],
    [{ verb: 'restart', timeout: 30 }, 'restart -t 30 web'],
    [{ verb: 'pause' }, 'pause web'],
    [{ verb: 'unpause' }, 'unpause web'],
    [{ verb: 'kill', signal: 'KILL' }, 'kill web'],
    [{ verb: 'kill', signal: 'HUP' }, 'kill -s HUP web'],
    [{ verb: 'rename', name: 'web-old' }, 'rename web web-old'],
    [{ verb: 'remove', force: false, volumes: false }, 'rm web'],
    [{ verb: 'remove', force: true, volumes: true }, 'rm -f -v web'],
    [{ verb: 'update', memory: 512 * 1024 ** 2, memorySwap: -1, cpus: 1.5, pids: 100, restartPolicy: { name: 'on-failure', maximum: 3 } }, 'update --memory 512m --memory-swap -1 --cpus 1.5 --pids-limit 100 --restart on-failure:3 web'],
    [{ verb: 'update', restartPolicy: { name: 'always', maximum: 0 } }, 'update --restart always web'],
  ])('%o', (request, line) => {
    expect(actionLine(engine, request, [web])).toBe(`docker ${line}`);
  });

  test('names the engine unless the docker command finds it by itself', () => {
    const start = { verb: 'start' } as const;
    expect(actionLine({ ...engine, context: 'prod eu', why: 'current context' }, start, [web])).toBe("docker --context 'prod eu' start web");
    expect(actionLine({ ...engine, why: '--host' }, start, [web])).toBe('docker -H unix:///var/run/docker.sock start web');
    expect(actionLine({ ...engine, address: 'tcp://far:2376', why: '--host', tls: ['--tlsverify', '--tlscacert', '/my files/ca.pem'] }, start, [web])).toBe("docker -H tcp://far:2376 --tlsverify --tlscacert '/my files/ca.pem' start web");
    expect(actionLine({ ...engine, address: 'unix:///run/user/1000/docker.sock', why: 'found' }, start, [web])).toBe('docker -H unix:///run/user/1000/docker.sock start web');
  });

  test('several containers are one line, and one with an odd name goes by its id', () => {
    const odd = { id: 'b'.repeat(64), name: '-rf $(reboot)\n' };
    expect(actionLine(engine, { verb: 'start' }, [web, odd])).toBe(`docker start web ${odd.id}`);
  });
});
