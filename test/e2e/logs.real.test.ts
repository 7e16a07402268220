import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { dockerAt } from './log-stage.ts';
import { noEngine, startOwnEngine } from '../own-engine.ts';
import { describeReal } from '../real-engine.ts';
import { openProgram, type Program } from '../whole-program.ts';

const numbers = String.raw`i=0; while [ $i -lt 3000 ]; do echo "line $i"; i=$((i+1)); done;`;
const onAndOn = String.raw`while :; do echo "line $i"; i=$((i+1)); sleep 0.05; done`;

describeReal('logs of a real engine in the built program', () => {
  let engine: Awaited<ReturnType<typeof startOwnEngine>>;
  let program: Program;
  const folder = mkdtempSync(join(tmpdir(), 'whalewatch-logs-'));
  const docker = (...args: string[]) => dockerAt(engine.address)(...args);
  const start = (name: string, script: string, ...options: string[]) => docker('run', '-d', '--name', name, '--network', 'none', ...options, 'busybox', 'sh', '-c', script);

  beforeAll(async () => {
    engine = await startOwnEngine();
  }, 120_000);
  afterAll(async () => {
    await engine?.stop();
    rmSync(folder, { recursive: true });
  }, 60_000);
  afterEach(() => program?.kill('SIGKILL'));

  /** Resolves when a container has written so many lines. */
  const written = async (name: string, count: number) => {
    while (docker('logs', name).split('\n').length < count) await new Promise((done) => setTimeout(done, 50));
  };
  const open = async (name: string) => {
    program = openProgram({ args: ['-H', engine.address] });
    await program.shows('● live');
    program.press(`/${name}\r`);
    await program.shows(new RegExp(`Logs ─ ${name}`));
    program.press('\r');
    await program.shows(/ [1-9][\d,]* lines/);
  };
  const saved = async (file: string) => {
    program.press(`S\x15${join(folder, file)}\r`);
    await program.shows(new RegExp(`saved to .*${file}`), 20_000);
    return readFileSync(join(folder, file), 'utf8').trimEnd().split('\n');
  };
  /** The numbers in the order in which they were saved. */
  const numbersIn = (lines: readonly string[]) => lines.flatMap((line) => /^line (\d+)$/.exec(line)?.[1] ?? []).map(Number);
  const upTo = (count: number) => Array.from({ length: count }, (_, at) => at);

  test('older lines come as one goes up, while new ones come: all of them once', async () => {
    start('numbers', `${numbers} ${onAndOn}`);
    await written('numbers', 3000);
    await open('numbers');
    for (let at = 0; at < 40 && !program.screen().includes('this is where the log begins'); at++) {
      program.press('g');
      await program.shows((text) => !text.includes('loading'));
      await new Promise((done) => setTimeout(done, 100));
    }
    await program.shows(/this is where the log begins[^]*│ line 0 /);
    const all = numbersIn(await saved('older.log'));
    expect(all).toEqual(upTo(all.length));
    expect(all.length).toBeGreaterThan(3000);
  }, 60_000);

  test('T start brings everything; a time in memory is gone to', async () => {
    start('times', `${numbers} sleep 3600`);
    await written('times', 3000);
    await open('times');
    program.press('T');
    program.press('start\r');
    await program.shows(/ 3,000 lines/);
    await program.shows('│ line 0 ');
    expect(numbersIn(await saved('start.log'))).toEqual(upTo(3000));
    program.press('@');
    program.press('0s\r');
    await program.shows('Nothing has come since then.');
  }, 60_000);

  test('a container that is removed and run again under its name is followed on', async () => {
    const first = start('again', `i=0; ${onAndOn}`);
    await open('again');
    docker('rm', '-f', 'again');
    await program.shows(/again exited|has been removed/, 20_000);
    const second = start('again', 'echo here I am; sleep 3600');
    await program.shows(new RegExp(`again was recreated: ${first.slice(0, 12)} → ${second.slice(0, 12)}[^]*here I am`), 20_000);
  }, 60_000);

  test('a project as one log, in the order of its time; one joins while it runs', async () => {
    const labels = (service: string) => ['--label', 'com.docker.compose.project=shop', '--label', `com.docker.compose.service=${service}`];
    for (const service of ['api', 'db', 'web']) start(`shop-${service}`, String.raw`i=0; while :; do echo "$HOSTNAME $i"; i=$((i+1)); sleep 0.02; done`, '--hostname', service, ...labels(service));
    await open('shop-api');
    program.press('q');
    program.press('*');
    await program.shows('All 3 of shop are marked');
    program.press('\r');
    await program.shows(/3 containers as one[^]*shop-api[^]*/);
    start('shop-late', 'echo late; sleep 3600', '--hostname', 'late', ...labels('late'));
    await program.shows(/4 containers as one[^]*shop-late +late/, 20_000);
    await program.shows((text) => [...text.matchAll(/ web (\d+) /g)].some(([, number]) => Number(number) > 30), 20_000);
    program.press('t');
    const lines = (await saved('merged.log')).filter((line) => !line.startsWith('──'));
    const stamps = lines.map((line) => line.slice(0, 30));
    expect(stamps).toEqual([...stamps].sort());
    for (const service of ['api', 'db', 'web']) {
      const own = lines.map((line) => new RegExp(`^\\S+ shop-${service} ${service} (\\d+)$`).exec(line)?.[1]).filter((number) => number !== undefined).map(Number);
      expect(own).toEqual(own.map((_, at) => (own[0] ?? 0) + at));
      expect(own.length).toBeGreaterThan(20);
    }
    expect(lines.some((line) => line.endsWith('shop-late late'))).toBe(true);
  }, 60_000);

  test('fault 42: the log of a driver that keeps none is watched by attaching, which holds nothing up while we are stopped', async () => {
    start('mute', String.raw`i=0; while :; do i=$((i+1)); echo "count $i $(head -c 2000 /dev/zero | tr '\0' x)"; echo $i > /count; done`, '--log-driver', 'none');
    program = openProgram({ args: ['-H', engine.address] });
    await program.shows('● live');
    program.press('/mute\r');
    program.press('\r');
    await program.shows(/log driver \(none\) cannot be read/);
    program.press('a');
    await program.shows(/attached[^]*count \d+/);
    program.kill('SIGTSTP');
    await new Promise((done) => setTimeout(done, 1000));
    // the file is empty for a moment each time that it is written
    const counted = () => Number(docker('exec', 'mute', 'sh', '-c', 'until n=$(cat /count) && [ -n "$n" ]; do :; done; echo $n'));
    const before = counted();
    await new Promise((done) => setTimeout(done, 1000));
    expect(counted()).toBeGreaterThan(before);
    program.kill('SIGCONT');
    await program.shows(/detached while whalewatch is suspended/, 20_000);
    docker('rm', '-f', 'mute');
  }, 60_000);
}, noEngine());
