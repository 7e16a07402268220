import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openWire } from '../faults/wire.ts';
import { noEngine, startOwnEngine } from '../own-engine.ts';
import { describeReal } from '../real-engine.ts';
import { dockerAt, isMark, type LogProgram, numbered, openLog } from './log-stage.ts';

describeReal('a log that is followed through what happens to it', () => {
  let engine: Awaited<ReturnType<typeof startOwnEngine>>;
  let docker: ReturnType<typeof dockerAt>;
  let program: LogProgram;
  const run = (name: string, command: string[], ...options: string[]) => docker('run', '-d', '--name', name, '--network', 'none', '--stop-signal', 'KILL', ...options, 'busybox', ...command);
  const lines = (name: string) => docker('logs', name).split('\n');
  const own = (saved: string[]) => saved.filter((line) => !isMark(line));

  beforeAll(async () => {
    engine = await startOwnEngine();
    docker = dockerAt(engine.address);
  }, 60_000);
  afterEach(() => program?.end());
  afterAll(() => engine?.stop(), 60_000);

  test('fault 16: the connection is cut: every number once', async () => {
    run('cuts', numbered(5, 0.02));
    const wire = await openWire(engine.socketPath);
    program = await openLog(`unix://${wire.socketPath}`, 'cuts');
    await program.shows(/run 1 line \d+/);
    const newest = () => Math.max(...[...program.screen().matchAll(/run 1 line (\d+)/g)].map(([, number]) => Number(number)));
    for (let cut = 0; cut < 4; cut++) {
      const before = newest();
      wire.breakOff();
      await program.shows(() => newest() > before + 20);
    }
    docker('stop', 'cuts');
    await program.shows(/── cuts exited 137 at [\d:]+ ──/);
    expect(own(await program.saved())).toEqual(lines('cuts'));
  });

  test('fault 13, fault 14, fault 18: stop, start, restart, and an engine killed: the runs one after the other, every line once', async () => {
    run('runs', numbered(5, 0.02), '--restart', 'always');
    program = await openLog(engine.address, 'runs');
    await program.shows(/run 1 line \d\d/);
    docker('stop', 'runs');
    await program.shows(/── runs exited 137 at [\d:]+ ──/);
    docker('start', 'runs');
    await program.shows(/run 2 line \d\d/);
    docker('restart', 'runs');
    await program.shows(/run 3 line \d\d/);
    await engine.kill();
    await program.shows('unreachable');
    await engine.restart();
    await program.shows(/run 4 line \d\d/, 30_000);
    docker('stop', 'runs');
    await program.shows(/run 4[^]*── runs exited 137/);
    const saved = await program.saved();
    expect(own(saved)).toEqual(lines('runs'));
    expect(own(saved).filter((line) => line.endsWith(' line 1'))).toEqual([1, 2, 3, 4].map((at) => `run ${at} line 1`));
    // each run is told from the one before by a separator of its own
    // a restart is told in one separator or two, as the engine is asked before or after it
    expect(saved.filter(isMark).join('\n').match(/exited|started again/g)).toEqual(['exited', 'started again', 'exited', 'started again', 'started again', 'exited']);
    for (const at of [2, 3, 4]) expect(saved[saved.indexOf(`run ${at} line 1`) - 1]).toMatch(/^── .*(exited|started)/);
  }, 60_000);

  test('fault 15: removed, and run again under its name: the view goes on below a separator that tells both', async () => {
    const before = run('phoenix', numbered(5, 0.02)).slice(0, 12);
    program = await openLog(engine.address, 'phoenix');
    await program.shows(/run 1 line \d\d/);
    docker('rm', '-f', 'phoenix');
    await program.shows(/── this container has been removed/);
    // slowly, so that the separator stays in sight
    const after = run('phoenix', numbered(1, 0.4)).slice(0, 12);
    await program.shows(new RegExp(`phoenix was recreated: ${before} → ${after}`));
    docker('stop', 'phoenix');
    await program.shows(/run 1 line \d+ +│\n.*── phoenix exited 137/);
    const saved = await program.saved();
    const seam = saved.findIndex((line) => line.includes('was recreated'));
    const first = own(saved.slice(0, seam));
    expect(first).toEqual(first.map((_, at) => `run 1 line ${at + 1}`));
    expect(own(saved.slice(seam))).toEqual(lines('phoenix'));
  });

  test.each([['followed', ''], ['paused', 'f']])('fault 46: rotated while it is %s: numbers once each and in order, or a mark where some are missing', async (_, key) => {
    run(`rotating-${key}`, numbered(400, 0.04, 20_000, ` ${'x'.repeat(80)}`), '--log-opt', 'max-size=1m', '--log-opt', 'max-file=2');
    program = await openLog(engine.address, `rotating-${key}`);
    await program.shows(/run 1 line \d\d/);
    program.press(key);
    if (key !== '') await program.shows(/paused, \+\d+,\d+ new/);
    const last = () => docker('logs', '--tail', '1', `rotating-${key}`).includes('line 20000 ');
    await expect.poll(last, { timeout: 20_000, interval: 200 }).toBe(true);
    if (key !== '') program.press(key);
    await program.shows('run 1 line 20000 ');
    let before = 0;
    let marked = true; // what the view opened with may not be the beginning
    for (const line of await program.saved()) {
      const number = Number(/^run 1 line (\d+)/.exec(line)?.[1] ?? NaN);
      if (isMark(line)) marked = true;
      else {
        expect(number, `after ${before}`).toBeGreaterThan(before);
        if (!marked) expect(number).toBe(before + 1);
        [before, marked] = [number, false];
      }
    }
    expect(before).toBe(20_000);
  }, 40_000);
}, noEngine());
