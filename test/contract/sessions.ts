/** What every engine has to do for the client: attaching with input, and running commands in a container. */

import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { ExecRequest, Session, SessionEnd } from '../../src/engine/session-types.ts';
import { becomes, failureIn, type Ground } from './reading.ts';

interface Talk {
  readonly session: Session;
  type(text: string): void;
  /** All that was written on a stream so far, on both when none is named. */
  heard(stream?: 'stdout' | 'stderr'): string;
  /** Resolves once that has been heard. */
  hears(text: string | RegExp): Promise<void>;
}

/** Declares the suite on the ground that the contract has prepared. */
export function sessionContract(ground: Ground): void {
  const { of, words } = ground;
  const big = { columns: 101, rows: 33 };

  async function talk(open: (output: (bytes: Buffer, stream: 'stdout' | 'stderr') => void) => Promise<Session>): Promise<Talk> {
    const said: { readonly bytes: Buffer; readonly stream: string }[] = [];
    const heard = (stream?: string) => Buffer.concat(said.filter((one) => stream === undefined || one.stream === stream).map(({ bytes }) => bytes)).toString('utf8');
    const session = await open((bytes, stream) => said.push({ bytes, stream }));
    return { session, heard, type: (text) => session.write(Buffer.from(text)), hears: (text) => becomes(() => (typeof text === 'string' ? expect(heard()).toContain(text) : expect(heard()).toMatch(text))) };
  }
  const attach = (id: string, tty: boolean, size: typeof big | null = null) => talk((output) => ground.engine().attachWithInput(id, { tty, size }, output, ground.signal));
  const exec = (id: string, command: readonly string[], more: Partial<ExecRequest> = {}) =>
    talk((output) => ground.engine().exec(id, { command, tty: false, input: false, user: null, workingDir: null, size: null, ...more }, output, ground.signal));
  const ends = async ({ session, heard }: Talk): Promise<SessionEnd & { readonly said: string }> => ({ ...await session.ended, said: heard() });
  const codeOf = async (id: string) => (await ground.engine().inspect(id, ground.signal)).state.exitCode;

  describe('attach with input', () => {
    test('a shell behind a terminal: typed to, resized, left, attached to again, and ended', async () => {
      const { id } = await ground.stage().make('shell');
      const first = await attach(id, true, big);
      await becomes(async () => {
        first.type('stty size\r');
        expect(first.heard()).toMatch(/33 101\r\n/);
      });
      await first.session.resize({ columns: 88, rows: 44 });
      first.type('stty size\r');
      await first.hears(/44 88\r\n[^]*# /);
      first.session.close();
      expect(await first.session.ended).toEqual({ exitCode: null, complete: true });
      const left = first.heard();
      const again = await attach(id, true);
      again.type('echo still here; cat\r');
      await again.hears(/\nstill here\r\n/);
      // keys that would make the engine let go are only keys, and none is held back until the next
      again.type('\x10');
      await again.hears('^P');
      again.type('\x11\x15\x04');
      await again.hears(/\^P[^]*# /);
      again.type('exit 5\r');
      expect(await again.session.ended).toEqual({ exitCode: null, complete: true });
      await becomes(async () => expect(await codeOf(id)).toBe(5));
      expect(first.heard()).toBe(left);
    });

    test('one that reads commands: both streams told apart, and its exit', async () => {
      const { id } = await ground.stage().make('reader');
      const talked = await attach(id, false);
      talked.type('echo out; echo err >&2\n');
      await talked.hears('err\n');
      await becomes(() => expect([talked.heard('stdout'), talked.heard('stderr')]).toEqual(['out\n', 'err\n']));
      talked.type('exit 3\n');
      expect(await talked.session.ended).toEqual({ exitCode: null, complete: true });
      await becomes(async () => expect(await codeOf(id)).toBe(3));
    });

    test('the end of its input is read by one that waits for it', async () => {
      const { id } = await ground.stage().make('once');
      const talked = await attach(id, false);
      talked.type('to the end\n');
      await talked.hears('to the end\n');
      talked.session.endInput();
      await talked.hears('over\n');
      expect(await talked.session.ended).toEqual({ exitCode: null, complete: true });
      await becomes(async () => expect(await codeOf(id)).toBe(4));
    });

    test('fault 38: to one that has exited: nothing, and the end before long', async () => {
      expect(await ends(await attach(of('exited').id, false))).toEqual({ exitCode: null, complete: true, said: '' });
    });

    test('fault 39: a paused one is refused, and one of nobody', async () => {
      expect(await failureIn(attach(of('paused').id, false))).toMatchObject({ kind: 'status', status: words.pausedAttach, why: expect.stringContaining('paused') as string });
      expect(await failureIn(attach('f'.repeat(64), true))).toMatchObject({ kind: 'status', status: 404, why: expect.stringContaining('ffff') as string });
    });
  });

  describe('exec', () => {
    test('both streams and the exit code', async () => {
      const talked = await exec(of('mux').id, ['sh', '-c', 'echo out; echo err >&2; exit 7']);
      expect(await talked.session.ended).toEqual({ exitCode: 7, complete: true });
      expect([talked.heard('stdout'), talked.heard('stderr')]).toEqual(['out\n', 'err\n']);
    });

    test('as a user, in a folder', async () => {
      const { said, exitCode } = await ends(await exec(of('mux').id, ['sh', '-c', 'id; pwd'], { user: '1000:1000', workingDir: '/tmp' }));
      expect(said).toMatch(/^uid=1000.* gid=1000[^]*\n\/tmp\n$/);
      expect(exitCode).toBe(0);
    });

    test('a lot of input comes back whole, and its end is read', async () => {
      const talked = await exec(of('mux').id, ['cat'], { input: true });
      const sent = Array.from({ length: 40_000 }, (_, line) => `line ${line}\n`).join('');
      for (let at = 0; at < sent.length; at += 10_000) talked.type(sent.slice(at, at + 10_000));
      talked.session.endInput();
      const { said, exitCode, complete } = await ends(talked);
      const digest = (text: string) => createHash('sha256').update(text).digest('hex');
      expect([said.length, digest(said), exitCode, complete]).toEqual([sent.length, digest(sent), 0, true]);
    });

    test('a shell with a terminal of the size it was given, resized, ended by ctrl-d', async () => {
      const talked = await exec(of('mux').id, ['sh'], { tty: true, input: true, size: big });
      await becomes(async () => {
        talked.type('stty size\r');
        expect(talked.heard()).toMatch(/33 101\r\n/);
      });
      await talked.session.resize({ columns: 88, rows: 44 });
      talked.type('stty size\r');
      await talked.hears(/44 88\r\n[^]*# /);
      talked.type('\x04');
      expect(await talked.session.ended).toMatchObject({ exitCode: expect.any(Number) as number, complete: true });
    });

    test('fault 41: a missing binary is told by exit code and words', async () => {
      const { said, exitCode } = await ends(await exec(of('mux').id, ['/no/such/binary']));
      expect(said).toMatch(/exec failed: .*"\/no\/such\/binary\\?": stat \/no\/such\/binary: no such file or directory/);
      expect([126, 127]).toContain(exitCode);
    });

    test('fault 41: so is a shell that is not there, with a terminal too', async () => {
      const { id } = await ground.stage().make('shellless');
      const { said, exitCode } = await ends(await exec(id, ['sh'], { tty: true, input: true, size: big }));
      expect(said).toMatch(/exec failed: .*"sh\\?": executable file not found in \$PATH/);
      expect([126, 127]).toContain(exitCode);
    });

    test('fault 41: refused in a paused one, in one that does not run, and of nobody', async () => {
      expect(await failureIn(exec(of('paused').id, ['true']))).toMatchObject({ kind: 'status', status: 409, why: expect.stringContaining('paused') as string });
      expect(await failureIn(exec(of('exited').id, ['true']))).toMatchObject({ kind: 'status', status: words.stoppedExec, why: expect.stringContaining('running') as string });
      expect(await failureIn(exec('f'.repeat(64), ['true']))).toMatchObject({ kind: 'status', status: 404 });
    });

    test('a container that is killed ends it', async () => {
      const made = await ground.stage().make('reader');
      const talked = await exec(made.id, ['cat'], { tty: true, input: true });
      talked.type('\x10');
      await talked.hears('^P');
      await ground.stage().stop(made);
      expect((await talked.session.ended).exitCode).not.toBe(0);
    });
  });
}
