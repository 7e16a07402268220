import { afterAll, beforeAll, beforeEach, afterEach, expect, test } from 'vitest';
import { dockerAt } from './log-stage.ts';
import { noEngine, startOwnEngine } from '../own-engine.ts';
import { describeReal } from '../real-engine.ts';
import { openProgram, type Program } from '../whole-program.ts';
import { agreed, answered, choose, command, pressed } from './asking.ts';

describeReal('actions in the built program, on a real engine', () => {
  let engine: Awaited<ReturnType<typeof startOwnEngine>>;
  let program: Program;
  const docker = (...args: string[]) => dockerAt(engine.address)(...args);
  const run = (name: string, script = 'trap "exit 0" TERM; while :; do sleep 0.1; done', ...options: string[]) => docker('run', '-d', '--name', name, '--network', 'none', ...options, 'busybox', 'sh', '-c', script);
  /** Selects one that runs, and is listed so. */
  const chosen = async (name: string) => {
    await choose(program, name);
    await program.shows(new RegExp(`▌● +!?${name}`));
  };
  const stateOf = (name: string) => docker('inspect', '-f', '{{.State.Status}}', name);

  beforeAll(async () => {
    engine = await startOwnEngine();
  }, 120_000);
  afterAll(async () => {
    await engine?.stop();
  }, 60_000);
  beforeEach(async () => {
    program = openProgram({ args: ['-H', engine.address] });
    await program.shows('● live');
  }, 60_000);
  afterEach(() => {
    program.kill('SIGKILL');
    const all = docker('ps', '-aq');
    if (all !== '') docker('rm', '-f', ...all.split('\n'));
  }, 60_000);

  test('each verb does what it says, and the list confirms it', async () => {
    run('web');
    await chosen('web');
    await answered(program, 's', 'Stop web?', /▌○ +!?web .*exit 0/);
    expect(stateOf('web')).toBe('exited');
    await answered(program, 's', 'Start web?', /▌● +!?web /);
    await answered(program, 'p', 'Pause web?', /▌◐ +!?web .*paused/);
    expect(stateOf('web')).toBe('paused');
    await answered(program, 'p', 'Unpause web?', /▌● +!?web /);
    const before = docker('inspect', '-f', '{{.State.StartedAt}}', 'web');
    await answered(program, 'r', 'Restart web?', /web: restarted/);
    expect(docker('inspect', '-f', '{{.State.StartedAt}}', 'web')).not.toBe(before);
    await command(program, 'limits');
    await program.shows(/memory=0 cpus=0 pids=0 restart=no/);
    program.press('\x15memory=64m swap=64m pids=50 restart=on-failure:3');
    await program.shows('memory=64m swap=64m pids=50 restart=on-failure:3');
    await pressed(program, '\r', /Change the limits of web\?[^]*Changes +memory: no limit → 64m/);
    await agreed(program, 'y', /web: updated/);
    expect(docker('inspect', '-f', '{{.HostConfig.Memory}} {{.HostConfig.PidsLimit}} {{.HostConfig.RestartPolicy.Name}}:{{.HostConfig.RestartPolicy.MaximumRetryCount}}', 'web')).toBe('67108864 50 on-failure:3');
    await command(program, 'rename');
    await program.shows('New name: web');
    program.press('-old');
    await program.shows('New name: web-old');
    await pressed(program, '\r', 'Rename web to web-old?');
    await agreed(program, 'y', /▌● +!?web-old/);
    await answered(program, 'K', 'Kill web-old?', /web-old .*exit 137/);
    await answered(program, 'd', 'Remove web-old?', /web-old: removed/);
    await program.shows((text) => !/▌.*web-old/.test(text));
    expect(docker('ps', '-aq')).toBe('');
  }, 120_000);

  test('a container replaced under an open question is left alone, and so is the other', async () => {
    run('web');
    await chosen('web');
    program.press('s');
    await program.shows(/Stop web\?[^]*running for/);
    docker('rm', '-f', 'web');
    const other = run('web');
    await agreed(program, 'y', /stop was not sent: web was replaced since you were asked/);
    expect(docker('ps', '-q', '--no-trunc')).toBe(other);
  }, 120_000);

  test('one that ended and was started anew under an open question is left alone', async () => {
    run('web');
    await chosen('web');
    program.press('K');
    await program.shows(/Kill web\?[^]*running for/);
    docker('restart', '-t', '0', 'web');
    await agreed(program, 'y', /kill was not sent: web was started anew since you were asked/);
    expect(stateOf('web')).toBe('running');
  }, 120_000);

  test('several at once: each result, and one that fails stops none', async () => {
    for (const name of ['a1', 'a2', 'a3', 'a4', 'a5', 'a6']) run(name);
    await program.shows((text) => (text.match(/● +!?a\d/g) ?? []).length === 6);
    await pressed(program, 'g', /▌.*a1/);
    for (let at = 1; at <= 6; at++) {
      program.press(' ');
      await program.shows(`${at} marked`);
    }
    await pressed(program, 'p', 'Pause 6 containers?');
    docker('pause', 'a3');
    await agreed(program, 'y', (text) => ['a1: paused', 'a3: pause was not sent: a3 is paused since you were asked', 'a6: paused'].every((line) => text.includes(line)));
    await pressed(program, '\x1b', /6 marked/);
    for (const name of ['a1', 'a2', 'a3', 'a4', 'a5', 'a6']) expect(stateOf(name), name).toBe('paused');
  }, 120_000);

  test('prune removes what it showed, and no other that has stopped meanwhile', async () => {
    run('done1', 'true');
    run('done2', 'true');
    run('keep', 'true', '--label', 'whalewatch.protect=true');
    run('later');
    await program.shows((text) => (text.match(/exit 0/g) ?? []).length >= 3);
    await command(program, 'prune');
    await program.shows(/Remove 2 stopped containers\?[^]*keep is protected/);
    docker('stop', '-t', '0', 'later');
    await pressed(program, 'y', 'Type prune');
    program.press('prune');
    await program.shows(': prune');
    await agreed(program, '\r', /done1: removed[^]*done2: removed/);
    expect(docker('ps', '-a', '--format', '{{.Names}}').split('\n').sort()).toEqual(['keep', 'later']);
  }, 120_000);

  test('one that runs is removed by force only, with its name typed', async () => {
    run('web', 'sleep 1000');
    await chosen('web');
    await pressed(program, 'd', /Remove web\?[^]*it runs: f forces/);
    await pressed(program, 'f', 'force: yes');
    await pressed(program, 'y', 'Type web:');
    program.press('web');
    await program.shows('Type web: web');
    await agreed(program, '\r', /web: removed/);
    expect(docker('ps', '-aq')).toBe('');
  }, 120_000);

  test('fault 33: the engine is killed during a stop: unknown, until it is back and its list tells', async () => {
    run('stubborn', 'trap "" TERM; while :; do sleep 0.1; done');
    await chosen('stubborn');
    await answered(program, 's', 'Stop stubborn?', /stopping…/);
    await engine.kill();
    await program.shows(/unknown whether stopped, still looking/, 30_000);
    await program.shows(/stubborn .*stopping\?/);
    await engine.restart();
    await program.shows('● live', 30_000);
    await program.shows(/stubborn .*exit \d+/, 30_000);
    await command(program, 'log');
    await program.shows(/stubborn: stopped \(no answer came, but/);
  }, 180_000);

  test('fault 22: a hung engine: nothing is sent before it answers again', async () => {
    run('web');
    await chosen('web');
    await engine.pause();
    program.press('s');
    await program.shows('Stop web?');
    await pressed(program, 'y', 'Still looking at what it would do.');
    await engine.resume();
    await program.shows(/State +running for/, 30_000);
    await agreed(program, 'y', /web: stopped/);
  }, 180_000);
}, noEngine());
