import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { startDemo } from '../../src/demo/server.ts';
import { temporaryFolder } from '../engine/socket-server.ts';
import { openProgram, type Program } from '../whole-program.ts';

const built = 'dist/whalewatch.js';
const run = (args: readonly string[], env: Record<string, string> = {}, options: { uid?: number; file?: string } = {}) => spawnSync(process.execPath, [options.file ?? built, ...args], {
  encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', ...env }, ...(options.uid === undefined ? {} : { uid: options.uid }),
});

describe('which engine, and why not another', () => {
  test.each([
    ['a bare path', { DOCKER_HOST: '/var/run/docker.sock' }, /DOCKER_HOST.*unix:\/\/\/var\/run\/docker\.sock/],
    ['a wrong scheme', { DOCKER_HOST: 'https://host:2376' }, /DOCKER_HOST.*write tcp:\/\/ in place of https:\/\/, with --tlsverify/],
    ['a missing context', { DOCKER_CONTEXT: 'prod' }, /DOCKER_CONTEXT names the context “prod”.*default/],
  ])('fault 58: %s is refused with the right form, and no other engine is taken', (_, env, words) => {
    const { status, stdout, stderr } = run(['--once'], env);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(words);
    expect(stderr).not.toMatch(/^ +at /m);
  });

  test('fault 58: a broken config.json is a warning, DOCKER_HOST beside DOCKER_CONTEXT is told; the engine meant is listed', async () => {
    const demo = await startDemo({ fleet: [{ name: 'meant' }] });
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'config.json'), '{ broken');
    const env = { PATH: process.env['PATH'] ?? '', DOCKER_CONFIG: folder, DOCKER_HOST: demo.address, DOCKER_CONTEXT: 'prod', HOME: '/nonexistent' };
    const program = openProgram({ args: [], env });
    await program.shows(/DOCKER_HOST[^]*meant/);
    expect(program.screen()).toMatch(/config\.json is not JSON|DOCKER_HOST is set and wins/);
    program.kill('SIGKILL');
    await demo.close();
  });
});

test.skipIf(process.getuid?.() !== 0)('fault 21: a socket of somebody else: permission is named, with what to do; no stack; on the screen too', async () => {
  const demo = await startDemo({ fleet: [{ name: 'private' }] });
  const folder = temporaryFolder();
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'dist'));
  cpSync('dist', join(folder, 'dist'), { recursive: true });
  // the way to the socket is open, the socket is not
  chmodSync(join(demo.socketPath, '..'), 0o755);
  const { status, stdout, stderr } = run(['--once', '-H', demo.address], {}, { uid: 65_534, file: join(folder, 'dist/whalewatch.js') });
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/no permission to open .*EACCES.*group/);
  expect(stderr).not.toMatch(/^ +at /m);
  const program = openProgram({ args: ['-H', demo.address], root: folder, uid: 65_534 });
  await program.shows(/no permission to open[^]*EACCES/);
  expect(program.screen()).toContain('○ unreachable');
  program.kill('SIGKILL');
  await demo.close();
});

describe('a terminal that does what terminals do', () => {
  let program: Program;
  afterEach(() => program?.kill('SIGKILL'));

  test('fault 64: down to one cell and back: all is drawn again, nothing crashed', async () => {
    program = openProgram({ args: ['--demo'] });
    await program.shows('● live');
    for (const [columns, rows] of [[1, 1], [2, 50], [200, 1], [80, 24]] as const) {
      program.resize(columns, rows);
      await new Promise((done) => setTimeout(done, 60));
    }
    await program.shows(/● live[^]*┌ Containers[^]*┌ Logs/);
  });

  test('fault 64: hung up, it gives the terminal back and ends', async () => {
    program = openProgram({ args: ['--demo'] });
    await program.shows('● live');
    process.kill(program.pid, 'SIGHUP');
    const { code, output } = await program.ended;
    expect(code).toBe(129);
    expect(output.lastIndexOf('\x1b[?1049l')).toBeGreaterThan(output.lastIndexOf('\x1b[?1049h'));
  });

  test('fault 64: nobody reads what it prints: no stack', () => {
    const { stderr } = spawnSync('sh', ['-c', `"$0" ${built} --once --demo=5000 | true`, process.execPath], { encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent' } });
    expect(stderr).not.toMatch(/EPIPE|^ +at /m);
  });

  test('fault 64: TERM=dumb gets the list', async () => {
    program = openProgram({ args: ['--demo'], env: { TERM: 'dumb' } });
    const { code, output } = await program.ended;
    expect(code).toBe(0);
    expect(output).toMatch(/cannot show a screen[^]*NAME +IMAGE/);
    expect(output).not.toContain('\x1b');
  });
});
