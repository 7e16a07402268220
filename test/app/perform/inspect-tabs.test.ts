import { describe, expect, test } from 'vitest';
import { readChanges, watchProcesses } from '../../../src/app/perform/inspect-tabs.ts';
import type { Context } from '../../../src/app/perform/context.ts';
import { engineError } from '../../../src/engine/errors.ts';
import type { FileChange, Processes } from '../../../src/engine/figure-types.ts';
import type { Message } from '../../../src/model/message.ts';
import { testClock } from '../manual-clock.ts';

const target = { engine: 'here', container: 'a' };
const microtasks = () => new Promise((done) => setImmediate(done));

function stage(answers: { processes?: () => Promise<Processes>; changes?: () => Promise<readonly FileChange[]> }) {
  const clock = testClock();
  const posted: Message[] = [];
  const engine = () => answers as unknown as ReturnType<Context['engine']>;
  const context = { clock, engine, post: (message: Message) => void posted.push(message) } as unknown as Context;
  return { clock, posted, context, controller: new AbortController() };
}

describe('processes', () => {
  test('are asked for every two seconds, and an engine that takes long less often', async () => {
    const waiting: (() => void)[] = [];
    const { clock, posted, context, controller } = stage({ processes: () => new Promise((done) => waiting.push(() => done({ titles: [], rows: [] }))) });
    watchProcesses(target, context, controller.signal).catch(() => undefined);
    waiting.shift()?.();
    await microtasks();
    expect(posted.map(({ type }) => type)).toEqual(['processes/received']);
    clock.pass(1999);
    await microtasks();
    expect(waiting).toHaveLength(0);
    clock.pass(1);
    await microtasks();
    expect(waiting).toHaveLength(1);
    clock.pass(3000);
    waiting.shift()?.();
    await microtasks();
    clock.pass(11_999);
    await microtasks();
    expect(waiting).toHaveLength(0);
    clock.pass(1);
    await microtasks();
    expect(waiting).toHaveLength(1);
    controller.abort();
  });

  test('that cannot be had are told and asked for again; once nobody wants them nothing is told', async () => {
    let asked = 0;
    const { clock, posted, context, controller } = stage({ processes: () => {
      asked++;
      if (asked === 2) controller.abort();
      return Promise.reject(engineError({ what: 'list its processes', where: 'here', path: '' }, 'timeout', 'slow'));
    } });
    watchProcesses(target, context, controller.signal).catch(() => undefined);
    await microtasks();
    clock.pass(2000);
    await microtasks();
    expect(asked).toBe(2);
    expect(posted).toEqual([expect.objectContaining({ type: 'processes/failed', target })]);
  });
});

describe('changed files', () => {
  test('of a hundred thousand let others go on meanwhile', async () => {
    const changes = Array.from({ length: 100_000 }, (_, at): FileChange => ({ kind: 'added', path: `/usr/d${at % 100}/e${at % 1000}/f${at}` }));
    const { posted, context, controller } = stage({ changes: () => Promise.resolve(changes) });
    let turns = 0;
    let over = false;
    const others = () => {
      turns++;
      if (!over) setImmediate(others);
    };
    setImmediate(others);
    await readChanges(target, context, controller.signal);
    over = true;
    expect(turns).toBeGreaterThan(5);
    expect(posted).toHaveLength(1);
    expect(posted[0]).toMatchObject({ type: 'changes/received', target, changes: { lines: { length: 101_101 } } });
  });

  test('that cannot be had are told', async () => {
    const { posted, context, controller } = stage({ changes: () => Promise.reject(engineError({ what: 'list what it changed', where: 'here', path: '' }, 'timeout', 'slow')) });
    await readChanges(target, context, controller.signal);
    expect(posted).toEqual([expect.objectContaining({ type: 'changes/failed', failure: expect.objectContaining({ why: 'slow' }) })]);
  });
});
