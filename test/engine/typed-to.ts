/** Sessions tried on a real engine at the end of any route. */
import { expect, vi } from 'vitest';
import type { Session } from '../../src/engine/session-types.ts';
import type { Engine } from '../../src/engine/types.ts';

const none = { user: null, workingDir: null } as const;

/** Types to a shell behind a terminal in a running container, tells it sizes, and sends a lot through a pipe and back, with the end of the input. */
export async function typedTo(engine: Engine, id: string, signal: AbortSignal): Promise<void> {
  let said = '';
  const output = (bytes: Buffer) => void (said += bytes.toString('latin1'));
  const hears = (text: RegExp, again: () => void = () => undefined) => vi.waitFor(() => {
    again();
    expect(said).toMatch(text);
  }, { timeout: 15_000, interval: 50 });
  const type = (session: Session, text: string) => session.write(Buffer.from(text));

  const shell = await engine.exec(id, { command: ['sh'], tty: true, input: true, size: { columns: 101, rows: 33 }, ...none }, output, signal);
  await hears(/33 101\r\n[^]*# /, () => type(shell, 'stty size\r'));
  await shell.resize({ columns: 88, rows: 44 });
  type(shell, 'stty size\r');
  await hears(/44 88\r\n[^]*# /);
  type(shell, 'exit 3\r');
  expect(await shell.ended).toEqual({ exitCode: 3, complete: true });

  said = '';
  const pipe = await engine.exec(id, { command: ['cat'], tty: false, input: true, size: null, ...none }, output, signal);
  const block = 'x'.repeat(64 * 1024);
  for (let blocks = 0; blocks < 16; blocks += 1) type(pipe, block);
  pipe.endInput();
  expect(await pipe.ended).toEqual({ exitCode: 0, complete: true });
  expect(said.length).toBe(16 * block.length);

  const left = await engine.attachWithInput(id, { tty: false, size: null }, output, signal);
  left.close();
  expect(await left.ended).toEqual({ exitCode: null, complete: true });
}
