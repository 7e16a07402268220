import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startOwnEngine } from '../own-engine.ts';
import { describeReal } from '../real-engine.ts';
import { dockerAt, type LogProgram, openLog } from './log-stage.ts';

/** Says so many numbered lines, `burst` at once with a pause of seconds after them, and goes on with one now and then. */
const speaker = (name: string, count: number, burst: number, pause: number) =>
  `i=0; while [ $i -lt ${count} ]; do b=0; while [ $b -lt ${burst} ]; do echo "${name} $i"; i=$((i+1)); b=$((b+1)); done; sleep ${pause}; done; while :; do sleep 0.5; echo "${name} $i"; i=$((i+1)); done`;

describeReal('the past of several logs as one on a real engine', () => {
  let engine: Awaited<ReturnType<typeof startOwnEngine>>;
  let program: LogProgram | null = null;

  beforeAll(async () => {
    engine = await startOwnEngine();
  }, 120_000);
  afterAll(() => engine?.stop(), 60_000);
  afterEach(() => program?.end());

  test('three containers, one of them busy: going up from the merged tail to where the logs begin, every number is there once, in the order of its time', async () => {
    const docker = dockerAt(engine.address);
    const start = (name: string, count: number, burst: number, pause: number) => docker('run', '-d', '--name', `past-${name}`, '--network', 'none', 'busybox', 'sh', '-c', speaker(name, count, burst, pause));
    start('quiet', 4, 1, 1);
    start('calm', 30, 1, 0.15);
    start('busy', 4000, 100, 0.1);
    while (docker('logs', '--tail', '2000', 'past-busy').split('\n').length < 2000 || !docker('logs', 'past-busy').includes('busy 4000')) await new Promise((done) => setTimeout(done, 100));
    program = await openLog(engine.address, 'past-');
    program.press('1');
    for (let at = 1; at <= 3; at++) {
      program.press(' ');
      await program.shows(`${at} marked`);
    }
    program.press('\r');
    await program.shows('3 containers as one');
    await program.shows(/busy 4\d\d\d/);
    for (let at = 0; at < 60 && !program.screen().includes('this is where the log begins'); at++) {
      program.press('g');
      await program.shows((text) => !text.includes('loading'));
      await new Promise((done) => setTimeout(done, 150));
    }
    await program.shows('this is where the log begins');
    program.press('t');
    const lines = await program.saved();
    for (const name of ['quiet', 'calm', 'busy']) {
      const numbers = lines.flatMap((line) => new RegExp(`${name} (\\d+)$`).exec(line)?.[1] ?? []).map(Number);
      expect(numbers, name).toEqual(numbers.map((_, at) => at));
      expect(numbers.length, name).toBeGreaterThanOrEqual({ quiet: 4, calm: 30, busy: 4000 }[name] ?? 0);
    }
    const stamps = lines.flatMap((line) => /\d\d:\d\d:\d\d\.\d{3}/.exec(line)?.[0] ?? []);
    expect(stamps).toHaveLength(lines.length);
    expect(stamps).toEqual(stamps.toSorted());
  }, 120_000);
});
