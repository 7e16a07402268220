/** Attach with input and exec on a real engine, under floods, cuts and its death. */
import { spawnSync } from 'node:child_process';
import { expect, test, vi } from 'vitest';
import { describeReal } from '../real-engine.ts';
import { ownClient } from './own-client.ts';

const burst = 10 * 1024 * 1024;

describeReal('sessions on an engine of its own', () => {
  const { signal } = new AbortController();
  const { own, engine } = ownClient(signal);
  const docker = (...words: readonly string[]): string => {
    const { status, stdout, stderr } = spawnSync('docker', ['-H', own().address, ...words], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return stdout.trim();
  };
  const run = (script: string) => docker('run', '-d', '-i', '--network', 'none', 'busybox', 'sh', '-c', script);
  const lastLine = (id: string) => docker('logs', '--tail', '1', id);
  const exec = { user: null, workingDir: null, size: null, tty: false, input: true } as const;

  test('fault 37: ten megabytes at once are taken at once, all of them, and the container goes on', async () => {
    const id = run(`read go; head -c ${burst} /dev/zero | tr '\\0' x; echo; i=0; while true; do echo tick $i; i=$((i+1)); sleep 0.1; done`);
    let taken = 0;
    let tail = '';
    const session = await engine().attachWithInput(id, { tty: false, size: null }, (bytes) => {
      for (const byte of bytes) if (byte === 120) taken += 1;
      tail = (tail + bytes.toString('latin1')).slice(-200);
    }, signal);
    session.write(Buffer.from('go\n'));
    await vi.waitFor(() => expect(tail).toMatch(/tick \d+\n/), { timeout: 30_000 });
    expect(taken).toBe(burst);
    const [, before] = /tick (\d+)/.exec(lastLine(id)) ?? [];
    await vi.waitFor(() => expect(Number(/tick (\d+)/.exec(lastLine(id))?.[1])).toBeGreaterThan(Number(before)), { timeout: 15_000 });
    session.close();
    expect(await session.ended).toEqual({ exitCode: null, complete: true });
    const [, left] = /tick (\d+)/.exec(lastLine(id)) ?? [];
    await vi.waitFor(() => expect(Number(/tick (\d+)/.exec(lastLine(id))?.[1])).toBeGreaterThan(Number(left)), { timeout: 15_000 });
  }, 90_000);

  test('fault 40: left without a word, the container goes on, and reads from the next one', async () => {
    const id = run('while read line; do echo "got $line"; done; echo no more');
    const leaving = new AbortController();
    let said = '';
    const output = (bytes: Buffer) => void (said += bytes.toString('utf8'));
    const first = await engine().attachWithInput(id, { tty: false, size: null }, output, leaving.signal);
    first.write(Buffer.from('one\n'));
    await vi.waitFor(() => expect(said).toBe('got one\n'), { timeout: 15_000 });
    leaving.abort(new Error('the terminal is gone'));
    await expect(first.ended).rejects.toThrow('the terminal is gone');
    const second = await engine().attachWithInput(id, { tty: false, size: null }, output, signal);
    second.write(Buffer.from('two\n'));
    await vi.waitFor(() => expect(said).toBe('got one\ngot two\n'), { timeout: 15_000 });
    second.close();
    expect((await engine().inspect(id, signal)).state.running).toBe(true);
  }, 60_000);

  test('fault 40: shells that are left, at their prompt, in a half typed line or in a command that reads, leave nothing behind', async () => {
    const id = run('exec sleep 3600');
    const processes = () => docker('top', id, '-o', 'pid,args').split('\n').slice(1).map((line) => line.trim().replace(/^\d+ +/, ''));
    for (const typed of ['', 'echo half', 'cat\r']) {
      let said = '';
      const session = await engine().exec(id, { ...exec, tty: true, size: { columns: 80, rows: 24 }, command: ['sh'] }, (bytes) => void (said += bytes.toString('utf8')), signal);
      await vi.waitFor(() => expect(said).toContain('# '), { timeout: 15_000 });
      session.write(Buffer.from(typed));
      await vi.waitFor(() => expect(said).toContain(typed.trim()), { timeout: 15_000 });
      if (typed === 'cat\r') await vi.waitFor(() => expect(processes()).toContain('cat'), { timeout: 15_000 });
      session.close();
      await vi.waitFor(() => expect(processes()).toEqual(['sleep 3600']), { timeout: 15_000 });
    }
  }, 90_000);

  test('fault 40: an engine that dies ends a command, and nobody claims to know how it went', async () => {
    const id = run('sleep 3600');
    const session = await engine().exec(id, { ...exec, command: ['cat'] }, () => undefined, signal);
    session.write(Buffer.from('x\n'));
    await own().kill();
    expect(await session.ended).toEqual({ exitCode: null, complete: false });
    session.write(Buffer.from('y\n'));
    await own().restart();
  }, 90_000);
});
