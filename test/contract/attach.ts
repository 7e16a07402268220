/** What every engine has to do for the client: attaching, to see what is written from now on. */

import { describe, expect, test } from 'vitest';
import type { LogLine } from '../../src/engine/types.ts';
import { becomes, failureIn, type Following, type Ground, reader, textsOf } from './reading.ts';

/** Declares the suite on the ground that the contract has prepared. */
export function attachContract(ground: Ground): void {
  const { of, words } = ground;
  const { attach, read } = reader(ground);

  /** `tick 7`, `tick 8` … from wherever it was attached; the first words may have been on their way already. */
  function expectRow(texts: readonly string[], word: string): void {
    const first = Number(texts[0]?.slice(word.length));
    expect(texts.length).toBeGreaterThan(2);
    expect(texts).toEqual(texts.map((_text, place) => `${word} ${first + place}`));
  }

  async function leave({ end, leave: go, lines }: Following): Promise<void> {
    go();
    expect(String(await end.catch((error: unknown) => error))).toContain('seen enough');
    const count = lines.length;
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(lines.length).toBe(count);
  }

  describe('attach', () => {
    test('what is written from now on, and no more after leaving', async () => {
      const { id } = await ground.stage().make('ticking');
      await becomes(async () => expect((await read(id)).length).toBeGreaterThan(3));
      const attached = attach(id);
      await becomes(() => expect(attached.lines.length).toBeGreaterThan(5));
      expectRow(textsOf(attached.lines), 'tick');
      expect(textsOf(attached.lines)[0]).not.toBe('tick 0');
      expect(attached.lines.every((line: LogLine) => line.body === 0 && line.stream === 'stdout' && !line.broken)).toBe(true);
      await leave(attached);
      // the container is none the worse for it
      const count = (await read(id)).length;
      await becomes(async () => expect((await read(id)).length).toBeGreaterThan(count + 2));
    });

    test('stdout and stderr told apart, each in its order', async () => {
      const { id } = await ground.stage().make('both');
      const attached = attach(id);
      await becomes(() => {
        expectRow(textsOf(attached.lines, 'stdout'), 'tick');
        expectRow(textsOf(attached.lines, 'stderr'), 'tock');
      });
      await leave(attached);
    });

    test('a terminal is one raw stream', async () => {
      const { id } = await ground.stage().make('typing');
      const attached = attach(id, true);
      await becomes(() => expectRow(textsOf(attached.lines, 'stdout').map((text) => text.replace(/\r$/, '')), 'tick'));
      expect(attached.lines.every((line) => line.body === 0)).toBe(true);
      await leave(attached);
    });

    test('a container that logs nowhere is heard all the same', async () => {
      const attached = attach(of('none').id);
      await becomes(() => expectRow(textsOf(attached.lines), 'tick'));
      await leave(attached);
    });

    test.each(['stop', 'restart', 'remove'] as const)('%s ends it', async (deed) => {
      const ticking = await ground.stage().make('ticking');
      const { lines, end } = attach(ticking.id);
      await becomes(() => expect(lines.length).toBeGreaterThan(2));
      await ground.stage()[deed](ticking);
      expect(await end).toEqual({ complete: true });
      if (deed === 'stop') expectRow(textsOf(lines), 'tick');
    });

    test('it ends with the last words of a container, without their newline', async () => {
      const { lines, end } = attach((await ground.stage().make('parting')).id);
      expect(await end).toEqual({ complete: true });
      expect(textsOf(lines)).toEqual(['so long', 'last words']);
    });

    test('one that has exited: nothing, and the end before long', async () => {
      const { lines, end } = attach(of('exited').id);
      expect(await end).toEqual({ complete: true });
      expect(lines).toEqual([]);
    });

    test('a paused one is refused', async () => {
      expect(await failureIn(attach(of('paused').id).end)).toMatchObject({ kind: 'status', status: words.pausedAttach, why: expect.stringContaining('paused') as string, what: 'attach to the container' });
    });

    test('of nobody: status 404', async () => {
      expect(await failureIn(attach('f'.repeat(64)).end)).toMatchObject({ kind: 'status', status: 404, why: expect.stringContaining('ffff') as string });
    });
  });
}
