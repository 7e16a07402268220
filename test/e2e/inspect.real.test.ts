import { afterAll, beforeAll, expect, test } from 'vitest';
import { dockerAt } from './log-stage.ts';
import { noEngine, startOwnEngine } from '../own-engine.ts';
import { describeReal } from '../real-engine.ts';
import { openProgram, type Program } from '../whole-program.ts';

/** It stands nowhere but in places that are masked. */
const secret = 'hunter2';
const script = `mkdir -p /made/by/hand; i=0; while [ $i -lt 300 ]; do : > /made/by/hand/f$i; i=$((i+1)); done; rm /etc/passwd; sh -c 'sleep 3000; : --token ${secret}' & sleep 3000`;

describeReal('the tabs of a container on a real engine', () => {
  let engine: Awaited<ReturnType<typeof startOwnEngine>>;
  let program: Program;
  const docker = (...args: string[]) => dockerAt(engine.address)(...args);
  const go = async (tab: string) => {
    program.press(':');
    await program.shows('enter runs');
    program.press(tab);
    await program.shows(new RegExp(`^ :${tab}`, 'm'));
    program.press('\r');
    await program.shows((text) => !text.includes('enter runs'));
  };

  beforeAll(async () => {
    engine = await startOwnEngine();
    docker('network', 'create', 'second');
    docker(
      'run', '-d', '--name', 'web', '-v', 'data:/data', '-v', '/etc/hostname:/host:ro', '--tmpfs', '/scratch', '--network', 'second', '--label', `config={"db":{"password":"${secret}"}}`, '--label', 'maintainer=somebody',
      '-e', `DB_PASSWORD=${secret}`, '-e', `DATABASE_URL=postgres://u:${secret}@db/x`, '-e', 'MONKEY=banana', '--health-cmd', `echo checked password=${secret}; echo second line`, '--health-interval', '1s', 'busybox', 'sh', '-c', script,
    );
    program = openProgram({ args: ['-H', engine.address] });
    await program.shows('● live');
    program.press('2');
  }, 120_000);
  afterAll(async () => {
    program?.kill('SIGKILL');
    await engine?.stop();
  }, 60_000);

  test('every tab shows what the engine says', async () => {
    await go('env');
    await program.shows(/DATABASE_URL {2}••••••••[^]*DB_PASSWORD {3}••••••••[^]*MONKEY {8}banana/);
    await go('mounts');
    await program.shows(/\/data +volume +rw +data[^]*\/host +bind +ro[^]*\/scratch +tmpfs +rw/);
    await go('networks');
    await program.shows(/second +\d+\.\d+\.\d+\.\d+/);
    await go('labels');
    await program.shows(/config {6}••••••••[^]*maintainer {2}somebody/);
    await go('health');
    await program.shows(/Check +echo checked password=••••••••[^]*exit 0, \d+ ms[^]*checked password=••••••••[^]*second line/, 30_000);
    await go('processes');
    await program.shows(/PID[^]*sleep 3000/);
    await go('changes');
    await program.shows(/▼~ etc\/ {2}[^]*- passwd[^]*\+ made\//, 30_000);
    await go('raw');
    await program.shows(/"Id": "[0-9a-f]{64}"/);
  }, 120_000);

  test('processes keep coming, and stand by a column', async () => {
    await go('processes');
    await program.shows(/PID[^]*sleep 3000/);
    docker('exec', '-d', 'web', 'sleep', '4321');
    await program.shows('sleep 4321', 20_000);
    program.press('>');
    await program.shows(/PID▲[^]*Processes by PID, smallest first/);
    docker('exec', 'web', 'sh', '-c', "kill $(ps | grep '[s]leep 4321' | sed 's/^ *//; s/ .*//')");
    await program.shows((text) => !text.includes('sleep 4321'), 20_000);
  }, 60_000);

  test('what was changed is read again when somebody asks', async () => {
    await go('changes');
    await program.shows('+ made/');
    docker('exec', 'web', 'touch', '/brand-new');
    program.press('R');
    await program.shows('+ brand-new', 30_000);
  }, 60_000);

  test('no secret has reached the terminal, until x shows one', async () => {
    await go('raw');
    program.press('/');
    program.press('DB_PASS');
    await program.shows('/DB_PASS');
    program.press('\r');
    await program.shows('"DB_PASSWORD=••••••••"');
    program.press('Z');
    await program.shows(/"Config": \{ \d+ entries \}/);
    program.press('n');
    await program.shows(/▌ +"DB_PASSWORD=••••••••"/);
    expect(program.output()).not.toContain(secret);
    program.press('x');
    await program.shows(`"DB_PASSWORD=${secret}"`);
    program.press('j');
    await program.shows((text) => !text.includes(secret));
  }, 60_000);
}, noEngine());
