import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { noEngine, startOwnEngine } from '../own-engine.ts';
import { describeReal } from '../real-engine.ts';
import { openProgram, type Program } from '../whole-program.ts';

const onAndOn = String.raw`while :; do echo "line $i"; i=$((i+1)); sleep 0.05; done`;

describeReal('logs of a real engine in the built program', () => {
  let engine: Awaited<ReturnType<typeof startOwnEngine>>;
  let program: Program;
  const folder = mkdtempSync(join(tmpdir(), 'whalewatch-logs-'));
  const docker = (...args: string[]) => execFileSync('docker', ['-H', engine.address, ...args], { encoding: 'utf8' }).trim();
  const start = (name: string, script: string, ...options: string[]) => docker('run', '-d', '--name', name, '--network', 'none', ...options, 'busybox', 'sh', '-c', script);

  beforeAll(async () => {
    engine = await startOwnEngine();
  }, 120_000);
  afterAll(async () => {
    await engine?.stop();
    rmSync(folder, { recursive: true });
  }, 60_000);
  afterEach(() => program?.kill('SIGKILL'));

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
    const counted = () => Number(docker('exec', 'mute', 'sh', '-c', 'while [ ! -s /count ]; do :; done; cat /count'));
    const before = counted();
    await new Promise((done) => setTimeout(done, 1000));
    expect(counted()).toBeGreaterThan(before);
    program.kill('SIGCONT');
    await program.shows(/detached while whalewatch is suspended/, 20_000);
    docker('rm', '-f', 'mute');
  }, 60_000);
}, noEngine());
