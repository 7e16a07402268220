import { afterAll, beforeAll, expect, test } from 'vitest';
import { dockerAt } from './log-stage.ts';
import { noEngine, startOwnEngine } from '../own-engine.ts';
import { describeReal } from '../real-engine.ts';
import { openProgram, type Program } from '../whole-program.ts';

describeReal('the built program on a real engine', () => {
  let engine: Awaited<ReturnType<typeof startOwnEngine>>;
  let program: Program;
  const docker = (...args: string[]) => dockerAt(engine.address)(...args);

  beforeAll(async () => {
    engine = await startOwnEngine();
    docker('run', '-d', '--restart', 'always', '--name', 'ticker', '--network', 'none', 'busybox', 'sh', '-c', 'i=0; while true; do echo "tick $i"; i=$((i+1)); sleep 0.2; done');
    docker('run', '-d', '--name', 'evil', '--network', 'none', '--label', 'evil=\x1b]0;LBL\x07\x1b[31mred', 'busybox', 'sh', '-c', String.raw`printf 'title:\033]0;PWNED\007 clear:\033[2J\033[H end\nplain\n'; sleep 3600`);
    program = openProgram({ args: ['-H', engine.address] });
    await program.shows('● live');
  }, 120_000);
  afterAll(async () => {
    program?.kill('SIGKILL');
    await engine?.stop();
  }, 60_000);

  test('hostile output is shown as text', async () => {
    await program.shows('Logs ─ evil');
    await program.shows('title: clear: end');
    expect(program.screen()).toContain('┌ Containers');
  });

  test('a chatty log is followed, and its restart is told', async () => {
    program.press('j');
    await program.shows(/tick \d+/);
    docker('restart', '-t', '0', 'ticker');
    await program.shows(/── ticker exited[^]*started again/, 20_000);
    await program.shows(/started again[^]*tick 3/, 20_000);
  });

  test('fault 22: a hung engine blocks no key', async () => {
    await engine.pause();
    await program.shows(/stale \d/, 20_000);
    program.press('?');
    await program.shows('┌ Keys', 2000);
    program.press('q');
    await engine.resume();
    await program.shows('● live', 30_000);
  }, 120_000);

  test('fault 18: the engine is killed and comes back: list, selection and log return by themselves', async () => {
    await engine.kill();
    await program.shows(/unreachable/, 20_000);
    expect(program.screen()).toContain('Logs ─ ticker');
    await engine.restart();
    await program.shows('● live', 30_000);
    await program.shows((text) => /Logs ─ ticker/.test(text) && /follow/.test(text), 30_000);
  }, 120_000);

  test('fault 19: the engine is ended as its service manager ends it: its socket goes, the list stays with its age, and all comes back', async () => {
    process.kill(engine.pid(), 'SIGTERM');
    await program.shows(/nothing at .*○ unreachable \d+s/, 30_000);
    await program.shows(/○ unreachable [1-9]\d+s/, 30_000);
    expect(program.screen()).toMatch(/┌ Containers[^]*ticker[^]*Logs ─ ticker/);
    await engine.restart();
    await program.shows('● live', 30_000);
    await program.shows(/Logs ─ ticker[^]*tick \d+/, 30_000);
  }, 120_000);

  test('fault 15: stop and removal while followed keep the lines', async () => {
    docker('stop', '-t', '0', 'ticker');
    await program.shows(/── ticker exited 137/, 20_000);
    docker('rm', 'ticker');
    await program.shows('removed', 20_000);
    expect(program.screen()).toMatch(/tick \d+/);
  });
}, noEngine());
