/** What every engine has to do for the client: logs, following them, and events. */

import { beforeAll, describe, expect, test } from 'vitest';
import type { EngineEvent } from '../../src/engine/event-types.ts';
import type { LogLine } from '../../src/engine/types.ts';
import { becomes, failureIn, type Ground, reader, stampOf, textsOf, unixOf } from './reading.ts';
import { muxLines } from './stage.ts';
import type { Made } from './stage.ts';

/** Declares the suites on the ground that the contract has prepared. */
export function logContract(ground: Ground): void {
  const { of, words, signal } = ground;
  const { follow, read } = reader(ground);

  describe('logs', () => {
    test('stdout and stderr told apart, each in its order', async () => {
      const lines = await read(of('mux').id);
      for (const stream of ['stdout', 'stderr']) {
        expect(textsOf(lines, stream)).toEqual(muxLines.filter((line) => line.stream === stream).map((line) => line.text));
      }
    });

    test('every line has a timestamp', async () => {
      const stamps = (await read(of('mux').id)).map(stampOf);
      for (const time of stamps) expect(time).toMatch(words.stamp);
      expect(Math.abs(Date.parse(stamps[0] as string) - Date.now())).toBeLessThan(300_000);
    });

    test('tail', async () => {
      const lines = await read(of('mux').id);
      expect(await read(of('mux').id, { tail: 2 })).toEqual(lines.slice(-2));
      expect(await read(of('mux').id, { tail: 0 })).toEqual([]);
      expect(await read(of('mux').id, { tail: 1000 })).toEqual(lines);
    });

    test('since has the line of that very nanosecond in it', async () => {
      const lines = await read(of('mux').id);
      const from = lines[3] as LogLine;
      const again = await read(of('mux').id, { since: unixOf(stampOf(from)) });
      // timestamps of whole seconds: the whole second comes again
      expect(words.stamp.test('2026-11-23T10:00:00Z') ? again.slice(-(lines.length - 3)) : again).toEqual(lines.slice(3));
    });

    test('a terminal is one raw stream', async () => {
      const lines = await read(of('tty').id, { tty: true });
      expect(textsOf(lines).map((text) => text.replace(/\r$/, ''))).toEqual(['tty out', 'tty err', '\u001b[32mgreen\u001b[0m']);
      expect(new Set(lines.map((line) => line.stream))).toEqual(new Set(['stdout']));
    });

    test('a line of 20,000 bytes comes in one piece', async () => {
      expect(textsOf(await read(of('long').id))).toEqual(['before', 'a'.repeat(20_000), 'after']);
    });

    test('one that has exited, followed: its lines, and the end at once', async () => {
      const { lines, end } = follow(of('exited').id);
      expect(await end).toEqual({ complete: true });
      expect(textsOf(lines)).toEqual(['bye']);
    });

    test('one never started: nothing, and the end', async () => {
      const { lines, end } = follow(of('created').id);
      expect(await end).toEqual({ complete: true });
      expect(lines).toEqual([]);
    });

    test('without a log that can be read: an error status', async () => {
      expect(await failureIn(follow(of('none').id).end)).toMatchObject({ kind: 'status', status: words.unreadable });
    });

    test('of nobody: status 404', async () => {
      expect(await failureIn(follow('f'.repeat(64)).end)).toMatchObject({ kind: 'status', status: 404 });
    });
  });

  describe('following', () => {
    test('new lines come, none twice, and none after leaving', async () => {
      const { id } = await ground.stage().make('ticking');
      const { lines, end, leave } = follow(id);
      await becomes(() => expect(lines.length).toBeGreaterThan(5));
      leave();
      expect(String(await end.catch((error: unknown) => error))).toContain('seen enough');
      const count = lines.length;
      expect(textsOf(lines)).toEqual(lines.map((_line, at) => `tick ${at}`));
      const { lines: again, end: over } = follow(id, { follow: false });
      await over;
      expect(again.length).toBeGreaterThanOrEqual(count);
      expect(lines.length).toBe(count);
    });

    test.each(['stop', 'restart', 'remove'] as const)('%s ends it cleanly', async (deed) => {
      const ticking = await ground.stage().make('ticking');
      const { lines, end } = follow(ticking.id);
      await becomes(() => expect(lines.length).toBeGreaterThan(2));
      await ground.stage()[deed](ticking);
      expect(await end).toEqual({ complete: true });
      if (deed === 'remove') {
        expect(await failureIn(ground.engine().inspect(ticking.id, signal))).toMatchObject({ status: 404 });
        return;
      }
      const { state } = await ground.engine().inspect(ticking.id, signal);
      expect(state.running).toBe(deed === 'restart');
      if (deed === 'stop') expect(state.exitCode).toBe(137);
    });

    test('the log of the next run goes on in the same log', async () => {
      const ticking = await ground.stage().make('ticking');
      await becomes(async () => expect((await read(ticking.id)).length).toBeGreaterThan(2));
      await ground.stage().stop(ticking);
      const before = await read(ticking.id);
      await ground.stage().start(ticking);
      await becomes(async () => expect((await read(ticking.id)).length).toBeGreaterThan(before.length));
      expect((await read(ticking.id)).slice(0, before.length)).toEqual(before);
    });
  });

  describe('a stretch of a log', () => {
    let id: string;
    let lines: readonly LogLine[];
    const at = (place: number) => lines[place] as LogLine;
    const moment = (place: number) => unixOf(stampOf(at(place)));
    const upTo = (some: readonly LogLine[], place: number) => some.filter((line) => stampOf(line) < stampOf(at(place)) || (words.untilIncludes && stampOf(line) === stampOf(at(place))));

    // over more than two seconds, which is what timestamps without a fraction can tell apart
    beforeAll(async () => {
      const ticking = await ground.stage().make('ticking');
      ({ id } = ticking);
      await becomes(async () => expect((await read(id)).length).toBeGreaterThan(25));
      await ground.stage().stop(ticking);
      lines = await read(id);
    }, 30_000);

    test('until ends it: with the line of that very nanosecond, or before it, as the engine has it', async () => {
      const expected = upTo(lines, 18);
      expect(expected.length).toBeGreaterThan(5);
      expect(expected.length).toBeLessThan(20);
      expect(await read(id, { until: moment(18) })).toEqual(expected);
    });

    test('since and until', async () => {
      const expected = upTo(lines, 18).filter((line) => stampOf(line) >= stampOf(at(2)));
      expect(await read(id, { since: moment(2), until: moment(18) })).toEqual(expected);
    });

    // What the page before a line has to be asked with: tail counts back from the end of the whole log, whatever until says. So it is
    // the number of records from that line on, and a page more; what came meanwhile pushes the page back.
    test.each([3, 12, 20, 1000])('tail %i takes so many from the end of the whole log, and until takes away from those', async (tail) => {
      expect(await read(id, { tail, until: moment(18) })).toEqual(upTo(lines.slice(-tail), 18));
    });

    test('until after the last line takes nothing away', async () => {
      const [second = ''] = moment(lines.length - 1).split('.');
      expect(await read(id, { tail: 5, until: `${Number(second) + 1}.000000000` })).toEqual(lines.slice(-5));
    });
  });

  test('events tell of start, stop and removal: who, when, with which exit code', async () => {
    const created = await ground.stage().make('created');
    const ticking = await ground.stage().make('ticking');
    const seen: EngineEvent[] = [];
    const control = new AbortController();
    const end = ground.engine().events((event) => seen.push(event), control.signal);
    end.catch(() => undefined);
    // The stream is open once an event has come through it; until then the deed is done again.
    await becomes(async () => {
      await ground.stage().restart(ticking);
      expect(seen.length).toBeGreaterThan(0);
    });
    await ground.stage().stop(ticking);
    await ground.stage().start(ticking);
    await ground.stage().remove(ticking);
    await ground.stage().remove(created);
    const actions = (made: Made) => seen.filter((event) => event.id === made.id).map((event) => event.action);
    await becomes(() => expect(new Set(actions(ticking))).toEqual(new Set([...actions(ticking), ...words.actions])));
    await becomes(() => expect(actions(created)).toContain(words.actions.at(-1)));
    expect(seen.every(({ at, stamp }) => at !== null && Math.abs(at - Date.now()) < 300_000 && stamp.startsWith(String(at)))).toBe(true);
    const died = seen.find(({ id, action }) => id === ticking.id && action === 'die');
    expect(died).toMatchObject({ name: ticking.name, image: words.image, exitCode: 137 });
    control.abort(new Error('seen enough'));
    expect(String(await end.catch((error: unknown) => error))).toContain('seen enough');
  });
}
